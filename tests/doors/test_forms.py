"""Forms: labels, hints and errors that belong to their fields, plain words, dates, and nothing that runs."""

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from clearline.doors.bound_field import BoundField
from clearline.doors.forms import CheckboxesField, DateField, Form, LongTextField, RadiosField
from clearline.kit.errors import BadInput, Problem

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
CHOICES = [("a", "First"), ("b", "Second")]


class EveryForm(Form):
    title = forms.CharField(label="Title", help_text="As written", max_length=10)
    email = forms.EmailField(label="E-mail address", help_text="Yours")
    password = forms.CharField(label="Password", help_text="Yours", widget=forms.PasswordInput)
    number = forms.IntegerField(label="HR number", help_text="Of the post")
    reason = LongTextField(label="Reason", help_text="For the committee", max_length=20)
    start = DateField(label="Start date", help_text="For example, 27 3 2026")
    colour = forms.ChoiceField(label="Colour", help_text="Of the tag", choices=[("", "Choose"), *CHOICES])
    force = RadiosField(label="Force", help_text="One", choices=CHOICES)
    bearers = CheckboxesField(label="Bearers", help_text="Any", choices=CHOICES)
    file = forms.FileField(label="Figures", help_text="CSV")
    agreed = forms.BooleanField(label="I have read it", help_text="All of it")
    why = forms.CharField(label="Why now?")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class Elements(HTMLParser):
    """The start tags of a text of HTML, with their attributes."""

    def __init__(self, html: object) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(str(html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def ids(self) -> set[str | None]:
        return {attributes.get("id") for _, attributes in self.found}


def target(field: forms.BoundField) -> str:
    assert isinstance(field, BoundField)
    return field.error_target


def sent(form: type[Form] = EveryForm, **data: Any) -> Form:
    return form(data, {})


def test_every_field_has_a_label_and_is_tied_to_its_hint_and_its_error() -> None:
    form = sent()
    assert not form.is_valid()
    for field in form.visible_fields():
        page = Elements(field.as_field_group())
        tied = f"{field.auto_id}_helptext {field.auto_id}_error" if field.help_text else f"{field.auto_id}_error"
        described = [a["aria-describedby"] for _, a in page.found if a.get("aria-describedby")]
        assert [value.startswith(tied) for value in described if value] == [True], field.name
        assert all(part in page.ids() for value in described if value for part in value.split())
        inputs = {a.get("id") for tag, a in page.found if tag in ("input", "select", "textarea")}
        assert inputs == {a.get("for") for tag, a in page.found if tag == "label"}, field.name
        assert target(field) in inputs


def test_nothing_from_a_form_runs_wherever_it_is_shown() -> None:
    for name in EveryForm.base_fields:
        form = EveryForm({name: HOSTILE, f"{name}_0": HOSTILE, f"{name}_1": HOSTILE}, {}, initial={name: None})
        form.fields[name].label = form.fields[name].help_text = HOSTILE
        field = form.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(HOSTILE, HOSTILE)]
        form.add_error(name, HOSTILE)
        shown = Elements(form)
        assert not [tag for tag, _ in shown.found if tag in ("script", "img")], name
        assert not [a for _, a in shown.found if "onerror" in a], name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("title", "Enter title"),
        ("email", "Enter e-mail address"),
        ("number", "Enter HR number"),
        ("start", "Enter start date"),
        ("colour", "Select colour"),
        ("force", "Select force"),
        ("bearers", "Select bearers"),
        ("file", "Select figures"),
        ("agreed", "Tick “I have read it”"),
        ("why", "Answer “Why now?”"),
    ],
)
def test_an_empty_field_says_what_to_do(name: str, said: str) -> None:
    assert sent().errors[name] == [said]


def test_an_own_message_is_kept() -> None:
    class Own(Form):
        title = forms.CharField(error_messages={"required": "Say who"}, required=True)

    assert sent(Own).errors["title"] == ["Say who"]


def test_what_is_no_address_is_told_as_one() -> None:
    class WithLink(Form):
        link = forms.URLField(label="Where it is published", assume_scheme="https")

    assert sent(WithLink, link="javascript:alert(1)").errors["link"] == [
        "Where it is published must be a web address, such as https://www.gov.uk"
    ]


def test_text_too_long_is_refused_whole_and_never_cut_by_the_browser() -> None:
    form = sent(title="x" * 11, reason="y" * 21)
    assert form.errors["title"] == ["Title must be 10 characters or fewer"]
    assert form.errors["reason"] == ["Reason must be 20 characters or fewer"]
    assert "maxlength" not in {key for _, attributes in Elements(form).found for key in attributes}
    assert 'data-maxlength="20"' in str(form["reason"].as_field_group())


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        (("31", "3", "2026"), date(2026, 3, 31)),
        ((" 01 ", "03", "2026"), date(2026, 3, 1)),
        (("1", "March", "2026"), date(2026, 3, 1)),
        (("1", "sept", "2026"), date(2026, 9, 1)),
        (("29", "2", "2024"), date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_from_three_boxes(boxes: tuple[str, str, str], expected: date) -> None:
    assert DateField(label="Start date").clean(list(boxes)) == expected


@pytest.mark.parametrize(
    ("boxes", "said", "wrong"),
    [
        (("31", "", "2026"), "Start date must include a month", [1]),
        (("", "", "2026"), "Start date must include a day and month", [0, 1]),
        (("1", "3", "26"), "Start date must have a year of 4 numbers", [2]),
        (("1", "3", "٢٠٢٦"), "Start date must have a year of 4 numbers", [2]),
        (("31", "2", "2026"), "Start date must be a real date", [0, 1, 2]),
        (("x", "3", "2026"), "Start date must be a real date", [0, 1, 2]),
        (("1", "x" * 50_000, "2026"), "Start date must be a real date", [0, 1, 2]),
        (("1", "1", "0000"), "Start date must be a real date", [0, 1, 2]),
        (("1", "1", "0001"), "Start date must be in a year from 1900 to 2199", [2]),
        (("31", "12", "9999"), "Start date must be in a year from 1900 to 2199", [2]),
    ],
)
def test_a_wrong_date_says_which_box_is_wrong(boxes: tuple[str, str, str], said: str, wrong: list[int]) -> None:
    form = sent(start_0=boxes[0], start_1=boxes[1], start_2=boxes[2])
    assert form.errors["start"] == [said]
    shown = Elements(form["start"].as_field_group())
    marked = [int((a["id"] or "")[-1]) for _, a in shown.found if "govuk-input--error" in (a.get("class") or "")]
    assert marked == wrong
    assert target(form["start"]) == f"id_start_{wrong[0]}"
    assert [a["value"] for tag, a in shown.found if tag == "input"] == list(boxes)


def test_a_date_that_is_there_already_is_shown_and_an_optional_one_may_be_empty() -> None:
    shown = Elements(EveryForm(initial={"start": date(2026, 3, 31)})["start"].as_field_group())
    assert [a["value"] for tag, a in shown.found if tag == "input"] == ["31", "3", "2026"]
    empty = Elements(EveryForm()["start"].as_field_group())
    assert [a["value"] for tag, a in empty.found if tag == "input"] == ["", "", ""]
    assert DateField(required=False).clean(["", "", ""]) is None
    assert DateField(required=False).clean(None) is None
    assert DateField().clean(date(2026, 3, 31)) == date(2026, 3, 31)
    with pytest.raises(ValidationError, match="Date must include a year"):
        DateField().clean(["1", "1", ""])


def test_what_is_optional_says_so() -> None:
    class Optional(Form):
        note = forms.CharField(required=False)
        long = LongTextField(required=False)
        end = DateField(required=False)
        one = RadiosField(choices=CHOICES, required=False)

    assert str(Optional()).count("(optional)") == 4
    assert "(optional)" not in str(EveryForm())


def test_a_good_form_gives_its_values() -> None:
    data = {
        "title": "Head", "email": "a@northmoor.example", "password": "p", "number": "3", "reason": "Because",
        "start_0": "1", "start_1": "4", "start_2": "2026", "colour": "a", "force": "b", "bearers": ["a", "b"],
        "agreed": "on", "why": "now",
    }  # fmt: skip
    form = EveryForm(data, {"file": SimpleUploadedFile("a.csv", b"a")})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["start"] == date(2026, 4, 1)
    assert form.cleaned_data["bearers"] == ["a", "b"]


class Noted(Form):
    note = LongTextField(label="Note")
    quotation = LongTextField(label="Quotation", personal_warning=False)


def test_what_looks_personal_is_kept_only_when_it_is_ticked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Form, "detectors", [lambda text: ["A date of birth?"] if "2011" in text else []])
    fine = sent(Noted, note="All well", quotation="In 2011")
    assert fine.is_valid()
    assert "save_anyway" not in str(fine)
    form = sent(Noted, note="Born in 2011", quotation="x")
    assert not form.is_valid()
    assert form.warnings == ["A date of birth?"]
    assert "Save anyway" in str(form)
    assert "A date of birth?" in str(form)
    assert list(form.errors) == ["save_anyway"]
    assert sent(Noted, note="Born in 2011", quotation="x", save_anyway="on").is_valid()


def test_why_an_action_refused_is_in_the_error_summary() -> None:
    form = sent(Noted, note="a", quotation="b")
    assert form.is_valid()
    form.refuse(BadInput(Problem(None, None, "The post has ended.", "Choose another."), "And it is filled."))
    assert form.non_field_errors() == ["The post has ended. Choose another.", "And it is filled."]
    assert not form.is_valid()


def test_a_form_of_another_package_looks_the_same() -> None:
    class Foreign(forms.Form):
        login = forms.CharField(label="E-mail", help_text="Yours")

    shown = str(Foreign())
    assert 'class="govuk-input"' in shown
    assert 'class="govuk-hint"' in shown
    assert not re.search(r"\brequired\b", shown)


def test_a_form_offers_choices_and_has_fields_of_its_own() -> None:
    class Asked(Form):
        one = forms.ChoiceField()
        words = forms.CharField(required=False)

    form = Asked({"one": "b", "extra": ""}, more={"extra": forms.CharField(label="Extra")})
    form.offer("one", [("b", "B")])
    assert form.errors == {"extra": ["Enter extra"]}
    assert "extra" not in Asked.base_fields
    with pytest.raises(TypeError, match="nothing is chosen in 'words'"):
        form.offer("words", [])
