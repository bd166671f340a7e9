"""The questions of `organisation new --ask`: at most 15, in plain words, for whoever keeps the constitution.

An answer that is left out is not known. It is left out of the picture too, never turned into a no.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from clearline.kit.errors import BadInput

NOTHING = frozenset(("", "?", "not known", "unknown", "don't know", "dont know"))
"""Answers that say that it is not known."""

LONGEST = 300
"""Characters in one answer."""

GROUPS = ("education", "social-services", "leaving-care", "co-operation", "health", "early-childhood")
"""The six groups of section 18(2), in the order that the questions number them."""

HEAD = "Head of paid service"
"""The title that stands in for that post's where it is known only that the DCS reports to it."""

Answers = Mapping[str, Any]


class Unclear(Exception):
    """An answer that cannot be used; its text says why."""


class Question(NamedTuple):
    """One question, how its answer is read and when it is asked."""

    key: str
    words: str
    read: Callable[[str, Answers], Any]
    asked: Callable[[Answers], bool] = lambda answers: True
    choices: tuple[str, ...] = ()
    """The answers there are, where there are few."""


def read_given(given: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the answers to a form's fields by key, and why each one that is unclear cannot be used.

    What is empty is not known. What does not apply, as the answers before it stand, is not read.
    """
    answers: dict[str, Any] = {}
    unclear: dict[str, str] = {}
    for question in QUESTIONS:
        if question.asked(answers):
            try:
                answers[question.key] = _read(question, given.get(question.key, ""), answers)
            except Unclear as why:
                unclear[question.key], answers[question.key] = str(why), None
    return answers, unclear


def ask(hear: Callable[[], str | None], say: Callable[[str], None]) -> dict[str, Any]:
    """Ask every question that applies, again while an answer is unclear, and return the answers by key.

    ``hear`` returns the next line, or ``None`` when there is none; then ``BadInput`` is raised. What is not known is
    ``None`` in the answers; what was not asked is not there.
    """
    say("Press Enter where the answer is not known. It takes less than ten minutes.")
    answers: dict[str, Any] = {}
    number = 0
    for question in QUESTIONS:
        if question.asked(answers):
            number += 1
            say(f"\n{number}. {question.words}")
            answers[question.key] = _answer(question, answers, number, hear, say)
    return answers


def _answer(
    question: Question, answers: Answers, number: int, hear: Callable[[], str | None], say: Callable[[str], None]
) -> Any:
    while True:
        line = hear()
        if line is None:
            raise BadInput(f"The answers end before question {number} is answered. Nothing was written.")
        try:
            return _read(question, line, answers)
        except Unclear as why:
            say(f"   {why}")


def _read(question: Question, line: str, answers: Answers) -> Any:
    """Return what a line answers; ``None`` when it is not known. Raises ``Unclear``."""
    text = " ".join(line.split())
    if text.casefold() in NOTHING:
        return None
    if len(text) > LONGEST or not text.isprintable():
        raise Unclear(f"Give at most {LONGEST} characters of plain text.")
    return question.read(text, answers)


def _title(text: str, answers: Answers) -> str:
    if not any(c.isalpha() for c in text):
        raise Unclear("Give a title or name in words.")
    return text


def _titles(text: str, answers: Answers) -> tuple[str, ...]:
    """Read titles that stand apart by semicolons; ``none`` is no title at all."""
    parts = tuple(dict.fromkeys(_title(part.strip(), answers) for part in text.split(";") if part.strip()))
    if not parts:
        raise Unclear("Give a title or name in words.")
    if len(parts) > 1 and any(_is_none(part) for part in parts):
        raise Unclear("Give titles, or `none`, not both.")
    return () if _is_none(parts[0]) else parts


def _is_none(text: str) -> bool:
    return text.casefold() in ("none", "no", "nobody", "nothing")


def _superiors(text: str, answers: Answers) -> tuple[str, ...]:
    if text.casefold() in ("y", "yes"):
        text = answers["top"] or HEAD
    superiors = _titles(text, answers)
    own = [title.casefold() for title in answers.get("dcs") or ()]
    if any(title.casefold() in own for title in superiors):
        raise Unclear("A post cannot report to itself. Give the title of the post above, or `nobody`.")
    return superiors


def _yes_no(text: str, answers: Answers) -> bool:
    said = {"y": True, "yes": True, "n": False, "no": False, "none": False}.get(text.casefold())
    if said is None:
        raise Unclear("Answer yes or no, or press Enter when it is not known.")
    return said


def _one_of(*words: str) -> Callable[[str, Answers], str]:
    """Make a reader of one word out of several, or of its number."""

    def read(text: str, answers: Answers) -> str:
        said = text.casefold()
        numbered = {str(number): word for number, word in enumerate(words, 1)}
        found = [word for word in words if word.startswith(said)]
        if said in numbered:
            return numbered[said]
        if len(found) != 1:
            raise Unclear(f"Answer one of: {', '.join(words)}; or its number.")
        return found[0]

    return read


def _held_elsewhere(text: str, answers: Answers) -> dict[str, tuple[str, ...]]:
    """Read which groups somebody else answers for: ``2 Director of Housing; 6 nobody``. None is an empty answer."""
    found: dict[str, tuple[str, ...]] = {}
    if _is_none(text):
        return found
    for part in text.split(";"):
        number, _, title = part.strip().partition(" ")
        if number not in ("1", "2", "3", "4", "5", "6") or not title.strip():
            raise Unclear("Write a number from 1 to 6 and a title, e.g. `6 Director of Regeneration`, or `none`.")
        group = GROUPS[int(number) - 1]
        if group == "health" and answers.get("health") is False:
            raise Unclear("You said that there is no section 75 arrangement, so nobody answers for number 5.")
        found[group] = (*found.get(group, ()), _title(title.strip(), answers))
    return found


_RECORDS = {"justification": "combining", "focus": "personal-focus", "sharing": "sharing", "test": "assurance-test"}


def _records(text: str, answers: Answers) -> dict[str, date | None]:
    """Read which considerations are on record, each with the day it was finished or ``None``."""
    found: dict[str, date | None] = {}
    if _is_none(text):
        return found
    for part in text.split(";"):
        word, _, day = part.strip().partition(" ")
        if word.casefold() not in _RECORDS:
            raise Unclear(f"Write any of {', '.join(_RECORDS)}, each with its date if it has one, or `none`.")
        try:
            found[_RECORDS[word.casefold()]] = date.fromisoformat(day) if day else None
        except ValueError:
            raise Unclear(f"'{day}' is not a date; write YYYY-MM-DD.") from None
    return found


def _has_director(answers: Answers) -> bool:
    return bool(answers["dcs"] != ())


def _has_member(answers: Answers) -> bool:
    return bool(answers["member"] != ())


def _member_is_there(answers: Answers) -> bool:
    return _has_member(answers) and not is_vacant(answers["member"])


def is_vacant(titles: tuple[str, ...] | None) -> bool:
    """Return whether the answer about the lead member is that the designation is vacant."""
    return titles is not None and [title.casefold() for title in titles] == ["vacant"]


def _is_changed(answers: Answers) -> bool:
    """Return whether the director's post is shared, combined or widened, so that it should have been weighed."""
    return bool(answers.get("extra")) or answers.get("holder") in ("shared", "borrowed")


_YES_OR_NO = ("yes", "no")
_KINDS = ("county", "unitary", "metropolitan district", "london borough")
_FORMS = ("leader", "mayor", "committees")
_HOLDERS = ("own", "acting", "shared", "borrowed", "vacant")
_PLACES = ("cabinet", "council", "outside")

_NUMBERS = """
   1 education, 2 social services for children, 3 leaving care, 4 co-operation and safeguarding arrangements,
   5 health functions under section 75, 6 childcare and children's centres
   `none`; or the number and who it is, e.g. 6 Director of Regeneration; 1 nobody"""

QUESTIONS = (
    Question("name", "What is the council called?", _title),
    Question(
        "kind",
        """What kind of council is it?
   county (with district councils), unitary, metropolitan district or london borough""",
        _one_of(*_KINDS),
        choices=_KINDS,
    ),
    Question(
        "executive",
        "How is it run? leader (and cabinet), mayor (and cabinet) or committees",
        _one_of(*_FORMS),
        choices=_FORMS,
    ),
    Question(
        "dcs",
        """Which post is designated as director of children's services (DCS)?
   Its title, whatever that is; two with ; between them if two are; or `none`.""",
        _titles,
    ),
    Question(
        "holder",
        """Who holds that post?
   own (somebody whom this council appointed), acting (or interim), shared (with other councils, and this council
   decided to appoint too), borrowed (another council's director, no decision here) or vacant""",
        _one_of(*_HOLDERS),
        _has_director,
        _HOLDERS,
    ),
    Question("top", "Which post is head of paid service? Its title, often Chief Executive.", _title),
    Question(
        "superiors",
        """Does the DCS report straight to the head of paid service?
   `yes`; or the title of the post above the DCS, two with ; between them; or `nobody`.""",
        _superiors,
        _has_director,
    ),
    Question(
        "senior", "Is the DCS on the council's senior management team? yes or no", _yes_no, _has_director, _YES_OR_NO
    ),
    Question(
        "health",
        "Does the council carry out health functions for the NHS under section 75? yes or no",
        _yes_no,
        choices=_YES_OR_NO,
    ),
    Question(
        "others",
        f"Is anybody but the DCS the responsible officer for any of these, for children?{_NUMBERS}",
        _held_elsewhere,
        _has_director,
    ),
    Question(
        "extra",
        """What else is the DCS responsible for?
   `adults` for adult social services; any other functions, such as libraries, with ; between them; or `none`.""",
        _titles,
        _has_director,
    ),
    Question(
        "records",
        """What of this was weighed and put on record? Any of these, with ; between them and the date if there is one:
   justification (for one person as director of children's and of adults' services), focus (enough personal focus on
   children remains), sharing (the pressure of several councils), test (a test of assurance 2012-05-02); or `none`.""",
        _records,
        _is_changed,
    ),
    Question(
        "member",
        """Which councillor's portfolio is designated as lead member for children's services?
   Its title; two with ; between them if two are; `vacant` if nobody holds it now; or `none`.""",
        _titles,
    ),
    Question(
        "place",
        """Where does the lead member sit?
   cabinet (a councillor here, on the cabinet or executive), council (a councillor here, not on it) or
   outside (not a councillor of this council)""",
        _one_of(*_PLACES),
        _member_is_there,
        _PLACES,
    ),
    Question(
        "members",
        f"Does any member but the lead member answer politically for any of these?{_NUMBERS}",
        _held_elsewhere,
        _has_member,
    ),
)
