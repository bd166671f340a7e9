"""Two who change something of one authority at once wait for one another, and none undoes what the other did."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from people import make_authority, member
from together import at_once

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.actions import change_look, end_role
from clearline.accounts.models import Membership
from clearline.accounts.queries import acting_for, live
from clearline.accounts.trail.actions import record
from clearline.accounts.trail.models import Entry
from clearline.assurance.actions import confirm_text
from clearline.checks.proposing import Wanted, propose, revise, send
from clearline.guidance.content import load
from clearline.organisations.actions import state
from clearline.organisations.models import Proposal

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

DAY = date(2026, 6, 1)
NORTHMOOR = {"id": "northmoor", "name": "Northmoor Council", "kind": "unitary"}


def _look(by: Acting) -> None:
    change_look(by=by, name="Northmoor", product_name="", brand_colour="", logo=None, why="Shorter")


def _organisation(by: Acting) -> None:
    state(by=by, section="authority", key="", facts=NORTHMOOR, start=None)


def _proposal(by: Acting) -> None:
    propose(by=by, wanted=Wanted("One director", "", DAY), overlay={}, now=datetime(2026, 6, 1, tzinfo=UTC))


def _text(by: Acting) -> None:
    duty = {"document": "dcs-lm", "edition": "2013", "duty": "dcs-lead-member-clear-top-line"}
    confirm_text(by=by, guidance=load(), page="page 4", on=DAY, today=DAY, **duty)


def note(by: Acting) -> None:
    record(by=by, did="change", about="thing:one")


@pytest.mark.parametrize("change", [_look, _organisation, _proposal, _text])
def test_a_change_that_holds_the_authority_waits_for_one_that_holds_the_trail(change: Callable[[Acting], None]) -> None:
    by = at_the_machine(make_authority())
    assert at_once(lambda: note(by), lambda: change(by)) == []
    assert Entry.objects.count() == 2


def test_a_proposal_that_is_sent_while_its_day_is_changed_keeps_the_new_day() -> None:
    by = at_the_machine(make_authority())
    state(by=by, section="authority", key="", facts=NORTHMOOR, start=None)
    draft, overlay = Wanted("One director", "To save", DAY), {"posts": {"director": {"title": "Director"}}}
    key = propose(by=by, wanted=draft, overlay=overlay, now=datetime(2026, 6, 1, tzinfo=UTC))
    later = draft._replace(takes_effect=date(2026, 9, 1))
    assert at_once(lambda: revise(by=by, key=key, wanted=later), lambda: send(by=by, key=key)) == []
    row = Proposal.objects.get()
    assert (row.state, row.takes_effect) == ("for-decision", date(2026, 9, 1))


def test_two_administrators_who_end_one_anothers_role_at_once_do_not_leave_none() -> None:
    authority = make_authority()
    users = [member(authority, "administrator") for _ in range(2)]
    one, other = (acting_for(user, authority.key, DAY, "page") for user in users)
    assert one
    assert other
    roles = list(Membership.objects.order_by("user_id"))

    def end(by: Acting, role: Membership) -> None:
        end_role(by=by, membership=role, on=DAY, last_day=None, why="Moved on")

    (stopped,) = at_once(lambda: end(one, roles[1]), lambda: end(other, roles[0]))
    assert "only administrator" in stopped
    assert Membership.objects.filter(live(DAY)).count() == 1
