"""A legal view stands beside a finding, is never changed, and only those who may see it can tell that it exists."""

from datetime import date

import pytest
from northmoor_whole import acting
from people import make_authority, make_user, member

from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import ROLES, Role, may
from clearline.accounts.trail import exporting
from clearline.accounts.trail.models import Entry, Kept
from clearline.assurance.models import LegalView
from clearline.assurance.queries import legal_views
from clearline.assurance.viewing import give_legal_view
from clearline.kit.errors import BadInput

pytestmark = [pytest.mark.django_db, pytest.mark.database]

REASONS = "Counsel says that the hub is one post"


@pytest.fixture
def authority() -> Authority:
    return make_authority()


@pytest.fixture
def officer(authority: Authority) -> Acting:
    user = member(authority, "monitoring-officer", user=make_user(name="Marcus Thistlewood"))
    return acting(user, authority, "monitoring-officer")


def give(by: Acting, *, view: str = "agrees", reasons: str = REASONS, privileged: bool = False) -> None:
    give_legal_view(
        by=by, edition="2013", rule="line-unbroken", subject="family-practitioner", view=view, reasons=reasons,
        privileged=privileged, on=date(2026, 11, 1),
    )  # fmt: skip


def test_a_view_says_who_gave_it_when_and_why_and_a_later_one_comes_first(officer: Acting) -> None:
    give(officer)
    give(officer, view="disagrees", reasons="The hub has been split")
    later, first = legal_views(officer)
    assert (first.in_words, first.reasons, first.by, first.given_on) == (
        "Agrees", REASONS, "Marcus Thistlewood", date(2026, 11, 1)
    )  # fmt: skip
    assert (later.in_words, later.of) == ("Disagrees", ("2013", "line-unbroken", "family-practitioner"))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_the_views_of_its_permissions_and_no_others(
    role: Role, officer: Acting, authority: Authority
) -> None:
    give(officer)
    give(officer, privileged=True)
    roles = frozenset({role})
    wanted = 2 if may(roles, "see privileged views") else 1 if may(roles, "see legal views") else 0
    assert len(legal_views(Acting(None, authority, roles, "page"))) == wanted


def test_an_entry_is_made_but_neither_in_the_authority_s_chain_nor_in_words_that_tell(
    officer: Acting, authority: Authority
) -> None:
    give(officer, privileged=True)
    assert not Entry.objects.filter(authority=authority).exists()
    entry = Entry.objects.get(authority=None)
    assert (entry.did, entry.about) == ("sealed", f"sealed:{LegalView.objects.get().seal}")
    exported = b"".join(exporting.lines([None])).decode()
    for telling in (REASONS, "Counsel", "legal", "monitoring", "line-unbroken", "agrees", "northmoor"):
        assert telling not in exported
    assert {kept.place for kept in Kept.objects.filter(entry=entry)} >= {"after.view", "after.reasons"}


def test_views_of_another_authority_are_not_seen(officer: Acting) -> None:
    give(officer)
    assert legal_views(at_the_machine(make_authority("southmoor"))) == ()


def test_a_view_without_reasons_of_no_kind_or_by_another_role_is_refused(officer: Acting, authority: Authority) -> None:
    with pytest.raises(BadInput, match="reasons"):
        give(officer, reasons="  ")
    with pytest.raises(BadInput, match="agrees, disagrees, needs-advice"):
        give(officer, view="breach")
    with pytest.raises(Refused):
        give(acting(member(authority, "governance-officer"), authority, "governance-officer"))
    assert not LegalView.objects.exists()
    assert not Entry.objects.exists()


def test_a_view_given_at_the_machine_names_nobody(authority: Authority) -> None:
    give(at_the_machine(authority))
    assert legal_views(at_the_machine(authority))[0].by == ""
