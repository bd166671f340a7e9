"""Does every children's post have one clear line up to the director and on to the head of paid service?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.checks.walking import branches, childrens_posts, path, reaches_dcs, serves_children
from clearline.organisations.picture import Picture, refs


@rule(
    "line-unbroken",
    remedy="Give the post one accountable superior whose own line leads to the director of children's services.",
    after=("dcs-appointed", "dcs-lm-distinct"),
    same_cause=(
        "dcs-holds-functions",
        "single-officer-both",
        "lm-stays-out-of-management",
        "protocol-for-outside-staff",
    ),
)
def every_line_leads_to_the_dcs(picture: Picture) -> Seen:
    """Every post in children's services has one accountable line, unbroken, up to the DCS and the chief executive."""
    if picture.dcs is None:
        return
    faults: dict[str, Found] = {}
    unstated: list[str] = []
    for post in childrens_posts(picture):
        for fault in _faults(picture, post, unstated):
            faults.setdefault(fault.about, fault)
    yield from faults.values()
    if picture.company and picture.company.answers_to and not reaches_dcs(picture, "company"):
        message = f"{picture.company.name} answers to the {picture.name(picture.company.answers_to)}, past the DCS."
        yield Found("company", message, aspect="outside")
    if unstated:
        titles = ", ".join(picture.name(post) for post in dict.fromkeys(unstated))
        yield NotStated(f"whom these posts report to: {titles}", "human resources")


def _faults(picture: Picture, post: str, unstated: list[str]) -> list[Found]:
    """Return the first fault on the line above a post, or that the line passes the director by."""
    for step in (post, *picture.lines.above(post)):
        if step == picture.dcs or step not in picture.own_posts:
            break
        if step in picture.lines.looping:
            members = sorted(picture.lines.looping)
            names = ", ".join(picture.name(member) for member in members)
            return [Found(members[0], f"The line comes round to itself: {names}.", aspect="loop")]
        stated = picture.own_posts[step].reports_to
        if stated is None:
            unstated.append(step)
            return []
        if not refs(stated):
            return [Found(step, f"The {picture.name(step)} reports to nobody.", aspect="break")]
        superiors = branches(picture, step)
        if len(superiors) > 1:
            names = " and the ".join(picture.name(superior) for superior in superiors)
            return [
                Found(
                    step,
                    f"The {picture.name(step)} has more than one accountable superior: the {names}.",
                    aspect="fork",
                )
            ]
        if not superiors and step != picture.head_of_paid_service:
            return [Found(step, f"The {picture.name(step)} reports to a politician.", aspect="break", cause=step)]
    return [] if reaches_dcs(picture, post) else _outside(picture, post)


def _outside(picture: Picture, post: str) -> list[Found]:
    """The line passes the director by: said of the highest children's post on it, caused by the officer at its top."""
    line = (post, *picture.lines.above(post))
    inside = [step for step in line if step in picture.own_posts and step != picture.head_of_paid_service]
    highest = next((step for step in reversed(inside) if serves_children(picture.own_posts[step])), post)
    work = [key for key, function in picture.functions.items() if post in (*function.carried_out_by, *function.led_by)]
    covered = [key for key in work if picture.dcs in refs(picture.functions[key].responsible)]
    message = f"The line passes the DCS by: {path(picture, post)}."
    if covered and all(picture.functions[key].protocol not in (None, False) for key in covered):
        return [Found(post, message, aspect="under-protocol", cause=f"outside:{post}")]  # 2009 allows it (3.11)
    if covered:
        return [Found(highest, message, aspect="managed-elsewhere", cause=f"outside:{post}")]
    return [Found(highest, message, aspect="outside", cause=inside[-1])]
