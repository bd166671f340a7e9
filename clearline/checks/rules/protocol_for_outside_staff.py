"""Where staff sit under another director, does a protocol name the DCS as responsible?"""

from clearline.checks.asking import is_dcs
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.lines.children import outside_head, reaches_dcs, statutory_work
from clearline.organisations.officers import STATUTORY_GROUPS, Function
from clearline.organisations.picture import Picture, refs


@rule(
    "protocol-for-outside-staff",
    remedy="Agree a protocol for the function that names the director of children's services as responsible.",
    after=("dcs-appointed",),
)
def outside_staff_work_under_a_protocol(picture: Picture) -> Seen:
    """Where a function's staff are managed outside the DCS's line, a protocol names the DCS as responsible."""
    if picture.dcs is None:
        return
    for group in STATUTORY_GROUPS:
        for key, function in picture.of_group(group).items():
            outside = [post for post in function.carried_out_by if _outside(picture, post)]
            if outside and any(is_dcs(picture, ref) for ref in refs(function.responsible)):
                yield from _judge(picture, key, function, outside)


def _outside(picture: Picture, post: str) -> bool:
    """Return whether a post has a known line that passes the director by.

    Not where a children's service stands outside with its head: that is a line to mend, not a protocol to write.
    """
    line = (post, *picture.lines.above(post))
    top = line[-1]
    known = top == "council" or (top in picture.own_posts and top == picture.head_of_paid_service)
    return known and not reaches_dcs(picture, post) and bool(statutory_work(picture, outside_head(picture, post)))


def _judge(picture: Picture, key: str, function: Function, outside: list[str]) -> Seen:
    protocol = function.protocol
    staff = ", ".join(picture.name(post) for post in outside)
    if protocol is None:
        yield NotStated(
            f"whether there is a protocol for {function.title}, whose staff are managed elsewhere", "the DCS's office"
        )
    elif protocol is False:
        message = f"{function.title}: staff managed outside the DCS's line ({staff}) and no protocol."
        yield Found(key, message)
    elif protocol is not True and not protocol.names_dcs:
        message = f"{function.title}: the protocol for staff managed elsewhere ({staff}) does not name the DCS."
        yield Found(key, message)
