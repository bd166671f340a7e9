"""Where a page or a report says what something is about, it gives the name that the thing has, not a machine's key;
and never the name of what the reader may not read."""

import re
from datetime import date, timedelta

import pytest
from northmoor_whole import acting, departs
from people import client_for, member
from world_challenges import DAY, People, challenges, people
from world_testing import COMBINED

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting
from clearline.accounts.trail.queries import history
from clearline.assurance.challenges import actions
from clearline.assurance.evidence import actions as evidence
from clearline.assurance.evidence.contents import from_place
from clearline.assurance.histories import in_names
from clearline.assurance.naming import called, called_one
from clearline.assurance.testing import actions as testing
from clearline.measures.content import load
from clearline.registers.actions import add_entry

pytestmark = pytest.mark.django_db

NOW = DAY + timedelta(1)


@pytest.fixture
def here() -> People:
    return people()


def test_each_kind_of_thing_is_called_by_its_name(here: People) -> None:
    by = here.governance
    challenge = challenges(here.lead_member)
    action = actions.open_action(
        by=by, title="Agree a protocol", source=f"challenge:{challenge}", owner="director-of-children", due=NOW, on=DAY
    )
    test = testing.open_test(by=by, title="One director", scope="All of it.", on=DAY, triggers=[COMBINED])
    item = evidence.add(
        by=by, title="Scheme of delegation", source="Monitoring officer", starts=None, ends=None, expires=None, on=DAY,
        content=from_place("Constitution, part 3"), now=None,  # type: ignore[arg-type]  # of a place no time is kept
    )  # fmt: skip
    entry = add_entry(
        by=acting(member(here.authority, "dcs"), here.authority, "dcs"), register="points-of-referral", on=DAY, why="x",
        values={"point": "Front door", "reviewed": DAY, "risk": True, "decisions": True, "onward": True,
                "multi-agency": True, "sample": 4, "findings": "Within a day."},
    )  # fmt: skip
    departure = departs(here.authority)
    expected = {
        f"challenge:{challenge}": f"Challenge: Waiting for plans ({challenge})",
        f"action:{action}": "Action: Agree a protocol",
        f"test:{test}": "Test of assurance: One director",
        f"test:{test}/partnerships": "Test of assurance: One director, partnerships",
        f"evidence:{item}": "Evidence: Scheme of delegation",
        f"register:points-of-referral/{entry}": "Register: Points of referral, Front door, 1 June 2026",
        "register:points-of-referral": "Register: Points of referral",
        "finding:2013/line-unbroken/leaving-care": "Finding: Leaving care, line unbroken (2013 edition)",
        "report:standing-report/2026-01": "Report: Standing of every duty, 2026-01",
        "pack:standing-report/2026-06-01": "Report not issued yet: Standing of every duty, 1 June 2026",
        "report:gone/1": "Report: gone, 1",
        "test:gone": "Test of assurance: gone",
        "inspection:Ofsted, item 2": "Recommendation of an inspection: Ofsted, item 2",
        "measure:gone": "Measure: gone",
    }
    assert dict(called(by, expected, DAY)) == expected
    assert called_one(by, f"departure:{departure}", DAY).startswith("Departure: from ")
    assert called_one(by, "", DAY) == ""


def test_nothing_is_named_to_whoever_may_not_read_it(here: People) -> None:
    closed = Access(kind="confidential")
    challenge = challenges(here.lead_member, topic="The canary sings", access=closed)
    item = evidence.add(
        by=here.governance, title="The canary sings", source="x", starts=None, ends=None, expires=None, on=DAY,
        content=from_place("A drawer"), now=None, access=closed,  # type: ignore[arg-type]
    )  # fmt: skip
    action = actions.open_action(
        by=here.governance, title="The canary sings", source=f"challenge:{challenge}", owner="director-of-children",
        due=NOW, on=DAY,
    )  # fmt: skip
    abouts = [
        f"challenge:{challenge}",
        f"evidence:{item}",
        f"action:{action}",
        "departure:x",
        "register:visits/entry-1",
    ]
    told = called(here.police, abouts, DAY)
    assert "canary" not in str(told)
    assert told[f"challenge:{challenge}"] == f"Challenge: {challenge}"
    assert told["register:visits/entry-1"].endswith(", an entry")
    nobody = here.police._replace(roles=frozenset({"administrator"}))
    assert "canary" not in str(called(nobody, [*abouts, "test:x"], DAY))
    gap = load().gaps[0]
    assert called_one(nobody, f"gap:{gap.key}", DAY) == f"Gap: {gap.title}"
    assert called_one(nobody, "finding:2013/line-unbroken", DAY) == "Finding: 2013, line unbroken"


def test_without_an_organisation_a_finding_is_told_by_its_key(here: People) -> None:
    about = "finding:2013/dcs-appointed/council"
    assert called_one(here.governance, about, date(1990, 1, 1)) in (
        "Finding: 2013, dcs appointed, council", "Finding: the Council, dcs appointed (2013 edition)"
    )  # fmt: skip


def text(by: Acting, address: str) -> str:
    assert by.user is not None
    response = client_for(by.user).get(f"/northmoor/{address}")
    assert response.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_pages_of_actions_challenges_and_evidence_hold_names_and_no_keys(here: People) -> None:
    test = testing.open_test(by=here.governance, title="One director", scope="All.", on=DAY, triggers=[COMBINED])
    about = f"test:{test}/partnerships"
    action = actions.open_action(
        by=here.governance, title="Agree it", source=about, owner="director-of-children", due=NOW, on=DAY
    )
    challenge = challenges(here.lead_member, about=about)
    item = evidence.add(
        by=here.governance, title="Minutes", source="x", starts=None, ends=None, expires=None, on=DAY,
        content=from_place("A drawer"), now=None,  # type: ignore[arg-type]
    )  # fmt: skip
    evidence.use(by=here.governance, item=item, about=about, place="page 3", why="It tells.", on=DAY)
    testing.revise(
        by=here.governance, key=test, title="One director", scope="All.", change_on=None, conclusion="met-with-actions",
        conclusion_words="So.", on=DAY,
    )  # fmt: skip
    for address in (
        f"challenges/actions/{action}/", "challenges/actions/", f"challenges/{challenge}/", f"evidence/item/{item}/",
        f"evidence/use/?about={about}", f"challenges/make/?about={about}", f"challenges/actions/open/?source={about}",
    ):  # fmt: skip
        page = text(here.lead_member, address)
        assert "Test of assurance: One director, partnerships" in page, address
        assert about not in page, address
    page = text(here.lead_member, f"challenges/actions/{action}/")
    assert "director-of-children" not in page
    page = text(here.lead_member, f"tests-of-assurance/of/{test}/")
    assert "met-with-actions" not in page
    assert "Met with actions" in page
    assert "addl-3" not in page
    assert "conclusion_words" not in page
    assert "Reasons for the conclusion, and recommendations" in page


def test_a_history_gives_names_where_it_has_them_and_leaves_the_rest(here: People) -> None:
    key = actions.open_action(
        by=here.governance, title="Agree it", source="test:x", owner="director-of-children", due=NOW, on=DAY
    )

    (past,) = in_names(history(here.authority, f"action:{key}"), {"director-of-children": "The director"})
    told = {one.field: one.after for one in past.changes}
    assert (told["owner"], told["title"]) == ("The director", "Agree it")
