"""Every proof that Clearline can answer leads to a page that is there, for whoever may open it and nobody else."""

import pytest
from django.urls import resolve
from people import client_for
from standing_world import ON, asked, by_role, world

from clearline.accounts.models import Authority
from clearline.accounts.permissions import ROLES, Role, may
from clearline.checks.addresses import KEPT_ELSEWHERE
from clearline.checks.grounds import Grounds
from clearline.checks.proving import NOT_BUILT
from clearline.checks.standing import Proved
from clearline.checks.standings import standing_of
from clearline.guidance.content import load
from clearline.guidance.queries import edition_named, stated_in
from clearline.registers.content import registers
from clearline.schedule.content import contracts

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    return world()


def proofs(authority: Authority) -> list[Proved]:
    found = asked(authority, edition="2009", by=by_role(authority, "dcs"))
    return [proof for one in found.duties for proof in one.proofs]


@pytest.mark.parametrize("role", [role for role in ROLES if may(frozenset({role}), "see guidance")])
def test_every_address_is_a_page_that_the_reader_may_open(role: Role, authority: Authority) -> None:
    by = by_role(authority, role)
    known = Grounds(authority, edition=edition_named(load(), "2009"), on=ON, today=ON, by=by)
    every = [proof.address for stated in stated_in(known.edition) for proof in standing_of(stated, known).proofs]
    there = {resolve(address.partition("?")[0]).view_name: address for address in every if address}
    assert by.user is not None
    client = client_for(by.user)
    assert {address: client.get(address).status_code for address in there.values()} == dict.fromkeys(
        there.values(), 200
    )
    assert ("registers:register" in there) == by.may("see registers")


def test_what_can_be_answered_leads_somewhere_and_what_cannot_leads_nowhere(authority: Authority) -> None:
    for proof in proofs(authority):
        if proof.kind == "rule":
            assert bool(proof.address) == (proof.result != "passes")
        else:
            assert bool(proof.address) == (proof.says != NOT_BUILT), (proof.kind, proof.key)


def test_what_the_content_calls_built_is_answered_and_nothing_else() -> None:
    known = load().proofs
    reports = {key for key, proof in known.reports.items() if proof.built}
    kept = {key for key, proof in known.registers.items() if proof.built}
    assert reports == set(known.reports) & set(contracts())
    assert kept == set(known.registers) & (set(registers()) | set(KEPT_ELSEWHERE))


def test_a_reader_without_a_permission_gets_no_address_behind_it(authority: Authority) -> None:
    by = by_role(authority, "dcs")._replace(only=frozenset({"see findings"}))
    found = asked(authority, by=by)
    assert {proof.kind for one in found.duties for proof in one.proofs if proof.address} == {"rule"}
