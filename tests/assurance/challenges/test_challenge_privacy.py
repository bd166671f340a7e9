"""What a person wrote in challenges is given to them: of the council that they ask, and never legal advice."""

import pytest
from world_challenges import DAY, challenges, people

from clearline.accounts.access_class import Access
from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Membership
from clearline.assurance.challenges import actions
from clearline.transfer.information_law.person import export, known

pytestmark = pytest.mark.django_db


def test_steps_of_another_council_and_what_is_privileged_are_not_given_out() -> None:
    here, there = people(), people("southmoor")
    assert here.dcs.user is not None
    Membership.objects.create(user=here.dcs.user, authority=there.authority, role="dcs", starts=DAY)
    elsewhere = here.dcs._replace(authority=there.authority)
    mine, theirs = challenges(here.lead_member), challenges(there.lead_member)
    actions.answer(by=here.dcs, key=mine, words="Ours is here.", on=DAY)
    actions.answer(by=here.dcs, key=mine, words="Counsel said so.", on=DAY, access=Access(kind="privileged"))
    actions.answer(by=elsewhere, key=theirs, words="Theirs is there.", on=DAY)
    who = known(here.dcs.user.individual)
    given = export(by=at_the_machine(here.authority), who=who, scope=here.authority)["challenges.step.csv"]
    assert "Ours is here." in given
    assert "Theirs is there." not in given
    assert "Counsel said so." not in given
    everywhere = export(by=at_the_machine(None), who=who, scope=None)["challenges.step.csv"]
    assert "Theirs is there." in everywhere
