"""Who speaks for a body or a partner."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Request, page
from clearline.assurance.challenges import speaking
from clearline.assurance.challenges.forms import EndSpeakingForm, SpeakForm
from clearline.assurance.challenges.pages.listing import authority_of
from clearline.assurance.challenges.voices import parties_here
from clearline.doors.columns import Column
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Linked
from clearline.kit.errors import BadInput


@page("change boards")
def speakers(request: Request) -> HttpResponse:
    """List who speaks, or spoke, for which body or partner."""
    columns = (
        Column("party_name", "For", link=lambda one: link(request, "challenges:party", one.party)),
        Column("by", "Who", missing="Name not recorded"),
        Column("starts", "From"),
        Column("ends", "Last day"),
        Column("end", "Change", lambda one: None if one.ends else Linked(
            f"End for {one.by or one.party_name}", link(request, "challenges:end-speaker", one.number)
        ), sort=False, exported=False),
    )  # fmt: skip
    table = Table(
        request, "speakers", "Who speaks for bodies and partners", columns,
        speaking.spokespeople(authority_of(request)), empty="Nobody is named yet.",
    )  # fmt: skip
    return table.respond(request, "challenges/speakers.html", {"title": "Who speaks for bodies and partners"})


@page("change boards", methods=("GET", "POST"))
def name(request: Request) -> HttpResponse:
    """Ask who speaks for a body or partner."""
    authority = authority_of(request)
    bodies = [
        (one.ref, one.name) for one in parties_here(authority, request.today)
        if not one.ref.startswith("office:") or one.ref == "office:independent-scrutineer"
    ]  # fmt: skip
    people = speaking.candidates(authority).items()
    sent = request.POST if request.method == "POST" else None
    form = SpeakForm(sent, bodies=bodies, people=people, initial={"starts": request.today})
    if sent is not None and form.is_valid():
        try:
            speaking.let_speak(by=request.acting, **form.cleaned_data)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "It is recorded who speaks for them.")
            return redirect(link(request, "challenges:speakers"))
    context = {"title": "Name who speaks", "form": form, "button": "Save", "none": not people}
    return render(request, "challenges/speaker.html", context)


@page("change boards", methods=("GET", "POST"))
def end(request: Request, number: int) -> HttpResponse:
    """Ask until when somebody spoke."""
    found = {one.number: one for one in speaking.spokespeople(authority_of(request))}
    if number not in found:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = EndSpeakingForm(sent, initial={"last": request.today})
    if sent is not None and form.is_valid():
        try:
            given = {name: form.cleaned_data[name] for name in ("last", "why")}
            speaking.end_speaking(by=request.acting, number=number, **given)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "It is ended.")
            return redirect(link(request, "challenges:speakers"))
    title = f"End speaking for {found[number].party_name}"
    return render(request, "challenges/speaker.html", {"title": title, "form": form, "button": "End"})
