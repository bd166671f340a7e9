"""The two lines of accountability, step by step: professional to the head of paid service, political to the leader.

Both end at the Council. A line is a frozen value that says what each step is, what is to be noticed there, and whether
the line is whole; ``line_report`` gathers the lines of a post or function, and ``line_words`` puts them into sentences.
"""

from collections.abc import Iterable
from typing import Literal

from clearline.kit.values import Value
from clearline.organisations.lines.children import is_childrens_post, statutory_work
from clearline.organisations.lines.steps import (
    SECRETARY_OF_STATE,
    Mark,
    State,
    Step,
    above_office,
    above_post,
    no_politician,
    step_of,
    with_marks,
)  # fmt: skip
from clearline.organisations.officers import Protocol
from clearline.organisations.picture import Picture, refs

LineKind = Literal["professional", "political", "direction"]

_GRAVITY: tuple[State, ...] = ("complete", "not-known", "forked", "broken", "looping")


class Line(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A line from its first step to its last."""

    kind: LineKind
    steps: tuple[Step, ...]
    state: State
    complete: bool
    """Whether it is known to lead unbroken to its end. A vacancy does not break a line."""
    reason: str | None
    """Why it is not complete, in sentences; ``None`` when it is."""
    about: str | None = None
    """The functions that it is the line for, where a post has several; ``None`` when it is for everything."""


def professional_line(picture: Picture, start: str) -> Line:
    """Return the line of management from a post, or ``company``, to the Council."""
    line = _walk(picture, start, "professional")
    reached = line.steps[-1].kind == "council"
    return _checked(picture, line) if reached and start in picture.own_posts else line


def political_line(picture: Picture, start: str) -> Line:
    """Return the political line from an office or committee to the Council; a broken one from anything else."""
    if start in picture.offices or start in picture.bodies:
        return _walk(picture, start, "political")
    reason = f"The line cannot begin at {no_politician(picture, start)}."
    return _line("political", [with_marks(step_of(picture, start), ("break",))], [("broken", reason)])


def direction_line(picture: Picture, direction: str, start: str | None) -> Line:
    """Return the line of a directed function, by the DCS to the commissioner, who answers to the Secretary of State.

    ``start`` is the post where the work begins, ``None`` when there is none. A line that does not reach the DCS is left
    out: the professional line, which stands beside this one, says what is the matter with it.
    """
    commissioner = Step(id=direction, title=picture.directions[direction].commissioner, kind="commissioner")
    below = professional_line(picture, start).steps if start else ()
    top = next((place for place, step in enumerate(below) if step.id == picture.dcs), -1)
    return _line("direction", (*below[: top + 1], commissioner, SECRETARY_OF_STATE), [])


def _walk(picture: Picture, start: str, kind: LineKind) -> Line:
    """Follow what stands above each step until the Council, an end or a step that was passed before."""
    look = above_post if kind == "professional" else above_office
    steps: list[Step] = []
    troubles: list[tuple[State, str]] = []
    at: str | None = start
    while at:
        if at in (passed := [step.id for step in steps]):
            troubles.append(("looping", _round(steps[passed.index(at) :])))
            steps[-1] = with_marks(steps[-1], marks=("loop",))
            break
        above = look(picture, at)
        steps.append(with_marks(step_of(picture, at), above.marks, above.notes))
        if above.reason:
            troubles.append((above.state, above.reason))
        at = above.up[0] if above.up else None
    return _line(kind, steps, troubles)


def _round(loop: list[Step]) -> str:
    """Say what a loop is, in the same words wherever it is entered."""
    first = loop.index(min(loop, key=lambda step: step.id))
    names = [step.title for step in (*loop[first:], *loop[:first], loop[first])]
    return f"The line comes round to itself: {' > '.join(names)}."


def _line(kind: LineKind, steps: Iterable[Step], troubles: list[tuple[State, str]]) -> Line:
    """Return a line as bad as the worst of its troubles, with all of them as the reason."""
    state: State = max((state for state, _ in troubles), key=_GRAVITY.index, default="complete")
    reason = " ".join(dict.fromkeys(why for _, why in troubles)) or None
    return Line(kind=kind, steps=tuple(steps), state=state, complete=state == "complete", reason=reason)


def _checked(picture: Picture, line: Line) -> Line:
    """Return a line that reaches the Council; a children's post's is at fault if it passes the DCS or the head by."""
    start = line.steps[0].id
    passed = [step.id for step in line.steps]
    head, dcs = picture.head_of_paid_service, picture.dcs
    if start == head or not (start == dcs or is_childrens_post(picture, start)):
        return line
    troubles: list[tuple[State, str]] = [(line.state, line.reason)] if line.reason else []
    if dcs is None:
        troubles.append(("broken", "No post is designated as director of children's services."))
    elif not any(picture.same_person(step, dcs) for step in passed):
        covered = _under_protocol(picture, start)
        if covered:
            note = f"The {picture.name(start)} is managed outside the DCS's line, under a protocol."
            return _line("professional", (with_marks(line.steps[0], ("protocol",), (note,)), *line.steps[1:]), troubles)
        by = f"The line passes the {picture.name(dcs)} (DCS) by"
        if covered is None:
            troubles.append(("not-known", f"{by}, and whether a protocol provides for it is not stated."))
        else:
            troubles.append(("broken", f"{by}."))
    elif head is None:
        troubles.append(("not-known", "Which post is head of paid service is not stated."))
    elif not any(picture.same_person(step, head) for step in passed):
        troubles.append(("broken", f"The line passes the {picture.name(head)} (head of paid service) by."))
    marks: tuple[Mark, ...] = ("passed-by",) if any(state == "broken" for state, _ in troubles) else ()
    return _line("professional", (with_marks(line.steps[0], marks), *line.steps[1:]), troubles)


def _under_protocol(picture: Picture, start: str) -> bool | None:
    """Return whether protocols that name the DCS cover all that a post does; ``None`` when one is not stated.

    A protocol provides for work that the DCS answers for; for what another officer answers for none can.
    """
    work = [picture.functions[key] for key in statutory_work(picture, start)]
    held = [refs(one.responsible) for one in work if one.responsible is not None]
    if any(not any(picture.same_person(ref, str(picture.dcs)) for ref in those) for those in held):
        return False
    answers = [one.protocol.names_dcs if isinstance(one.protocol, Protocol) else one.protocol for one in work]
    if not answers or False in answers:
        return False
    return None if None in answers else True
