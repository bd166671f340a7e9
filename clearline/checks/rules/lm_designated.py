"""Is there one lead member, and is it a member of this authority?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "lm-designated",
    remedy="Designate one member of this authority as lead member for children's services; others may support them.",
)
def one_lead_member_is_designated(picture: Picture) -> Seen:
    """The authority has designated one of its own members, and only one, as its lead member for children's services."""
    offices = picture.offices_with("lead-member")
    if not picture.organisation.offices:
        yield NotStated("which member is designated as lead member", "democratic services")
    elif not offices:
        yield Found("authority", "No member is designated as lead member for children's services.")
    if not offices:
        return
    held = {office: picture.all_holders(office) for office in offices}
    people = {holder.person for holders in held.values() for holder in holders or ()}
    if len(people) > 1:
        yield Found("authority", f"{len(people)} people are designated as lead member at once; there can be only one.")
    elif people:
        yield from _own_member(picture, people.pop())
    elif None in held.values():
        yield NotStated("who holds the designation as lead member", "democratic services")
    else:
        yield Found(next(iter(offices)), "The designation as lead member for children's services is vacant.")


def _own_member(picture: Picture, person: str) -> Seen:
    member_of = picture.facts_of(person).councillor_of
    if member_of is None:
        yield NotStated("whether the lead member is a member of this authority", "democratic services")
    elif not {picture.authority.id, picture.authority.name} & set(member_of):
        yield Found(str(picture.lead_member), "The lead member is not an elected member of this authority.")
