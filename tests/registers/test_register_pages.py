"""Registers in a browser without code for any: listed, shown, added to, put right, withdrawn, loaded and given out."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from northmoor_whole import northmoor
from people import client_for, make_authority, member
from pytest_django.fixtures import DjangoAssertNumQueries
from world_registers import DAY, PLEDGE, POINT, VISIT, add, registers_kept

from clearline.accounts.models import Authority
from clearline.kit.errors import BadInput
from clearline.registers.content import registers
from clearline.registers.models import Entry, Interval

pytestmark = pytest.mark.django_db

HERE = "/northmoor/registers/"
POINTS = f"{HERE}points-of-referral/"
ON = "?on=2026-06-01"


@pytest.fixture
def authority() -> Authority:
    return northmoor()


@pytest.fixture
def client(authority: Authority) -> Client:
    return client_for(member(authority, "governance-officer"))


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def listed(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def uploaded(client: Client, address: str, text: str, name: str = "file.csv") -> str:
    return client.post(address, {"file": SimpleUploadedFile(name, text.encode())}).content.decode()


def test_every_register_is_listed_and_has_its_pages_in_every_state(client: Client, authority: Authority) -> None:
    registers_kept(authority)
    assert {row["Key"] for row in listed(client, f"{HERE}?format=csv")} == set(registers())
    for key, one in registers().items():
        page = body(client, f"{HERE}{key}/{ON}")
        assert one.title.replace("'", "&#x27;") in page
        if "governance-officer" in one.keepers:
            assert "Add an entry" in page
            body(client, f"{HERE}{key}/add/{ON}")
            assert listed(client, f"{HERE}{key}/template/") == []
    body(client, f"{HERE}no-such-register/", 404)


def test_the_list_says_how_each_stands_and_who_keeps_it(client: Client, authority: Authority) -> None:
    registers_kept(authority)
    rows = {row["Key"]: row for row in listed(client, f"{HERE}?format=csv&on=2026-06-01")}
    assert rows["points-of-referral"]["Standing"] == "Appears to fall short"
    assert rows["pledges"]["Standing"] == "Complete"
    assert rows["visits"]["Standing"] == "Not known"
    assert rows["workforce"]["Standing"] == "Nothing recorded"
    failing = listed(client, f"{HERE}?format=csv&on=2026-06-01&state=fails")
    assert [row["Key"] for row in failing] == ["points-of-referral"]
    mine = listed(client_for(member(authority, "analyst")), f"{HERE}?format=csv&mine=me")
    assert {row["Key"] for row in mine} == {key for key, one in registers().items() if "analyst" in one.keepers}


def test_an_entry_is_added_by_the_form_with_what_is_wrong_said_beside_its_field(
    client: Client, authority: Authority
) -> None:
    given = {
        "c-point": "Out of hours", "c-reviewed_0": "1", "c-reviewed_1": "5", "c-reviewed_2": "2026", "c-risk": "yes",
        "c-sample": "12", "c-run-by": "front-door-manager",
    }  # fmt: skip
    page = client.post(f"{POINTS}add/{ON}", {**given, "c-point": "", "c-sample": "-1"}).content.decode()
    assert "Enter point of referral" in page
    assert not Entry.objects.filter(register="points-of-referral").exists()
    page = client.post(f"{POINTS}add/{ON}", given, follow=True).content.decode()
    assert "It is recorded" in page
    assert "Out of hours, 1 May 2026" in page
    assert "entry added" in page
    page = client.post(f"{POINTS}add/{ON}", given).content.decode()
    assert "There is an entry of Out of hours, 1 May 2026 already" in page


def test_what_says_who_a_child_is_is_asked_about_before_it_is_kept(client: Client) -> None:
    given = {
        "c-point": "Front door", "c-reviewed_0": "1", "c-reviewed_1": "5", "c-reviewed_2": "2026",
        "c-findings": "The child Jaydon Smithers, aged 7, was sent away.",
    }  # fmt: skip
    page = client.post(f"{POINTS}add/{ON}", given).content.decode()
    assert "Save anyway" in page
    assert not Entry.objects.filter(register="points-of-referral").exists()


def test_a_correction_keeps_what_was_said_before(client: Client, authority: Authority) -> None:
    key = registers_kept(authority)["registers:entry"]["entry"]
    page = body(client, f"{POINTS}entries/{key}/{ON}")
    assert "What it said before" in page
    assert "Version 1" in page
    assert "Misread." in page
    form = body(client, f"{POINTS}entries/{key}/change/{ON}")
    assert 'name="version" value="2"' in form
    same = {
        "version": "2", "c-point": "Front door", "c-reviewed_0": "4", "c-reviewed_1": "5", "c-reviewed_2": "2026",
        "c-risk": "yes", "c-decisions": "yes", "c-onward": "yes", "c-multi-agency": "yes", "why": "Met since.",
    }  # fmt: skip
    page = client.post(f"{POINTS}entries/{key}/change/{ON}", {**same, "version": "1"}).content.decode()
    assert "Somebody has changed this entry since you opened it" in page
    page = client.post(f"{POINTS}entries/{key}/change/{ON}", same, follow=True).content.decode()
    assert "The entry is put right" in page
    assert "Version 2" in page
    assert Entry.objects.filter(register="points-of-referral", key=key).count() == 3


def test_a_withdrawn_entry_counts_no_more_and_keeps_its_history(client: Client, authority: Authority) -> None:
    key = registers_kept(authority)["registers:entry"]["entry"]
    assert "Enter why" in client.post(f"{POINTS}entries/{key}/withdraw/", {"why": ""}).content.decode()
    body(client, f"{POINTS}entries/{key}/withdraw/")
    page = client.post(f"{POINTS}entries/{key}/withdraw/", {"why": "Another point."}, follow=True).content.decode()
    assert "The entry is withdrawn" in page
    assert "No entry counts" in page
    page = body(client, f"{POINTS}entries/{key}/")
    assert "This entry was withdrawn" in page
    assert "The same, before it was withdrawn" in page
    body(client, f"{POINTS}entries/{key}/change/", 404)
    body(client, f"{POINTS}entries/{key}/withdraw/", 404)
    body(client, f"{POINTS}entries/no-such-entry/", 404)


def test_what_became_wrong_since_the_form_was_opened_is_said(
    client: Client, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = registers_kept(authority)["registers:entry"]["entry"]

    def gone(**_: object) -> None:
        raise BadInput("There is no entry of that name any more.")

    monkeypatch.setattr("clearline.registers.actions.withdraw_entry", gone)
    assert "any more" in client.post(f"{POINTS}entries/{key}/withdraw/", {"why": "x"}).content.decode()


def test_entries_are_filtered_searched_and_given_out_as_the_loader_reads_them(
    client: Client, authority: Authority
) -> None:
    registers_kept(authority)
    rows = listed(client, f"{POINTS}?entries-format=csv&entries-multi-agency=no")
    assert [row["Point of referral"] for row in rows] == ["Front door"]
    assert not listed(client, f"{POINTS}?entries-format=csv&entries-multi-agency=yes")
    assert len(listed(client, f"{HERE}visits/?entries-format=csv&entries-with=schools&entries-q=harbour")) == 1
    assert not listed(client, f"{HERE}visits/?entries-format=csv&entries-counted=no")
    again = client.get(f"{POINTS}?entries-format=csv").content.decode("utf-8-sig")
    page = uploaded(client, f"{POINTS}load/{ON}", again)
    assert "There is nothing that can be put in the register" in page
    workbook = client.get(f"{POINTS}?entries-format=xlsx").content
    page = client.post(f"{POINTS}load/{ON}", {"file": SimpleUploadedFile("file.xlsx", workbook)}).content.decode()
    assert "There is nothing that can be put in the register" in page
    assert "Same" in page


def test_a_file_is_looked_through_and_then_put_in_whole(client: Client, authority: Authority) -> None:
    key = registers_kept(authority)["registers:entry"]["entry"]
    there = client.get(f"{POINTS}?entries-format=csv").content.decode("utf-8-sig")
    heading, row = there.splitlines()
    new = row.replace(key, "").replace("Front door", "Hospital desk")
    changed = row.replace(",24,", ",30,")
    page = uploaded(client, f"{POINTS}load/{ON}", "\n".join((heading, changed, new)))
    assert "Cases looked at: 24 becomes 30" in page
    assert "Put these rows in the register" in page
    assert Entry.objects.filter(register="points-of-referral", latest=True).count() == 1
    rows = client.post(
        f"{POINTS}load/{ON}", {"file": SimpleUploadedFile("f.csv", f"{heading}\n{changed}\n{new}".encode())}
    )
    held = rows.context["form"].initial["rows"]
    assert "Enter where the file comes from" in client.post(f"{POINTS}load/put/{ON}", {"rows": held}).content.decode()
    page = client.post(f"{POINTS}load/put/{ON}", {"rows": held, "why": "The team's list"}, follow=True).content.decode()
    assert "1 added, 1 changed, 0 as they were" in page
    assert Entry.objects.get(key=key, latest=True).values["sample"] == 30
    page = client.post(f"{POINTS}load/put/{ON}", {"rows": "nonsense", "why": "x"}, follow=True).content.decode()
    assert "Choose the file again" in page
    assert client.get(f"{POINTS}load/put/").status_code == 302


def test_rows_that_became_wrong_since_they_were_looked_at_change_nothing(client: Client, authority: Authority) -> None:
    registers_kept(authority)
    held = '[[2,{"Entry":"gone","Point of referral":"A"}]]'
    page = client.post(f"{POINTS}load/put/{ON}", {"rows": held, "why": "x"}).content.decode()
    assert "Line 2, Entry: there is no entry &#x27;gone&#x27;" in page
    assert Entry.objects.filter(register="points-of-referral").count() == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Entry;Point of referral\n;A\n", "has a column"),
        ("UPN,Date of birth\nA,2015-01-01\n", "nothing of this file was kept"),
        ("", "The submitted file is empty"),
    ],
)
def test_a_file_that_is_no_register_is_refused_with_the_reason(client: Client, text: str, said: str) -> None:
    assert said in uploaded(client, f"{POINTS}load/", text)


def test_a_file_that_is_too_large_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clearline.registers.loading.LARGEST", 10)
    assert "The file is larger than" in uploaded(client, f"{POINTS}load/", "a" * 20)


def test_the_interval_is_a_local_choice_and_shown_as_one(client: Client, authority: Authority) -> None:
    assert "The interval is a local choice" in body(client, POINTS)
    assert 'value="12"' in body(client, f"{POINTS}interval/")
    assert "Enter months" in client.post(f"{POINTS}interval/", {"why": "x"}).content.decode()
    page = client.post(f"{POINTS}interval/", {"months": "6", "why": "Cabinet, 4 May"}, follow=True).content.decode()
    assert "may be at most 6 months old" in page
    assert "The interval is the council’s own" in page
    assert Interval.objects.get(authority=authority).months == 6
    assert (
        "is not a local choice" in client.post(f"{HERE}pledges/interval/", {"months": "6", "why": "x"}).content.decode()
    )


def test_the_roll_call_names_those_who_have_no_entry(client: Client, authority: Authority) -> None:
    page = body(client, f"{HERE}training/{ON}")
    assert "Those who must have an entry" in page
    assert "No entry" in page
    assert "who sits on the Children and Learning Scrutiny Committee" in page


def test_people_are_seen_by_those_who_may_and_others_see_how_the_register_stands(authority: Authority) -> None:
    auditor = client_for(member(authority, "auditor"))
    page = body(auditor, f"{HERE}training/{ON}")
    assert "Your role sees how this register stands, and not its entries" in page
    assert "person-lead-member" not in page
    key = Entry.objects.filter(register="training").first()
    assert key
    body(auditor, f"{HERE}training/entries/{key.key}/", 403)
    body(client_for(member(authority, "dcs")), f"{HERE}training/entries/{key.key}/")
    body(client_for(member(authority, "partner")), HERE, 403)


def test_only_those_who_keep_a_register_change_it(authority: Authority) -> None:
    reader = client_for(member(authority, "complaints-manager"))
    assert "Add an entry" not in body(reader, POINTS)
    for name in ("add/", "load/", "template/"):
        body(reader, f"{POINTS}{name}", 403)
    body(reader, f"{POINTS}interval/", 403)


def test_links_lead_to_what_a_cell_names(client: Client, authority: Authority) -> None:
    add(authority, "pledges", {**PLEDGE, "published": "https://www.northmoor.example/pledges"})
    key = add(authority, "decision-rights", {
        "decision": "Closing a home", "led-by": "executive", "high-impact": True, "from": DAY,
        "duty": "dcs-lm/2013/dcs-lead-member-clear-top-line",
    })  # fmt: skip
    assert "/northmoor/guidance/dcs-lm/2013/" in body(client, f"{HERE}decision-rights/entries/{key}/{ON}")
    page = body(client, f"{HERE}pledges/entries/a-lasting-home-near-people-you-know/{ON}")
    assert "/northmoor/organisation/posts/director-of-children/" in page
    assert 'href="https://www.northmoor.example/pledges"' in page


def test_the_number_of_queries_does_not_grow_with_the_entries(
    client: Client, authority: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    body(client, POINTS)
    for day in range(1, 21):
        add(authority, "points-of-referral", {**POINT, "point": f"Point {day}"})
        add(authority, "visits", {**VISIT, "on": date(2026, 5, day)})
    for address in (HERE, POINTS, f"{HERE}visits/"):
        body(client, address)
        with django_assert_max_num_queries(14):
            body(client, address)


def test_where_nothing_is_stated_the_pages_say_so() -> None:
    client = client_for(member(make_authority("southmoor"), "governance-officer"))
    body(client, "/southmoor/registers/")
    assert "Not stated, so there may be more: the organisation" in body(
        client, "/southmoor/registers/information-sharing/"
    )


def test_the_pages_of_a_file_say_which_columns_it_leaves(client: Client, authority: Authority) -> None:
    key = add(authority, "visits", VISIT)
    asked = body(client, f"{HERE}visits/load/")
    assert "Rows are found by “Entry”, or by “Day”, “Who went”, “Place or meeting”" in asked
    looked = uploaded(client, f"{HERE}visits/load/", f"Entry,Purpose\n{key},To listen\n")
    assert "what is recorded in them stays as it is: Day; Who went; What kind;" in looked
