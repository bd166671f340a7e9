"""A print of a pack as HTML: what stands on a page of the site, and a file that needs nothing beside it."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from clearline.reports.blocks import AnyBlock, Attachment, Chart, Commentary, Section, Signature, Source, Table, Text
from clearline.reports.formats.look import PLAIN, Look
from clearline.reports.formats.words import (
    absolute,
    attachment_words,
    commentary_heading,
    incomplete_words,
    lines,
    publisher_once,
    says_its_title,
    signature_words,
)
from clearline.reports.printing import Printed, access_words, day

CSS = Path(__file__).parent / "html.css"
SIZES = {2: "govuk-heading-l", 3: "govuk-heading-m"}
DEEPEST = 6


def render(print_: Printed, look: Look = PLAIN) -> bytes:
    """Return a print as a file of HTML, which needs nothing beside it."""
    css = mark_safe(CSS.read_text(encoding="utf-8"))  # our own
    return render_to_string("reports/file.html", {"printed": on_page(print_, look.site), "css": css}).encode()


def on_page(print_: Printed, site: str = "", *, here: bool = False) -> dict[str, Any]:
    """Return what ``reports/printed.html`` shows. ``here``: on a page of the site itself, where paths lead on."""
    numbers = count(1)

    def section(one: Section, depth: int) -> dict[str, Any]:
        return {
            "id": f"section-{next(numbers)}",
            "title": one.title,
            "heading": f"h{min(depth, DEEPEST)}",
            "size": SIZES.get(depth, "govuk-heading-s"),
            "access_words": access_words(one.access),
            "blocks": [_block(block, one, site, here, numbers) for block in one.blocks],
            "sections": [section(inner, depth + 1) for inner in one.sections],
        }

    return {
        "title": print_.title,
        "subtitle": print_.subtitle,
        "authority": print_.authority,
        "facts": print_.facts,
        "marks": print_.marks,
        "contents": print_.contents,
        "incomplete": incomplete_words(print_.missing),
        "sections": [section(one, 2) for one in print_.sections],
    }


def _block(block: AnyBlock, section: Section, site: str, here: bool, numbers: Iterator[int]) -> dict[str, Any]:
    kind = type(block).__name__
    found: dict[str, Any] = {"template": f"reports/blocks/{kind}.html", "access_words": access_words(block.access)}
    found |= {name: getattr(block, name) for name in block.__struct_fields__ if name != "access"}
    match block:
        case Table():
            found["titled"] = says_its_title(section, block)
            found["heads"] = [(title, at in block.numeric) for at, title in enumerate(block.columns)]
            found["cells"] = [
                [(one.text, _address(one.source, site, here), at in block.numeric) for at, one in enumerate(row)]
                for row in block.rows
            ]
            found["sources"] = _sources(block.sources, site, here)
        case Chart():
            svg = _with_own_ids(block.svg, next(numbers))
            found["svg"] = mark_safe(svg)  # drawn by us, from numbers and from words that are escaped
            found["sources"] = _sources(block.sources, site, here)
        case Text():
            found["lines"] = lines(block.text)
        case Commentary():
            found |= {"heading": commentary_heading(block), "lines": lines(block.text)}
        case Signature():
            found["words"] = signature_words(block)
        case Attachment():
            found["words"] = attachment_words(block)
    return found


def _with_own_ids(svg: str, number: int) -> str:
    """Return a drawing whose ids no other drawing on the page has: two drawings of lines have the same ones."""
    for key in set(re.findall(r'\bid="([^"]+)"', svg)):
        svg = re.sub(rf'(?<=["# ]){re.escape(key)}(?=[") ])', f"{key}-{number}", svg)
    return svg


def _sources(sources: tuple[Source, ...], site: str, here: bool) -> list[tuple[str, str, str]]:
    return [
        (one.title, _address(one.address, site, here), day(one.as_of) if one.as_of else "")
        for one in publisher_once(sources)
    ]


def _address(address: str, site: str, here: bool) -> str:
    return address if here and address.startswith("/") and not address.startswith("//") else absolute(address, site)
