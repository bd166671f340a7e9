"""Evidence in a browser: the list and what is to be looked at, one piece, adding each kind, using, checking, files."""

import csv
import io
import re
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from giving import ABOUT, PDF, add_file, add_link, add_place, settle_link, uses
from people import client_for, make_user, member
from stating import ADDRESS, as_
from world import figures_in

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.evidence import models
from clearline.assurance.evidence.queries import uses_of
from clearline.schedule.actions import record_issue
from clearline.schedule.content import contract_named

pytestmark = pytest.mark.django_db
HOME = "/northmoor/evidence/"
TODAY = timezone.localdate()
FIRST, SECOND = f"{TODAY.year}-1", f"{TODAY.year}-2"
GIVEN = {"title": "The minutes", "source": "The panel", "access": "open"}


def client(authority: Authority, role: Role = "analyst") -> Client:
    return client_for(member(authority, role, user=make_user(name="Ann Heron")))


def body(browser: Client, address: str = "", status: int = 200) -> str:
    response = browser.get(f"{HOME}{address}")
    assert response.status_code == status, address
    return response.content.decode()


def listed(browser: Client, query: str = "") -> list[str]:
    response = browser.get(f"{HOME}?format=csv{query}")
    return [row["Evidence"] for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))]


def pdf(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("minutes.pdf", content)


def test_a_file_is_added_for_a_duty_used_for_it_and_seen_beside_it(authority: Authority) -> None:
    browser = client(authority)
    assert "No evidence has been added yet." in body(browser)
    start = browser.get(ADDRESS).content.decode()
    assert f"{HOME}use/?about=duty%3A" in start
    assert "No evidence has been added yet." in body(browser, f"use/?about={ABOUT}")
    assert f"{HOME}add/file/?about=" in body(browser, f"add/?about={ABOUT}")
    form = f"{HOME}add/file/?about={ABOUT}"
    given: dict[str, Any] = {**GIVEN, "file": pdf(), "starts_0": "1", "starts_1": "4", "starts_2": "2026"}
    response = browser.post(form, given, follow=True)
    page = response.content.decode()
    assert "The evidence is added." in page
    assert f'<option value="{FIRST}" selected>' in page
    use = {"item": FIRST, "about": ABOUT, "place": "Page 4", "why": "It minutes the report.", "access": "open"}
    response = browser.post(response.redirect_chain[-1][0], use, follow=True)
    assert response.status_code == 200
    page = browser.get(ADDRESS).content.decode()
    for words in ("The minutes", "Page 4", "It minutes the report.", "Not checked", "it speaks of 1 April 2026"):
        assert words in page, words
    page = body(browser, f"item/{FIRST}/")
    for words in ("From 1 April 2026", "minutes.pdf (1 KB)", "Not scanned", "Duty: The DCS ", "By nobody yet"):
        assert words in page, words


def test_a_link_something_elsewhere_and_a_second_version_are_added(authority: Authority) -> None:
    browser = client(authority)
    browser.post(f"{HOME}add/link/", {**GIVEN, "link": "https://www.northmoor.example/1"})
    browser.post(f"{HOME}add/other/", {**GIVEN, "title": "The deed", "where": "In the safe"})
    page = body(browser, f"item/{FIRST}/")
    for words in ("https://www.northmoor.example/1", "Looked at", "Not yet"):
        assert words in page, words
    assert "In the safe" in body(browser, f"item/{SECOND}/")
    form = f"{HOME}item/{FIRST}/version/"
    assert "What is new in it" in body(browser, f"item/{FIRST}/version/")
    wrong = browser.post(form, {"link": "https://www.northmoor.example/1", "why": "x"}).content.decode()
    assert "This is the same as the version that there is." in wrong
    moved = {"link": "https://www.northmoor.example/2", "why": "It moved."}
    assert "Version 2" in browser.post(form, moved, follow=True).content.decode()
    models.Version.objects.filter(number=2).update(
        link_state="works", link_says="It answered (200).", link_looked_at=timezone.now()
    )
    assert "It answered (200)." in body(browser, f"item/{FIRST}/")
    models.Version.objects.update(link_state="not-checked")
    assert "Not looked at" in body(browser, f"item/{FIRST}/")


def test_a_figure_and_a_register_extract_are_frozen_from_the_page(
    authority: Authority, tmp_path: Path, settings: Any
) -> None:
    with ExitStack() as stack:
        settings.FIGURES = figures_in(tmp_path, stack)
        browser = client(authority, "governance-officer")
        response = browser.post(
            f"{HOME}add/figure/", {**GIVEN, "measure": "came-back", "period": "2025", "access": "confidential"}
        )
        assert response.status_code == 302
        page = body(browser, f"item/{FIRST}/")
        for words in ("Measure", "came-back", "Shown", "Confidential"):
            assert words in page, words
        wrong = browser.post(f"{HOME}add/figure/", {**GIVEN, "measure": "no such thing"}).content.decode()
        assert "There is a problem" in wrong
    form = f"{HOME}add/register-extract/"
    given = {**GIVEN, "title": "Pledges", "register": "pledges"}
    assert '<option value="confidential" selected>' in body(browser, "add/register-extract/")
    assert "must be exempt or confidential" in browser.post(form, given).content.decode()
    exempt = {**given, "access": "exempt", "exempt_paragraph": "1", "exempt_why": "It names posts."}
    assert browser.post(form, exempt).status_code == 302
    page = body(browser, f"item/{SECOND}/")
    for words in ("How it stood", "Entries", "Exempt under paragraph"):
        assert words in page, words


def test_an_issued_report_is_chosen_from_those_that_there_are(authority: Authority) -> None:
    by = as_(authority, "governance-officer")
    one = contract_named("lead-member-briefing")
    number = record_issue(
        by=by, contract=one.key, on=TODAY, now=timezone.now(), title="Briefing", digest="a" * 64, inputs={}, files=(),
        contents={each.key: True for each in one.required},
    )  # fmt: skip
    browser = client(authority)
    assert f"lead-member-briefing/{number}" in body(browser, "add/pack/")
    browser.post(f"{HOME}add/pack/", {**GIVEN, "report": f"lead-member-briefing/{number}"})
    assert "a" * 64 in body(browser, f"item/{FIRST}/")


def test_a_file_is_given_out_to_be_saved_and_never_shown(authority: Authority, officer: Acting) -> None:
    key = add_file(officer, on=TODAY)
    browser = client(authority, "auditor")
    response = browser.get(f"{HOME}item/{key}/file/1/")
    assert response.content == PDF
    assert response["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-store"
    body(browser, f"item/{key}/file/2/", 404)
    body(client(authority, "partner"), f"item/{key}/file/1/", 403)
    models.Version.objects.update(scan="held")
    page = browser.get(f"{HOME}item/{key}/file/1/", follow=True).content.decode()
    assert "This file cannot be downloaded." in page
    assert "File is held" in page
    assert "/file/1/" not in page


def test_what_is_not_taken_is_said_and_nothing_is_kept(authority: Authority, folder: Path) -> None:
    browser = client(authority)
    form = f"{HOME}add/file/"
    page = browser.post(form, {**GIVEN, "file": SimpleUploadedFile("a.html", b"<script>")}).content.decode()
    assert "The file must be PDF" in page
    rows = SimpleUploadedFile("a.csv", b"UPN,Forename\nA1,Sam\n")
    page = browser.post(form, {**GIVEN, "file": rows}).content.decode()
    assert "columns about single children" in page
    assert "Select file" in browser.post(form, GIVEN).content.decode()
    assert not models.Item.objects.exists()
    assert not folder.exists()
    body(browser, "add/nonsense/", 404)


def test_the_list_says_what_is_to_be_looked_at(authority: Authority, officer: Acting) -> None:
    old = add_place(officer, on=TODAY, title="Old", expires=TODAY - timedelta(1), ends=TODAY, starts=TODAY)
    dead = add_link(officer, on=TODAY, title="Dead")
    held = add_file(officer, on=TODAY, title="Held", ends=TODAY)
    settle_link(dead)
    models.Version.objects.filter(item__key=held).update(scan="held")
    uses(officer, old, on=TODAY)
    browser = client(authority)
    for fault, titles in (("expired", ["Old"]), ("dead", ["Dead"]), ("held", ["Held"]), ("unchecked", ["Old"]),
                          ("unused", ["Dead", "Held"])):  # fmt: skip
        assert listed(browser, f"&faults={fault}") == titles, fault
    assert listed(browser, "&kind=link") == ["Dead"]
    page = body(browser)
    for fault, count in (("expired", 1), ("dead", 1), ("held", 1), ("unused", 2)):
        assert re.search(rf'href="{HOME}\?faults={fault}">[^(]+\({count}\)', page), fault
    assert "this installation calls no other site" in page
    assert "Expired" in body(browser)
    assert "Expired" in body(browser, f"item/{old}/")
    assert "Until" in body(browser, f"item/{held}/")
    assert "Link is dead" in body(browser, f"item/{dead}/")


def test_a_use_is_checked_by_another_moved_to_the_newest_version_and_ended(
    authority: Authority, officer: Acting
) -> None:
    key = add_link(officer, on=TODAY)
    number = uses(officer, key, on=TODAY)
    use = f"{HOME}item/{key}/use/{number}/"
    browser, checker = client(authority), client(authority, "auditor")
    assert "I have checked it" not in body(browser, f"item/{key}/")
    assert "I have checked it" in body(checker, f"item/{key}/")
    assert "It is checked." in checker.post(f"{use}check/", follow=True).content.decode()
    assert "This was checked on" in checker.post(f"{use}check/", follow=True).content.decode()
    page = body(browser, f"item/{key}/")
    assert "Checked" in page
    assert "Use the newest version" not in page
    browser.post(f"{HOME}item/{key}/version/", {"link": "https://www.northmoor.example/2", "why": "It moved."})
    page = body(browser, f"item/{key}/")
    assert "Newer version there" in page
    page = browser.post(f"{use}newest/", follow=True).content.decode()
    assert "Somebody else has to check it." in page
    body(browser, f"item/{key}/use/{number}/end/", 404)
    assert officer.authority is not None
    now = uses_of(officer.authority, ABOUT, officer)[-1].number
    end = f"item/{key}/use/{now}/end/"
    assert "no longer used for this" in body(browser, end)
    assert "Enter why" in browser.post(f"{HOME}{end}", {}).content.decode()
    page = browser.post(f"{HOME}{end}", {"why": "A better one."}, follow=True).content.decode()
    assert "It is used for nothing yet." in page


def test_a_use_can_begin_from_the_evidence_with_a_duty_to_choose(authority: Authority, officer: Acting) -> None:
    key = add_place(officer, on=TODAY)
    browser = client(authority)
    page = body(browser, f"use/?item={key}")
    assert f'value="{ABOUT}"' in page
    given = {"item": key, "about": ABOUT, "place": "Page 4", "why": "It says so.", "access": "open"}
    response = browser.post(f"{HOME}use/?item={key}", given)
    assert response.headers["Location"] == f"{HOME}item/{key}/"
    assert "used for this already" in browser.post(f"{HOME}use/?item={key}", given).content.decode()
    body(browser, "use/?about=nonsense", 404)
    body(browser, "use/?about=duty:dcs-lm/2013/none", 404)


def test_what_is_used_expired_dead_or_held_says_so_beside_the_duty(authority: Authority, officer: Acting) -> None:
    key = add_file(officer, on=TODAY, expires=TODAY - timedelta(1), ends=TODAY)
    uses(officer, key, on=TODAY, access=Access(kind="draft"))
    models.Version.objects.update(scan="held", link_state="dead")
    page = client(authority).get(ADDRESS).content.decode()
    for words in ("Expired", "Link is dead", "File is held", "(draft)"):
        assert words in page, words
    reader = client(authority, "auditor").get(ADDRESS).content.decode()
    assert "No evidence is used for this." in reader
    assert "Use evidence for this" not in reader


def test_what_is_not_there_or_not_to_be_seen_is_not_found(authority: Authority, officer: Acting) -> None:
    key = add_place(officer, on=TODAY, access=Access(kind="confidential"))
    number = uses(as_(authority, "governance-officer"), key, on=TODAY)
    browser = client(authority)
    for address in (f"item/{key}/", "item/none/", f"item/{key}/use/{number}/end/", f"item/{key}/version/"):
        body(browser, address, 404)
    assert browser.post(f"{HOME}item/{key}/use/{number}/newest/").status_code == 404
    assert listed(browser) == []
