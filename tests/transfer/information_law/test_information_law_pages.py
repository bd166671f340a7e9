"""The pages of information law: who sees what, what they lead to, and that each change goes through."""

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from information_law_people import EMAIL, NAME, OTHER_NAME, Everywhere, everywhere
from people import browser, client_for, make_authority, make_user, member

from clearline.accounts.models import Authority, Membership, User
from clearline.accounts.permissions import ROLES, may
from clearline.accounts.trail.models import Entry
from clearline.kit.errors import BadInput
from clearline.organisations.models import Recorded
from clearline.transfer.information_law import retention
from clearline.transfer.information_law.pages import keeping
from clearline.transfer.information_law.retention import look
from clearline.transfer.models import FoiDecision, FoiRequest, Hold, RetentionRun

pytestmark = pytest.mark.django_db

AT = "/northmoor/information-law/"


@pytest.fixture
def there() -> Everywhere:
    """The person, out of office, with a role that ended long ago."""
    found = everywhere()
    Membership.objects.filter(user=found.user).update(starts=date(2015, 1, 1), ends=date(2020, 1, 5))
    for row in Recorded.objects.filter(authority=found.authority, facts__person="person-lead-member"):
        row.facts = {**(row.facts or {}), "to": "2021-06-30"}
        row.save()
    return found


@pytest.fixture
def dpo(there: Everywhere) -> Client:
    return client_for(there.dpo.user or make_user())


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(f"{AT}{address}")
    assert response.status_code == status, address
    return response.content.decode()


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(f"{AT}{address}{'&' if '?' in address else '?'}format=csv")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def sent(client: Client, address: str, given: Mapping[str, object], wanted: str) -> str:
    """Send a form and return where it leads, or the page where it is shown again."""
    response = client.post(f"{AT}{address}", given)
    page = response.content.decode()
    if response.status_code == 302:
        assert response.headers["Location"].endswith(wanted), response.headers["Location"]
    else:
        assert wanted in page, re.sub(r"\s+", " ", page)[-3000:]
    return page


DOCUMENTS = ("", "record-of-processing/", "fields/", "impact-assessment/", "retention/", "overdue/", "holds/")


@pytest.mark.parametrize("role", ROLES)
def test_each_role_comes_where_its_permissions_let_it(role: str) -> None:
    authority = make_authority()
    client = client_for(member(authority, role))  # type: ignore[arg-type]
    roles = frozenset({role})
    for addresses, permission in (
        (DOCUMENTS, "see information law"),
        (("people/", "overdue/delete/", "holds/place/"), "answer for personal data"),
        (("search/", "requests/", "open-request/"), "decide foi"),
    ):
        for address in addresses:
            body(client, address, 200 if may(roles, permission) else 403)  # type: ignore[arg-type]


def test_the_first_page_leads_only_to_pages_that_are_there(dpo: Client) -> None:
    page = body(dpo, "")
    found = set(re.findall(r'href="(/northmoor/information-law/[^"]*)"', page))
    assert len(found) >= 8
    for address in found:
        assert dpo.get(address).status_code == 200, address
    assert "Not looked yet" in page


def test_the_first_page_tells_what_the_last_look_found(dpo: Client, there: Everywhere) -> None:
    look(authority=there.authority, now=timezone.now())
    assert "Not looked yet" not in body(dpo, "")
    governance = body(client_for(member(there.authority, "governance-officer")), "")
    assert "people/" not in governance
    assert "Requests not answered" not in governance


def test_the_record_of_processing_is_a_page_and_a_file(dpo: Client) -> None:
    assert "Article 30" in body(dpo, "record-of-processing/")
    found = {row["Activity"]: row for row in rows(dpo, "record-of-processing/")}
    training = found["Safeguarding training and vetting"]
    assert "Article 10 UK GDPR" in training["Condition for what is specially protected"]
    assert "Six years after the day of the training" in training["How long"]
    assert all(row["Lawful basis"] and row["What is kept"] for row in found.values())


def test_every_field_is_listed_and_filtered(dpo: Client) -> None:
    found = rows(dpo, "fields/?q=email&table=accounts.User")
    assert [(row["Table"], row["Field"]) for row in found] == [("accounts.User", "email")]
    special = {row["About a person?"] for row in rows(dpo, "fields/?kind=special")}
    assert special == {"About a person, specially protected"}


def test_the_impact_assessment_is_a_page_and_markdown_of_this_council(dpo: Client) -> None:
    assert "Northmoor Council" in body(dpo, "impact-assessment/")
    response = dpo.get(f"{AT}impact-assessment/?format=md")
    text = response.content.decode()
    assert "northmoor-impact-assessment.md" in response.headers["Content-Disposition"]
    assert text.startswith("# Data protection impact assessment: Clearline at Northmoor Council")
    assert "{%" not in text
    assert "&#x27;" not in text
    assert "- People behind posts and seats: 2" in text


def test_anybody_reads_the_privacy_notice_and_nobody_of_no_council(there: Everywhere) -> None:
    page = body(browser(), "privacy-notice/")
    assert "Northmoor Council uses Clearline" in page
    assert "Information Commissioner" in page
    for private in (EMAIL, NAME, OTHER_NAME):
        assert private not in page
    assert browser().get("/nowhere/information-law/privacy-notice/").status_code == 404


def test_what_is_overdue_is_listed_and_deleted_with_a_reason(dpo: Client, there: Everywhere) -> None:
    page = body(dpo, "overdue/")
    assert "Monitoring officer until 5 January 2020" in page
    assert "No look has been made at night yet" in page
    sent(dpo, "overdue/delete/", {"why": "Review"}, "Select what to delete")
    sent(dpo, "overdue/delete/", {"types": ["accounts"], "why": "Review"}, "/overdue/")
    assert not User.objects.filter(email=EMAIL).exists()
    page = body(dpo, "overdue/")
    assert "Roles and accounts: 1 deleted, 0 held" in page
    assert RetentionRun.objects.get().by == there.dpo.user.individual  # type: ignore[union-attr]
    assert "Nothing is overdue that could be deleted." in body(dpo, "overdue/delete/")


def test_a_hold_shows_beside_what_it_keeps_and_is_lifted(dpo: Client, there: Everywhere) -> None:
    today = {"starts_0": "1", "starts_1": "1", "starts_2": "2026"}
    sent(dpo, "holds/place/", {"scope": "person", "reason": "A claim", **today}, "Select the person")
    sent(dpo, "holds/place/", {"scope": "person", "person": "x", "reason": "A claim", **today}, "There is a problem")
    given = {"scope": "person", "person": there.user.individual_id, "reason": "A claim", **today}
    sent(dpo, "holds/place/", given, "/holds/")
    page = body(dpo, "holds/")
    assert "A claim" in page
    assert "Lift hold-2" in page
    assert "hold-2" in body(dpo, "overdue/")
    assert "A hold forbids it" in body(dpo, f"people/{there.user.individual_id}/")
    assert "Not begun" in body(dpo, "holds/?on=2025-01-01")
    sent(dpo, "holds/hold-2/lift/", {}, "Enter why")
    sent(dpo, "holds/hold-2/lift/", {"why": "Settled"}, "/holds/")
    sent(dpo, "holds/hold-2/lift/", {"why": "Settled"}, "This hold was lifted")
    assert "Lifted" in body(dpo, "holds/")
    assert "Lift hold" not in body(client_for(member(there.authority, "auditor")), "holds/")


def test_what_an_action_refuses_is_said_on_its_form(dpo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**given: object) -> None:
        raise BadInput("Somebody else was faster.")

    monkeypatch.setattr(retention, "apply", refuse)
    monkeypatch.setattr(keeping, "place_hold", refuse)
    sent(dpo, "overdue/delete/", {"types": ["accounts"], "why": "Review"}, "Somebody else was faster.")
    given = {"scope": "proposals", "reason": "Audit", "starts_0": "1", "starts_1": "1", "starts_2": "2026"}
    sent(dpo, "holds/place/", given, "Somebody else was faster.")


def test_a_type_of_record_is_held_by_its_name(dpo: Client) -> None:
    given = {"scope": "proposals", "reason": "Audit", "starts_0": "1", "starts_1": "1", "starts_2": "2026"}
    sent(dpo, "holds/place/", given, "/holds/")
    assert Hold.objects.get(key="hold-2").scope == "proposals"
    assert f'value="{Hold.EVERYTHING}"' in body(dpo, "holds/place/?person=x")


def test_a_person_is_found_given_out_and_erased(dpo: Client, there: Everywhere) -> None:
    assert NAME in body(dpo, "people/")
    address = f"people/{there.user.individual_id}/"
    page = body(dpo, address)
    assert "The name: 1" in page
    assert "Erase this person" in page
    sent(dpo, f"{address}give-out/", {}, "Enter why")
    response = dpo.post(f"{AT}{address}give-out/", {"why": "Asked"})
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert "read-me-first.txt" in archive.namelist()
        assert OTHER_NAME not in "".join(archive.read(name).decode() for name in archive.namelist())
    assert Entry.objects.get(did="personal data given out").door == "page"
    sent(dpo, f"{address}erase/", {}, "Enter why")
    sent(dpo, f"{address}erase/", {"why": "Asked"}, "/people/")
    assert not User.objects.filter(email=EMAIL).exists()
    assert "Erased." in body(dpo, "people/")
    assert body(dpo, address, 404)


def test_somebody_in_office_is_not_erased(dpo: Client, there: Everywhere) -> None:
    address = f"people/{there.other.individual_id}/"
    page = body(dpo, address)
    assert "End the role first" in page
    assert "Erase this person" not in page
    sent(dpo, f"{address}erase/", {"why": "Asked"}, "End the role first")


def test_people_of_other_authorities_are_not_found(dpo: Client) -> None:
    elsewhere = member(make_authority("southmoor"), "dcs")
    nobody = "00000000-0000-4000-8000-000000000000"
    for individual in (elsewhere.individual_id, nobody):
        for page in ("", "give-out/", "erase/"):
            body(dpo, f"people/{individual}/{page}", 404)


def test_somebody_whom_others_know_too_is_not_erased_from_here(dpo: Client, there: Everywhere) -> None:
    member(make_authority("southmoor"), "analyst", user=there.user, ends=date(2021, 1, 1))
    assert dpo.post(f"{AT}people/{there.user.individual_id}/erase/", {"why": "Asked"}).status_code == 403
    assert User.objects.filter(email=EMAIL).exists()


def test_records_are_searched_without_a_request(dpo: Client) -> None:
    assert "records-hint" not in body(dpo, "search/")
    page = body(dpo, "search/?words=managers+share")
    assert "Departure from key-5" in page
    assert "open-request/?words=managers+share" in page
    assert "at least one word" in body(dpo, "search/?words=a")
    found = rows(dpo, "search/?words=managers+share")
    assert "departure:2013-key-5" in {row["Id"] for row in found}


def test_a_request_goes_from_opening_to_its_answer(dpo: Client, there: Everywhere) -> None:
    assert 'value="hub"' in body(dpo, "open-request/?words=hub")
    given = {
        "reference": "FOI 1",
        "words": "managers share",
        "received_0": "1",
        "received_1": "6",
        "received_2": "2026",
    }
    sent(dpo, "open-request/", {**given, "received_2": "2099"}, "today or in the past")
    sent(dpo, "open-request/", given, "/requests/FOI%201/")
    assert "FOI 1" in body(dpo, "requests/")
    page = body(dpo, "requests/FOI%201/")
    assert "Answer by 29 June 2026" in page
    found = [row["Id"] for row in rows(dpo, "requests/FOI%201/")]
    sent(dpo, "requests/FOI%201/answered/", {"on_0": "1", "on_1": "7", "on_2": "2026"}, "not decided on yet")
    sent(dpo, "requests/FOI%201/answered/", {}, "There is a problem")
    assert "Nothing of this request is withheld" in body(dpo, "requests/FOI%201/notice/?format=txt")
    for record in found:
        address = f"requests/FOI%201/decide/?record={record}"
        body(dpo, address)
        if record.startswith("departure"):
            sent(dpo, address, {"decision": "withhold", "exemption": "s22"}, "say where the public interest lies")
            withheld = {"decision": "withhold", "exemption": "s22", "note": "Out next week"}
            sent(dpo, address, withheld, "/requests/FOI%201/")
            assert "Out next week" in body(dpo, address)
        else:
            sent(dpo, address, {"decision": "disclose"}, "/requests/FOI%201/")
    assert FoiDecision.objects.count() == len(found) > 1
    assert "Withhold: s22" in body(dpo, "requests/FOI%201/?state=withhold")
    assert {row["Decision"] for row in rows(dpo, "requests/FOI%201/?state=disclose")} == {"Disclose"}
    assert rows(dpo, "requests/FOI%201/?state=open") == []
    assert "Out next week" in body(dpo, "requests/FOI%201/notice/")
    assert "Out next week" in dpo.get(f"{AT}requests/FOI%201/notice/?format=txt").content.decode()
    sent(dpo, "requests/FOI%201/answered/", {"on_0": "1", "on_1": "7", "on_2": "2026"}, "/requests/")
    page = body(dpo, "requests/FOI%201/")
    assert "was answered on 1 July 2026" in page
    assert "Decide on" not in page
    assert FoiRequest.objects.get().closed == date(2026, 7, 1)


def test_requests_and_records_that_are_not_there_are_not_found(dpo: Client, there: Everywhere) -> None:
    FoiRequest.objects.create(authority=there.authority, reference="F1", words="zebra", received=date(2026, 1, 1))
    south: Authority = make_authority("southmoor")
    FoiRequest.objects.create(authority=south, reference="F2", words="zebra", received=date(2026, 1, 1))
    for address in ("requests/F2/", "requests/F2/decide/", "requests/F2/notice/", "requests/F2/answered/",
                    "requests/F1/decide/?record=departure:x"):  # fmt: skip
        body(dpo, address, 404)
    assert "No record holds all the words." in body(dpo, "requests/F1/")


def test_a_data_protection_officer_cannot_tell_that_there_is_privileged_advice(dpo: Client, there: Everywhere) -> None:
    assert "No record holds all the words." in body(dpo, "search/?words=counsel")
    FoiRequest.objects.create(authority=there.authority, reference="F1", words="counsel", received=date(2026, 1, 1))
    assert "Legal view" not in re.sub(r"<select.*?</select>", "", body(dpo, "requests/F1/"), flags=re.DOTALL)
