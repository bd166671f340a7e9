"""Lines in words that a committee could read."""

from collections.abc import Iterable
from datetime import date

from clearline.organisations.lines.line import Line, LineKind
from clearline.organisations.lines.report import FAULTS, LineReport, Subject
from clearline.organisations.lines.steps import Mark, Step

HEADINGS: dict[LineKind, str] = {
    "direction": "Line under the direction",
    "professional": "Professional line",
    "political": "Political line",
}

_MARK_WORDS: dict[Mark, str] = {
    "vacant": "vacant",
    "acting": "acting holder",
    "interim": "interim holder",
    "joint": "shared holder",
    "several-holders": "several holders",
    "fork": "fork",
}
"""Marks that are said in brackets behind a title; the others are said at the end of the line or beneath it."""


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(day: date) -> str:
    """Return a day as in 1 September 2009, the same in every locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def step_words(step: Step) -> str:
    """Return a step's title with its designations and what is to be noticed of it in brackets."""
    said = mark_words(step)
    inside = ", ".join((*step.roles, *said))
    return f"{step.title} ({inside})" if inside else step.title


def mark_words(step: Step) -> tuple[str, ...]:
    """Return the marks that are said at the step itself."""
    return tuple(_MARK_WORDS[mark] for mark in step.marks if mark in _MARK_WORDS)


def line_words(line: Line) -> str:
    """Return the steps of a line in one row, with its end in words where it does not reach one."""
    steps = [step_words(step) for step in line.steps]
    ends = {"break": "the line breaks here", "not-stated": "not stated", "loop": "round again: the line is a loop"}
    last = line.steps[-1].marks if line.steps else ()
    steps += [end for mark, end in ends.items() if mark in last]
    return " > ".join(steps) or "none"


def prose(report: LineReport, one: bool) -> str:
    """Return a report in words: one subject in full, or all lines with what each is the line of."""
    paragraphs = [_heading(report), *report.notes]
    paragraphs += [_in_full(subject) for subject in report.subjects] if one else _together(report.subjects)
    return "\n\n".join(paragraphs) + "\n"


def _heading(report: LineReport) -> str:
    form = report.executive.replace("-", " ") if report.executive else "form of executive not stated"
    return f"{report.authority}: lines of accountability on {day_in_words(report.on)} ({form})"


def _in_full(subject: Subject) -> str:
    """Return everything about one subject."""
    rows = [f"{subject.title} ({subject.kind})", *subject.facts, ""]
    for line in subject.lines:
        about = f" for {line.about}" if line.about else ""
        rows.append(f"{HEADINGS[line.kind]}{about}: {line_words(line)}")
        if line.reason:
            rows.append(f"  {_STATES[line.state]}. {line.reason}")
    return "\n".join((*rows, *([""] if (noticed := _noticed([subject])) else []), *noticed))


_STATES = {"not-known": "Not known", "forked": "Forked", "broken": "Broken", "looping": "A loop"}


def _together(subjects: Iterable[Subject]) -> list[str]:
    """Return all lines, each once with what it is the line of, and then what is wrong and what is to be noticed."""
    subjects = tuple(subjects)
    paragraphs = []
    for kind, heading in HEADINGS.items():
        if lines := _grouped(subjects, kind):
            rows = [row for line, titles in lines for row in (f"- {line_words(line)}", f"  for: {'; '.join(titles)}")]
            paragraphs.append("\n".join((f"{heading}s" if kind != "direction" else "Lines under a direction", *rows)))
    for heading, sentences in (
        ("Broken, forked or looping", faults(subjects)),
        ("Not known", _reasons(subjects, "not-known")),
        ("To be noticed", _noticed(subjects)),
    ):
        if sentences:
            paragraphs.append("\n".join((heading, *(f"- {sentence}" for sentence in sentences))))
    return paragraphs or ["No statutory function and no front-line post is stated; name a post with --from."]


def _grouped(subjects: Iterable[Subject], kind: LineKind) -> list[tuple[Line, list[str]]]:
    """Return the different lines of a kind with the titles of those whose line it is."""
    grouped: dict[str, tuple[Line, list[str]]] = {}
    for subject in subjects:
        for line in subject.lines:
            if line.kind == kind:
                grouped.setdefault(line_words(line), (line, []))[1].append(subject.title)
    return [(line, list(dict.fromkeys(titles))) for line, titles in grouped.values()]


def faults(subjects: Iterable[Subject]) -> list[str]:
    """Return, once each, why lines are broken, forked or looping, with what they are the lines of."""
    return _reasons(subjects, *FAULTS)


def _reasons(subjects: Iterable[Subject], *states: str) -> list[str]:
    found: dict[str, list[str]] = {}
    for subject in subjects:
        for line in subject.lines:
            if line.reason and line.state in states:
                found.setdefault(line.reason, []).append(subject.title)
    return [f"{reason} (Line of: {'; '.join(dict.fromkeys(titles))}.)" for reason, titles in found.items()]


def _noticed(subjects: Iterable[Subject]) -> list[str]:
    notes = (note for subject in subjects for line in subject.lines for step in line.steps for note in step.notes)
    return list(dict.fromkeys(notes))
