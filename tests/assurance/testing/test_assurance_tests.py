"""A test of assurance while it is made: opened, written, compared, reviewed by somebody independent."""

from datetime import timedelta

import pytest
from northmoor_whole import acting
from people import make_authority, member
from world_testing import (
    CHANGE,
    COMBINED,
    DAY,
    Team,
    evidenced,
    opened,
    seen,
    somebody,
    team,
    written,
    wrote,
)

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting, Refused
from clearline.accounts.trail.models import Entry
from clearline.assurance.testing import actions, content, deciding, queries
from clearline.assurance.testing.models import Test
from clearline.kit.errors import BadInput
from clearline.organisations.actions import name_person
from clearline.organisations.models import Person, Recorded

pytestmark = pytest.mark.django_db

EXEMPT = Access(kind="exempt", paragraph="1", why="It is about one officer.")


@pytest.fixture
def people() -> Team:
    return team()


def reviews(people: Team, by: Acting, key: str, organisation: str = "Inspectorate", own: bool = True) -> None:
    actions.review(
        by=by, key=key, organisation=organisation, capacity="Inspector", words="Clear.", recommendations="", on=DAY,
        today=DAY, own=own,
    )  # fmt: skip


# Opening


def test_a_test_opens_with_the_six_elements_and_the_usual_way_of_approval(people: Team) -> None:
    one = seen(people, opened(people))
    assert [each.key for each in one.elements] == list(content.elements())
    assert len(one.elements) == 6
    assert [each.key for each in one.steps] == [place.key for place in content.load().route if place.usual]
    assert (one.state, one.change_on, one.triggers) == ("draft", CHANGE, (COMBINED,))
    assert one.opened_by == "Ivy Dunnock"


@pytest.mark.parametrize(
    ("otherwise", "says"),
    [({"title": " "}, "title"), ({"scope": ""}, "what is tested"), ({"triggers": []}, "what calls")],
)
def test_a_test_is_not_opened_without_title_scope_or_trigger(
    people: Team, otherwise: dict[str, object], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        opened(people, **otherwise)


def test_a_proposal_has_one_test_and_another_once_that_was_withdrawn(people: Team) -> None:
    key = opened(people, proposal="overhaul")
    with pytest.raises(BadInput, match="already"):
        opened(people, proposal="overhaul")
    deciding.withdraw(by=people.governance, key=key, why="the proposal changed")
    assert opened(people, proposal="overhaul") == f"{key}-2"


def test_whoever_may_not_run_one_opens_none(people: Team) -> None:
    with pytest.raises(Refused):
        opened(people._replace(governance=people.lead_member))


def test_nobody_sees_the_test_of_another_authority(people: Team) -> None:
    key = opened(people)
    elsewhere = make_authority("southmoor")
    other = acting(member(elsewhere, "governance-officer"), elsewhere, "governance-officer")
    assert queries.test(elsewhere, key, other) is None
    with pytest.raises(BadInput, match="no test"):
        deciding.withdraw(by=other, key=key, why="x")


# Writing


def test_an_element_keeps_what_was_found_and_its_rating(people: Team) -> None:
    key = opened(people)
    wrote(people, key, rating="gaps", words="A protocol is needed.")
    found = next(one for one in seen(people, key).elements if one.key == "accountability")
    assert (found.rating, found.words, found.state, found.edits) == ("gaps", "A protocol is needed.", "in progress", 1)
    assert found.rated is not None
    assert found.rated.title == "Gaps"


@pytest.mark.parametrize(
    ("otherwise", "says"),
    [
        ({"rating": "perfect"}, "no rating"),
        ({"strengths": "", "gaps": " ", "words": "", "rating": ""}, "Nothing is written"),
        ({"seen": 7}, "Somebody else"),
        ({"access": Access(kind="exempt")}, "Schedule 12A"),
    ],
)
def test_an_element_is_not_written(people: Team, otherwise: dict[str, object], says: str) -> None:
    key = opened(people)
    with pytest.raises(BadInput, match=says):
        wrote(people, key, **otherwise)  # type: ignore[arg-type]


def test_an_element_that_there_is_not_is_bad_input(people: Team) -> None:
    with pytest.raises(BadInput, match="no element"):
        actions.write_element(
            by=people.governance, key=opened(people), element="x", strengths="", gaps="", words="", rating="",
            access=Access(), seen=0, on=DAY,
        )  # fmt: skip


def test_exempt_words_are_hidden_from_those_who_may_not_see_them_and_stay_out_of_the_trail(people: Team) -> None:
    key = opened(people)
    wrote(people, key, access=EXEMPT, strengths="The canary sings.")
    Test.objects.update(state="in-review")
    partner = somebody(people.authority, "partner")
    found = next(one for one in seen(people, key, partner).elements if one.key == "accountability")
    assert (found.hidden, found.strengths, found.rating) == (True, "", "")
    assert seen(people, key).digest == seen(people, key, partner).digest
    kept = Entry.objects.get(about=f"test:{key}/accountability")
    assert "canary" not in f"{kept.before}{kept.after}"
    assert "exempt" in f"{kept.after}"


def test_a_conclusion_is_proposed_with_its_reasons(people: Team) -> None:
    key = opened(people)
    given = {"title": "A", "scope": "B", "change_on": None, "on": DAY}
    for conclusion, words, says in (("met", "", "both"), ("", "So.", "both"), ("fine", "So.", "no conclusion")):
        with pytest.raises(BadInput, match=says):
            actions.revise(by=people.governance, key=key, conclusion=conclusion, conclusion_words=words, **given)  # type: ignore[arg-type]
    actions.revise(by=people.governance, key=key, conclusion="met", conclusion_words="So.", **given)  # type: ignore[arg-type]
    one = seen(people, key)
    assert (one.title, one.conclusion, one.change_on) == ("A", "met", None)
    for empty in ("title", "scope"):
        with pytest.raises(BadInput):
            actions.revise(by=people.governance, key=key, conclusion="", conclusion_words="", **(given | {empty: ""}))  # type: ignore[arg-type]


def test_comparisons_are_entered_as_published_and_can_be_taken_out(people: Team) -> None:
    key = opened(people)

    def compare(**otherwise: object) -> None:
        given = {
            "council": "Southmoor", "arrangement": "One director.", "link": "https://southmoor.example/1", "on": DAY
        } | otherwise  # fmt: skip
        actions.compare(by=people.governance, key=key, today=DAY, **given)  # type: ignore[arg-type]

    for wrong, says in (
        ({"council": ""}, "Name"), ({"arrangement": ""}, "arrangement"), ({"link": "javascript:alert(1)"}, "address"),
        ({"on": DAY + timedelta(1)}, "past"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            compare(**wrong)
    compare()
    (one,) = seen(people, key).comparisons
    assert (one.council, one.link) == ("Southmoor", "https://southmoor.example/1")
    actions.uncompare(by=people.governance, key=key, number=one.number, on=DAY)
    assert seen(people, key).comparisons == ()
    with pytest.raises(BadInput, match="any more"):
        actions.uncompare(by=people.governance, key=key, number=one.number, on=DAY)


# Review


def test_a_draft_goes_to_review_only_when_each_element_is_written_rated_and_evidenced(people: Team) -> None:
    key = opened(people)
    needs = deciding.needed(people.governance, seen(people, key), DAY)
    assert len(needs) == len(content.elements())
    with pytest.raises(BadInput, match="Partnerships is not complete: write its strengths or gaps, rate it, attach"):
        deciding.send_for_review(by=people.governance, key=key, on=DAY)
    for element in content.elements():
        wrote(people, key, element)
        evidenced(people, f"test:{key}/{element}")
    assert deciding.needed(people.governance, seen(people, key), DAY) == ()
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    assert seen(people, key).state == "in-review"


def test_the_reviewer_is_nobody_who_wrote_a_part(people: Team) -> None:
    key = written(people)
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    both = people.governance._replace(roles=frozenset({"monitoring-officer"}))
    with pytest.raises(BadInput, match="You wrote a part"):
        reviews(people, both, key)


def test_the_reviewer_is_nobody_of_the_tested_structure_whatever_the_account(people: Team) -> None:
    key = written(people)
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    with pytest.raises(BadInput, match="Your own office is tested"):
        reviews(people, people.partner._replace(roles=frozenset({"partner", "lead-member"})), key)
    name_person(by=people.governance, key="person-c2", name="Ed Snipe")
    Person.objects.filter(authority=people.authority, key="person-c2").update(individual=people.partner.person)
    with pytest.raises(BadInput, match="Head of Front Door and Assessment"):
        reviews(people, people.partner, key)
    Person.objects.filter(authority=people.authority, key="person-c2").delete()
    name_person(by=people.governance, key="person-adults", name="Ed Snipe")
    Person.objects.filter(authority=people.authority, key="person-adults").update(individual=people.partner.person)
    with pytest.raises(BadInput, match="Executive Director of Adults"):  # of the structure that is proposed
        reviews(people, people.partner, key)
    reviews(people, people.inspector, key)
    (review,) = seen(people, key).reviews
    assert (review.own, review.by, review.changed) == (True, "Ora Finch", False)


def test_a_review_is_given_under_a_sign_in_and_of_a_test_in_review(people: Team) -> None:
    key = written(people)
    with pytest.raises(BadInput, match="in review"):
        reviews(people, people.inspector, key)
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    with pytest.raises(BadInput, match="sign-in"):
        reviews(people, people.inspector._replace(user=None), key)
    with pytest.raises(Refused):
        reviews(people, people.lead_member, key)
    for wrong in ("organisation", "capacity", "words"):
        given = {"organisation": "A", "capacity": "B", "words": "C"} | {wrong: " "}
        with pytest.raises(BadInput):
            actions.review(
                by=people.inspector, key=key, recommendations="", on=DAY, today=DAY, own=True, **given
            )  # fmt: skip
    with pytest.raises(BadInput, match="past"):
        actions.review(
            by=people.inspector, key=key, organisation="A", capacity="B", words="C", recommendations="",
            on=DAY + timedelta(1), today=DAY, own=True,
        )  # fmt: skip


def test_a_review_from_outside_is_entered_for_the_reviewer_and_says_so(people: Team) -> None:
    key = written(people)
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    with pytest.raises(BadInput, match="somebody outside"):
        reviews(people, people.governance, key, organisation=people.authority.name, own=False)
    reviews(people, people.governance, key, organisation="Southmoor Council", own=False)
    (review,) = seen(people, key).reviews
    assert not review.own
    wrote(people, key, "partnerships", gaps="Courts are not heard.")
    assert seen(people, key).reviews[0].changed


def test_without_an_organisation_on_record_nobody_is_known_to_be_of_the_structure(people: Team) -> None:
    key = written(people)
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    Recorded.objects.all().delete()
    wrote(people, key)  # the picture is kept by the head of the trail
    reviews(people, people.inspector, key)
    assert len(seen(people, key).reviews) == 1
