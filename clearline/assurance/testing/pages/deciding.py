"""Pages on which a test of assurance is sent on, approved, concluded and published."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from clearline.accounts.page import Request, page
from clearline.assurance.testing import deciding
from clearline.assurance.testing.approvals import in_words
from clearline.assurance.testing.forms import ConcludeForm, DecideForm, WhyForm
from clearline.assurance.testing.pages.shared import changing, posted, test_or_404
from clearline.doors.forms import Form


@page("run test of assurance", methods=("GET", "POST"))
def send(request: Request, key: str) -> HttpResponse:
    """Send a draft for review, or a reviewed test for approval, when nothing is missing."""
    one = test_or_404(request, key)
    to_review = one.state == "draft"

    def change(given: dict[str, Any]) -> None:
        if to_review:
            deciding.send_for_review(by=request.acting, key=key, on=request.today)
        else:
            deciding.send_for_approval(by=request.acting, key=key, on=request.today, now=timezone.now())

    where = "review" if to_review else "approval"
    after = "" if to_review else " What is sent is kept as a version, and can then no longer be written."
    return changing(
        request, one, Form(posted(request)), change, title=f"Send for {where}", button=f"Send for {where}",
        done=f"The test is sent for {where}.", needs=deciding.needed(request.acting, one, request.today),
        intro=f"Those who {'review' if to_review else 'approve'} it will see it as it is now.{after}",
    )  # fmt: skip


@page("run test of assurance", methods=("GET", "POST"))
def take_back(request: Request, key: str) -> HttpResponse:
    """Make a test that was sent a draft again."""
    one = test_or_404(request, key)

    def change(given: dict[str, Any]) -> None:
        deciding.take_back(by=request.acting, key=key, why=given["why"])

    return changing(
        request, one, WhyForm(posted(request)), change, title="Take back", button="Take back",
        done="The test is a draft again.",
        intro="It can then be changed. Whoever has approved it is shown as having approved an earlier version.",
    )  # fmt: skip


@page("approve test of assurance", methods=("GET", "POST"))
def approve(request: Request, key: str) -> HttpResponse:
    """Ask what a body or office decided about the version in approval."""
    one = test_or_404(request, key)
    mine = [each for each in one.steps if not request.acting.roles.isdisjoint(each.offices)]
    form = DecideForm(posted(request), steps=mine, initial={"on": request.today, "digest": one.digest,
                      "step": mine[0].key if len(mine) == 1 else None})  # fmt: skip

    def change(given: dict[str, Any]) -> None:
        deciding.decide(by=request.acting, key=key, today=request.today, now=timezone.now(), **given)

    return changing(
        request, one, form, change, title="Approve, defer or refuse", button="Record the decision",
        done="The decision is on record.", template="testing/approve.html", mine=mine, approval=in_words(one.stands()),
        sent=one.versions[-1] if one.versions else None,
    )  # fmt: skip


@page("run test of assurance", methods=("GET", "POST"))
def conclude(request: Request, key: str) -> HttpResponse:
    """Ask from when the conclusion stands, and when it is reviewed."""
    one = test_or_404(request, key)

    def change(given: dict[str, Any]) -> None:
        deciding.conclude(by=request.acting, key=key, today=request.today, **given)

    form = ConcludeForm(posted(request), initial={"on": request.today})
    concluding = one.concluding
    return changing(
        request, one, form, change, title="Conclude", button="Conclude", done="The test is concluded.",
        needs=deciding.needed(request.acting, one, request.today),
        intro=f"The conclusion that was approved: {concluding.title}. {concluding.says}" if concluding else "",
    )  # fmt: skip


@page("publish reports", methods=("GET", "POST"))
def publish(request: Request, key: str) -> HttpResponse:
    """Let the public read what is open in a concluded test."""
    one = test_or_404(request, key)

    def change(given: dict[str, Any]) -> None:
        deciding.publish(by=request.acting, key=key, on=request.today)

    return changing(
        request, one, Form(posted(request)), change, title="Publish", button="Publish", done="The test is published.",
        needs=deciding.needed(request.acting, one, request.today),
        intro="The public will read title, scope, conclusion, the elements that are open, who reviewed and who "
        "approved it, by office, and the next review. Look for names first.",
    )  # fmt: skip


@page("publish reports", methods=("GET", "POST"))
def unpublish(request: Request, key: str) -> HttpResponse:
    """Let the public no longer read a test."""
    one = test_or_404(request, key)

    def change(given: dict[str, Any]) -> None:
        deciding.unpublish(by=request.acting, key=key, why=given["why"])

    return changing(
        request, one, WhyForm(posted(request)), change, title="Stop publishing", button="Stop publishing",
        done="The test is no longer published.",
        intro="The public will no longer read it here. What has been read or copied stays so.",
    )  # fmt: skip


@page("run test of assurance", methods=("GET", "POST"))
def withdraw(request: Request, key: str) -> HttpResponse:
    """End a test that is not concluded."""
    one = test_or_404(request, key)

    def change(given: dict[str, Any]) -> None:
        deciding.withdraw(by=request.acting, key=key, why=given["why"])

    return changing(
        request, one, WhyForm(posted(request)), change, title="Withdraw", button="Withdraw",
        done="The test is withdrawn.", intro="The test ends without a conclusion. It stays on record.",
    )  # fmt: skip
