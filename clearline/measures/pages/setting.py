"""Targets and key indicators: what the authority aims at, and which few measures matter most to it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Request
from clearline.doors.columns import Column
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.kit.errors import BadInput
from clearline.measures import actions, queries
from clearline.measures.content import load
from clearline.measures.figures import Target
from clearline.measures.forms import KeyForm, RemoveForm, TargetForm
from clearline.measures.pages.answer_table import judgement
from clearline.measures.pages.framing import figures_page, framed
from clearline.measures.queries import Looking
from clearline.measures.showing.figure_words import UNITS, amount
from clearline.measures.vocabulary import Measure


@figures_page("see figures")
def targets(request: Request, seen: Looking) -> HttpResponse:
    """List the targets with how they stand, and the key indicators with their reasons."""
    by_key = {one.key: one for one in load().measures}
    answers = {one.measure: one for one in queries.card(seen).answers}

    def standing(one: Target) -> Any:
        found = answers.get(one.measure)
        now = found.target if found else None
        return judgement(now.word) if now and now.target == one else "Not the one that holds now"

    def title(one: Any) -> str:
        return by_key[one.measure].title if one.measure in by_key else one.measure

    def address(one: Any) -> str:
        return link(request, "measures:measure", one.measure)

    columns = [
        Column("measure", "Measure", title, link=address),
        Column("value", "Target", lambda one: _amount(by_key.get(one.measure), one), numeric=True,
               sort=lambda one: one.value),
        Column("by", "By", lambda one: one.by.label, sort=lambda one: one.by.ends),
        Column("standing", "Standing", standing, sort=False),
        Column("owner", "Post that answers for it", missing="Not stated"),
        Column("set_how", "How it was set", missing="Not stated"),
        Column("start", "start", on_page=False), Column("near", "near", on_page=False),
    ]  # fmt: skip
    keys = [Column("measure", "Measure", title, link=address), Column("reason", "Why it matters most here")]
    context = framed(
        request, seen, "Targets and key indicators", may_change=request.acting.may("change figures"),
        targets=Table(request, "targets", "Targets", columns, queries.own_targets(seen), name="targets",
                      empty="No target is set yet."),
        keys=Table(request, "key-indicators", "Key indicators", keys, queries.own_keys(seen), name="keys",
                   empty="No key indicator is marked yet."),
    )  # fmt: skip
    return respond(request, "measures/targets.html", context)


def _amount(measure: Measure | None, one: Target) -> str:
    return amount(one.value, measure.unit, measure.decimals) if measure else str(one.value)


@figures_page("change figures", methods=("GET", "POST"))
def target(request: Request, seen: Looking, key: str) -> HttpResponse:
    """Set the target of a measure."""
    measure = queries.named(seen, key)
    answer = queries.answered(seen, measure.key)
    form = TargetForm(request.POST or None, initial=_initial(answer.target.target if answer.target else None))
    if form.is_valid():
        given = form.cleaned_data
        aim = actions.Aim(**{name: given[name] for name in actions.Aim._fields})
        try:
            actions.set_target(by=request.acting, measure=measure.key, aim=aim, why=given["why"])
        except BadInput as error:
            form.refuse(error)
        else:
            messages.success(request, f"Target set: {measure.title}.")
            return redirect(link(request, "measures:measure", measure.key))
    hint = [f"Unit: {UNITS[measure.unit]}", f"Latest period: {answer.latest.period.label}" if answer.latest else ""]
    return _form(request, seen, "Set a target", measure, form, "Set the target", hint)


def _initial(now: Target | None) -> Mapping[str, Any]:
    """Return what the form shows at first: the target that holds now."""
    if now is None:
        return {}
    start = now.start_period.label if now.start_period else ""
    return {"value": now.value, "by": now.by.label, "start": now.start, "start_year": start, "near": now.near,
            "owner": now.owner, "how": now.set_how}  # fmt: skip


@figures_page("change figures", methods=("GET", "POST"))
def key(request: Request, seen: Looking, key: str) -> HttpResponse:
    """Mark a measure as a key indicator, or give it another reason."""
    measure = queries.named(seen, key)
    now = next((one.reason for one in queries.own_keys(seen) if one.measure == measure.key), "")
    form = KeyForm(request.POST or None, initial={"reason": now})
    if form.is_valid():
        try:
            actions.mark_key(by=request.acting, measure=measure.key, reason=form.cleaned_data["reason"])
        except BadInput as error:
            form.refuse(error)
        else:
            messages.success(request, f"Marked as a key indicator: {measure.title}.")
            return redirect(link(request, "measures:measure", measure.key))
    return _form(request, seen, "Mark as a key indicator", measure, form, "Mark as a key indicator", [])


@figures_page("change figures", methods=("GET", "POST"))
def key_remove(request: Request, seen: Looking, key: str) -> HttpResponse:
    """Mark a measure as a key indicator no more."""
    measure = queries.named(seen, key)
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        try:
            actions.unmark_key(by=request.acting, measure=measure.key, why=form.cleaned_data["why"])
        except BadInput as error:
            form.refuse(error)
        else:
            messages.success(request, f"No longer a key indicator: {measure.title}.")
            return redirect(link(request, "measures:measure", measure.key))
    return _form(request, seen, "Remove from the key indicators", measure, form, "Remove", [])


def _form(
    request: Request, seen: Looking, title: str, measure: Measure, form: Any, says: str, hints: list[str]
) -> HttpResponse:
    context = framed(
        request, seen, title, measure=measure, form=form, says=says, hints=[one for one in hints if one], no_date=True
    )
    return render(request, "measures/set.html", context)
