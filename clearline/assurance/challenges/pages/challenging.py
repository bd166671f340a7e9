"""One challenge: raised, read with what followed, answered, escalated, closed."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Request, page
from clearline.assurance.abouts import about_address, asked_about
from clearline.assurance.challenges import actions, queries
from clearline.assurance.challenges.following import ANSWER_WITHIN
from clearline.assurance.challenges.forms import ChallengeForm, EscalateForm, ReplyForm, StepForm
from clearline.assurance.challenges.pages.listing import authority_of, state_tag
from clearline.assurance.challenges.parties import DIRECTIONS, may_challenge
from clearline.assurance.challenges.queries import Challenge
from clearline.assurance.challenges.voices import parties_here, voice_for, voices
from clearline.assurance.evidence import viewing as evidence
from clearline.assurance.naming import called_one
from clearline.doors.links import link
from clearline.doors.values import Linked
from clearline.kit.errors import BadInput


@page("see challenges")
def challenge(request: Request, key: str) -> HttpResponse:
    """Show a challenge and what followed it."""
    one = _named(request, key)
    about = f"challenge:{key}"
    may_do = queries.may_do(request.acting, one, request.today) if request.on == request.today else frozenset()
    context = {
        "title": one.topic,
        "one": one,
        "state": state_tag(one),
        "facts": _facts(request, one),
        "may_do": may_do,
        "about": about,
        **(evidence.shown(request, about) if request.acting.may("see assurance") else {}),
    }
    return render(request, "challenges/challenge.html", context)


def _facts(request: Request, one: Challenge) -> list[tuple[str, object]]:
    about = about_address(request, one.about) if one.about else None
    words = called_one(request.acting, one.about, request.on)
    kind = one.access.kind
    return [
        ("Number", one.key),
        ("From", Linked(one.challenger_name, link(request, "challenges:party", one.challenger))),
        ("To", Linked(one.challenged_name, link(request, "challenges:party", one.challenged))),
        *([("About", Linked(words, about) if about else words)] if one.about else []),
        ("Made on", one.made_on),
        ("Raised by", one.by or "A person whose name is not shown"),
        *([("On the minute", one.minute)] if one.minute else []),
        ("Must be answered by" if one.summons else "Answer asked for by", one.first_due),
        *([("Answer due now", one.due)] if one.due and one.due != one.first_due else []),
        ("Who may read it", kind.capitalize() + (f", paragraph {one.access.paragraph}" if kind == "exempt" else "")),
    ]


@page("challenge", methods=("GET", "POST"))
def make(request: Request) -> HttpResponse:
    """Ask for a challenge, about the thing from whose page the reader came, and raise it."""
    own = [voice for voice in voices(request.acting, request.today) if DIRECTIONS[voice.party.side]]
    others = [
        one for one in parties_here(authority_of(request), request.today)
        if any(may_challenge(voice.party, one) for voice in own)
    ]  # fmt: skip
    about, bad = asked_about(request, "about")
    start = {"due": request.today + ANSWER_WITHIN, "made_on": request.today, "challenged": request.GET.get("to", "")}
    sent = request.POST if request.method == "POST" else None
    form = ChallengeForm(sent, own=own, others=others, initial=start)
    if sent is not None and not bad and form.is_valid():
        given = form.without_access()
        on = given.pop("made_on", None) or request.today
        try:
            if on > request.today:
                raise BadInput("The day of the challenge must be today or in the past.")
            key = actions.challenge(by=request.acting, on=on, about=about, access=form.access_class(), **given)
        except BadInput as refused:
            form.refuse(refused)
        else:
            messages.success(request, "The challenge is raised.")
            return redirect(link(request, "challenges:challenge", key))
    context = {
        "title": "Challenge", "form": form, "own": own, "about": called_one(request.acting, about, request.today),
        "problems": bad,
    }  # fmt: skip
    return render(request, "challenges/make.html", context)


class _Asked(NamedTuple):
    """How a step is asked for."""

    title: str
    label: str
    hint: str
    button: str
    done: str
    action: Callable[..., None]


ASKED = {
    "answer": _Asked(
        "Answer the challenge", "Your answer", "What you say to it. Say what changed separately", "Send the answer",
        "The answer is sent.", actions.answer,
    ),
    "change": _Asked(
        "Say what changed", "What changed", "What is different because of this challenge, and from when", "Record it",
        "It is recorded.", actions.say_what_changed,
    ),
    "reply": _Asked(
        "Reply to the answer", "Your reply", "Whether the answer satisfies you, and what you still ask",
        "Send the reply", "The reply is sent.", actions.reply,
    ),
    "escalation": _Asked(
        "Escalate the challenge", "Why it goes up", "What was asked, what came back, and why it is not enough",
        "Escalate", "The challenge is escalated.", actions.escalate,
    ),
    "closed": _Asked(
        "Close the challenge", "Why it can be closed", "What came of it. It cannot be opened again", "Close",
        "The challenge is closed.", actions.close,
    ),
}  # fmt: skip


@page("answer challenge", methods=("GET", "POST"))
def answer(request: Request, key: str) -> HttpResponse:
    """Ask for an answer."""
    return _step(request, key, "answer", StepForm)


@page("answer challenge", methods=("GET", "POST"))
def changed(request: Request, key: str) -> HttpResponse:
    """Ask what changed."""
    return _step(request, key, "change", StepForm)


@page("challenge", methods=("GET", "POST"))
def reply(request: Request, key: str) -> HttpResponse:
    """Ask for a reply to an answer."""
    return _step(request, key, "reply", ReplyForm)


@page("challenge", methods=("GET", "POST"))
def escalate(request: Request, key: str) -> HttpResponse:
    """Ask to whom a challenge goes up, and why."""
    targets = queries.goes_up_to(_named(request, key))
    start = {"due": request.today + ANSWER_WITHIN}
    return _step(request, key, "escalation", EscalateForm, targets=targets, initial=start)


@page("challenge", methods=("GET", "POST"))
def close(request: Request, key: str) -> HttpResponse:
    """Ask why a challenge can be closed."""
    return _step(request, key, "closed", StepForm)


def _step(request: Request, key: str, kind: str, form_class: type[StepForm], **options: Any) -> HttpResponse:
    """Show the form of a step; when it is sent, take the step and go back to the challenge."""
    one = _named(request, key)
    asked, address = ASKED[kind], link(request, "challenges:challenge", key)
    if kind not in queries.may_do(request.acting, one, request.today):
        messages.error(request, "This is for whoever holds the office that it belongs to, while the challenge is open.")
        return redirect(address)
    refs = one.answerers if kind in ("answer", "change") else one.challengers
    voice = voice_for(request.acting, request.today, *refs)
    assert voice is not None
    start = {"access": one.access.kind, "exempt_paragraph": one.access.paragraph, "exempt_why": one.access.why}
    options["initial"] = {**start, **options.get("initial", {})}
    sent = request.POST if request.method == "POST" else None
    form = form_class(sent, label=asked.label, hint=asked.hint, clerk=voice.clerk, **options)
    if sent is not None and form.is_valid():
        try:
            asked.action(
                by=request.acting, key=key, on=request.today, access=form.access_class(), **form.without_access()
            )
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, asked.done)
            return redirect(address)
    context = {"title": asked.title, "form": form, "one": one, "button": asked.button, "voice": voice.party.name}
    return render(request, "challenges/step.html", context)


def _named(request: Request, key: str) -> Challenge:
    one = queries.challenge_named(request.acting, key, request.on, request.today)
    if one is None:
        raise Http404
    return one
