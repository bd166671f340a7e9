"""The home of those who answer for duties says which they have not spoken of, which are stale, and what nobody saw."""

from datetime import date

import pytest
from northmoor_whole import acting, northmoor
from people import make_authority, member

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.statements.actions import say
from clearline.checks.needs.standing import not_looked_at, statements
from clearline.checks.needs.things import Asked, Need
from clearline.checks.standings import standings

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 1)
DUTY = ("dcs-lm", "2013", "dcs-ensures-effective-systems")


@pytest.fixture
def authority() -> Authority:
    return northmoor()


def asked(by: Acting, on: date = ON) -> Asked:
    assert by.authority is not None
    found = standings(by.authority, edition=None, on=on, today=ON, by=by) if by.may("see findings") else None
    return Asked(by, by.authority, on, ON, None, None, None, None, found)


def of(authority: Authority, role: Role) -> Acting:
    return acting(member(authority, role), authority, role)


def own(by: Acting, on: date = ON) -> list[Need]:
    return list(statements(asked(by, on)))


def test_a_speaker_is_told_of_the_duties_without_their_own_statement(authority: Authority) -> None:
    by = of(authority, "dcs")
    (before,) = own(by)
    assert before.title.endswith("duties without your statement")
    assert before.more > 0
    say(by=by, place=DUTY, role="dcs", result="satisfied", words="So it is.", saw="The minutes.", on=ON)
    (after,) = own(by)
    assert int(after.title.split()[0]) == int(before.title.split()[0]) - 1


def test_a_statement_past_its_review_is_to_be_looked_at_again(authority: Authority) -> None:
    speakers: tuple[Role, ...] = ("dcs", "lead-member")
    for role in speakers:
        by = of(authority, role)
        say(
            by=by, place=DUTY, role=role, result="satisfied", words="So it is.", saw="The minutes.", on=date(2025, 1, 1)
        )
    stale = [need for need in own(by) if "look at again" in need.title]
    assert [need.title for need in stale] == ["1 statement to look at again"]
    assert stale[0].named[0].place is not None
    assert stale[0].named[0].place.args == DUTY


def test_only_speakers_are_told_of_statements_and_only_who_sees_findings(authority: Authority) -> None:
    roles: tuple[Role, ...] = ("governance-officer", "analyst", "partner")
    for role in roles:
        assert own(of(authority, role)) == []
    tops: tuple[Role, ...] = ("chief-executive", "leader")
    for role in tops:
        assert len(own(of(authority, role))) == 1


def test_keepers_are_told_what_nobody_has_looked_at_and_what_is_not_known(authority: Authority) -> None:
    titles = [need.title for need in not_looked_at(asked(of(authority, "governance-officer")))]
    assert any("nobody has ever looked at" in title for title in titles)
    assert any("it is not known whether" in title for title in titles)
    assert list(not_looked_at(asked(of(authority, "lead-member")))) == []
    assert list(not_looked_at(asked(of(authority, "partner")))) == []


def test_each_is_left_out_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    by = of(make_authority("bare"), "governance-officer")
    empty = asked(by)
    assert empty.standings is not None
    assert list(not_looked_at(empty._replace(standings=empty.standings._replace(duties=())))) == []


def test_whoever_has_spoken_of_all_that_is_theirs_is_told_nothing(authority: Authority) -> None:
    by = of(authority, "leader")
    found = asked(by).standings
    assert found is not None
    mine = [one.name for one in found.duties if set(one.stated.duty.bearers) <= {"leader", "chief-executive"}
            and any(proof.kind == "judgement" for proof in one.stated.duty.proofs)]  # fmt: skip
    assert mine
    for place in mine:
        say(by=by, place=place, role="leader", result="satisfied", words="So it is.", saw="The minutes.", on=ON)
    assert own(by) == []
