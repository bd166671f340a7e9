"""Which posts are children's services' own, and which lines are right for them: asked by the rules and by the lines."""

from collections.abc import Iterable, Iterator

from clearline.organisations.officers import STATUTORY_GROUPS, Post
from clearline.organisations.picture import Picture

CHILDREN = frozenset(("education", "social-care", "early-years"))


def serves_children(post: Post) -> bool:
    """Return whether a post's stated services are for children."""
    return bool(CHILDREN.intersection(post.services or ()))


def employed_elsewhere(picture: Picture, post: Post) -> bool:
    """Return whether another body employs the post's holder; such a post may be led and not managed (3.3)."""
    own = (None, picture.authority.id, picture.authority.name, picture.company and picture.company.name)
    return post.employer not in own


def is_childrens_post(picture: Picture, key: str) -> bool:
    """Return whether a post's line must reach the DCS: it does a statutory function's work or serves children here."""
    post = picture.own_posts[key]
    if key in picture.statutory_workers:
        return True
    managed = not employed_elsewhere(picture, post) or any(reaches_dcs(picture, up) for up in _ups(picture, key))
    return managed and (post.front_line or serves_children(post))


def _ups(picture: Picture, post: str) -> tuple[str, ...]:
    return picture.superiors(post) or ()


def outside_head(picture: Picture, post: str) -> str:
    """Return the highest post with services for children on a line that passes the DCS by; else the post itself."""
    line = [step for step in (post, *picture.lines.above(post)) if step in picture.own_posts]
    serving = [step for step in line if serves_children(picture.own_posts[step])]
    return next((step for step in reversed(serving) if step != picture.head_of_paid_service), post)


def childrens_posts(picture: Picture) -> Iterator[str]:
    """Yield the children's posts below the director and the head of paid service."""
    tops = (picture.dcs, picture.head_of_paid_service)
    return (key for key in picture.own_posts if key not in tops and is_childrens_post(picture, key))


def statutory_work(picture: Picture, post: str) -> list[str]:
    """Return the functions of section 18(2) that a post leads or carries out."""
    return [
        key
        for key, function in picture.functions.items()
        if function.group in STATUTORY_GROUPS and post in (*function.carried_out_by, *function.led_by)
    ]


def reaches_dcs(picture: Picture, post: str) -> bool:
    """Return whether the DCS, or another post of the same person, is on the line above a post or is the post."""
    return post in picture.under_dcs or picture.same_person(post, str(picture.dcs))


def different_people(picture: Picture, ups: Iterable[str]) -> tuple[str, ...]:
    """Return references without those that are one person with an earlier one: two edges to one person are one line."""
    found: list[str] = []
    for up in ups:
        if not any(picture.same_person(up, other) for other in found):
            found.append(up)
    return tuple(found)


def answers_rightly(picture: Picture, to: str) -> bool:
    """Return whether a lead member answers to whom the form of executive says; to any when the form is not stated."""
    office, body = picture.offices.get(to), picture.bodies.get(to)
    cabinet = bool(office and office.role in ("leader", "mayor"))
    chair = bool(office and office.role == "committee-chair")
    committee = to == "council" or chair or bool(body and body.kind == "committee")
    forms = {"committee-system": committee, None: cabinet or committee}
    return forms.get(picture.executive, cabinet)


def path(picture: Picture, post: str) -> str:
    """Return a line in words, from a post to its top."""
    return " > ".join(picture.name(step) for step in (post, *picture.lines.above(post)))
