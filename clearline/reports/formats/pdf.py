"""A print of a pack as a tagged PDF that meets PDF/UA-1 and PDF/A-2a. The same print always gives the same bytes."""

import json
import re
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from clearline.reports.blocks import Section
from clearline.reports.formats.look import PLAIN, Look
from clearline.reports.formats.unshown import unshown, with_names
from clearline.reports.formats.widths import letter_size, widths
from clearline.reports.formats.words import (
    attachment_words,
    commentary_heading,
    incomplete_words,
    publisher_once,
    says_its_title,
    signature_words,
)
from clearline.reports.printing import Printed, access_words

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
LEAST_HEIGHT, MOST_HEIGHT = 92.0, 215.0
"""Millimetres that a drawing may be high, whatever it is: so that two fit on a page, and one with its title."""

BRAND = "#1d4f7c"
"""The colour of councils that have chosen none."""


def render(print_: Printed, look: Look = PLAIN) -> bytes:
    """Return a print as PDF."""
    return _with_row_headers(_typst(print_, look, "pdf"))


def pictures(print_: Printed, look: Look = PLAIN) -> list[bytes]:
    """Return every page as PNG, to look at."""
    found = _typst(print_, look, "png")
    return found if isinstance(found, list) else [found]


def _typst(print_: Printed, look: Look, form: Any) -> Any:
    """Return what typst makes of a print: by our font, by those within typst too where it lacks a character, and with
    the names of characters that these lack as well, which PDF/UA does not let pass."""
    import typst

    pack = json.dumps(_data(print_), ensure_ascii=False)
    missing: list[str] = []
    for all_fonts in (False, True):
        try:
            return _compiled(pack, look, form, all_fonts)
        except typst.TypstError as error:
            missing = unshown(error.diagnostic)
            if not missing:
                raise
    return _compiled(with_names(pack, missing), look, form, True)


def _compiled(pack: str, look: Look, form: Any, all_fonts: bool) -> Any:
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=all_fonts,  # to look through them takes 4 MB, and nearly no report needs them
        font_paths=[FONTS],
    )
    standards: Any = ["ua-1", "a-2a"] if form == "pdf" else []
    return typst.compile(
        HERE / "pdf.typ",
        root=HERE,
        font_paths=fonts,
        format=form,
        sys_inputs={"pack": pack, "site": look.site, "colour": look.colour or BRAND},
        pdf_standards=standards,
        ppi=80,
    )


def _data(print_: Printed) -> dict[str, Any]:
    return {
        **{name: getattr(print_, name) for name in ("title", "subtitle", "authority", "facts", "marks", "contents")},
        "made": {"year": print_.made_on.year, "month": print_.made_on.month, "day": print_.made_on.day},
        "missing": len(print_.missing),
        "missing_words": incomplete_words(print_.missing),
        "footer": " · ".join(f"{name}: {value}" for name, value in print_.facts[:3] if name != "Made on"),
        "sections": [_section(one) for one in print_.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "access_words": access_words(section.access),
        "blocks": [_block(one, section) for one in section.blocks],
        "sections": [_section(one) for one in section.sections],
    }


def _block(block: Any, section: Section) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(block)
    found["access_words"] = access_words(block.access)
    if found.get("sources"):
        found["sources"] = msgspec.to_builtins(publisher_once(block.sources))
    if found["block"] == "Table":
        found |= {"widths": widths(block), "size": letter_size(len(block.columns))}
        found["titled"] = says_its_title(section, block)
    elif found["block"] == "Chart":
        found["tallest"] = tallest(block.svg)
    elif found["block"] == "Commentary":
        found["heading"] = commentary_heading(block)
    elif found["block"] == "Attachment":
        found["words"] = attachment_words(block)
    elif found["block"] == "Signature":
        found |= {"words": signature_words(block), "good": bool(block.by) and not block.changed_since}
    return found


def tallest(svg: str) -> float:
    """Return how high a drawing may stand, in millimetres: so that letters of 10.5 are those of 7 points to read."""
    box = re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)
    readable = float(box[1]) * 7 / 10.5 * 25.4 / 72 if box else 0.0
    return min(MOST_HEIGHT, max(LEAST_HEIGHT, readable))


def _with_row_headers(pdf: bytes) -> bytes:
    """Return a PDF in which the first cell of each row of a table's body is the header of its row."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        for element in _elements(document.Root.StructTreeRoot):
            if element.get("/S") == "/TBody":
                for row in _kids(element):
                    first = _kids(row)[0]
                    first.S = pikepdf.Name.TH
                    first.A = _row_scope(first)
        for stream in document.objects:
            if isinstance(stream, pikepdf.Stream):
                _end_clearly(stream)
        return _saved(document)


MOST_ATTEMPTS = 20
UNCLEAR_END = b"\r\nendstream"
"""A stream that ends in half a line break: a reader that looks for its end takes it for shorter than it says, which
PDF/A forbids. Packed bytes end in a checksum, so one stream in 256 does."""


def _saved(document: Any) -> bytes:
    """Return the file; an object more moves all others in their packed lists, until these end clearly too."""
    import pikepdf

    for attempt in range(MOST_ATTEMPTS):
        out = BytesIO()
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,  # typst has stated the version right, and to look takes 7 MB for lxml
        )
        if UNCLEAR_END not in out.getvalue():
            break
        document.Root[f"/Clearline{attempt}"] = document.make_indirect(pikepdf.Dictionary())
    return out.getvalue()


def _end_clearly(stream: Any) -> None:
    """Put line breaks, which change nothing, after what a stream says until its packed bytes end clearly."""
    import pikepdf

    while stream.get("/Filter") == "/FlateDecode" and stream.read_raw_bytes().endswith(b"\r"):
        data = stream.read_bytes() + b"\n"
        stream.write(zlib.compress(data), filter=pikepdf.Name.FlateDecode)
        if "/Length1" in stream:  # of a font, which says how long it is unpacked
            stream.Length1 = len(data)


def _row_scope(cell: Any) -> Any:
    """Return the attributes of a table cell, with the scope of a row's header among them."""
    import pikepdf

    there = cell.A if isinstance(cell.A, pikepdf.Array) else [cell.A]
    return pikepdf.Array([*there, pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)])


def _elements(root: Any) -> Any:
    """Yield every structure element."""
    for kid in _kids(root):
        yield kid
        yield from _elements(kid)


def _kids(element: Any) -> list[Any]:
    import pikepdf

    kids = element.get("/K", pikepdf.Array())
    given = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in given if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
