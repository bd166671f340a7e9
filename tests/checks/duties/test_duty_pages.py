"""The page of a duty answers each of its proofs, as far as the reader's roles may know the answer."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from people import client_for, make_authority, member

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.models import Departure, TextConfirmed
from clearline.assurance.statements.actions import say
from clearline.checks import proving
from clearline.checks.standing import applies
from clearline.guidance import queries
from clearline.guidance.content import load
from clearline.guidance.schema import Condition, Proof
from clearline.organisations.actions import replace_organisation
from clearline.organisations.files import read_organisation
from clearline.organisations.picture import Picture

EXAMPLES = Path(__file__).parents[3] / "examples"
ON = date(2026, 11, 22)


def duty(kind: str, *, document: str = "dcs-lm", edition: str = "2013", key: str | None = None) -> tuple[str, str, str]:
    """Return the first duty of an edition that names a proof of a kind."""
    chosen = queries.edition_named(load(), f"{document}/{edition}")
    stated = next(
        one
        for one in queries.stated_in(chosen)
        if any(proof.kind == kind and key in (None, proof.key) for proof in one.duty.proofs)
    )
    return document, edition, stated.duty.key


def page(client: Client, of: tuple[str, str, str], **asked: str) -> str:
    document, edition, key = of
    response = client.get(f"/northmoor/guidance/{document}/{edition}/duty/{key}/", asked)
    assert response.status_code == 200
    return response.content.decode()


def fails(proof: Proof, picture: Picture) -> bool:
    """Return whether what a rule sees fails a duty."""
    return proving.by_rule(proof, proving.look(str(proof.key), picture)).result == "fails"


@pytest.fixture
def authority() -> Authority:
    there = make_authority()
    replace_organisation(by=at_the_machine(there), organisation=read_organisation(EXAMPLES / "northmoor.yaml"), why="")
    return there


def reader(authority: Authority, role: Role) -> Client:
    return client_for(member(authority, role))


@pytest.mark.django_db
def test_a_rule_is_answered_with_what_it_found_here(authority: Authority) -> None:
    text = page(reader(authority, "dcs"), duty("rule", key="lm-covers-functions"))
    assert "Structure: " in text
    assert "Fails" in text
    assert "Cabinet Member for Growth and Skills" in text
    assert "Findings of this rule" in text


@pytest.mark.django_db
def test_a_reader_who_sees_no_findings_learns_none_from_a_duty(authority: Authority) -> None:
    text = page(reader(authority, "partner"), duty("rule", key="lm-covers-functions"))
    assert "Your roles here do not see findings." in text
    assert "Cabinet Member for Growth and Skills" not in text
    assert "At Northmoor Council on" not in text


@pytest.mark.django_db
def test_what_cannot_be_answered_yet_says_so(authority: Authority) -> None:
    text = page(reader(authority, "dcs"), duty("register", edition="2009", key="consultations"))
    assert "Clearline cannot answer this yet." in text
    assert "The register and its entries" not in text


@pytest.mark.django_db
def test_a_measure_without_figures_is_not_known_and_hidden_from_who_sees_none(authority: Authority) -> None:
    of = duty("measure", edition="2009")
    told = page(reader(authority, "dcs"), of)
    assert "There are no figures of it here." in told
    assert "Who would know: Analyst." in told
    assert "Your roles here do not see figures." in page(reader(authority, "administrator"), of)


@pytest.mark.django_db
def test_without_an_organisation_nobody_has_looked_at_a_rule() -> None:
    text = page(reader(make_authority(), "dcs"), duty("rule", key="lm-covers-functions"))
    assert "The organisation is not stated yet." in text
    assert "Who would know: Governance officer." in text
    assert ">Never looked at<" in text


@pytest.mark.django_db
def test_a_duty_of_a_superseded_edition_is_not_in_force_today_and_was_then(authority: Authority) -> None:
    client = reader(authority, "dcs")
    of = duty("rule", edition="2009")
    assert "Historical: replaced on" in page(client, of)
    assert ">Not in force<" in page(client, of)
    assert ">Not in force<" not in page(client, of, on="2010-01-01")


@pytest.mark.django_db
def test_a_departure_explains_a_duty_of_the_guidance_until_its_review(authority: Authority) -> None:
    client = reader(authority, "dcs")
    known = load()
    edition = queries.edition_named(known, "2013")
    picture = Picture(read_organisation(EXAMPLES / "northmoor.yaml"), ON)
    stated = next(
        one
        for one in queries.stated_in(edition)
        if one.duty.basis == "guidance" and one.duty.force in ("should", "presumption") and not one.duty.when
        and queries.ended_body(known, one.duty, ON) is None
        and any(p.kind == "rule" and fails(p, picture) for p in one.duty.proofs)
    )  # fmt: skip
    of = ("dcs-lm", "2013", stated.duty.key)
    Departure.objects.create(
        authority=authority, key="d", provision=stated.provision.at, reasons="Because", decided_by="Council",
        route="full-council", starts=date(2026, 1, 1), review=date(2027, 1, 1),
    )  # fmt: skip
    assert "Departs with reasons" in page(client, of, on="2026-11-22")
    assert "Departs with reasons" not in page(client, of, on="2027-06-01")


@pytest.mark.django_db
def test_words_that_are_only_remembered_count_once_the_council_has_read_them(authority: Authority) -> None:
    edition = queries.edition_named(load(), "2013")
    picture = Picture(read_organisation(EXAMPLES / "northmoor.yaml"), ON)
    stated = next(
        one
        for one in queries.stated_in(edition)
        if one.certainty == "remembered" and not one.duty.when and queries.force_rank(one.duty)
        and queries.ended_body(load(), one.duty, ON) is None
        and any(p.kind == "rule" and fails(p, picture) for p in one.duty.proofs)
    )  # fmt: skip
    of = ("dcs-lm", "2013", stated.duty.key)
    client = reader(authority, "governance-officer")
    before = page(client, of, on="2026-11-22")
    assert 'govuk-tag--yellow">Check the text' in before
    assert "confirm-text" in before or "Confirm the text" in before
    TextConfirmed.objects.create(
        authority=authority, document="dcs-lm", edition="2013", duty=stated.duty.key, on=ON, page="3"
    )
    assert 'govuk-tag--yellow">Check the text' not in page(client, of, on="2026-11-22")


CONDITIONS: list[tuple[Condition, bool | None]] = [
    ("combined", False), ("widened", True), ("shared", False), ("two-tier", False), ("committee-system", False),
    ("support-members", True),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "holds"), CONDITIONS)
def test_a_condition_is_told_from_the_picture(condition: Condition, holds: bool | None) -> None:
    picture = Picture(read_organisation(EXAMPLES / "northmoor.yaml"), ON)
    assert applies(picture, (condition,)) is holds
    assert applies(picture, ()) is True


def test_a_condition_that_the_picture_does_not_state_is_not_known() -> None:
    from clearline.organisations.officers import Authority as Council
    from clearline.organisations.organisation import Organisation

    bare = Picture(Organisation(authority=Council(id="x", name="X", kind="county")), ON)
    for condition in ("combined", "widened", "shared", "two-tier", "section-75", "committee-system"):
        assert applies(bare, (condition,)) is None, condition
    assert applies(bare, ("two-tier", "support-members")) is False


@pytest.mark.django_db
def test_each_kind_of_proof_leads_to_the_page_behind_it(authority: Authority) -> None:
    client = reader(authority, "dcs")
    there = {
        ("report", "lead-member-briefing"): "/northmoor/calendar/reports/lead-member-briefing/",
        ("register", "visits"): "/northmoor/registers/visits/",
        ("register", "challenges"): "/northmoor/challenges/",
        ("measure", "looked-after-stability"): "/northmoor/outcomes/measures/looked-after-stability/",
    }
    for (kind, key), address in there.items():
        assert f'href="{address}?on=2010-01-01"' in page(client, duty(kind, edition="2009", key=key), on="2010-01-01")
    of = duty("judgement", edition="2009")
    assert f'href="/northmoor/statements/{"/".join(of)}/"' in page(client, of)


@pytest.mark.django_db
def test_a_reader_is_led_to_no_page_that_they_may_not_open(authority: Authority) -> None:
    text = page(reader(authority, "partner"), duty("register", edition="2009", key="visits"))
    assert "Your roles here do not see this register." in text
    assert "/northmoor/registers/" not in text


@pytest.mark.django_db
def test_a_duty_says_how_it_stood_on_an_earlier_day_and_which_proof_moved(authority: Authority) -> None:
    by = Acting(member(authority, "dcs"), authority, frozenset({"dcs"}), "page")
    of = duty("judgement")
    say(by=by, place=of, role="dcs", result="not-satisfied", words="It is not so.", saw="The minutes.", on=ON)
    client = reader(authority, "dcs")
    text = page(client, of, on=ON.isoformat(), since="2026-01-01")
    assert "On 1 January 2026:" in text
    assert "What those accountable say of it: never looked at &gt; fails" in text
    assert "None of its proofs has moved" in page(client, of, on="2026-06-01", since="2026-01-01")
    for nonsense in ("tomorrow", "2027-01-01"):
        assert "On 1 January" not in page(client, of, on=ON.isoformat(), since=nonsense)


@pytest.mark.django_db
def test_a_duty_of_the_act_is_looked_at_with_the_guidance_of_the_day(authority: Authority) -> None:
    of = duty("rule", document="children-act-2004", edition="as-amended")
    client = reader(authority, "dcs")
    for on in ("2010-01-01", "2005-01-01"):
        assert "How it is proved" in page(client, of, on=on)


@pytest.mark.django_db
def test_a_duty_that_there_is_not_is_not_found(authority: Authority) -> None:
    response = reader(authority, "dcs").get("/northmoor/guidance/dcs-lm/2013/duty/no-such-duty/")
    assert response.status_code == 404
