"""The form about a thing gives back what is stated of it, for every kind of field, and refuses what makes no value."""

from datetime import date
from typing import Any

import msgspec
import pytest
from django.http import QueryDict
from northmoor import northmoor

from clearline.doors.values import words as as_words
from clearline.organisations import files
from clearline.organisations.commands import STARTER
from clearline.organisations.files import read_organisation
from clearline.organisations.forms import choices as choices_module
from clearline.organisations.forms.asking import fixed_keys, questions_of
from clearline.organisations.forms.choices import Choices
from clearline.organisations.forms.facts import FactsForm, add_form, change_form
from clearline.organisations.forms.parts import part_form
from clearline.organisations.forms.references import REFERENCES
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture
from clearline.organisations.records import NESTED, is_mapping, records_of
from clearline.organisations.sections import DATED, SECTION_WORDS

DAY = date(2026, 6, 1)

EVERY_KIND: dict[str, tuple[str, Any]] = {
    "authority": ("", {
        "id": "x", "name": "X", "kind": "county", "two_tier": True, "predecessors": ["old", "older"],
        "executive": [{"form": "leader-and-cabinet", "to": "2026-03-31"}, {"form": "committee-system"}],
        "company": {"name": "Trust", "functions": ["libraries"], "answers_to": "director-of-children"},
        "directions": {"first": {"commissioner": "Commissioner", "functions": ["libraries"]}}, "shadow": True,
    }),
    "plan": ("", {"owner": "council", "actions": {
        "one": {"title": "One", "accountable": ["council"]},
        "two": {"title": "Two", "accountable": [], "supporting": ["a trust"]},
    }}),
    "improvement_areas": ("obesity", {
        "title": "Obesity", "council_owner": False,
        "partner_owners": {"nhs": True, "police": "Chief Constable", "probation": False},
    }),
    "decisions": ("d", {"title": "D", "decided_by": [], "high_impact": True}),
    "officer_concerns_go_to": ("", False),
    "safeguarding_owner": ("", "lead-member"),
    "relations": ("family-courts", True),
    "youth_justice_linked_to_crime_and_disorder": ("", False),
    "resettlement_escalation": ("", {"open_to": ["secure-estate"], "steps": 3, "resolver": False, "time_limits": True}),
    "accountability_framework": ("", {"exists": True, "covers": []}),
    "authority_framework": ("", {"owner": "director-of-children", "lead_member_assured": "2025-01-02"}),
    "arrangement_owners": ("", {"political": "lead-member", "professional": False}),
    "corporate_parenting": ("", {"political_lead": "director-of-children", "shared_by_all_members": True}),
    "switched_on": ("", ["ascl-act-2009"]),
    "arrangements": ("section-75", {"exists": False, "led_by": []}),
    "schools": ("primary", {"number": 12, "represented_by": "the Head Teachers’ Forum"}),
    "people": ("p", {
        "councillor_of": [], "political_activity": [], "local_agency_posts": ["police"], "note": "one\r\ntwo",
    }),
    "bodies": ("b", {
        "name": "B", "kind": "scrutiny", "framework": {}, "seats": [],
        "safeguarding_training": {"members": 9, "trained": 4},
    }),
    "functions": ("f", {"title": "F", "group": "education", "responsible": ["director-of-children", "chief-executive"],
                        "political_owner": "nobody", "protocol": {"names_dcs": False}, "considered": True}),
}  # fmt: skip


def filled(form: FactsForm, **change: str | list[str]) -> QueryDict:
    """Return what a browser sends when somebody leaves a form as it is but for a change."""
    sent = QueryDict(mutable=True)
    for name, field in form.fields.items():
        value = form[name].value()
        if hasattr(field.widget, "decompress"):
            for at, part in enumerate(field.widget.decompress(value)):
                sent[f"{name}_{at}"] = "" if part is None else str(part)
        elif isinstance(value, list):
            sent.setlist(name, value)
        elif value not in (None, False):
            sent[name] = "on" if value is True else str(value)
    sent |= QueryDict("why=because&how=correct")
    for name, value in change.items():
        sent.setlist(name.replace("__", "-"), [value] if isinstance(value, str) else value)
    return sent


def as_read(section: str, key: str, facts: Any) -> Organisation:
    """Return an organisation of one thing, in which what files may say in two ways is the same."""
    plain: dict[str, Any] = {"authority": {"id": "x", "name": "X", "kind": "county"}}
    return msgspec.convert({**plain, section: {key: facts} if key else facts}, Organisation)


def chosen() -> Choices:
    return Choices(Picture(northmoor(), DAY))


def assert_given_back(section: str, key: str, facts: Any, choices: Choices) -> None:
    sent = filled(change_form(section, choices, facts, None))
    form = change_form(section, choices, facts, sent)
    assert form.is_valid(), (section, key, form.errors)
    assert as_read(section, key, form.facts) == as_read(section, key, facts)


@pytest.mark.parametrize(
    ("section", "field", "words"),
    [
        ("authority", "executive", "Last day: 31 March 2026"),
        ("authority", "company", "Functions: Libraries"),
        ("plan", "actions", "Title: Two"),
        ("improvement_areas", "partner_owners", "nhs: Yes"),
        ("improvement_areas", "council_owner", "No"),
        ("decisions", "decided_by", "None"),
        ("accountability_framework", "covers", "None"),
        ("schools", "represented_by", "the Head Teachers’ Forum"),
        ("functions", "political_owner", "Nobody"),
        ("functions", "responsible", "Chief Executive"),
        ("relations", "stated", "Yes"),
        ("safeguarding_owner", "stated", "Cabinet Member for Children and Learning"),
    ],
)
def test_what_is_stated_is_shown_in_words(section: str, field: str, words: str) -> None:
    facts = EVERY_KIND[section][1]
    value = facts if field == "stated" else facts[field]
    assert words in str(as_words(questions_of(section, chosen(), facts)[field].shown(value)))


def test_the_form_of_executive_without_dates_is_shown_as_a_word() -> None:
    assert "Leader and cabinet" in as_words(
        questions_of("authority", chosen(), {})["executive"].shown("leader-and-cabinet")
    )


@pytest.mark.parametrize("section", EVERY_KIND)
def test_a_form_left_as_it_is_gives_back_every_kind_of_value(section: str) -> None:
    assert_given_back(section, *EVERY_KIND[section], chosen())


def test_a_form_left_as_it_is_gives_back_every_thing_of_an_authority() -> None:
    choices = chosen()
    for record in records_of(northmoor()):
        if record.key or not (record.within or is_mapping(record.section)):
            assert_given_back(record.section, record.key, record.facts, choices)


def test_where_there_are_many_a_reference_is_written_by_title_or_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clearline.organisations.forms.questions.FEW", 3)
    choices = chosen()
    post = {"title": "X", "reports_to": "chief-executive", "interest": ["elsewhere", "chief-executive"]}
    assert_given_back("posts", "x", post, choices)
    assert_given_back("functions", "f", EVERY_KIND["functions"][1], choices)
    sent = filled(change_form("posts", choices, post, None), reports_to="executive director of children and LEARNING")
    form = change_form("posts", choices, post, sent)
    assert form.is_valid()
    assert form.facts["reports_to"] == "director-of-children"
    form = change_form(
        "posts", choices, post, filled(change_form("posts", choices, post, None), reports_to="Head of Hosing Options")
    )
    assert "Did you mean: Head of Housing Options;" in str(form.errors["reports_to"])


def test_a_title_that_two_things_share_is_told_apart_by_id(monkeypatch: pytest.MonkeyPatch) -> None:
    twins = {"a": {"title": "Twin"}, "b": {"title": "Twin"}}
    authority = {"id": "x", "name": "X", "kind": "county"}
    organisation = msgspec.convert({"authority": authority, "posts": twins}, Organisation)
    choices = Choices(Picture(organisation, DAY))
    assert choices.among(("posts",)) == {"a": "Twin (a)", "b": "Twin (b)"}
    with pytest.raises(ValueError, match="Several are called “twin”"):
        choices.find("twin", ("posts",))
    assert choices.find("Twin (b)", ("posts",)) == choices.find("b", ("posts",)) == "b"
    monkeypatch.setattr("clearline.organisations.forms.questions.FEW", 1)
    assert_given_back("posts", "c", {"title": "C", "reports_to": "b"}, choices)


@pytest.mark.parametrize(
    ("section", "facts", "change", "field", "words"),
    [
        ("posts", {"title": "X"}, {"reports_to": "nobody", "reports_to__1": "dcs"}, "reports_to-1", "valid choice"),
        (
            "posts",
            {"title": "X"},
            {"reports_to": "nobody", "reports_to__1": "chief-executive"},
            "reports_to",
            "not both",
        ),
        ("posts", {"title": "X"}, {"services": ["education", "none"]}, "services", "not both"),
        ("posts", {"title": "X"}, {"title": ""}, "title", "Enter title"),
        ("people", {}, {"councillor_of": "x", "councillor_of__none": "on"}, "councillor_of-none", "not both"),
        (
            "functions",
            {"title": "F", "group": "health"},
            {"led_by": "no such post"},
            "led_by",
            "Nothing here is called",
        ),
        ("functions", {"title": "F", "group": "health"}, {"considered": "further"}, "considered-day", "Say more"),
        ("functions", {"title": "F", "group": "health"}, {"considered__day_0": "1"}, "considered-day", "must include"),
        ("schools", {"number": 1}, {"represented_by__words": "someone"}, "represented_by", "Choose “In words”"),
        ("plan", {}, {"actions__0__accountable": "council"}, "actions-0-title", "is needed with the rest"),
        ("decisions", {"title": "D", "decided_by": ["officer"]}, {"decided_by": []}, "decided_by", "Say something"),
        ("safeguarding_owner", "lead-member", {"stated": ""}, "stated", "end it"),
        ("posts", {"title": "X"}, {"how": "change"}, "start", "Enter the first day"),
    ],
)
def test_what_makes_no_value_is_an_error_of_its_field(
    section: str, facts: Any, change: dict[str, Any], field: str, words: str
) -> None:
    choices = chosen()
    form = change_form(section, choices, facts, filled(change_form(section, choices, facts, None), **change))
    assert not form.is_valid()
    assert words in str(form.errors[field])


def test_what_the_form_does_not_ask_about_is_kept() -> None:
    person = {"safeguarding_training": True, "vetting": "registered", "note": "n"}
    form = change_form("people", chosen(), person, filled(change_form("people", chosen(), person, None), note="m"))
    assert form.is_valid()
    assert form.facts == {**person, "note": "m"}


def test_a_new_part_gets_an_id_of_its_title() -> None:
    plan = {"actions": {"one": {"title": "One"}}}
    sent = filled(change_form("plan", chosen(), plan, None), actions__1__title="One")
    form = change_form("plan", chosen(), plan, sent)
    assert form.is_valid()
    assert form.facts == {"actions": {"one": {"title": "One"}, "one-2": {"title": "One"}}}


def test_a_part_that_is_emptied_is_taken_out() -> None:
    plan = {"owner": "council", "actions": {"one": {"title": "One"}}}
    form = change_form("plan", chosen(), plan, filled(change_form("plan", chosen(), plan, None), actions__0__title=""))
    assert form.is_valid()
    assert form.facts == {"owner": "council"}


def test_a_thing_that_is_added_exists_from_the_day_on_which_it_is_stated() -> None:
    empty = add_form("posts", chosen(), {}, None)
    assert {"from_0", "to_0"}.isdisjoint(empty.fields)
    sent = filled(empty, title="New", start_0="1", start_1="4", start_2="2027")
    form = add_form("posts", chosen(), {}, sent)
    assert form.is_valid(), form.errors
    assert form.facts["from"] == "2027-04-01"


def test_a_section_of_fixed_ids_offers_those_that_are_not_there() -> None:
    form = add_form("schools", chosen(), {"primary": object()}, None)
    assert "primary" not in str(form["which"])
    assert "Secondary" in str(form["which"])
    assert "primary" in fixed_keys("schools")
    assert fixed_keys("posts") == ()


def test_a_proposal_is_asked_the_same_questions_without_day_and_reason() -> None:
    now = {"owner": "council"}
    form = FactsForm(QueryDict("owner=childrens-trust-board"), questions=questions_of("plan", chosen(), now), now=now)
    assert form.is_valid()
    assert (form.facts, {"why", "start"}.isdisjoint(form.fields)) == ({"owner": "childrens-trust-board"}, True)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("person=&kind=acting&why=x", "write the name"),
        ("person=person-c1&new_person=Cat&kind=acting&why=x", "not both"),
    ],
)
def test_an_appointment_has_one_person(sent: str, words: str) -> None:
    form = part_form("posts", chosen(), None, QueryDict(sent))
    assert not form.is_valid()
    assert words in str(form.errors["person"])


def test_every_section_and_every_field_of_its_types_has_a_question() -> None:
    choices = chosen()
    for section in SECTION_WORDS:
        for question in questions_of(section, choices, None).values():
            assert question.fields()
            assert question.label or question.name == "stated"
    for section in NESTED:
        assert part_form(section, choices, None, None).questions


def test_every_reference_that_a_file_is_held_to_leads_to_things_in_the_form() -> None:
    places = [place for place, _ in files._references(read_organisation(STARTER))]
    held = {[step for step in place if isinstance(step, str)][-1] for place in places}
    assert len(held) > 12
    assert {"held_by" if name == "seats" else name for name in held} <= {field for _, field in REFERENCES}


def test_things_with_no_choices_at_all_are_asked_about_too() -> None:
    assert Choices(None).among(("posts", "council")) == {"council": "The Council"}
    with pytest.raises(ValueError, match="Write the title or the id"):
        Choices(None).find("x", ("posts",))
    assert choices_module.FEW == 200


def test_the_sections_that_say_when_their_things_begin_and_end_are_known() -> None:
    dated = [one for one in SECTION_WORDS if one != "authority" and "to" in questions_of(one, Choices(None), None)]
    assert dated == list(DATED)
