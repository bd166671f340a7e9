"""The page of a duty answers each of its proofs, as far as the reader's roles may know the answer."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from people import client_for, make_authority, member

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.models import Departure, TextConfirmed
from clearline.checks import proving
from clearline.checks.standing import applies
from clearline.guidance import queries
from clearline.guidance.content import load
from clearline.guidance.schema import Condition, Proof
from clearline.kit.errors import BadInput
from clearline.measures.figures import Answer
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
    client = reader(authority, "dcs")
    for kind in ("report", "register", "judgement"):
        text = page(client, duty(kind, edition="2009"))
        assert "Clearline cannot answer this yet." in text
        assert "Not built" in text


@pytest.mark.django_db
def test_a_measure_without_figures_is_not_known_and_hidden_from_who_sees_none(authority: Authority) -> None:
    of = duty("measure", edition="2009")
    assert "No figures are loaded here." in page(reader(authority, "dcs"), of)
    assert "Your roles here do not see figures." in page(reader(authority, "administrator"), of)


@pytest.mark.django_db
def test_without_an_organisation_a_rule_is_not_known() -> None:
    text = page(reader(make_authority(), "dcs"), duty("rule", key="lm-covers-functions"))
    assert "the organisation is not stated yet" in text
    assert "Not known" in text


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
        and any(p.kind == "rule" and proving.by_rule(p, picture).result == "fails" for p in one.duty.proofs)
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
        and any(p.kind == "rule" and proving.by_rule(p, picture).result == "fails" for p in one.duty.proofs)
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


def test_a_rule_tells_only_of_the_aspects_that_the_duty_is_about() -> None:
    picture = Picture(read_organisation(EXAMPLES / "northmoor.yaml"), ON)
    whole = proving.by_rule(Proof(kind="rule", key="lm-covers-functions"), picture)
    assert whole.result == "fails"
    other = proving.by_rule(Proof(kind="rule", key="lm-covers-functions", aspects=("leaving-care",)), picture)
    assert other.result != "fails"


def test_an_authority_without_the_functions_is_not_judged() -> None:
    organisation = read_organisation(EXAMPLES / "northmoor.yaml")
    before_it_began = Picture(organisation, date(1990, 1, 1))
    told = proving.by_rule(Proof(kind="rule", key="lm-covers-functions"), before_it_began)
    assert told.result == "not known"


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


def _answer(monkeypatch: pytest.MonkeyPatch, answers: list[Answer], asked: int = 1) -> None:
    from clearline.measures.content import load as load_measures

    monkeypatch.setattr(proving, "_answers", lambda *_: tuple(answers))
    monkeypatch.setattr(proving, "measures_of", lambda key: load_measures().measures[:asked])


MEASURE = Proof(kind="measure", key="looked-after-stability", passes="counted")


def by_measure(proof: Proof = MEASURE, *, own: bool = True) -> Any:
    return proving.by_measure(proof, load(), Path("figures"), "E06000999", ON, own=own)


def answer(**changes: Any) -> Answer:
    import msgspec

    from clearline.measures.figures import Area, Observation, Period, Reliability

    period = Period(label="2026", ends=date(2026, 3, 31), year="reporting")
    latest = Observation(period=period, value=None, shown="c (suppressed)", source="published")
    if "value" in changes:
        latest = msgspec.structs.replace(latest, value=changes.pop("value"), shown="7")
    latest = msgspec.structs.replace(
        latest, **{name: changes.pop(name) for name in ("source", "period") if name in changes}
    )
    reliability = Reliability(source="DfE", release="1", published=None, loaded=None, audited="", faults=())
    area = Area(code="E06000999", name="Northmoor", level="authority")
    return Answer(measure="m", title="Stability", outcome=None, unit="per-cent", decimals=0, polarity="low", area=area,
                  latest=latest, series=(latest,), reliability=reliability, **changes)  # fmt: skip


def target(status: str) -> Any:
    from decimal import Decimal

    from clearline.measures.figures import Period, Target, TargetStanding

    by = Period(label="2027", ends=date(2027, 3, 31), year="reporting")
    aim = Target(measure="m", value=Decimal(5), by=by)
    return TargetStanding(target=aim, status=status, expected_now=None, on_course=None, overdue=False, says="")  # type: ignore[arg-type]


def test_a_measure_passes_when_counted_and_current_or_when_at_target(monkeypatch: pytest.MonkeyPatch) -> None:
    from decimal import Decimal

    from clearline.measures.figures import Period

    old = Period(label="2020", ends=date(2020, 3, 31), year="reporting")
    at_target = Proof(kind="measure", key="looked-after-stability", passes="at-target")
    cases: list[tuple[Answer, Proof, str]] = [
        (answer(value=Decimal(7)), MEASURE, "passes"),
        (answer(), MEASURE, "not known"),
        (answer(value=Decimal(7), period=old), MEASURE, "not known"),
        (answer(value=Decimal(7)), at_target, "not known"),
        (answer(value=Decimal(7), target=target("not known")), at_target, "not known"),
        (answer(value=Decimal(7), target=target("missed")), at_target, "fails"),
        (answer(value=Decimal(7), target=target("met")), at_target, "passes"),
    ]
    for known, proof, result in cases:
        _answer(monkeypatch, [known])
        assert by_measure(proof).result == result
    _answer(monkeypatch, [answer(value=Decimal(7))], asked=2)
    assert by_measure().result == "not known"
    assert "1 of 2 measures have no figures here." in by_measure().says


def test_the_councils_own_figures_are_told_only_to_those_who_may_see_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from decimal import Decimal

    _answer(monkeypatch, [answer(value=Decimal(7), source="returned")])
    assert any("7" in sentence for sentence in by_measure(own=True).says)
    hidden = by_measure(own=False)
    assert hidden.result == "not known"
    assert not any("7" in sentence for sentence in hidden.says)


def test_a_measure_that_is_not_built_says_so_and_a_set_asks_for_each() -> None:
    told = by_measure(Proof(kind="measure", key="young-carers-supported"))
    assert told.result == "not built"
    assert len(proving.measures_of("outcome-gaps")) > 5
    assert [one.key for one in proving.measures_of("looked-after-stability")] == ["looked-after-stability"]


def test_figures_are_read_from_the_store(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        proving._answers(tmp_path, "E06000999", (), ON)
    with pytest.raises(BadInput, match="No figures"):
        proving._answers(tmp_path / "none", "E06000999", (), ON)
