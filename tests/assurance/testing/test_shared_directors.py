"""A director shared with other authorities: each has its own test, and learns nothing of another's."""

import msgspec
import pytest
from northmoor import northmoor, put
from people import make_authority, member
from world_testing import DAY

from clearline.accounts.acting import Acting
from clearline.assurance.testing.sharing import Sister, sharing, sisters
from clearline.organisations.officers import Holder, Post
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture

pytestmark = pytest.mark.django_db


def shared(*others: str) -> Organisation:
    stated = northmoor()
    dcs = stated.posts["director-of-children"]
    holder = Holder(person="person-director", kind="joint", joint_with=others)
    posts = {**stated.posts, "director-of-children": msgspec.structs.replace(dcs, holders=(holder,))}
    return msgspec.structs.replace(stated, posts=posts)


def test_the_authorities_that_share_are_those_of_the_appointment_and_of_the_persons_other_posts() -> None:
    stated = shared("southmoor")
    elsewhere = Post(
        title="DCS there", roles=("dcs",), authority="eastmoor", holders=(Holder(person="person-director"),)
    )
    stated = msgspec.structs.replace(stated, posts={**stated.posts, "dcs-there": elsewhere})
    assert sharing(Picture(stated, DAY)) == ("eastmoor", "southmoor")
    assert sharing(Picture(northmoor(), DAY)) == ()
    assert sharing(Picture(msgspec.structs.replace(northmoor(), posts={}), DAY)) == ()


def test_a_sister_is_offered_its_own_test_to_whoever_may_open_it_there_alone() -> None:
    mine, south = make_authority(), make_authority("southmoor")
    put(mine, shared("southmoor", "westmoor"))
    picture = Picture(shared("southmoor", "westmoor"), DAY)
    user = member(mine, "governance-officer")
    by = Acting(user, mine, frozenset({"governance-officer"}), "page")
    unknown = (Sister(name="southmoor", key=""), Sister(name="westmoor", key=""))
    assert sisters(by, picture, DAY) == unknown
    assert sisters(by._replace(user=None), picture, DAY) == unknown
    member(south, "lead-member", user=user)
    assert sisters(by, picture, DAY)[0] == Sister(name="Southmoor Council", key="")
    member(south, "governance-officer", user=user)
    assert sisters(by, picture, DAY)[0] == Sister(name="Southmoor Council", key="southmoor")
