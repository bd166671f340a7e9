"""A director shared with other authorities: each has a test of its own, and sees its own alone."""

from datetime import date

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.queries import acting_for
from clearline.kit.values import Value
from clearline.organisations.picture import Picture, refs


class Sister(Value, frozen=True, kw_only=True):
    """Another authority that shares the director."""

    name: str
    key: str
    """Under which this person may open a test there; empty where they may not, or it is not kept here."""


def sharing(picture: Picture) -> tuple[str, ...]:
    """Return the ids of the other authorities that share the director, as the picture states them."""
    holders = picture.holders(picture.dcs) if picture.dcs else ()
    stated = [ref for one in holders or () for ref in (*one.joint_with, *refs(one.appointed_by))]
    person = picture.person_in(picture.dcs)
    stated += [
        post.authority or ""
        for key, post in picture.posts.items()
        if "dcs" in post.roles and person is not None and picture.person_in(key) == person
    ]
    return tuple(sorted({*stated} - {"", picture.authority.id}))


def sisters(by: Acting, picture: Picture, on: date) -> tuple[Sister, ...]:
    """Return the authorities that need a test of their own, each with whether this person may open it there."""
    found = []
    for ref in sharing(picture):
        there = Authority.objects.filter(key=ref).first()
        acting = acting_for(by.user, ref, on, by.door) if there and by.user else None
        may = acting is not None and acting.may("run test of assurance")
        # whoever has no role there learns no more than what this authority's own picture says
        found.append(Sister(name=there.name if there and acting else ref.replace("-", " "), key=ref if may else ""))
    return tuple(found)
