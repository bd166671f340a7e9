"""How a print looks and what it leads to, which is no part of what it says."""

from pathlib import Path
from typing import NamedTuple


class Look(NamedTuple):
    """What every format is given besides the print."""

    site: str = ""
    """The address that paths of pages follow, such as ``https://clearline.example``; without it sources in the site are
    named and lead nowhere."""
    colour: str = ""
    """The council's, as ``#rrggbb``; empty: Clearline's."""
    template: bytes = b""
    """The council's Word template, as ``word_template.checked`` let it through; empty for none."""
    attached: Path | None = None
    """The folder of ``kit.filed`` that files named in a report are kept in; ``None``: none can be had."""


PLAIN = Look()
"""Clearline's own look, leading nowhere."""
