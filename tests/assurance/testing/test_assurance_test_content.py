"""The content of a test of assurance: it is compiled, it names paragraphs that there are, and faults are found."""

from datetime import date
from pathlib import Path

import pytest

from clearline.accounts.permissions import PERMISSIONS
from clearline.assurance.testing import content
from clearline.assurance.testing.approvals import Decided, in_words, stands, step
from clearline.assurance.testing.called import Trigger
from clearline.guidance.content import load
from clearline.guidance.queries import edition_named
from clearline.kit.compiled import compiled_bytes
from clearline.kit.errors import BadInput

CONTENT = Path(__file__).parents[3] / "content"


def test_the_compiled_content_is_current() -> None:
    assert content.COMPILED.read_bytes() == compiled_bytes(content.read_content(CONTENT))


def test_every_paragraph_that_is_named_is_in_its_edition() -> None:
    named = content.load()
    things: tuple[content.Limb | content.Element | content.Kind, ...]
    things = (*named.limbs, *named.elements, *named.triggers)
    for thing in things:
        for edition, at in thing.paragraphs.items():
            there = {one.at for chapter in edition_named(load(), edition).chapters for one in chapter.provisions}
            assert set(at) <= there, (thing.key, edition)


def test_whoever_records_a_decision_may_approve_and_whoever_signs_may_sign() -> None:
    for place in (*content.load().route, content.load().own_body):
        assert set(place.offices) <= PERMISSIONS["approve test of assurance"], place.key
        if place.signed:
            assert set(place.offices) <= PERMISSIONS["sign"], place.key


def test_faults_in_the_content_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "assurance"
    folder.mkdir()
    whole = (CONTENT / "assurance" / "test-of-assurance.yaml").read_text(encoding="utf-8")
    wrong = whole.replace("limbs: [partnership, clarity]", "limbs: [courage]").replace("key: sound,", "key: strong,")
    (folder / "test-of-assurance.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(BadInput) as found:
        content.read_content(tmp_path)
    assert [problem.what for problem in found.value.problems] == [
        "element 'partnerships' names the limb 'courage', which is not there.", "ratings: 'strong' is there twice."
    ]  # fmt: skip


def test_a_kind_of_trigger_says_where_an_edition_asks_for_it_or_that_it_is_practice() -> None:
    combined, holder, gone = (Trigger(kind=kind, words="x") for kind in ("combined", "holder", "gone-kind"))
    assert combined.asked_by("2009") == "2009 edition, 3.13"
    assert holder.asked_by("2013") == "practice; no paragraph of the 2013 edition"
    assert (combined.title, gone.title) == ("Combined with the director of adult social services", "Gone kind")
    assert gone.asked_by("2009").startswith("practice")


def test_who_has_approved_in_words_when_everybody_has() -> None:
    one = Decided(
        step="audit", title="Audit", decision="approved", on=date(2026, 1, 1), by="", office="leader", version=1,
        digest="d", minute="", words="",
    )  # fmt: skip
    assert in_words(stands([step("audit", "Audit")], [one], "d")) == "Everybody who has to approve has approved: Audit."
