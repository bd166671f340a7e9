"""The quick reader and the careful one find what a plain XML library finds, and refuse what it refuses."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_cin import child, made, message
from slow_twin import as_read, slowly, words_of

from clearline.kit.errors import BadInput
from clearline.measures.returns.cin import elements, reading
from clearline.measures.returns.cin.plain import rewrite
from clearline.measures.returns.cin.tokens import NotPlain

VALUES = st.sampled_from(
    [
        "",
        "2024-05-01",
        "2024-13-01",
        "N1",
        "n4",
        "1",
        "true",
        "x" * 8,
        "y" * 9,
        "12345678901234567",
        "a b",
        "<&>",
        "Zoë",
    ]
)
NAMES = [
    "ChildIdentifiers", "LAchildID", "PersonBirthDate", "UPN", "ChildCharacteristics", "Disabilities", "Disability",
    "CINdetails", "CINreferralDate", "PrimaryNeedCode", "DateOfInitialCPC", "Assessments", "AssessmentActualStartDate",
    "AssessmentAuthorisationDate", "FactorsIdentifiedAtAssessment", "AssessmentFactors", "Section47",
    "ChildProtectionPlans", "CPPstartDate", "Reviews", "CPPreviewDate", "PreProceedings", "Child",
    "AnElementWithANameOfMoreThan32Bytes",
]  # fmt: skip
INSIDE = st.recursive(
    VALUES, lambda inner: st.lists(st.tuples(st.sampled_from(NAMES), inner), max_size=5), max_leaves=25
)
CHILDREN = st.lists(st.tuples(st.sampled_from(["Child", "Child", "Sibling"]), INSIDE), max_size=4)

ALICE: dict[str, Any] = {
    "ChildCharacteristics": {"Disabilities": {"Disability": ["LD", "AUT"]}},
    "CINdetails": [
        {
            "CINreferralDate": "2024-05-01",
            "Assessments": [
                {
                    "AssessmentActualStartDate": "2024-05-02",
                    "FactorsIdentifiedAtAssessment": {"AssessmentFactors": ["3A", "24A"]},
                }
            ],
            "ChildProtectionPlans": {"CPPstartDate": "2024-06-01", "Reviews": {"CPPreviewDate": ["2024-08-20"]}},
        },
        {"CINreferralDate": "2024-11-01", "PrimaryNeedCode": "N1"},
    ],
}


def xml(tree: Any, style: str, depth: int = 0) -> str:
    """Return a tree of names and texts as XML, written in one of several ways."""
    pad = "\n" + " " * depth if style in ("indented", "comments") else ""
    if isinstance(tree, str):
        text = tree.replace("&", "&amp;").replace("<", "&lt;")
        if style == "comments":
            return f"<!-- {len(tree)} -->{text}"
        return f"<![CDATA[{tree}]]>" if style == "cdata" else text
    parts = []
    for name, inside in tree:
        tag = f"c:{name}" if style == "prefixed" else name
        attribute = ' kind="a > b"' if style == "attributes" else ""
        body = xml(inside, style, depth + 1)
        empty = style == "self-closing" and not body
        parts.append(f"{pad}<{tag}{attribute}/>" if empty else f"{pad}<{tag}{attribute}>{body}</{tag}>")
    return "".join(parts) + (pad if parts else "")


def written(children: Any, style: str) -> bytes:
    text = message(xml(children, style))
    if style == "prefixed":
        text = text.replace("<Message>", '<Message xmlns:c="urn:c">')
    return text.encode("utf-16") if style == "utf-16" else text.encode()


STYLES = ["compact", "indented", "comments", "cdata", "attributes", "self-closing", "prefixed", "utf-16"]


@pytest.mark.parametrize("style", STYLES)
@given(children=CHILDREN)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_way_of_writing_a_return_gives_what_an_xml_library_finds(
    style: str, children: Any, tmp_path: Path
) -> None:
    path = tmp_path / "return.xml"
    path.write_bytes(written(children, style))
    read = reading.read_message(path)
    assert as_read(read) == slowly_with_short_names(path.read_bytes())
    assert words_of(read)


def slowly_with_short_names(raw: bytes) -> Any:
    """Return what the slow twin finds; a name that is not the return's is told by 32 bytes."""
    read = slowly(raw)
    assert read is not None
    return read._replace(unknown={name[:32]: found for name, found in read.unknown.items()})


DAMAGE = [
    b"", b"<", b">", b"/", b"</Child>", b"<Child>", b"<UPN/>", b" ", b"x", b"&amp;", b"&", b"<!--", b"-->", b"<?x?>",
    b"<![CDATA[<]]>", b"\0", b"\x01", b"\xff", b"\xc3\xab", b"<Children>", b"</Children>", b"]]>", b"<a b='1'>",
    b"\r\n",
]  # fmt: skip


@given(
    at=st.floats(0, 1), length=st.integers(0, 12),
    new=st.sampled_from(DAMAGE),
)  # fmt: skip
@example(at=0.5, length=0, new=b"<!-- <Children> -->")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_return_that_was_damaged_anywhere_is_read_as_an_xml_library_reads_it_or_refused(
    at: float, length: int, new: bytes, tmp_path: Path
) -> None:
    whole = made([ALICE, {"CINdetails": {"CINreferralDate": "2024-05-01"}}]).replace("><", ">\n<").encode()
    place = int(at * len(whole))
    damaged = whole[:place] + new + whole[place + length :]
    path = tmp_path / "return.xml"
    path.write_bytes(damaged)
    try:
        expected = slowly(damaged)
    except ElementTree.ParseError:
        with pytest.raises(BadInput):
            reading.read_message(path)
        return
    if expected is None:
        with pytest.raises(BadInput, match=r"no Children|not Message"):
            reading.read_message(path)
    else:
        assert as_read(reading.read_message(path)) == expected


@pytest.mark.parametrize(
    ("text", "quick"),
    [
        (made([ALICE]), True),
        (made([ALICE]).replace("><", ">\r\n\t<"), True),
        (message('<Child/><Child><ChildIdentifiers/></Child>'), True),
        (made([ALICE]).replace("<Message>", '<!-- synthetic --><Message xmlns:x="urn:x" x:y="1">'), True),
        (made([ALICE]).replace("<CINdetails>", "<!-- x --><CINdetails>"), False),
        (made([ALICE]).replace("<CINdetails>", "<CINdetails kind=''>"), False),
        (made([ALICE]).replace("N1", "<![CDATA[N1]]>"), False),
        (made([ALICE]).replace("N1", "N&#49;"), False),
        (made([ALICE]).replace("N1", " N1 "), False),
        (made([ALICE]).replace("<CINdetails>", "stray<CINdetails>"), False),
        (made([ALICE]).replace("<Header>", "<Header><!-- <Children> -->"), False),
        (made([ALICE]).replace("<Header>", "<Header>" + " " * reading.LARGEST_REST), False),
        (made([ALICE]).replace('?>', ' encoding="utf-16-le"?>', 1), None),
        (made([{"id": "Zoë"}]), False),
        (message("").replace("<Children></Children>", "<B><Children></Children></B>"), None),
    ],
)  # fmt: skip
def test_the_quick_reader_reads_the_plain_form_only(text: str, quick: bool | None, tmp_path: Path) -> None:
    """``None``: both readers refuse it."""
    raw = text.encode()
    assert (reading._quickly(tmp_path / "return.xml", raw) is not None) is bool(quick)
    if quick is not None:
        path = tmp_path / "return.xml"
        path.write_bytes(raw)
        assert as_read(reading.read_message(path)) == slowly(raw)


def test_the_careful_reader_writes_what_the_quick_one_reads(tmp_path: Path) -> None:
    raw = made([ALICE] * 3).encode()
    quick = reading._quickly(tmp_path, raw)
    plain = rewrite(tmp_path, raw)
    careful = elements.scan(plain.body + bytes(32), 0, len(plain.body))
    assert quick is not None
    assert plain.header == quick.header
    assert as_read(quick) == as_read(quick._replace(scanned=careful, text=plain.body + bytes(32)))


def test_blocks_of_any_size_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = "<Mystery><Child></Child></Mystery>"
    raw = message(odd + "".join(child(ALICE, number) + odd for number in range(5))).encode()
    expected = slowly(raw)
    for size in (1, 50, 700, 5000):
        monkeypatch.setattr(elements, "BLOCK", size)
        path = tmp_path / "return.xml"
        path.write_bytes(raw)
        assert as_read(reading.read_message(path)) == expected


@pytest.mark.parametrize(
    "body",
    [
        b"<Child></Child/>", b"<Child><></></Child>", b"<Child><" + b"a" * 33 + b"/></Child>", b"<Child></Kind>",
        b"<Child></Child></Child><Child>", b"</Child><Child>", b"<Child>", b"<Child>a<UPN/></Child>",
        b"<Child>a\0</Child>",
        b"<Child><UPN>A 1</UPN>x</Child>", b"<Child><UPN>123456789 1</UPN>x</Child>", b"<Child>><</Child>",
        b"<Child><UPN>1234567890123456 7</UPN>x</Child>", b"<Child a=''></Child>", b"<c:Child></c:Child>",
    ],
)  # fmt: skip
def test_whatever_is_not_surely_plain_is_left_to_the_parser(body: bytes) -> None:
    with pytest.raises(NotPlain):
        elements.scan(body + bytes(32), 0, len(body))
