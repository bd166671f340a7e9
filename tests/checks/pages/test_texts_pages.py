"""Texts confirmed in a browser, with what is wrong said and its history shown."""

import csv
import io

import pytest
from django.test import Client
from northmoor_whole import northmoor
from people import client_for, member

from clearline.accounts.models import Authority
from clearline.assurance.queries import confirmed_texts

pytestmark = pytest.mark.django_db

TEXTS = "/northmoor/findings/texts/"
DUTY = "dcs-lm/2013/dcs-lead-member-clear-top-line/"
GIVEN = {"page": "page 4", "on_0": "1", "on_1": "10", "on_2": "2026", "why": "The copy on GOV.UK"}


@pytest.fixture
def authority() -> Authority:
    return northmoor()


@pytest.fixture
def client(authority: Authority) -> Client:
    return client_for(member(authority, "governance-officer"))


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def listed(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_duties_to_be_read_are_listed_until_they_are_confirmed(client: Client, authority: Authority) -> None:
    before = listed(client, f"{TEXTS}?format=csv&confirmed=no")
    assert before
    assert {row["Words"] for row in before} == {"Check the text", "Reported by others"}
    assert len(listed(client, f"{TEXTS}?format=csv&words=remembered")) < len(before)
    assert {row["Document"] for row in listed(client, f"{TEXTS}?format=csv&document=dcs-lm")} < {
        row["Document"] for row in before
    }
    response = client.post(TEXTS + DUTY, GIVEN, follow=True)
    assert "The text is confirmed" in response.content.decode()
    assert confirmed_texts(authority) == {("dcs-lm", "2013", "dcs-lead-member-clear-top-line")}
    (row,) = listed(client, f"{TEXTS}?format=csv&confirmed=yes")
    assert (row["Page"], row["On"]) == ("page 4", "2026-10-01")


def test_a_confirmed_text_can_be_put_right_or_withdrawn_with_a_reason(client: Client, authority: Authority) -> None:
    body(client, f"{TEXTS}{DUTY}withdraw/", 404)
    client.post(TEXTS + DUTY, GIVEN)
    page = body(client, TEXTS + DUTY)
    assert 'value="page 4"' in page
    assert "text confirmed" in page
    assert "page 4" in body(client, f"{TEXTS}{DUTY}withdraw/")
    assert "Enter why" in client.post(f"{TEXTS}{DUTY}withdraw/", {}).content.decode()
    client.post(f"{TEXTS}{DUTY}withdraw/", {"why": "It was another edition."})
    assert confirmed_texts(authority) == frozenset()


def test_a_day_to_come_and_a_missing_page_are_said(client: Client) -> None:
    page = client.post(TEXTS + DUTY, {**GIVEN, "on_2": "2199"}).content.decode()
    assert "must be today or in the past" in page
    assert "Enter page or paragraph" in client.post(TEXTS + DUTY, {**GIVEN, "page": ""}).content.decode()


def test_only_duties_that_are_not_read_can_be_confirmed_and_only_by_those_who_may(
    client: Client, authority: Authority
) -> None:
    body(client, f"{TEXTS}dcs-lm/2009/council-clear-accountability-top-to-bottom/", 404)
    reader = client_for(member(authority, "auditor"))
    assert f'href="{TEXTS}dcs-lm' not in body(reader, TEXTS)
    body(reader, TEXTS + DUTY, 403)


def test_what_is_to_be_checked_is_shown_apart_with_the_duties_to_read(
    client: Client, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clearline.checks import findings

    def remembered(key: str, found: object, stated: list[object], picture: object) -> object:
        import msgspec

        made = _real(key, found, stated, picture)  # type: ignore[arg-type]
        if made is None or key != "line-unbroken":
            return made
        citations = tuple(msgspec.structs.replace(one, certainty="remembered") for one in made.citations)
        return msgspec.structs.replace(made, certainty="remembered", citations=citations)

    _real = findings._finding
    monkeypatch.setattr(findings, "_finding", remembered)
    page = body(client, "/northmoor/findings/?on=2026-06-02")
    assert "These would be findings" in page
    assert f"{TEXTS}{DUTY}" in page
    reader = body(client_for(member(authority, "auditor")), "/northmoor/findings/?on=2026-06-02")
    assert "These would be findings" in reader
    assert f"{TEXTS}{DUTY}" not in reader
    assert "1 possible finding, once somebody has read the text" in body(client, "/northmoor/?on=2026-06-02")
