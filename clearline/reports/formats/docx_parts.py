"""The parts that Word documents are made of, below what python-docx has names for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

REPORT = "report"
"""The placeholder of a template where the report stands."""

_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def opened(template: bytes) -> tuple[Any, Any]:
    """Return a document to write in, and the paragraph whose place the report takes; ``None``: the end."""
    from docx import Document

    document = Document(BytesIO(template) if template else None)
    if not template:
        return document, None
    place = None
    for element in list(document.element.body.iterchildren(word_name("p"))):
        if [name.lower() for name in _PLACEHOLDER.findall(_text(element))] == [REPORT]:
            place = element
            break
    return document, place


def word_name(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(word_name("t")))


def moved(document: Any, first: int, place: Any) -> None:
    """Put what was added from a position of the body on where a template wants it; at the end it is already."""
    if place is None:
        return
    body = document.element.body
    added = [one for one in list(body)[first - 1 :] if one.tag != word_name("sectPr")]
    for element in added:
        place.addprevious(element)
    body.remove(place)


def fill(document: Any, words: Mapping[str, str]) -> None:
    """Put words where a template names them, in the body and in every header and footer. Nothing is run."""
    roots = [document.element.body, *(story._element for story in _stories(document))]
    for paragraph in [one for root in roots for one in root.iter(word_name("p"))]:
        text = _text(paragraph)
        names = [name.lower() for name in _PLACEHOLDER.findall(text)]
        if not any(name in words for name in names):
            continue
        filled = _PLACEHOLDER.sub(lambda match: words.get(match[1].lower(), match[0]), text)
        for at, one in enumerate(paragraph.iter(word_name("t"))):
            one.text = filled if at == 0 else ""


def _stories(document: Any) -> Iterator[Any]:
    """Yield every header and footer that is there."""
    for section in document.sections:
        for name in (
            "header",
            "footer",
            "first_page_header",
            "first_page_footer",
            "even_page_header",
            "even_page_footer",
        ):
            story = getattr(section, name)
            if not story.is_linked_to_previous:
                yield story


def marked(document: Any, marks: Sequence[str], colour: str) -> None:
    """Put marks on top of every page."""
    if not marks:
        return
    for at, section in enumerate(document.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        for header in headers:
            if at == 0 or not header.is_linked_to_previous:
                paragraph = header.add_paragraph()
                run(paragraph, " · ".join(marks), bold=True, small=True, colour=colour)
                header._element.insert(0, paragraph._element)


def plain_look(document: Any, colour: str) -> None:
    """Give a document without a template its look: A4, a plain face, headings in one colour, British English."""
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    sizes = {"Normal": 10.5, "Title": 26, "Subtitle": 13, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12}
    for name, size in sizes.items():
        look = document.styles[name]
        look.font.size, look.font.name, look.font.italic = Pt(size), "Arial", False
        fonts = look.element.get_or_add_rPr().get_or_add_rFonts()
        for key in [key for key in fonts.attrib if "heme" in key]:
            del fonts.attrib[key]
        look.font.color.rgb = RGBColor.from_string("0b0c0c" if name == "Normal" else colour)
    for language in document.styles.element.iter(word_name("lang")):
        language.set(word_name("val"), "en-GB")


def running_heads(document: Any, words: str) -> None:
    """Put words on top of each page and its number at the foot."""
    section = document.sections[0]
    run(section.header.paragraphs[0], words, small=True, colour="484949")
    foot = section.footer.paragraphs[0]
    run(foot, "Page ", small=True)
    _field(foot, "PAGE")
    run(foot, " of ", small=True)
    _field(foot, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """Add a field that Word works out."""
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(word_name("instr"), code)
    one = run(paragraph, "1", small=True)
    field.append(one._element)
    paragraph._element.append(field)


def style(document: Any, name: str) -> Any:
    """Return a style by name, made when a template lacks it."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement

    if name in document.styles:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    if name.startswith("Heading"):
        made.font.bold = True
        made.paragraph_format.keep_with_next = True
        level = OxmlElement("w:outlineLvl")
        level.set(word_name("val"), str(int(name[-1]) - 1))
        made.element.get_or_add_pPr().append(level)
    return made


def run(
    paragraph: Any, text: str, *, bold: bool = False, small: bool = False, colour: str = "", size: float = 0
) -> Any:
    """Add words to a paragraph; ``size`` in points, 0 for that of the paragraph."""
    from docx.shared import Pt, RGBColor

    one = paragraph.add_run(text)
    if bold:
        one.bold = True
    if small or size:
        one.font.size = Pt(size or 8.5)
    if colour:
        one.font.color.rgb = RGBColor.from_string(colour)
    return one


def bar(paragraph: Any, colour: str) -> None:
    """Draw a bar beside a paragraph."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "24"), ("space", "8"), ("color", colour)):
        left.set(word_name(name), value)
    borders.append(left)
    properties = paragraph._element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph.paragraph_format.left_indent = Mm(4)


def contents(document: Any, titles: Sequence[str]) -> None:
    """Add a list of the sections, which Word renews with page numbers when it is asked to."""
    from docx.oxml import OxmlElement

    def mark(paragraph: Any, kind: str) -> None:
        char = OxmlElement("w:fldChar")
        char.set(word_name("fldCharType"), kind)
        paragraph.add_run()._element.append(char)

    heading = document.add_paragraph()
    run(heading, "Contents", bold=True)
    for at, title in enumerate(titles):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = 0
        if at == 0:
            mark(paragraph, "begin")
            code = OxmlElement("w:instrText")
            code.text = ' TOC \\o "1-1" \\h '
            paragraph.add_run()._element.append(code)
            mark(paragraph, "separate")
        run(paragraph, title)
        if at == len(titles) - 1:
            mark(paragraph, "end")


def picture(document: Any, png: bytes, title: str, description: str) -> None:
    """Add a picture as wide as the page, with words for those who cannot see it."""
    section = document.sections[-1]
    shape = document.add_picture(BytesIO(png), width=section.page_width - section.left_margin - section.right_margin)
    drawn = shape._inline.docPr
    drawn.set("descr", f"{title}. {description}")
    drawn.set("title", title)
