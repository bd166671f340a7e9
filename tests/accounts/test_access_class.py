"""Who may read what is open, exempt, confidential, privileged or a draft."""

import pytest
from people import make_authority

from clearline.accounts.access_class import KINDS, OPEN, PARAGRAPHS, Access, access_columns, check_access, may_see
from clearline.accounts.acting import Acting
from clearline.accounts.permissions import ROLES, Role
from clearline.kit.errors import BadInput

EXEMPT = Access(kind="exempt", paragraph="1", why="It would tell who the member of staff is.")

READ_BY = {
    "open": set(ROLES),
    "privileged": {"monitoring-officer", "chief-executive", "dcs"},
    "confidential": {
        "dcs", "lead-member", "chief-executive", "leader", "governance-officer", "monitoring-officer",
    },
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(READ_BY))
def test_each_class_is_read_by_its_roles_and_no_other(kind: str) -> None:
    access = Access(kind=next(one for one in KINDS if one == kind))
    authority = make_authority()
    readers = {role for role in ROLES if may_see(Acting(None, authority, frozenset({role}), "page"), access)}
    assert readers == READ_BY[kind]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["scrutiny-member", "partner", "administrator"])
def test_nobody_outside_reads_what_is_exempt_or_a_draft(role: Role) -> None:
    by = Acting(None, make_authority(), frozenset({role}), "page")
    assert not may_see(by, EXEMPT)
    assert not may_see(by, Access(kind="draft"))


def test_an_exemption_needs_its_paragraph_and_why_the_public_interest_favours_it() -> None:
    assert check_access(EXEMPT) == EXEMPT
    assert set(PARAGRAPHS) == set("1234567")
    with pytest.raises(BadInput, match="paragraph"):
        check_access(Access(kind="exempt", paragraph="8", why="So."))
    with pytest.raises(BadInput, match="public interest"):
        check_access(Access(kind="exempt", paragraph="3", why=" "))
    with pytest.raises(BadInput, match="Only what is exempt"):
        check_access(Access(paragraph="3"))


def test_a_checked_class_becomes_the_columns_of_a_row() -> None:
    assert access_columns(OPEN) == {"access": "open", "exempt_paragraph": "", "exempt_why": ""}
    assert access_columns(EXEMPT)["exempt_paragraph"] == "1"
