"""PDF of words in any script: what no font shows is named, so that nobody's words keep a report from being printed."""

from pathlib import Path

import pytest
import typst
from reading_files import words_in
from sample_pack import pack
from test_pdf import assert_valid, with_blocks

from clearline.reports.blocks import Text
from clearline.reports.formats import pdf
from clearline.reports.formats.unshown import unshown, with_names
from clearline.reports.printing import printed


def test_what_no_font_shows_is_named_and_the_rest_stays_as_it_is() -> None:
    content = pdf.render(with_blocks(Text(text="Well done 😀 👩‍👧."), Text(text="So says 文 and Łukasz ✓ Ж.")))
    assert_valid(content)
    said = words_in(content)
    assert "Well done [grinning face] [woman][girl]." in said
    assert "So says [cjk unified ideograph-6587] and Łukasz ✓ Ж." in said


def test_typst_s_own_fonts_are_looked_through_only_for_what_ours_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    compiled = pdf._compiled

    def noted(*given: object) -> object:
        tried.append(given[-1])
        return compiled(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(pdf, "_compiled", noted)
    pdf.render(printed(pack("restricted"), "whole"))
    assert tried == [False]
    pdf.render(with_blocks(Text(text="Done ✓")))
    assert tried == [False, False, True]


def test_another_complaint_is_not_hidden(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pdf.typ").write_text('#panic("no more paper")')
    monkeypatch.setattr(pdf, "HERE", tmp_path)
    with pytest.raises(typst.TypstError, match="no more paper"):
        pdf.render(with_blocks(Text(text="One.")))


def test_characters_are_found_in_a_complaint_as_typst_writes_them() -> None:
    said = 'error: the text `"\\u{200d}"` could not be displayed\nerror: the text `"é\\u{301}"` could not be displayed'
    assert unshown(said) == ["é\u0301", "\u200d"]
    assert unshown("error: unknown variable: pack") == []
    assert with_names('"a\u200db \ue000"', ["\u200d", "\ue000"]) == '"ab [u+e000]"'
