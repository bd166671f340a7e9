"""Is there one director of children's services?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "dcs-appointed",
    remedy="Appoint one officer as director of children's services, acting or interim if need be, by this authority's "
    "own decision.",
)
def one_dcs_is_appointed(picture: Picture) -> Seen:
    """The authority has appointed one officer as its director of children's services; acting and interim ones count."""
    posts = picture.with_role("dcs")
    if not picture.organisation.posts:
        yield NotStated("which post is designated as director of children's services", "human resources")
    elif not posts:
        yield Found("authority", "No post is designated as director of children's services, whatever its title.")
    if not posts:
        return
    held = {post: picture.holders(post) for post in posts}
    people = {holder.person for holders in held.values() for holder in holders or ()}
    if len(people) > 1:
        titles = " and the ".join(picture.name(post) for post, holders in held.items() if holders)
        yield Found(
            "authority", f"Two or more people are each called the director of children's services: the {titles}."
        )
    elif people:
        yield from _borrowed(picture)
    elif None in held.values():
        yield NotStated("who holds the post of DCS", "human resources")
    else:
        yield Found(next(iter(posts)), "The post of director of children's services is vacant and nobody is acting.")


def _borrowed(picture: Picture) -> Seen:
    """A director who is another authority's, and whom this one has not itself appointed."""
    dcs = str(picture.dcs)
    for holder in picture.holders(dcs) or ():
        if holder.appointed_by is not None and picture.authority.id not in holder.appointed_by:
            yield Found(dcs, "The DCS was appointed by another authority; this one has taken no decision to appoint.")
        elif holder.appointed_by is None and holder.kind == "joint":
            yield NotStated("whether this authority itself decided to appoint the shared DCS", "democratic services")
