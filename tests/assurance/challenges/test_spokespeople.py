"""Who speaks for a body or a partner is recorded by those who keep boards, from a day to a day."""

from datetime import date, timedelta

import pytest
from world_challenges import DAY, People, challenges, people, somebody

from clearline.accounts.acting import Refused
from clearline.accounts.trail.queries import history
from clearline.assurance.challenges.speaking import candidates, end_speaking, let_speak, spokespeople
from clearline.kit.errors import BadInput

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def here() -> People:
    return people()


def test_somebody_speaks_for_a_partner_from_the_first_day_to_the_last(here: People) -> None:
    first = date(2025, 1, 1)
    with pytest.raises(Refused, match="do not speak for"):
        challenges(here.police, challenger="partner:police", on=first - timedelta(1))
    challenges(here.police, challenger="partner:police", on=first)
    number = spokespeople(here.authority)[0].number
    end_speaking(by=here.board_support, number=number, last=DAY, why="Moved on.")
    challenges(here.police, challenger="partner:police", on=DAY)
    with pytest.raises(Refused, match="do not speak for"):
        challenges(here.police, challenger="partner:police", on=DAY + timedelta(1))
    (past, _) = history(here.authority, f"spokesperson:{number}", named=True)
    assert (past.did, past.why) == ("spokesperson ended", "Moved on.")


def test_who_it_is_stays_apart_in_the_trail(here: People) -> None:
    number = spokespeople(here.authority)[0].number
    (past,) = history(here.authority, f"spokesperson:{number}", named=False)
    assert str(here.police.person) not in str(past.changes)


def test_the_independent_scrutineer_challenges_each_partner(here: People) -> None:
    scrutineer = somebody(here.authority, "partner")
    party = "office:independent-scrutineer"
    let_speak(by=here.board_support, party=party, individual=str(scrutineer.person), starts=DAY)
    assert challenges(scrutineer, challenger=party, challenged="partner:police") == "2026-1"


def test_nobody_is_named_for_an_office_nor_from_outside_nor_twice(here: People) -> None:
    police = str(here.police.person)
    named = {"by": here.board_support, "starts": DAY}
    for party in ("office:dcs", "office:lead-member", "body:nothing"):
        with pytest.raises(BadInput, match="Choose a body or partner"):
            let_speak(party=party, individual=police, **named)  # type: ignore[arg-type]
    for somebody_else in (str(here.dcs.person), "not an id"):
        with pytest.raises(BadInput, match="Choose somebody with the role"):
            let_speak(party="partner:police", individual=somebody_else, **named)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="speaks for them already"):
        let_speak(party="partner:police", individual=police, **named)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="change boards"):
        let_speak(by=here.dcs, party="partner:probation", individual=police, starts=DAY)
    assert len(spokespeople(here.authority)) == 2


def test_ending_asks_why_and_comes_after_the_beginning_and_once(here: People) -> None:
    number = spokespeople(here.authority)[0].number
    end = {"by": here.board_support, "number": number}
    with pytest.raises(BadInput, match="Say why"):
        end_speaking(**end, last=DAY, why=" ")  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="same as or after the first: 1 January 2025"):
        end_speaking(**end, last=date(2024, 1, 1), why="Never.")  # type: ignore[arg-type]
    end_speaking(**end, last=DAY, why="Moved on.")  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="nobody here"):
        end_speaking(**end, last=DAY, why="Again.")  # type: ignore[arg-type]
    there = people("southmoor")
    with pytest.raises(BadInput, match="nobody here"):
        end_speaking(by=there.board_support, number=spokespeople(here.authority)[1].number, last=DAY, why="Not mine.")


def test_candidates_are_named_or_else_known_by_their_address(here: People) -> None:
    nameless = somebody(here.authority, "partner")
    assert nameless.user is not None
    found = candidates(here.authority)
    assert found[str(nameless.person)] == nameless.user.email
    assert found[str(here.police.person)] == "Ed Snipe"
    assert str(here.dcs.person) not in found
