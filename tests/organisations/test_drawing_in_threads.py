"""Several readers of a server can have drawings made at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from clearline.organisations.drawing.draw import draw
from clearline.organisations.files import read_organisation
from clearline.organisations.lines.report import report
from clearline.organisations.picture import Picture

NORTHMOOR = Path(__file__).parents[2] / "examples" / "northmoor.yaml"


def test_drawings_made_at_once_in_several_threads_are_all_the_same() -> None:
    picture = Picture(read_organisation(NORTHMOOR), date(2026, 11, 22))
    lines = report(picture, picture.dcs)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: draw(picture, lines, whole=False).svg, range(24)))
    assert set(made) == {made[0]}
