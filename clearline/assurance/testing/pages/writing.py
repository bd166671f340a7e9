"""Pages on which a test of assurance is written, compared, reviewed, and given its way of approval."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from clearline.accounts.page import Request, page
from clearline.assurance.testing import actions
from clearline.assurance.testing.forms import CompareForm, ReviewForm, ReviseForm, RouteForm, WriteForm
from clearline.assurance.testing.pages.shared import authority_of, changing, posted, test_or_404
from clearline.doors.links import link
from clearline.kit.errors import BadInput


@page("run test of assurance", methods=("GET", "POST"))
def write(request: Request, key: str, element: str) -> HttpResponse:
    """Ask what was found of an element."""
    one = test_or_404(request, key)
    found = next((each for each in one.elements if each.key == element and not each.hidden), None)
    if found is None:
        raise Http404
    form = WriteForm(posted(request), initial={
        "strengths": found.strengths, "gaps": found.gaps, "words": found.words, "rating": found.rating,
        "seen": found.edits, "access": found.access.kind, "exempt_paragraph": found.access.paragraph,
        "exempt_why": found.access.why,
    })  # fmt: skip

    def change(given: dict[str, Any]) -> None:
        own = {name: given[name] for name in ("strengths", "gaps", "words", "rating", "seen")}
        actions.write_element(
            by=request.acting, key=key, element=element, access=form.access_class(), on=request.today, **own
        )

    return changing(
        request, one, form, change, title=found.title, button="Save", done="What was found is saved.",
        to=link(request, "testing:element", key, element), template="testing/write.html", found=found,
    )  # fmt: skip


@page("run test of assurance", methods=("GET", "POST"))
def revise(request: Request, key: str) -> HttpResponse:
    """Ask for title, scope, day and the conclusion that is proposed."""
    one = test_or_404(request, key)
    names = ("title", "scope", "change_on", "conclusion", "conclusion_words")
    form = ReviseForm(posted(request), initial={name: getattr(one, name) for name in names})

    def change(given: dict[str, Any]) -> None:
        actions.revise(by=request.acting, key=key, on=request.today, **given)

    title = "Change title, scope or the proposed conclusion"
    return changing(request, one, form, change, title=title, button="Save", done="The test is changed.")


@page("run test of assurance", methods=("GET", "POST"))
def compare(request: Request, key: str) -> HttpResponse:
    """Show what other councils published, and ask for one more."""
    one = test_or_404(request, key)
    form = CompareForm(posted(request), initial={"on": request.today})

    def change(given: dict[str, Any]) -> None:
        actions.compare(by=request.acting, key=key, today=request.today, **given)

    return changing(
        request, one, form, change, title="Compare with other councils", button="Add", done="The comparison is added.",
        to=link(request, "testing:compare", key), template="testing/compare.html",
    )  # fmt: skip


@page("run test of assurance", methods=("POST",))
def uncompare(request: Request, key: str, number: int) -> HttpResponse:
    """Take a comparison out again."""
    if number not in [each.number for each in test_or_404(request, key).comparisons]:
        raise Http404
    try:
        actions.uncompare(by=request.acting, key=key, number=number, on=request.today)
        messages.success(request, "The comparison is removed.")
    except BadInput as bad:
        messages.error(request, str(bad))
    return redirect(link(request, "testing:compare", key))


@page("review test of assurance", methods=("GET", "POST"))
def review(request: Request, key: str) -> HttpResponse:
    """Ask an independent reviewer what they found; the test is on the page, since a partner sees it nowhere else."""
    return _reviewing(request, key, "Give your independent review", own=True)


@page("run test of assurance", methods=("GET", "POST"))
def enter_review(request: Request, key: str) -> HttpResponse:
    """Ask for the review of somebody outside who has no account here."""
    return _reviewing(request, key, "Enter the review of somebody outside", own=False)


def _reviewing(request: Request, key: str, title: str, *, own: bool) -> HttpResponse:
    one = test_or_404(request, key)
    initial: dict[str, Any] = {"on": request.today}
    if own and request.acting.roles <= {"monitoring-officer"}:
        initial["organisation"] = authority_of(request).name
    form = ReviewForm(posted(request), initial=initial)

    def change(given: dict[str, Any]) -> None:
        actions.review(by=request.acting, key=key, today=request.today, own=own, **given)

    reads = request.acting.may("see tests of assurance")
    return changing(
        request, one, form, change, title=title, button="Save the review", done="The review is on record.", own=own,
        to="" if reads else link(request, "testing:review", key), template="testing/review.html", reads=reads,
    )  # fmt: skip


@page("run test of assurance", methods=("GET", "POST"))
def route(request: Request, key: str) -> HttpResponse:
    """Ask who has to approve, in which order."""
    one = test_or_404(request, key)
    form = RouteForm(posted(request), steps=one.steps)

    def change(given: dict[str, Any]) -> None:
        actions.route(by=request.acting, key=key, steps=form.steps(), why=given["why"])

    return changing(
        request, one, form, change, title="Say who has to approve", button="Save",
        done="The way of approval is changed.",
        intro="Give each body or office its place in the list, from 1. Leave those empty that need not approve.",
    )  # fmt: skip
