"""A test of assurance: how far it is, who has approved it and who has not, and what was found of each element."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearline.accounts.access_class import SEEN_BY
from clearline.accounts.page import Request, page
from clearline.accounts.queries import role_title
from clearline.accounts.trail.queries import Past, history
from clearline.assurance.evidence.viewing import shown
from clearline.assurance.histories import in_names
from clearline.assurance.signing.queries import signatures
from clearline.assurance.testing import content, deciding, models
from clearline.assurance.testing.approvals import COLOURS, StepStands, in_words
from clearline.assurance.testing.called import stands_at
from clearline.assurance.testing.elements import Found
from clearline.assurance.testing.forms import ReviseForm, WriteForm
from clearline.assurance.testing.pages.shared import (
    ELEMENT_STATES,
    STATES,
    as_at_or_404,
    authority_of,
    past,
    test_or_404,
)
from clearline.assurance.testing.queries import OneTest, content_of
from clearline.assurance.testing.sharing import sisters
from clearline.doors.columns import Column
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.doors.values import Linked, Tag
from clearline.organisations.queries import picture


@page("see tests of assurance")
def test(request: Request, key: str) -> HttpResponse:
    """Show a test: its state, what it needs next, who has and has not approved, and what was found."""
    on = past(request)
    one = as_at_or_404(request, key, on)
    authority = authority_of(request)
    seen = picture(authority, request.on)
    standing = one.stands(on)
    row = models.Test.objects.select_related("authority").get(authority=authority, key=key)
    context = {
        "title": one.title,
        "one": one,
        "state": STATES[one.state],
        "facts": _facts(request, one),
        "approval": in_words(standing) if one.versions else "It has not been sent for approval yet.",
        "past": on,
        "needs": () if on else deciding.needed(request.acting, one, request.today),
        "doors": () if on else _doors(request, one),
        "paragraphs": _paragraphs(one),
        "sisters": sisters(request.acting, seen, request.today) if seen else (),
        "limbs": content.load().limbs,
        "signatures": signatures(authority, f"test:{key}", content_of(row), on=request.on),
        "about": f"test:{key}",
        "history": _history(request, f"test:{key}"),
        "elements": _elements(request, one),
        "steps": _steps(request, one, standing),
    }
    return respond(request, "testing/test.html", context)


@page("see tests of assurance")
def element(request: Request, key: str, element: str) -> HttpResponse:
    """Show what was found of an element, on which evidence, and who challenged it."""
    on = past(request)
    one = as_at_or_404(request, key, on)
    found = next((each for each in one.elements if each.key == element), None)
    if found is None:
        raise Http404
    about = f"test:{key}/{element}"
    context = {
        "title": found.title,
        "one": one,
        "found": found,
        "past": on,
        "rating": _rating(found),
        "state": ELEMENT_STATES[found.state],
        **shown(request, about),
        "about": about,
        "test_address": link(request, "testing:test", key),
        "may_write": may_write(request, one) and not found.hidden and not on,
        "history": _history(request, about),
    }
    return render(request, "testing/element.html", context)


@page("see tests of assurance")
def version(request: Request, key: str, number: int) -> HttpResponse:
    """Show how a version that was sent for approval differs from the test as it is now."""
    one = test_or_404(request, key)
    row = models.Version.objects.filter(test__authority=request.acting.authority, test__key=key, number=number).first()
    if row is None:
        raise Http404
    hidden = {each.key for each in one.elements if each.hidden}
    sent = dict(row.content)
    elements = [each for each in sent.pop("elements") if each["key"] not in hidden and _may_see(request, each)]
    conclusion = content.conclusions().get(sent["conclusion"])
    context = {
        "title": f"Version {number}, as sent for approval",
        "one": one,
        "row": row,
        "sent": sent,
        "conclusion": conclusion.title if conclusion else sent["conclusion"],
        "elements": [(content.title_of(each["key"]), _rating_title(each["rating"]), each) for each in elements],
        "left_out": len(row.content["elements"]) - len(elements),
        "same": row.digest == one.digest,
        "test_address": link(request, "testing:test", key),
    }
    return render(request, "testing/version.html", context)


def _history(request: Request, about: str) -> tuple[Past, ...] | None:
    """Return what was done, which tells of drafts too: for those inside. ``None`` for the others."""
    by = request.acting
    if not by.may("see assurance"):
        return None
    choices = {**content.conclusions(), **content.ratings()}
    names = {key: tag.text for key, tag in STATES.items()} | {key: one.title for key, one in choices.items()}
    fields = {name: str(field.label) for form in (ReviseForm, WriteForm) for name, field in form.base_fields.items()}
    return in_names(history(authority_of(request), about, named=by.may("see people")), names, fields)


def may_write(request: Request, one: OneTest) -> bool:
    """Return whether this person may write a test in its state."""
    return one.state in ("draft", "in-review") and request.acting.may("run test of assurance")


def _facts(request: Request, one: OneTest) -> list[tuple[str, object]]:
    concluding = one.concluding
    word = "Conclusion" if one.concluded else "Proposed conclusion"
    proposal = Linked("Read the proposal", link(request, "checks:proposal", one.proposal)) if one.proposal else None
    return [
        ("State", STATES[one.state]),
        ("Opened", one.opened_on),
        ("Scope", one.scope),
        *([("Proposal tested", proposal)] if one.proposal and request.acting.may("see proposals") else []),
        ("First day of the change", one.change_on or "No day"),
        (word, Tag(concluding.title, concluding.colour) if concluding else "None yet"),
        *([("Reasons", one.conclusion_words)] if one.conclusion_words else []),
        *([("Concluded on", one.concluded_on)] if one.concluded else []),
        *([("Next review (the council’s own date; no law fixes one)", one.next_review)] if one.concluded else []),
        *([("Reviewed before, if", one.review_triggers)] if one.concluded and one.review_triggers else []),
        *([("Published on", one.published_on)] if one.published_on else []),
    ]


def _paragraphs(one: OneTest) -> list[tuple[str, str, str]]:
    """Return what called for the test: kind, words, and where each edition asks for it."""
    found = []
    for each in one.triggers:
        editions = [stands_at(edition, at) for edition, at in each.paragraphs.items()]
        found.append((each.title, each.words, "; ".join(editions) or "practice of councils"))
    return found


def _doors(request: Request, one: OneTest) -> list[tuple[str, str]]:
    """Return what this reader may do with a test in its state: words, and the page where it is done."""
    by, found = request.acting, []
    if by.may("run test of assurance"):
        found += RUNNING.get(one.state, [])
    if one.state == "in-review" and by.may("review test of assurance"):
        found.append(("Give your independent review", "testing:review"))
    mine = any(by.roles.intersection(each.offices) for each in one.steps)
    if one.state == "in-approval" and mine and by.may("approve test of assurance"):
        found.insert(0, ("Approve, defer or refuse", "testing:approve"))
    if by.may("publish reports"):
        found += {"concluded": [("Publish", "testing:publish")],
                  "published": [("Stop publishing", "testing:unpublish")]}.get(one.state, [])  # fmt: skip
    return [(words, link(request, name, one.key)) for words, name in found]


_EDIT = (
    ("Change title, scope or the proposed conclusion", "testing:revise"),
    ("Compare with other councils", "testing:compare"),
)
_ROUTE = ("Say who has to approve", "testing:route")
_BACK = ("Take back, to change it", "testing:take-back")
_END = ("Withdraw", "testing:withdraw")
_ENTER = ("Enter the review of somebody outside", "testing:enter-review")
RUNNING: dict[str, list[tuple[str, str]]] = {
    "draft": [("Send for review", "testing:send"), *_EDIT, _ROUTE, _END],
    "in-review": [("Send for approval", "testing:send"), _ENTER, *_EDIT, _ROUTE, _BACK, _END],
    "in-approval": [("Conclude", "testing:conclude"), _ROUTE, _BACK, _END],
}
"""What whoever runs tests may do in each state."""


def _elements(request: Request, one: OneTest) -> Table:
    columns = (
        Column("title", "Element", link=lambda each: link(request, "testing:element", one.key, each.key), sort=False),
        Column("state", "How far it is", lambda each: ELEMENT_STATES[each.state], sort=False),
        Column("rating", "Rating", _rating, sort=False),
        Column("evidence", "Evidence", lambda each: None if each.hidden else len(each.uses), numeric=True, sort=False),
        Column("access", "Who may read it", lambda each: each.access.kind.capitalize(), sort=False),
    )
    return Table(request, f"test-{one.key}", "The essential elements", columns, list(one.elements), name="elements")


def _rating(found: Found) -> Tag:
    if found.hidden:
        return Tag("Not for your role", "grey")
    return Tag(found.rated.title, found.rated.colour) if found.rated else Tag("Not rated yet", "grey")


def _rating_title(key: str) -> str:
    """Return a rating in words, also one that the content no longer has."""
    return content.ratings()[key].title if key in content.ratings() else key


def _steps(request: Request, one: OneTest, standing: tuple[StepStands, ...]) -> Table:
    def of(each: StepStands, name: str) -> Any:
        return getattr(each.latest, name) if each.latest else None

    def version_of(each: StepStands) -> object:
        if each.latest is None:
            return None
        number = each.latest.version
        return Linked(f"Version {number}", link(request, "testing:version", one.key, number))

    columns = (
        Column("step", "Who has to approve", lambda each: each.step.title, sort=False),
        Column("standing", "Has it?", lambda each: Tag(each.standing.capitalize(), COLOURS[each.standing]), sort=False),
        Column("on", "On", lambda each: of(each, "on"), sort=False),
        Column("version", "Of what", version_of, sort=False),
        Column("minute", "Minute", lambda each: of(each, "minute"), sort=False),
        Column("words", "What was said", lambda each: of(each, "words"), sort=False),
        Column("by", "Recorded by", _recorded_by, sort=False),
    )  # fmt: skip
    return Table(
        request, f"approval-{one.key}", "Who has and has not approved", columns, list(standing), name="steps",
        empty="Nobody is on the way of approval.",
    )  # fmt: skip


def _recorded_by(each: StepStands) -> str | None:
    """Return who recorded a decision: by name, else by office."""
    return (each.latest.by or role_title(each.latest.office)) if each.latest else None


def _may_see(request: Request, sent: dict[str, Any]) -> bool:
    """Return whether this reader may see an element as it was sent, by the access class that it had then."""
    asked = SEEN_BY[sent["access"]]
    return asked is None or request.acting.may(asked)
