"""A drawing as a picture of dots, for formats that cannot hold a drawing."""

from functools import lru_cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parents[1] / "fonts"
DOTS = 160
"""Dots an inch: letters stay sharp on paper, and a page of charts stays small."""

_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set text(font: "Liberation Sans")
#image(bytes(sys.inputs.svg), format: "svg")"""


@lru_cache(maxsize=64)
def png(svg: str) -> bytes:
    """Return a drawing as PNG; the same drawing always as the same bytes."""
    import typst

    fonts: list[Any] = [FONTS]
    found = typst.compile(
        _PAGE, font_paths=fonts, ignore_system_fonts=True, format="png", ppi=DOTS, sys_inputs={"svg": svg}
    )
    assert isinstance(found, bytes)
    return found
