"""Issuing: numbered, complete or saying what is missing, never half, never twice, never changed."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
from pytest_django import Settings
from sample_pack import EXEMPT, table
from world_reports import ASSESSMENT, BRIEFING, COMPLY, NOW, ON, TODAY, World, say, world

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.trail.models import Entry
from clearline.jobs.actions import LEASE
from clearline.jobs.models import Job
from clearline.jobs.running import do
from clearline.kit.errors import BadInput
from clearline.reports import actions, composing, drafting, issuing, queries
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Commentary, Missing, Pack, Section, Signature, Text, walk
from clearline.reports.committee import paper_of
from clearline.reports.formats.look import Look
from clearline.schedule.content import contract_named
from clearline.schedule.queries import issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings: Settings, tmp_path: Path) -> World:
    return world(settings, tmp_path)


def nothing_but(here: World) -> Acting:
    return here.at_work("governance-officer")


def with_figures(asked: Asked, key: str) -> Iterator[AnyBlock]:
    """Say something exempt and a table with a small number in the first content."""
    if key == asked.contract.contents[0].key:
        yield table(asked.rendering)
        yield Text(text="A price.", access=EXEMPT)


def missed(asked: Asked, key: str) -> Iterator[AnyBlock]:
    if key == asked.contract.contents[0].key:
        yield from asked.comment_on(
            key, "measure:looked-after-stability", "Placement stability", "its target is missed"
        )


def compose(here: World, contract: str, rendering: str = "open") -> Pack:
    by = at_the_machine(here.authority)
    return composing.compose(contract, here.authority, on=ON, today=TODAY, rendering=rendering, by=by)  # type: ignore[arg-type]


def test_an_issue_is_numbered_and_its_files_are_kept_with_what_they_were_made_from(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, with_figures)
    by = nothing_but(here)
    number = actions.issue(by=by, contract=BRIEFING, on=ON, now=NOW)
    assert number == "2026-01"
    one = issue(here.authority, BRIEFING, number)
    assert one is not None
    kinds = {(file.part, file.rendering) for file in one.files}
    assert kinds == {("open", "open"), ("whole", "restricted"), ("exempt", "restricted"), ("whole", "open")}
    assert len(one.files) == 20
    assert one.inputs["edition"] == "2013"
    assert one.inputs["trail"]
    assert one.missing == ()
    pdf = next(file for file in one.files if file.name == "northmoor-lead-member-briefing-2026-01-open-part.pdf")
    content = queries.content_of(here.authority, pdf)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert "Draft" not in str(document.docinfo.get("/Keywords", ""))
    assert Entry.objects.filter(did="report issued", about=f"report:{BRIEFING}/{number}").count() == 1


def test_the_same_report_issued_again_has_the_number_it_has(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch)
    by = nothing_but(here)
    first = actions.issue(by=by, contract=BRIEFING, on=ON, now=NOW)
    assert actions.issue(by=by, contract=BRIEFING, on=ON, now=NOW + timedelta(days=1)) == first
    other = actions.issue(by=by, contract=BRIEFING, on=date(2026, 4, 30), now=NOW)
    assert (first, other) == ("2026-01", "2026-02")


def test_an_amendment_is_a_new_issue_that_names_the_one_it_puts_right(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch)
    by = nothing_but(here)
    actions.issue(by=by, contract=BRIEFING, on=ON, now=NOW)
    second = actions.issue(by=by, contract=BRIEFING, on=ON, now=NOW, amends="2026-01", why="A wrong name.")
    one = issue(here.authority, BRIEFING, second)
    assert one is not None
    assert (one.amends, one.why) == ("2026-01", "A wrong name.")
    with pytest.raises(BadInput, match="Say why"):
        actions.issue(by=by, contract=BRIEFING, on=ON, now=NOW, amends=second)


def test_a_number_taken_meanwhile_keeps_nothing(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch)
    monkeypatch.setattr(actions, "next_number", lambda *args: "2026-07")
    with pytest.raises(BadInput, match="at the same moment"):
        actions.issue(by=nothing_but(here), contract=BRIEFING, on=ON, now=NOW)
    assert issue(here.authority, BRIEFING, "2026-01") is None


def test_a_missed_target_without_a_word_on_it_holds_up_the_issue_and_not_the_draft(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, missed)
    by, content = nothing_but(here), contract_named(BRIEFING).contents[0].key
    with pytest.raises(BadInput, match="Commentary on Placement stability: its target is missed"):
        actions.ask_to_issue(by=by, contract=BRIEFING, on=ON, now=NOW)
    assert drafting.made(by, BRIEFING, on=ON, today=TODAY, form="pdf", part="whole", rendering="restricted").missing
    dcs = here.at_work("dcs", "Ann Heron")
    actions.comment(
        by=dcs, contract=BRIEFING, content=content, on=ON, about="measure:looked-after-stability",
        text="Two homes closed.", office="dcs", now=NOW,
    )  # fmt: skip
    assert actions.issue(by=by, contract=BRIEFING, on=ON, now=NOW) == "2026-01"


def test_a_report_with_missing_data_says_so_and_is_issued(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, lambda asked, key: [Missing(what="A figure.", todo="Load it.")] if key == "duties" else [])
    number = actions.issue(by=nothing_but(here), contract=BRIEFING, on=ON, now=NOW)
    one = issue(here.authority, BRIEFING, number)
    assert one is not None
    assert one.missing == ("What you must be satisfied of",)


def test_both_sign_before_it_is_issued_and_a_change_under_a_signature_stops_it(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch)
    by, chief, leader = nothing_but(here), here.at_work("chief-executive", "Cy Holt"), here.at_work("leader", "Di Vane")
    signing = {"contract": ASSESSMENT, "on": ON, "today": TODAY, "now": NOW}
    with pytest.raises(BadInput) as unsigned:
        actions.issue(by=by, contract=ASSESSMENT, on=ON, now=NOW)
    assert [str(one) for one in unsigned.value.problems] == [
        "The Chief executive has not signed it.", "The Leader has not signed it."
    ]  # fmt: skip
    actions.sign(by=chief, office="chief-executive", **signing)  # type: ignore[arg-type]
    actions.sign(by=leader, office="leader", **signing)  # type: ignore[arg-type]
    signed = [one for one in walk(compose(here, ASSESSMENT).sections) if isinstance(one, Signature)]
    assert [(one.by, one.changed_since) for one in signed] == [("Cy Holt", False), ("Di Vane", False)]
    say(monkeypatch, lambda asked, key: [Text(text="Something else.")])
    with pytest.raises(BadInput, match="It has changed since the Chief executive signed it"):
        actions.issue(by=by, contract=ASSESSMENT, on=ON, now=NOW)
    say(monkeypatch)
    assert actions.issue(by=by, contract=ASSESSMENT, on=ON, now=NOW) == "2026-01"
    with pytest.raises(BadInput, match="is not signed by"):
        actions.sign(by=chief, office="dcs", **signing)  # type: ignore[arg-type]


def test_a_pack_says_itself_where_signatures_stand_and_nested_ones_are_filled_too(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, lambda asked, key: [Signature(office="leader")] if key == "scope" else [])
    offices = [one.office for one in walk(compose(here, ASSESSMENT).sections) if isinstance(one, Signature)]
    assert offices == ["leader"]
    found = issuing.draft(here.authority, ASSESSMENT, on=ON, today=TODAY)
    assert list(issuing.why_not(found)) == [
        "The Chief executive has not signed it.", "The Leader has not signed it."
    ]  # fmt: skip


def test_nobody_writes_a_members_words_but_the_member(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch)
    officer = nothing_but(here)
    given = {"contract": BRIEFING, "content": "duties", "on": ON, "text": "I am content.", "now": NOW}
    with pytest.raises(Refused, match="cannot speak as Lead member"):
        actions.comment(by=officer, office="lead-member", **given)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="signed in"):
        actions.comment(by=at_the_machine(here.authority), office="lead-member", **given)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        actions.comment(by=here.at_work("scrutiny-member"), office="scrutiny-member", **given)  # type: ignore[arg-type]


def test_a_remark_needs_words_a_content_and_a_thing_and_a_later_one_replaces_it(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, lambda asked, key: asked.commentary(key))
    by = here.at_work("lead-member", "Bea Marsh")
    given = {"by": by, "contract": BRIEFING, "on": ON, "office": "lead-member", "now": NOW}
    for wrong, why in (
        ({"content": "duties", "text": " "}, "Enter what"), ({"content": "nothing", "text": "a"}, "no content"),
        ({"content": "duties", "text": "a", "about": "moves"}, "names nothing"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=why):
            actions.comment(**given, **wrong)  # type: ignore[arg-type]
    for text in ("First thoughts.", "Second thoughts."):
        actions.comment(**given, content="duties", text=text, access=Access(kind="confidential"))  # type: ignore[arg-type]
        given["now"] = NOW + timedelta(minutes=1)
    said = [one for one in walk(compose(here, BRIEFING, "restricted").sections) if isinstance(one, Commentary)]
    assert [(one.by, one.text, one.access.kind) for one in said] == [("Bea Marsh", "Second thoughts.", "confidential")]


def test_a_content_that_no_pack_fills_says_what_people_wrote_or_that_it_is_missing(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "composed_by", lambda contract: lambda asked: ())
    empty = compose(here, COMPLY)
    assert all(isinstance(one, Missing) for one in walk(empty.sections))
    by = here.at_work("monitoring-officer", "Mo Weir")
    key = contract_named(COMPLY).required[0].key
    actions.comment(by=by, contract=COMPLY, content=key, on=ON, text="As said.", office="monitoring-officer", now=NOW)
    first = compose(here, COMPLY).sections[0].blocks[0]
    assert isinstance(first, Commentary)
    assert first.text == "As said."


def test_a_pack_with_a_section_that_its_contract_has_not_is_a_fault(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wild = (Section(key="wild", title="Wild", blocks=(Text(text="a"),)),)
    monkeypatch.setattr(composing, "composed_by", lambda contract: lambda asked: wild)
    with pytest.raises(ValueError, match="wild"):
        compose(here, COMPLY)


def test_what_a_committee_is_told_stands_in_the_report_and_says_what_is_missing(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch)
    by = nothing_but(here)
    assert "meeting" not in [one.key for one in compose(here, ASSESSMENT).sections]
    texts = {"decision-sought": "Note the assessment."}
    actions.tell_committee(
        by=by, contract=ASSESSMENT, on=ON, texts=texts, meeting="Cabinet", meets=date(2026, 7, 1)
    )  # fmt: skip
    shown = {one.key: one.blocks[0] for one in compose(here, ASSESSMENT).sections}
    assert shown["decision-sought"] == Text(text="Note the assessment.")
    assert shown["meeting"] == Text(text="Cabinet, 1 July 2026. There is no minute yet.")
    assert isinstance(shown["legal-implications"], Missing)
    texts = {"decision-sought": ""}
    actions.tell_committee(by=by, contract=ASSESSMENT, on=ON, texts=texts, meets=date(2026, 7, 1), minutes="CAB/12")
    shown = {one.key: one.blocks[0] for one in compose(here, ASSESSMENT).sections}
    assert shown["meeting"] == Text(text="1 July 2026. Minute CAB/12.")
    paper = paper_of(here.authority, ASSESSMENT, ON)
    assert paper is not None
    assert paper.headings["decision-sought"].text == ""
    with pytest.raises(BadInput, match="no committee"):
        actions.tell_committee(by=by, contract=BRIEFING, on=ON, texts={})


def test_restricted_renderings_are_for_those_who_may_see_figures(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, with_figures)
    officer = here.at_work("board-support")
    given = {"on": ON, "today": TODAY, "form": "html"}
    with pytest.raises(Refused, match="see figures"):
        drafting.made(officer, BRIEFING, part="whole", rendering="restricted", **given)  # type: ignore[arg-type]
    opened = drafting.made(officer, BRIEFING, part="open", rendering="open", **given)  # type: ignore[arg-type]
    assert b"A price." not in opened.content
    assert b">c<" in opened.content
    whole = drafting.made(officer, BRIEFING, part="whole", rendering="open", **given)  # type: ignore[arg-type]
    assert b"A price." in whole.content
    scrutiny = here.at_work("scrutiny-member")
    with pytest.raises(Refused, match="see exempt"):
        drafting.made(scrutiny, BRIEFING, part="whole", rendering="open", **given)  # type: ignore[arg-type]


def test_an_appendix_of_a_report_that_is_all_open_is_refused(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch)
    with pytest.raises(BadInput, match="nothing in this part"):
        drafting.made(
            nothing_but(here), BRIEFING, on=ON, today=TODAY, form="pdf", part="exempt", rendering="restricted"
        )


def test_a_reader_downloads_only_files_of_which_they_may_see_all(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, with_figures)
    actions.issue(by=nothing_but(here), contract=BRIEFING, on=ON, now=NOW)
    one = issue(here.authority, BRIEFING, "2026-01")
    assert one is not None

    def kinds(by: Acting) -> set[tuple[str, str]]:
        return {(file.part, file.rendering) for file in queries.files_for(by, one)}

    assert kinds(here.at_work("scrutiny-member")) == {("open", "open")}
    assert kinds(here.at_work("auditor")) == {("open", "open"), ("whole", "open")}
    assert len(kinds(here.at_work("lead-member"))) == 4
    assert {file.part for file in queries.open_files(one)} == {"open"}


def test_a_job_issues_it_once_and_a_second_request_is_the_same_work(
    here: World, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    say(monkeypatch)
    by = nothing_but(here)
    job = actions.ask_to_issue(by=by, contract=BRIEFING, on=ON, now=NOW)
    assert actions.ask_to_issue(by=by, contract=BRIEFING, on=ON, now=NOW) == job
    row = Job.objects.get(id=job)
    row.state, row.lease, row.leased_until, row.attempts = "running", uuid4(), NOW + LEASE, 1
    row.save()
    do(row, lambda: NOW)
    row.refresh_from_db()
    assert (row.state, row.says.startswith("Issued under the number")) == ("done", True), row.says
    assert queries.issued_as(here.authority, BRIEFING, issuing.draft(
        here.authority, BRIEFING, on=ON, today=TODAY).digest, "")  # fmt: skip


def test_a_template_is_kept_used_and_removed(here: World) -> None:
    import docx

    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("{{report}}")
    document.save(out)
    by = nothing_but(here)
    assert queries.template(here.authority) is None
    assert queries.look_of(here.authority) == Look(
        site=queries.look_of(here.authority).site, attached=queries.look_of(here.authority).attached
    )
    with pytest.raises(BadInput, match="no template"):
        actions.remove_template(by=by)
    with pytest.raises(BadInput, match="Save it in Word"):
        actions.keep_template(by=by, name="bad.docx", content=b"bad", now=NOW)
    for name in ("first.docx", "council.docx"):
        actions.keep_template(by=by, name=name, content=out.getvalue(), now=NOW)
    there = queries.template(here.authority)
    assert there is not None
    assert (there.name, there.by) == ("council.docx", "Test governance-officer")
    assert queries.look_of(here.authority).template == out.getvalue()
    actions.remove_template(by=by)
    actions.keep_template(by=at_the_machine(here.authority), name="a.docx", content=out.getvalue(), now=NOW)
    there = queries.template(here.authority)
    assert there is not None
    assert there.by == ""


def test_without_a_day_with_an_edition_nothing_is_composed(here: World) -> None:
    by = at_the_machine(here.authority)
    with pytest.raises(BadInput, match="There is no report"):
        composing.compose("nothing", here.authority, on=ON, today=TODAY, rendering="open", by=by)
    with pytest.raises(BadInput, match="No edition"):
        composing.compose(COMPLY, here.authority, on=date(2005, 1, 1), today=TODAY, rendering="open", by=by)
