"""Walks the lines of children's posts, for the rules that judge lines."""

from collections.abc import Iterator

from clearline.organisations.officers import STATUTORY_GROUPS, Post
from clearline.organisations.picture import Picture, refs

CHILDREN = frozenset(("education", "social-care", "early-years"))


def serves_children(post: Post) -> bool:
    """Return whether a post's stated services are for children."""
    return bool(CHILDREN.intersection(post.services or ()))


def childrens_posts(picture: Picture) -> Iterator[str]:
    """Yield the posts whose line must reach the DCS: front line, children's services, or a statutory function's work.

    Posts of another employer that do no statutory work are led, not managed (3.3), and are left out.
    """
    doing = set(doing_statutory_work(picture))
    for key, post in picture.own_posts.items():
        if key in (picture.dcs, picture.head_of_paid_service):
            continue
        elsewhere = post.employer not in (None, picture.authority.id)
        if key in doing or (not elsewhere and (post.front_line or serves_children(post))):
            yield key


def doing_statutory_work(picture: Picture) -> Iterator[str]:
    for group in STATUTORY_GROUPS:
        for function in picture.of_group(group).values():
            yield from (*function.carried_out_by, *function.led_by)


def reaches_dcs(picture: Picture, post: str) -> bool:
    """Return whether the DCS, or another post of the same person, is on the line above a post or is the post."""
    return post in picture.under_dcs or picture.same_person(post, str(picture.dcs))


def branches(picture: Picture, post: str) -> tuple[str, ...]:
    """Return the superiors of a post that are different people; political offices are no line of management."""
    found: list[str] = []
    for superior in refs(picture.own_posts[post].reports_to):
        known = any(picture.same_person(superior, other) for other in found)
        if superior not in picture.offices and not known:
            found.append(superior)
    return tuple(found)


def path(picture: Picture, post: str) -> str:
    """Return a line in words, from a post to its top."""
    return " > ".join(picture.name(step) for step in (post, *picture.lines.above(post)))
