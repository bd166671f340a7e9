"""A print of a pack as a Word document, in the council's own template where there is one. The same bytes each time."""

import re
import zipfile
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

from clearline.reports.blocks import (
    AnyBlock,
    Attachment,
    Chart,
    Commentary,
    Facts,
    Missing,
    Points,
    Section,
    Signature,
    Source,
    Table,
    Text,
)
from clearline.reports.formats import docx_parts as parts
from clearline.reports.formats import docx_tables
from clearline.reports.formats.csv import zipped
from clearline.reports.formats.look import PLAIN, Look
from clearline.reports.formats.svg import png
from clearline.reports.formats.words import (
    attachment_words,
    commentary_heading,
    incomplete_words,
    lines,
    says_its_title,
    signature_words,
    source_words,
)
from clearline.reports.printing import Printed, access_words

ALARM, QUIET = "942514", "484949"


def render(print_: Printed, look: Look = PLAIN) -> bytes:
    """Return a print as a Word document.

    Of the council's template the headers, footers and styles are kept, and the report stands where it says
    ``{{report}}``, or at its end.
    """
    document, place = parts.opened(look.template)
    colour = (look.colour or "#1d4f7c").lstrip("#")
    if not look.template:
        parts.plain_look(document, colour)
        parts.running_heads(document, f"{print_.authority} · {print_.title}")
    parts.fill(document, _placeholders(print_))
    parts.marked(document, print_.marks, ALARM)
    first = len(document.element.body)
    writer = _Writer(document, look.site, colour)
    writer.cover(print_)
    for section in print_.sections:
        writer.section(section, 1)
    parts.moved(document, first, place)
    _properties(document, print_)
    return _without_times(document)


def _placeholders(print_: Printed) -> dict[str, str]:
    facts = dict(print_.facts)
    return {
        "title": print_.title,
        "subtitle": print_.subtitle,
        "council": print_.authority,
        "date": facts["As at"],
        "number": facts["Number"],
    }


class _Writer:
    """Adds the parts of a print to the end of a document."""

    def __init__(self, document: Any, site: str, colour: str) -> None:
        self.document, self.site, self.colour = document, site, colour

    def cover(self, print_: Printed) -> None:
        """Say what the report is."""
        self.document.add_paragraph(print_.title, style=parts.style(self.document, "Title"))
        if print_.subtitle:
            self.document.add_paragraph(print_.subtitle, style=parts.style(self.document, "Subtitle"))
        self.facts((("Council", print_.authority), *print_.facts))
        if print_.missing:
            self.barred("This report is not complete.", [incomplete_words(print_.missing)], ALARM)
        if print_.contents:
            parts.contents(self.document, [one.title for one in print_.sections])

    def section(self, section: Section, depth: int) -> None:
        """Add a section under its heading."""
        self.document.add_paragraph(section.title, style=parts.style(self.document, f"Heading {min(depth, 6)}"))
        self.closed(access_words(section.access))
        for block in section.blocks:
            self.closed(access_words(block.access))
            self.block(block, section)
        for inner in section.sections:
            self.section(inner, depth + 1)

    def closed(self, words: str) -> None:
        """Say why what follows is not open."""
        if words:
            paragraph = self.document.add_paragraph()
            parts.run(paragraph, words, bold=True, colour=ALARM)
            paragraph.paragraph_format.keep_with_next = True

    def block(self, block: AnyBlock, section: Section) -> None:
        """Add a block."""
        match block:
            case Text():
                for line in lines(block.text):
                    self.document.add_paragraph(line)
            case Points():
                kind = "List Number" if block.numbered else "List Bullet"
                for point in block.points:
                    self.document.add_paragraph(point, style=parts.style(self.document, kind))
            case Facts():
                self.facts(block.rows)
            case Table():
                self.table(block, titled=says_its_title(section, block))
            case Chart():
                parts.picture(self.document, png(block.svg), block.title, block.description)
                self.sources(block.sources)
            case Commentary():
                self.barred(commentary_heading(block), lines(block.text), self.colour)
            case Signature():
                good = block.by and not block.changed_since
                self.barred("", [signature_words(block)], self.colour if good else ALARM)
            case Attachment():
                self.document.add_paragraph(attachment_words(block))
            case Missing():  # pragma: no branch - the last of them
                self.barred(f"Missing: {block.what}", lines(block.todo), ALARM)

    def facts(self, rows: tuple[tuple[str, str], ...]) -> None:
        """Add short facts, each a line."""
        for name, value in rows:
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.space_after = 0
            parts.run(paragraph, f"{name}: ", bold=True)
            parts.run(paragraph, value)
        self.document.add_paragraph()

    def barred(self, heading: str, said: list[str], colour: str) -> None:
        """Add paragraphs with a bar beside them."""
        for at, text in enumerate(([heading] if heading else []) + said):
            paragraph = self.document.add_paragraph()
            parts.bar(paragraph, colour)
            parts.run(paragraph, text, bold=bool(heading) and at == 0)

    def table(self, block: Table, *, titled: bool) -> None:
        """Add a table, under its title unless the section's heading says the same."""
        if titled:
            title = self.document.add_paragraph()
            parts.run(title, block.title, bold=True)
            title.paragraph_format.keep_with_next = True
        if block.rows:
            docx_tables.table(self.document, block, self.site)
        else:
            self.document.add_paragraph(block.empty)
        if block.note:
            parts.run(self.document.add_paragraph(), block.note, small=True, colour=QUIET)
        self.sources(block.sources)

    def sources(self, sources: tuple[Source, ...]) -> None:
        """Say where something comes from."""
        if sources:
            parts.run(self.document.add_paragraph(), source_words(sources), small=True, colour=QUIET)


def _properties(document: Any, print_: Printed) -> None:
    """Say in the document's properties what it is, and nothing of the template's author."""
    made, kept = datetime.combine(print_.made_on, time(), UTC), document.core_properties
    for name in ("subject", "comments", "category", "content_status", "identifier", "version"):
        setattr(kept, name, "")
    kept.title, kept.author = f"{print_.title}, {print_.authority}", print_.authority
    kept.last_modified_by, kept.keywords = print_.authority, ", ".join(print_.marks)
    kept.created = kept.modified = kept.last_printed = made
    kept.revision, kept.language = 1, "en-GB"


_OF_THE_TEMPLATE = re.compile(
    rb"<(?:\w+:)?(Manager|Company|HyperlinkBase|Template|TotalTime)\b[^>]*>[^<]*</[^>]*>|"
    rb"<(?:\w+:)?property\b.*?</(?:\w+:)?property>",
    re.DOTALL,
)
"""What the properties of a template tell of its author, besides those that are written anew."""


def _without_times(document: Any) -> bytes:
    """Return the file without the time at which it was written, and without what its template's properties tell."""
    out = BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("docProps/app.xml", "docProps/custom.xml"):
        if name in parts:
            parts[name] = _OF_THE_TEMPLATE.sub(b"", parts[name])
    return zipped(parts)
