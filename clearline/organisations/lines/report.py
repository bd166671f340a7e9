"""The lines of a post, a political office or a function with what belongs to them; or all lines that matter most."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.organisations.lines.children import employed_elsewhere, is_childrens_post
from clearline.organisations.lines.line import (
    Line,
    direction_line,
    political_line,
    professional_line,
)  # fmt: skip
from clearline.organisations.lines.steps import State, authority_words, step_of
from clearline.organisations.officers import STATUTORY_GROUPS, Function
from clearline.organisations.picture import Picture, refs

SubjectKind = Literal["post", "function", "office"]

FAULTS: tuple[State, ...] = ("forked", "broken", "looping")
"""The states of a line that are a finding; a line that is not known is none."""


class Subject(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A post, function or political office with its lines."""

    id: str
    title: str
    kind: SubjectKind
    facts: tuple[str, ...]
    """What is stated about it beside its lines, in sentences."""
    lines: tuple[Line, ...]


class LineReport(Value, frozen=True, kw_only=True, omit_defaults=False):
    """The lines of one authority on a day."""

    authority: str
    on: date
    executive: str | None
    """The form of executive; ``None`` when not stated."""
    notes: tuple[str, ...]
    subjects: tuple[Subject, ...]

    @property
    def at_fault(self) -> bool:
        """Whether a line breaks, forks or comes round to itself."""
        return any(line.state in FAULTS for subject in self.subjects for line in subject.lines)


def report(picture: Picture, start: str | None) -> LineReport:
    """Return the lines of what is asked for by id or title; ``None`` for every statutory function and front-line post.

    Raises ``BadInput`` when nothing in the picture is called that.
    """
    subjects = _named(picture, start) if start is not None else _every(picture)
    return LineReport(
        authority=picture.authority.name,
        on=picture.on,
        executive=picture.executive,
        notes=tuple(_notes(picture)),
        subjects=tuple(subjects),
    )


def _notes(picture: Picture) -> Iterator[str]:
    if not picture.has_functions:
        yield f"{picture.authority.name} has no children's services functions on this day."
    for direction in picture.directions.values():
        titles = ", ".join(_function_title(picture, key) for key in direction.functions) or "no function that is named"
        yield f"By direction the {direction.commissioner} holds: {titles}. The council's own duty remains."


def _function_title(picture: Picture, key: str) -> str:
    function = picture.organisation.functions.get(key)
    return function.title if function else key


def _every(picture: Picture) -> Iterator[Subject]:
    for group in STATUTORY_GROUPS:
        for key in picture.of_group(group):
            yield of_function(picture, key)
    for key, post in picture.own_posts.items():
        if post.front_line:
            yield of_post(picture, key)


def _named(picture: Picture, asked: str) -> list[Subject]:
    """Return everything that has the id or the title asked for: a post and a function may share one."""
    rooms = ((picture.own_posts, of_post), (picture.functions, of_function), (picture.offices, of_office))
    found = [make(picture, asked) for things, make in rooms if asked in things]
    if not found:
        wanted = asked.casefold().strip()
        found = [
            make(picture, key) for things, make in rooms for key in things if picture.name(key).casefold() == wanted
        ]
    if found:
        return found
    raise BadInput(_unknown(picture, asked))


def _unknown(picture: Picture, asked: str) -> str:
    """Say why there is no line from what was asked for, and what was perhaps meant."""
    from difflib import get_close_matches

    post = picture.posts.get(asked)
    if post:
        elsewhere = authority_words(str(post.authority))
        return f"'{asked}' is a post of {elsewhere}; its line is a separate one, in that authority's own picture."
    org = picture.organisation
    if asked in org.posts or asked in org.functions or asked in org.offices:
        return f"'{asked}' is in the file but does not exist on {picture.on}. Choose another day with --on."
    ids = {key: key for things in (picture.own_posts, picture.functions, picture.offices) for key in things}
    names = ids | {picture.name(key).casefold(): key for key in ids}
    close = list(dict.fromkeys(names[name] for name in get_close_matches(asked.casefold(), names, n=4, cutoff=0.5)))
    hint = f"Did you mean: {', '.join(close)}?" if close else "Without --from, `clearline line` shows what there is."
    return f"No post, function or political office is called '{asked}'. {hint}"


def of_post(picture: Picture, key: str) -> Subject:
    """Return a post with its professional line, and the political line above what it does."""
    post = picture.own_posts[key]
    facts = list(_post_facts(picture, key))
    lines: list[Line] = []
    if employed_elsewhere(picture, post) and not refs(post.reports_to) and not _tasks(picture, key):
        facts.append(f"No professional line here: the {post.title} is managed by its own employer.")
    else:
        lines.append(professional_line(picture, key))
    owners = _owners_over(picture, key, lines)
    if not owners:
        facts.append(f"No political office is stated to answer for what the {post.title} does.")
    several = len(owners) > 1
    for owner, functions in owners.items():
        lines.append(_about(political_line(picture, owner), ", ".join(functions) if several else None))
    return Subject(id=key, title=post.title, kind="post", facts=tuple(facts), lines=tuple(lines))


def _about(line: Line, about: str | None) -> Line:
    return Line(
        kind=line.kind, steps=line.steps, state=line.state, complete=line.complete, reason=line.reason, about=about
    )


def _post_facts(picture: Picture, key: str) -> Iterator[str]:
    """Yield what is stated beside the line: its work, and whom it must not be mistaken to answer to."""
    post = picture.own_posts[key]
    for words, tasks in _tasks(picture, key).items():
        yield f"{words}: {_join(picture.functions[task].title for task in tasks)}."
    done = _all_tasks(picture, key)
    for direction in picture.directions.values():
        if titles := _join(picture.functions[task].title for task in done if task in direction.functions):
            yield f"By direction the {direction.commissioner} holds: {titles}. The council's own duty remains."
    if employed_elsewhere(picture, post):
        yield f"Employer: {picture.name(str(post.employer))}. Employment is no line of accountability."
    if post.professional_supervision:
        supervisor = picture.name(post.professional_supervision)
        yield f"Professional supervision: {supervisor}. Supervision is no line of accountability."
    if post.interest:
        names = _join(map(picture.name, post.interest))
        yield f"Interest in the post's work: {names}. An interest is no line of accountability."


def _tasks(picture: Picture, key: str) -> dict[str, list[str]]:
    """Return the functions that a post answers for, leads and carries out, under the words for each."""
    found: dict[str, list[str]] = {}
    for task, function in picture.functions.items():
        for words, named in (
            ("Responsible for", refs(function.responsible)),
            ("Leads", function.led_by),
            ("Carries out", function.carried_out_by),
        ):
            if key in named:
                found.setdefault(words, []).append(task)
    return found


def _all_tasks(picture: Picture, key: str) -> list[str]:
    return list(dict.fromkeys(task for tasks in _tasks(picture, key).values() for task in tasks))


def _owners_over(picture: Picture, key: str, lines: list[Line]) -> dict[str, list[str]]:
    """Return the political owners of what a post does, with the functions of each; by default the lead member."""
    owners: dict[str, list[str]] = {}
    for task in _all_tasks(picture, key):
        for owner in refs(picture.functions[task].political_owner):
            owners.setdefault(owner, []).append(picture.functions[task].title)
    if owners:
        return owners
    dcs = any(step.id == picture.dcs for line in lines for step in line.steps)
    if picture.lead_member and (dcs or is_childrens_post(picture, key)):
        return {picture.lead_member: []}
    return {picture.leader: []} if picture.leader and key == picture.head_of_paid_service else {}


def of_office(picture: Picture, key: str) -> Subject:
    """Return a political office with its political line; it has no professional one."""
    owned = [f.title for f in picture.functions.values() if key in refs(f.political_owner)]
    facts = (f"Political owner of: {_join(owned)}.",) if owned else ()
    return Subject(
        id=key, title=picture.offices[key].title, kind="office", facts=facts, lines=(political_line(picture, key),)
    )


def of_function(picture: Picture, key: str) -> Subject:
    """Return a function with who answers for it, leads it and does it, and its lines."""
    function = picture.functions[key]
    starts = _starts(picture, key)
    professional = [professional_line(picture, start) for start in starts] or [_missing(function, political=False)]
    owners = refs(function.political_owner)
    political = [political_line(picture, owner) for owner in owners] or [_missing(function, political=True)]
    directed = [
        direction_line(picture, way, starts[0] if starts else None)
        for way, direction in picture.directions.items()
        if key in direction.functions
    ]
    lines = (
        *directed,
        *_shared(function, "responsible", professional),
        *_shared(function, "political_owner", political),
    )
    return Subject(
        id=key, title=function.title, kind="function", facts=tuple(_function_facts(picture, key)), lines=lines
    )


def _starts(picture: Picture, key: str) -> list[str]:
    """Return where a function's professional lines begin, leaving out each post that stands on a line from another."""
    function = picture.functions[key]
    named = [*function.carried_out_by, *function.led_by, *refs(function.responsible)]
    if picture.company and key in picture.company.functions:
        named.insert(0, "company")
    posts = [ref for ref in dict.fromkeys(named) if ref in picture.own_posts or (ref == "company" and picture.company)]
    above = {ref: {step.id for step in professional_line(picture, ref).steps[1:]} for ref in posts}
    return [ref for ref in posts if not any(ref in above[other] and other not in above[ref] for other in posts)]


def _missing(function: Function, political: bool) -> Line:
    """Return a line that cannot begin: nobody answers for the function, or it is not stated who does."""
    stated = function.political_owner if political else function.responsible
    who = "answers for it politically" if political else "is responsible for it as an officer"
    state: State = "not-known" if stated is None else "broken"
    reason = f"Who {who} is not stated." if stated is None else f"Nobody in the council {who}."
    kind: Literal["political", "professional"] = "political" if political else "professional"
    return Line(kind=kind, steps=(), state=state, complete=False, reason=reason)


def _shared(function: Function, field: Literal["responsible", "political_owner"], lines: list[Line]) -> list[Line]:
    """Return lines of a function, forked where two answer for it or lead it, so that it is not clear who does."""
    reasons = []
    if len(refs(getattr(function, field))) > 1:
        reasons.append("More than one answers for it, so that it is not clear who does.")
    if field == "responsible" and len(function.led_by) > 1:
        reasons.append("More than one leads it day to day, so that it is not clear who does.")
    return [_forked(line, reasons) if reasons else line for line in lines]


def _forked(line: Line, reasons: Iterable[str]) -> Line:
    reason = " ".join((*([line.reason] if line.reason else []), *reasons))
    state: State = line.state if line.state in ("broken", "looping") else "forked"
    return Line(kind=line.kind, steps=line.steps, state=state, complete=False, reason=reason)


def _function_facts(picture: Picture, key: str) -> Iterator[str]:
    """Yield who answers for a function, leads it, does it and owns it politically, and what else binds it."""
    function = picture.functions[key]
    roles = (
        ("Responsible officer", function.responsible),
        ("Led day to day by", function.led_by),
        ("Carried out by", function.carried_out_by),
        ("Political owner", function.political_owner),
    )
    for words, stated in roles:
        if stated is None or refs(stated):
            yield f"{words}: {_join(label(picture, ref) for ref in refs(stated)) or 'not stated'}."
        elif stated == "nobody":
            yield f"{words}: nobody."
    if picture.company and key in picture.company.functions:
        yield f"{picture.company.name} delivers it; the council's own duty remains."
    for direction in picture.directions.values():
        if key in direction.functions:
            yield f"By direction it is in the hands of the {direction.commissioner}; the council's own duty remains."


def label(picture: Picture, ref: str) -> str:
    """Return a title with its designations in brackets."""
    step = step_of(picture, ref)
    return f"{step.title} ({', '.join(step.roles)})" if step.roles else step.title


def _join(names: Iterable[str]) -> str:
    return ", ".join(names)
