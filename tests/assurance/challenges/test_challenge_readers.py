"""Scrutiny members and partners read what is open and their own; the rest goes by its access class."""

from datetime import date, timedelta

import pytest
from world_challenges import DAY, WORDS, People, challenges, people, somebody

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting
from clearline.assurance.challenges import actions, queries
from clearline.assurance.challenges.speaking import end_speaking, spokespeople

pytestmark = pytest.mark.django_db

LATER = DAY + timedelta(7)
EXEMPT = Access(kind="exempt", paragraph="3", why="A contract is being let.")
CONFIDENTIAL = Access(kind="confidential")


@pytest.fixture
def here() -> People:
    return people()


def keys(here: People, by: Acting, today: date = LATER) -> set[str]:
    return {one.key for one in queries.challenges(here.authority, by, LATER, today=today)}


def test_each_reader_sees_what_is_open_to_them(here: People) -> None:
    is_open = challenges(here.lead_member)
    exempt = challenges(here.lead_member, access=EXEMPT)
    confidential = challenges(here.lead_member, access=CONFIDENTIAL)
    everything = {is_open, exempt, confidential}
    auditor, other = somebody(here.authority, "auditor"), somebody(here.authority, "partner")
    administrator = somebody(here.authority, "administrator")
    expected = {
        here.lead_member: everything, here.dcs: everything, here.governance: everything,
        here.board_support: {is_open, exempt}, auditor: {is_open, exempt},
        here.scrutiny: {is_open}, here.police: {is_open}, other: {is_open}, administrator: set(),
    }  # fmt: skip
    for by, sees in expected.items():
        assert keys(here, by) == sees, by.roles


def test_the_two_parties_and_whoever_it_went_up_to_read_it_whatever_its_class(here: People) -> None:
    asked = challenges(here.lead_member, challenged="partner:police", access=CONFIDENTIAL)
    made = challenges(here.scrutiny, challenger="body:children-scrutiny", access=EXEMPT)
    assert keys(here, here.police) == {asked}
    assert keys(here, here.scrutiny) == {made}
    actions.answer(by=here.police, key=asked, words="We will.", on=LATER, access=CONFIDENTIAL)
    one = queries.challenge_named(here.police, asked, LATER, LATER)
    assert one is not None
    assert [step.words for step in one.steps] == ["We will."]


def test_who_no_longer_speaks_for_a_party_reads_its_own_no_more_on_whatever_day_the_page_is(here: People) -> None:
    asked = challenges(here.lead_member, challenged="partner:police", access=EXEMPT)
    named = next(one for one in spokespeople(here.authority) if one.party == "partner:police")
    end_speaking(by=here.board_support, number=named.number, last=LATER, why="Moved on.")
    assert keys(here, here.police, today=LATER) == {asked}
    assert keys(here, here.police, today=LATER + timedelta(1)) == set()


def test_an_exempt_answer_to_an_open_challenge_is_there_without_its_words(here: People) -> None:
    key = challenges(here.lead_member)
    actions.answer(by=here.dcs, key=key, words="The contract is late.", on=LATER, access=EXEMPT)
    outside = queries.challenge_named(here.scrutiny, key, LATER, LATER)
    inside = queries.challenge_named(here.governance, key, LATER, LATER)
    assert outside is not None
    assert inside is not None
    assert outside.words == WORDS
    assert (outside.steps[0].words, outside.steps[0].hidden, outside.state) == ("", True, "answered")
    assert (inside.steps[0].words, inside.steps[0].hidden) == ("The contract is late.", False)


def test_names_below_the_published_offices_are_shown_to_those_who_may_see_people(here: People) -> None:
    key = challenges(here.police, challenger="partner:police")
    actions.answer(by=here.dcs, key=key, words="We will.", on=LATER)
    for by, name in ((here.governance, "Ed Snipe"), (here.scrutiny, "")):
        one = queries.challenge_named(by, key, LATER, LATER)
        assert one is not None
        assert (one.by, one.steps[0].by) == (name, "Ann Heron")


def test_what_somebody_may_do_follows_from_their_office_and_from_what_they_wrote(here: People) -> None:
    key = challenges(here.lead_member)

    def may(by: Acting) -> frozenset[str]:
        one = queries.challenge_named(by, key, LATER, LATER)
        assert one is not None
        return queries.may_do(by, one, LATER)

    assert may(here.lead_member) == {"escalation", "closed"}
    assert may(here.dcs) == {"answer", "change"}
    both = somebody(here.authority, "dcs", "lead-member")
    actions.answer(by=both, key=key, words="We looked.", on=LATER)
    assert may(here.lead_member) == {"escalation", "reply", "closed"}
    assert may(both) == {"answer", "change", "escalation", "reply"}
    for to in ("office:chief-executive", "office:leader", "body:council"):
        actions.escalate(by=here.lead_member, key=key, to=to, words="More.", on=LATER, due=LATER)
    assert may(here.lead_member) == {"reply", "closed"}
    assert may(here.leader) == {"answer", "change"}
    for nobody in (here.police, here.scrutiny, here.board_support):
        assert may(nobody) == set()
    actions.close(by=here.lead_member, key=key, words="Done.", on=LATER)
    assert may(here.lead_member) == may(here.dcs) == set()
