"""Does every children's post have one clear line up to the director and on to the head of paid service?"""

from collections.abc import Iterator

from clearline.checks.asking import is_dcs
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.lines.children import (
    childrens_posts,
    different_people,
    outside_head,
    path,
    reaches_dcs,
    statutory_work,
)
from clearline.organisations.lines.steps import on_the_line, post_of, why_not
from clearline.organisations.picture import Picture, refs


@rule(
    "line-unbroken",
    remedy="Give the post one accountable superior whose own line leads to the director of children's services.",
    after=("dcs-lm-distinct",),
    same_cause=(
        "chief-executive-answers-to-council",
        "dcs-direct-report",
        "dcs-holds-functions",
        "lm-stays-out-of-management",
        "single-officer-both",
    ),
)
def every_line_leads_to_the_dcs(picture: Picture) -> Seen:
    """Every post in children's services has one accountable line, unbroken, up to the DCS and the chief executive."""
    if picture.dcs is None:
        return
    one_dcs = len(picture.with_role("dcs")) == 1  # of two the rule on appointment speaks
    faults: dict[str, Found] = {}
    outside: dict[str, set[str]] = {}
    unstated: dict[str, None] = {}
    known: dict[str, Found | str | None] = dict(_loop(picture))
    for post in childrens_posts(picture):
        fault = _first_fault(picture, post, known)
        if isinstance(fault, str):
            unstated[fault] = None
        elif fault is not None:
            faults.setdefault(fault.about, fault)
        elif one_dcs and not reaches_dcs(picture, post):
            outside.setdefault(outside_head(picture, post), set()).add(_kind(picture, post))
    yield from faults.values()
    yield from (_outside(picture, head, kinds) for head, kinds in outside.items())
    if picture.company and picture.company.answers_to and not reaches_dcs(picture, "company"):
        message = f"{picture.company.name} answers to {picture.the(picture.company.answers_to)}, past the DCS."
        yield Found("company", message, aspect="outside")
    if unstated:
        titles = ", ".join(picture.name(post) for post in unstated)
        yield NotStated(f"whom these posts report to: {titles}", "human resources")


def _loop(picture: Picture) -> Iterator[tuple[str, Found]]:
    """Yield the posts that stand above themselves, each with the finding about the loop that it stands on."""
    left = sorted(picture.lines.looping)
    told: dict[str, Found] = {}
    for start in left:
        line = [start]
        while (up := picture.lines.first.get(line[-1])) in picture.lines.looping and up not in (*told, *line):
            line.append(str(up))
        names = ", ".join(picture.name(step) for step in line)
        cause = next((top for top in (picture.head_of_paid_service, picture.dcs) if top in line), None)
        loop = Found(line[0], f"The line comes round to itself: {names}.", aspect="loop", cause=cause)
        told |= {step: told.get(str(up), loop) for step in line if step not in told}
    yield from ((step, loop) for step, loop in told.items() if step != picture.dcs and step in picture.own_posts)


def _first_fault(picture: Picture, post: str, known: dict[str, Found | str | None]) -> Found | str | None:
    """Return the first fault on the line from a post: a finding, or the post that does not state its superior.

    ``None`` when there is none up to the DCS or the top. ``known`` keeps what has been answered: what is wrong above a
    post is what is wrong above its superior, so that each is judged once, whatever the size of the organisation.
    """
    line: list[str] = []
    step = post
    while step not in known:
        line.append(step)
        if step in (picture.dcs, picture.head_of_paid_service) or step not in picture.own_posts:
            known[step] = None
        elif fault := _fault_at(picture, step):
            known[step] = fault
        else:
            step = picture.lines.first[step]
    known.update(dict.fromkeys(line, known[step]))
    return known[post]


def _fault_at(picture: Picture, step: str) -> Found | str | None:
    """Return what is wrong with whom one post reports to; the post itself when that is not stated."""
    stated = picture.own_posts[step].reports_to
    if stated is None:
        return step
    ups = [post_of(picture, ref) for ref in refs(stated)]
    politicians = [up for up in ups if up in picture.offices]
    cause = step if politicians else None
    superiors = (*different_people(picture, [up for up in ups if on_the_line(picture, up)]), *politicians)
    if len(superiors) > 1:
        names = " and ".join(picture.the(superior) for superior in superiors)
        message = f"The {picture.name(step)} has more than one accountable superior: {names}."
        return Found(step, message, aspect="fork", cause=cause)
    if superiors == tuple(politicians):
        to = why_not(picture, ups[0]) if ups else "nobody"
        return Found(step, f"The {picture.name(step)} reports to {to}.", aspect="break", cause=cause)
    return None


_KINDS = ("outside", "managed-elsewhere", "under-protocol")
"""How a line passes the director by, the gravest first."""


def _kind(picture: Picture, post: str) -> str:
    """Return how a post stands outside: whether the DCS answers for its work all the same, and under a protocol."""
    work = [picture.functions[key] for key in statutory_work(picture, post)]
    covered = [function for function in work if any(is_dcs(picture, ref) for ref in refs(function.responsible))]
    if not covered:
        return "outside"
    bound = all(function.protocol not in (None, False) for function in covered)
    return "under-protocol" if bound else "managed-elsewhere"


def _outside(picture: Picture, head: str, kinds: set[str]) -> Found:
    """Say of the highest children's post that a line passes the director by. The officer at its top is the cause."""
    kind = next(kind for kind in _KINDS if kind in kinds)
    line = [step for step in (head, *picture.lines.above(head)) if step in picture.own_posts]
    top = next(step for step in reversed(line) if step != picture.head_of_paid_service)
    cause = top if kind == "outside" else None
    return Found(head, f"The line passes the DCS by: {path(picture, head)}.", aspect=kind, cause=cause)
