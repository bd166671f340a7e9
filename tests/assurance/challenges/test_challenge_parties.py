"""Who can challenge whom, and when there is a board and when there are safeguarding partners."""

from datetime import date

import msgspec
import pytest
from northmoor_whole import example

from clearline.assurance.challenges.parties import (
    COUNCIL,
    DIRECTIONS,
    Party,
    may_challenge,
    may_summon,
    parties,
)
from clearline.guidance.content import load
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture

TODAY = date(2026, 6, 1)
BOARDS = """
authority: {id: oldmoor, name: Oldmoor Council, kind: county, from: 1998-04-01}
bodies:
  board: {name: Oldmoor Safeguarding Board, kind: lscb, seats: []}
  partnership: {name: Oldmoor Safeguarding Partnership, kind: safeguarding-partnership, seats: []}
  early: {name: Early Partnership, kind: safeguarding-partnership, seats: [], from: 2019-06-01}
  panel: {name: Panel, kind: corporate-parenting-panel, seats: []}
"""


def named(picture: Picture | None, on: date) -> dict[str, Party]:
    return {party.ref: party for party in parties(picture, load(), on)}


def oldmoor(on: date) -> dict[str, Party]:
    return named(Picture(msgspec.yaml.decode(BOARDS, type=Organisation), on), on)


def test_northmoor_has_its_offices_scrutiny_safeguarding_partnership_and_partners() -> None:
    found = named(Picture(example("northmoor"), TODAY), TODAY)
    assert {ref: party.side for ref, party in found.items()} == {
        "office:lead-member": "lead-member", "office:dcs": "officer", "office:chief-executive": "officer",
        "office:leader": "leader", "office:independent-scrutineer": "safeguarding", COUNCIL: "body",
        "body:safeguarding-partnership": "safeguarding", "body:children-scrutiny": "scrutiny",
        "partner:integrated-care-board": "partner", "partner:police": "partner", "partner:probation": "partner",
        "partner:youth-justice": "partner",
    }  # fmt: skip
    assert found["body:children-scrutiny"].name == "Children and Learning Scrutiny Committee"


def test_without_an_organisation_there_are_still_the_offices_and_the_council() -> None:
    assert set(named(None, TODAY)) == {
        "office:lead-member", "office:dcs", "office:chief-executive", "office:leader",
        "office:independent-scrutineer", COUNCIL,
    }  # fmt: skip


def test_the_safeguarding_board_challenges_until_it_ended_in_2019_and_its_successors_after() -> None:
    last = load().bodies["lscb"].end
    assert last == date(2019, 9, 29)
    before, after = oldmoor(last), oldmoor(date(2019, 9, 30))
    assert "body:board" in before
    assert "body:partnership" not in before
    assert "office:independent-scrutineer" not in before
    assert "body:board" not in after
    assert {"body:partnership", "office:independent-scrutineer"} <= set(after)


def test_an_area_that_changed_early_has_its_partnership_from_the_day_that_it_states() -> None:
    assert "body:early" not in oldmoor(date(2019, 5, 31))
    assert "body:early" in oldmoor(date(2019, 6, 1))


def test_a_body_of_no_particular_kind_neither_challenges_nor_is_challenged() -> None:
    assert "body:panel" not in oldmoor(TODAY)
    assert not DIRECTIONS["body"]
    assert not any("body" in sides for sides in DIRECTIONS.values())


@pytest.mark.parametrize(
    ("challenger", "challenged", "may"),
    [
        ("office:lead-member", "office:dcs", True),  # 2.3
        ("office:lead-member", "partner:police", True),  # 2.16
        ("body:safeguarding-partnership", "partner:police", True),  # 3.32
        ("office:independent-scrutineer", "partner:police", True),
        ("body:safeguarding-partnership", "office:dcs", True),
        ("partner:police", "office:dcs", True),  # 3.22: the council is challenged too
        ("partner:police", "office:lead-member", True),
        ("body:children-scrutiny", "office:lead-member", True),  # 2.6, 2.9
        ("office:dcs", "partner:police", True),  # 3.22
        ("office:dcs", "office:lead-member", False),
        ("office:lead-member", "office:lead-member", False),
        ("office:lead-member", "body:children-scrutiny", False),
        ("partner:police", "body:children-scrutiny", False),
        ("body:council", "office:lead-member", False),
    ],
)
def test_challenge_has_its_directions(challenger: str, challenged: str, may: bool) -> None:
    found = named(Picture(example("northmoor"), TODAY), TODAY)
    assert may_challenge(found[challenger], found[challenged]) is may


def test_only_scrutiny_summons_and_only_members_of_the_executive_and_officers() -> None:
    found = named(Picture(example("northmoor"), TODAY), TODAY)
    scrutiny = found["body:children-scrutiny"]
    assert may_summon(scrutiny, found["office:lead-member"])
    assert may_summon(scrutiny, found["office:dcs"])
    assert not may_summon(scrutiny, found["partner:police"])
    assert not may_summon(found["office:leader"], found["office:lead-member"])
