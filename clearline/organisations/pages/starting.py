"""Where an organisation begins: the 15 questions, and the senior structure as it is pasted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Request, page
from clearline.doors.forms import Form, LongTextField, RadiosField
from clearline.doors.links import link
from clearline.kit.errors import BadInput
from clearline.organisations import actions, queries
from clearline.organisations.organisation import Organisation
from clearline.organisations.starting.asking import LONGEST, QUESTIONS, Question, read_given
from clearline.organisations.starting.beginning import organisation_from

WHY = "Begun from the answers to the questions on the page."


class StartForm(Form):
    """The questions in their order, none of which must be answered, and room for the structure."""

    def __init__(self, data: Any = None) -> None:
        asked = {question.key: _field(number, question) for number, question in enumerate(QUESTIONS, 1)}
        structure = LongTextField(
            label="Paste the senior structure",
            help_text="One post a line: its title, then a tab or |, then the title of the post it reports to. Copy two "
            "columns from a spreadsheet as they are. A third column may say “vacant” or “front line”. Leave out names.",
            max_length=40_000, rows=12, required=False,
        )  # fmt: skip
        super().__init__(data, more={**asked, "structure": structure})
        self.answers: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        """Read the answers in their order: what an answer may be depends on those before it."""
        given = super().clean()
        self.answers, unclear = read_given({key: str(text) for key, text in given.items()})
        for key, why in unclear.items():
            self.add_error(key, why.replace("press Enter", "leave it empty").replace("`", "“", 1).replace("`", "”"))
        return given


def _field(number: int, question: Question) -> forms.Field:
    first, _, rest = question.words.partition("\n")
    label, hint = f"{number}. {first.strip()}", " ".join(rest.replace("`", "“", 1).split()).replace("`", "”")
    if question.choices:
        choices = [("", "Not known"), *((choice, choice.capitalize()) for choice in question.choices)]
        return RadiosField(label=label, help_text=hint, choices=choices, required=False)
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, required=False)


@page("transfer authority", methods=("GET", "POST"))
def start(request: Request) -> HttpResponse:
    """Ask the questions, and make the organisation of the answers. Not where one is recorded already."""
    authority = request.acting.authority
    assert authority is not None
    if queries.organisation(authority) is not None:
        messages.info(request, "This organisation is recorded already, so it is changed and not begun.")
        return redirect(link(request, "organisations:posts"))
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            organisation = organisation_from(
                form.answers, form.cleaned_data["structure"], key=authority.key, name=authority.name
            )
            _record(request, organisation)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The organisation is recorded. What was left empty is not known, and says so.")
            return redirect(link(request, "organisations:line"))
    return render(request, "organisations/start.html", {"title": "Begin with 15 questions", "form": form})


def _record(request: Request, organisation: Organisation) -> None:
    actions.replace_organisation(by=request.acting, organisation=organisation, why=WHY)
