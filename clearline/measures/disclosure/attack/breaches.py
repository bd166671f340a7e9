"""The ways in which a count is not safe."""

from typing import Literal, NamedTuple

from clearline.measures.disclosure.table import Name

Kind = Literal["exact", "inside", "small", "narrow", "derived", "insider", "shown", "beside"]
"""How a count is broken.

``exact``: it can be worked out. ``small``: it is proved to be a small count. ``inside``: and to be one of fewer than
all small counts. ``narrow``: it is known to within fewer values than there are small counts. ``derived``: a count that
nobody prints is proved to be a small one. ``insider``: the only child in one count can tell that another is small.
``shown``: a small count is printed. ``beside``: a figure stands beside a hidden count.
"""


class Breach(NamedTuple):
    """One count that is not safe."""

    name: Name
    kind: Kind
