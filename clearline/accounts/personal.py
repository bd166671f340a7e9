"""Finds in free text what a child could be known by, so that a form can warn before it is kept.

It knows patterns and no list of names: much of what it finds is harmless, and much that is not it cannot find. So it
warns and never refuses, and that somebody kept a text all the same is noted in the trail, without the text.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from clearline.accounts.trail.actions import record

TICK = "save_anyway"
"""The name that forms give to the tick by which a text is kept in spite of a warning."""

_UPN = re.compile(r"\b[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]\b", re.IGNORECASE)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_NHS = re.compile(r"(?<![\w-])[0-9]{3}([ -]?)[0-9]{3}\1[0-9]{4}(?![\w-])")

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*"
_NUMBERS = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
_DAY = rf"(?:{_NUMBERS}|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? \d{{4}})"
_BIRTH = re.compile(rf"\b(?:born|birthday|date of birth|d\.?o\.?b\.?)\b[^.!?\n]{{0,15}}?({_DAY})", re.IGNORECASE)

_NAME = r"[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)*"
_KIN = "boy|girl|baby|toddler|son|daughter|brother|sister|twin|sibling"
_WHO = rf"(?i:child|children|pupil|student|{_KIN}|young person|care leaver|aged)"
_NAMED = (
    re.compile(rf"\b{_WHO},? (?:is |was )?(?:called|named) ({_NAME}(?: {_NAME}){{0,2}})\b"),
    re.compile(rf"\b{_WHO},? \(?({_NAME} {_NAME})\b"),
    re.compile(rf"\b({_NAME}(?: {_NAME}){{0,2}}),? \(?(?i:aged|age) \d{{1,2}}\b"),
    re.compile(rf"\b({_NAME} {_NAME}),? (?:\(\d{{1,2}}\)|(?i:is|was) (?:a|the|an?other) {_WHO}\b)"),
)
_NO_NAMES = """
    Act Action Acts Agency Area Assistant Board Boards Cabinet Care Centre Chief Child Children Clause Committee Council
    Court Department Director Duty Early Education England English Executive Family First Framework Governance Guidance
    Head Health Help Home House Hub Improvement In Independent Inspection Integrated It Joint Key Lead Leaving Line
    Local Member Mental National No None Officer Ofsted Panel Partner Partnership Pathway Plan Plans Policy Programme
    Project Protection Public Pupil Referral Report Review Safeguarding School Scrutiny Section Secretary Service
    Services Social Special Stage Standards State Statutory Strategy Support Team That The They This Transport Trust
    Unit Unitary Virtual We Work Working Year Young Youth
"""
"""Words in capitals that stand beside a child in the names of laws, bodies and services."""

_plain = frozenset(_NO_NAMES.split())


class Found(NamedTuple):
    """Something in a text that a child could be known by."""

    kind: str
    """What kind of thing, in words that tell nothing of it."""
    text: str

    @property
    def sentence(self) -> str:
        return f"“{self.text}” looks like {self.kind}."


def find(text: str) -> Iterator[Found]:
    """Yield what a child could be known by in a text: numbers, dates of birth, names, in this order."""
    yield from (Found("a unique pupil number", upn) for upn in _UPN.findall(text) if is_upn(upn))
    yield from (Found("an NHS number", match.group()) for match in _NHS.finditer(text) if is_nhs_number(match.group()))
    yield from (Found("a date of birth", day) for day in _BIRTH.findall(text))
    names = (name for pattern in _NAMED for name in pattern.findall(text))
    yield from (Found("the name of a child", name) for name in dict.fromkeys(names) if _plain.isdisjoint(name.split()))


def detect(text: str) -> list[str]:
    """Return a sentence for each find, for the warning that a form shows."""
    return [found.sentence for found in find(text)]


def is_upn(text: str) -> bool:
    """Return whether text of the form of a unique pupil number has the right check letter."""
    upn = text.upper()
    total = sum(weight * (int(c) if c.isdigit() else _UPN_LETTERS.index(c)) for weight, c in enumerate(upn[1:], 2))
    return _UPN_LETTERS[total % 23] == upn[0]


def is_nhs_number(text: str) -> bool:
    """Return whether ten digits end with the check digit of an NHS number (modulus 11)."""
    digits = [int(c) for c in text if c.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return check % 11 == digits[9] and any(digits)


def note_ticked(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Note in the trail that somebody kept a text in spite of a warning: who, where, and what it looked like.

    A form that was kept answers with a redirect; any other answer showed it again, and nothing was kept.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        acting: Any = getattr(request, "acting", None)
        ticked = any(name == TICK or name.endswith(f"-{TICK}") for name in request.POST) if acting else False
        if ticked and 300 <= response.status_code < 400:
            kinds = sorted({found.kind for value in _values(request) for found in find(value)})
            if kinds:
                with transaction.atomic():
                    about = f"page:{request.resolver_match.view_name if request.resolver_match else ''}"
                    record(by=acting, did="warning of personal data ticked away", about=about,
                           after={"looked like": kinds})  # fmt: skip
        return response

    return answer


def _values(request: HttpRequest) -> Iterator[str]:
    for name in request.POST:
        yield from request.POST.getlist(name)
