"""Two drawings on one page have ids of their own, so that each is named by its own title and not by the first one's."""

import re

import msgspec
from sample_pack import pack

from clearline.reports.blocks import Chart, Section
from clearline.reports.formats import html
from clearline.reports.printing import printed

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="lines-title lines-desc">'
    '<title id="lines-title">The lines-title</title><desc id="lines-desc">Words</desc>'
    '<pattern id="dots"/><rect fill="url(#dots)"/></svg>'
)


def test_ids_are_not_there_twice_and_what_points_to_one_points_to_its_own() -> None:
    charts = tuple(Chart(title=title, description="", svg=SVG) for title in ("Before", "After"))
    drawn = msgspec.structs.replace(pack("open"), sections=(Section(key="one", title="One", blocks=charts),))
    page = html.render(printed(drawn, "open")).decode()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(set(ids)) == len(ids)
    named = [one.split() for one in re.findall(r'aria-labelledby="([^"]+-title[^"]*)"', page)]
    filled = re.findall(r"url\(#([^)]+)\)", page)
    assert len(named) == len(filled) == 2
    assert {key for one in named for key in one} | set(filled) <= set(ids)
    assert named[0] != named[1]
    assert page.count(">The lines-title<") == 2, "its words stay as they are"
