"""What a safeguarding children board had challenged goes on after the boards ended in 2019: its successors may close
it, nobody else, and the record says so."""

from datetime import date, timedelta

import msgspec
import pytest
from northmoor_whole import acting, example
from people import client_for
from world_challenges import People, people, somebody

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.trail.models import Entry
from clearline.assurance.challenges import actions, queries
from clearline.assurance.challenges.parties import Party, successors
from clearline.assurance.challenges.speaking import let_speak
from clearline.assurance.challenges.waiting import waiting
from clearline.organisations.actions import replace_organisation
from clearline.organisations.partnerships import Body
from clearline.reports.packs.challenge_parts import _state

pytestmark = pytest.mark.django_db

THEN, DUE, NOW = date(2018, 3, 1), date(2018, 3, 29), date(2026, 6, 1)
MINUTE = "Minute 4"


@pytest.fixture
def here() -> People:
    found = people()
    organisation = example("northmoor")
    board = Body(name="Northmoor Safeguarding Board", kind="lscb", seats=())
    stated = msgspec.structs.replace(organisation, bodies={**organisation.bodies, "board": board})
    replace_organisation(by=at_the_machine(found.authority), organisation=stated, why="as it was before 2019")
    return found


@pytest.fixture
def scrutineer(here: People) -> Acting:
    found = somebody(here.authority, "partner", name="Jo Wigeon")
    let_speak(
        by=here.board_support, party="office:independent-scrutineer", individual=str(found.person),
        starts=date(2020, 1, 1),
    )  # fmt: skip
    return found


def raised(here: People, **otherwise: object) -> str:
    """Let the board challenge the director, while there was a board; return the key."""
    return actions.challenge(
        by=here.board_support, challenger="body:board", challenged="office:dcs", topic="Strategy discussions",
        words="Why were they late?", on=THEN, due=DUE, minute=MINUTE, **otherwise,  # type: ignore[arg-type]
    )  # fmt: skip


def seen(here: People, key: str, by: Acting | None = None) -> queries.Challenge:
    found = queries.challenge_named(by or here.governance, key, NOW, NOW)
    assert found is not None
    return found


def test_the_partnership_closes_what_the_board_had_raised_and_the_record_says_so(here: People) -> None:
    key = raised(here)
    actions.answer(by=here.dcs, key=key, words="Too few staff.", on=NOW)
    assert queries.may_do(here.board_support, seen(here, key), NOW) >= {"closed", "reply", "escalation"}
    actions.close(by=here.board_support, key=key, words="It is settled.", on=NOW, minute="Partnership, minute 9")
    one = seen(here, key)
    assert one.closing is not None
    assert (one.closing.party, one.closing.successor_of) == (
        "body:safeguarding-partnership", "Northmoor Safeguarding Board"
    )  # fmt: skip
    assert '"successor_of":"body:board"' in str(Entry.objects.get(did="challenge closed").after)
    assert _state(one) == "Closed by the challenger's successor, 1 June 2026"
    assert here.lead_member.user is not None
    page = client_for(here.lead_member.user).get(f"/northmoor/challenges/{key}/").content.decode()
    assert "Closed by the successor: Northmoor Safeguarding Children Partnership took over from" in page
    assert "Northmoor Safeguarding Board, which is no more" in page


def test_the_independent_scrutineer_closes_it_too_and_sees_it_though_it_is_closed_to_partners(
    here: People, scrutineer: Acting
) -> None:
    key = raised(here, access=Access(kind="confidential"))
    assert seen(here, key, scrutineer).challengers == (
        "body:board", "office:independent-scrutineer", "body:safeguarding-partnership"
    )  # fmt: skip
    assert queries.challenge_named(here.police, key, NOW, NOW) is None
    assert [one.key for one in waiting(here.authority, scrutineer, NOW)] == [key], "it is in their calendar too"
    assert waiting(here.authority, here.police, NOW) == ()
    assert queries.may_do(scrutineer, seen(here, key, scrutineer), NOW) >= {"closed"}
    actions.close(by=scrutineer, key=key, words="It is settled.", on=NOW)
    assert seen(here, key).state == "closed"


def test_nobody_else_closes_it_and_while_the_board_is_there_only_the_board(here: People, scrutineer: Acting) -> None:
    key = raised(here)
    for other in (here.lead_member, here.dcs, here.scrutiny, here.police):
        with pytest.raises(Refused):
            actions.close(by=other, key=key, words="Done.", on=NOW, minute=MINUTE)
    both = acting(scrutineer.user, here.authority, "partner") if scrutineer.user else scrutineer
    with pytest.raises(Refused):
        actions.close(by=both, key=key, words="Done.", on=THEN + timedelta(1), minute=MINUTE)
    actions.close(by=here.board_support, key=key, words="Done.", on=THEN + timedelta(1), minute=MINUTE)
    assert seen(here, key).closing is not None
    assert [step.successor_of for step in seen(here, key).steps] == [""]


def test_who_replied_as_a_successor_does_not_answer(here: People) -> None:
    key = raised(here)
    actions.answer(by=here.dcs, key=key, words="Too few staff.", on=NOW)
    both = somebody(here.authority, "board-support", "dcs")
    actions.reply(by=both, key=key, words="And now?", on=NOW, due=NOW + timedelta(7), minute=MINUTE)
    assert not queries.may_do(both, seen(here, key), NOW) & {"answer", "change"}
    with pytest.raises(Refused, match="An answer"):
        actions.answer(by=both, key=key, words="Still too few.", on=NOW)


def test_only_a_safeguarding_board_that_is_no_more_has_successors() -> None:
    board, scrutiny = Party("body:board", "Board", "safeguarding"), Party("body:s", "Scrutiny", "scrutiny")
    partners = Party("body:partners", "Partners", "safeguarding")
    assert successors("body:board", [board], [partners]) == (partners,)
    assert successors("body:board", [board], [board, partners]) == ()
    assert successors("body:s", [scrutiny], [partners]) == ()
    assert successors("body:never", [board], [partners]) == ()
