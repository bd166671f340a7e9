"""The pages of reports: what can be made, what a draft waits for, what was issued, and what anybody may read."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from people import browser, client_for, make_user, member
from pytest_django import Settings
from sample_pack import EXEMPT, table
from world_reports import ASSESSMENT, BRIEFING, COMPLY, NOW, ON, World, say, world

from clearline.accounts.acting import at_the_machine
from clearline.accounts.permissions import Role
from clearline.jobs.actions import end
from clearline.jobs.models import Job
from clearline.reports import actions, publishing
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Text
from clearline.reports.models import CommitteePaper, Remark, WordTemplate
from clearline.schedule.actions import set_cadence
from clearline.schedule.due import Own

pytestmark = pytest.mark.django_db
AT = {"on": ON.isoformat()}
HOME = "/northmoor/reports/"


@pytest.fixture
def here(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    say(monkeypatch, says)
    return world(settings, tmp_path)


def says(asked: Asked, key: str) -> Iterator[AnyBlock]:
    yield from asked.commentary(key)
    if key == asked.contract.contents[0].key:
        yield table(asked.rendering)
        yield Text(text="A price.", access=EXEMPT)
        yield from asked.comment_on(
            key, "measure:looked-after-stability", "Placement stability", "its target is missed"
        )


def as_a(here: World, role: Role, name: str = "") -> Client:
    return client_for(member(here.authority, role, user=make_user(name=name or f"Test {role}")))


def text(client: Client, path: str, status: int = 200, **query: str) -> str:
    response = client.get(path, query or AT)
    assert response.status_code == status, response.status_code
    return response.content.decode()


def explained(here: World, contract: str) -> None:
    """Let somebody say why the target is missed, so that a report can be issued."""
    by, first = here.at_work("dcs"), {BRIEFING: "attention", COMPLY: "summary", ASSESSMENT: "scope"}[contract]
    actions.comment(by=by, contract=contract, content=first, on=ON, text="Homes closed.", office="dcs", now=NOW,
                    about="measure:looked-after-stability")  # fmt: skip


def issued(here: World, contract: str = BRIEFING) -> str:
    explained(here, contract)
    return actions.issue(by=at_the_machine(here.authority), contract=contract, on=ON, now=NOW)


def test_the_list_shows_every_report_what_was_issued_and_what_is_late(here: World) -> None:
    issued(here)
    by = at_the_machine(here.authority)
    set_cadence(by=by, contract="self-evaluation", own=Own("year"), why="Agreed with the inspectorate.", on=ON)
    seen = text(as_a(here, "governance-officer"), HOME)
    assert "Lead member&#x27;s briefing" in seen
    assert "2026-01" in seen
    assert "Word template" in seen
    assert "These are late" in seen
    assert "These are late" not in text(as_a(here, "partner"), HOME)


def test_a_report_says_what_it_waits_for_and_where_to_say_it(here: World) -> None:
    seen = text(as_a(here, "dcs"), f"{HOME}{BRIEFING}/")
    assert "Commentary on Placement stability: its target is missed." in seen
    assert "about=measure%3Alooked-after-stability" in seen
    assert "Not complete" in seen
    outside = text(as_a(here, "scrutiny-member"), f"{HOME}{BRIEFING}/")
    assert "Read the draft" not in outside
    assert "has not been issued" in outside


def test_a_day_before_the_guidance_is_told_on_the_page(here: World) -> None:
    dcs = as_a(here, "dcs")
    assert "No edition" in text(dcs, f"{HOME}{BRIEFING}/", on="2005-01-01")
    assert "No edition" in text(dcs, f"{HOME}{BRIEFING}/preview/", on="2005-01-01")
    assert "No edition" in text(dcs, f"{HOME}{BRIEFING}/draft.pdf", 404, on="2005-01-01")


def test_a_draft_reads_as_its_readers_would_read_it_with_small_numbers_or_without(here: World) -> None:
    dcs = as_a(here, "dcs")
    shown = text(dcs, f"{HOME}{BRIEFING}/preview/")
    assert "Restricted: contains small numbers" in shown
    assert "A price." in shown
    assert "Read it with small numbers hidden" in shown
    hidden = text(dcs, f"{HOME}{BRIEFING}/preview/", on=str(ON), rendering="open")
    assert "Restricted" not in hidden
    assert "Read it with small numbers shown" in hidden
    board = text(as_a(here, "board-support"), f"{HOME}{BRIEFING}/preview/")
    assert "Restricted" not in board
    assert "small numbers shown" not in board


def test_whoever_may_see_small_numbers_and_not_all_else_is_told_to_hide_them(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clearline.accounts import permissions

    dcs = as_a(here, "dcs")
    monkeypatch.setitem(permissions.PERMISSIONS, "see exempt", frozenset())
    assert dcs.get(f"{HOME}{BRIEFING}/preview/", AT).status_code == 403
    assert "A price." not in text(dcs, f"{HOME}{BRIEFING}/preview/", on=str(ON), rendering="open")


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("csv", b"PK"), ("html", b"<!DOC")])
def test_a_draft_can_be_taken_away_as_a_file_that_says_it_is_one(here: World, form: str, begins: bytes) -> None:
    response = as_a(here, "dcs").get(f"{HOME}{BRIEFING}/draft.{form}", AT)
    assert response.content.startswith(begins)
    assert "lead-member-briefing-draft-2026-03-31-whole-restricted" in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]


def test_there_is_no_draft_of_another_kind_or_of_an_unknown_report(here: World) -> None:
    dcs = as_a(here, "dcs")
    text(dcs, f"{HOME}{BRIEFING}/draft.exe", 404)
    text(dcs, f"{HOME}{BRIEFING}/draft.pdf", 404, part="all")
    assert dcs.get(f"{HOME}{BRIEFING}/draft.html", {**AT, "part": "open"}).status_code == 200
    for path in ("nothing/", "nothing/preview/", "nothing/draft.pdf", f"{BRIEFING}/issued/2026-09/",
                 f"{BRIEFING}/say/nothing/", f"{BRIEFING}/committee/", "nothing/issued/2026-01/"):  # fmt: skip
        text(as_a(here, "governance-officer"), HOME + path, 404)


def test_somebody_says_something_under_their_own_name_and_office_alone(here: World) -> None:
    member_ = as_a(here, "lead-member", "Bea Marsh")
    path = f"{HOME}{BRIEFING}/say/duties/?on={ON}&about=measure:looked-after-stability"
    seen = text(member_, path)
    assert "As said" not in seen
    assert "Lead member" in seen
    sent = {"office": "lead-member", "text": "I want a plan.", "access": "open"}
    assert member_.post(path, sent).status_code == 302
    row = Remark.objects.get()
    assert (str(row.by), row.office, row.about, row.on) == (
        "Bea Marsh",
        "lead-member",
        "measure:looked-after-stability",
        ON,
    )
    assert "Select a valid choice" in member_.post(path, {**sent, "office": "dcs"}).content.decode()
    assert "paragraph of Schedule 12A" in member_.post(path, {**sent, "access": "exempt"}).content.decode()
    plain = text(member_, f"{HOME}{BRIEFING}/say/duties/?on={ON}")
    assert "About" not in plain.partition("under “")[2].partition("</p>")[0]


def test_the_committee_is_told_on_a_form_that_remembers(here: World) -> None:
    officer = as_a(here, "governance-officer")
    path = f"{HOME}{ASSESSMENT}/committee/?on={ON}"
    sent = {"meeting": "Cabinet", "decision-sought": "Note it.", "minutes": "CAB/12"}
    assert officer.post(path, sent).status_code == 302
    assert CommitteePaper.objects.get().meeting == "Cabinet"
    assert "CAB/12" in text(officer, path)
    assert "What the committee is told" in text(officer, f"{HOME}{ASSESSMENT}/")


def test_those_who_sign_do_so_on_the_page_and_nobody_else(here: World) -> None:
    chief, path = as_a(here, "chief-executive", "Cy Holt"), f"{HOME}{ASSESSMENT}/sign/?on={ON}"
    assert "You sign as Chief executive" in text(chief, f"{HOME}{ASSESSMENT}/")
    assert chief.post(path).status_code == 302
    assert "signed by Cy Holt" in text(chief, f"{HOME}{ASSESSMENT}/")
    again = chief.post(path, follow=True).content.decode()
    assert "You have signed this as Chief executive" in again
    assert as_a(here, "dcs").post(path).status_code == 403
    assert as_a(here, "analyst").post(path).status_code == 403


def test_issuing_says_all_it_waits_for_and_then_how_far_it_has_come(here: World) -> None:
    officer = as_a(here, "governance-officer")
    path = f"{HOME}{BRIEFING}/issue/?on={ON}"
    assert "Commentary on Placement stability" in officer.post(path, {"amends": ""}).content.decode()
    explained(here, BRIEFING)
    response = officer.post(path, {"amends": ""})
    job = Job.objects.get()
    assert response["Location"].startswith(f"{HOME}being-issued/{job.id}/")
    assert "Waiting" in text(officer, f"{HOME}being-issued/{job.id}/")
    with transaction.atomic():
        end(Job.objects.get(), "done", "Issued under the number 2026-01.", NOW)
    assert "All reports" in text(officer, f"{HOME}being-issued/{job.id}/")
    number = issued(here)
    assert f"{HOME}{BRIEFING}/issued/{number}/" in officer.get(response["Location"]).content.decode()
    Job.objects.update(what="something else")
    text(officer, f"{HOME}being-issued/{job.id}/", 404)
    assert "Issue this report" in text(officer, path)
    invalid = officer.post(path, {"amends": "2020-01"}).content.decode()
    assert "Select a valid choice" in invalid


def test_an_issued_report_shows_its_files_by_what_a_reader_may_see(here: World) -> None:
    number = issued(here)
    path = f"{HOME}{BRIEFING}/issued/{number}/"
    lead = as_a(here, "lead-member")
    seen = text(lead, path)
    for print_ in ("Whole, small numbers shown", "Exempt appendix, small numbers shown"):
        assert f'<h3 class="govuk-heading-s">{print_}</h3>' in seen
    assert "Confirm that it came" in seen
    auditor = as_a(here, "auditor")
    assert "hold what your roles here do not see" in text(auditor, path)
    name = f"northmoor-{BRIEFING}-{number}-whole-restricted.pdf"
    assert lead.get(f"{path}files/{name}").content.startswith(b"%PDF")
    assert auditor.get(f"{path}files/{name}").status_code == 403
    assert lead.get(f"{path}files/nothing.pdf").status_code == 404
    assert as_a(here, "scrutiny-member").get(path).status_code == 403


def test_publishing_and_withdrawing_are_asked_for_on_pages(here: World) -> None:
    number = issued(here, COMPLY)
    officer = as_a(here, "governance-officer")
    path = f"{HOME}{COMPLY}/issued/{number}/"
    assert "Publish it" in text(officer, path)
    assert "The public will read the open part" in text(officer, f"{path}publish/")
    assert officer.post(f"{path}publish/").status_code == 302
    assert "Stop publishing it" in text(officer, path)
    assert officer.post(f"{path}withdraw/", {"why": "A name."}).status_code == 302
    assert "The public does not read it" in text(officer, path)
    assert "not published" in officer.post(f"{path}withdraw/", {"why": "Again."}).content.decode()


def test_anybody_reads_the_open_part_of_what_is_published_and_nothing_else(here: World) -> None:
    number = issued(here, COMPLY)
    nobody, path = browser(), "/public/of/northmoor/reports/"
    assert "No report has been published" in text(nobody, path)
    by = here.at_work("governance-officer")
    publishing.publish(by=by, contract=COMPLY, number=number, on=NOW.date(), now=NOW)
    seen = text(nobody, path)
    assert f"northmoor-{COMPLY}-{number}-open-part.pdf" in seen
    assert "restricted" not in seen
    public = nobody.get(f"{path}{COMPLY}/{number}/northmoor-{COMPLY}-{number}-open-part.html")
    assert b"A price." not in public.content
    for hidden in (f"{COMPLY}/{number}/northmoor-{COMPLY}-{number}-whole-restricted.pdf", f"{COMPLY}/2026-09/a.pdf"):
        assert nobody.get(path + hidden).status_code == 404
    assert nobody.get("/public/of/nowhere/reports/").status_code == 404
    officer = as_a(here, "governance-officer")
    assert "Stop publishing it" in text(officer, f"{HOME}{COMPLY}/issued/{number}/")


def test_the_word_template_is_given_on_a_page_and_a_bad_one_refused_there(here: World) -> None:
    officer, path = as_a(here, "governance-officer"), f"{HOME}word-template/"
    out = io.BytesIO()
    docx.Document().save(out)
    assert "Clearline’s own look" in text(officer, path)
    bad = officer.post(path, {"file": SimpleUploadedFile("x.docx", b"no")}).content.decode()
    assert "is not a Word document" in bad
    assert officer.post(path, {"file": SimpleUploadedFile("council.docx", out.getvalue())}).status_code == 302
    assert "council.docx" in text(officer, path)
    assert WordTemplate.objects.count() == 1
    removed = officer.post(f"{path}remove/", follow=True).content.decode()
    assert "own look from now on" in removed
    assert "There is no template to remove" in officer.post(f"{path}remove/", follow=True).content.decode()
