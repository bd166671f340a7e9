"""What a child could be known by is warned of, what is harmless mostly is not, and a tick is noted without the text."""

import pytest
from django.http import HttpResponseRedirect
from django.test import RequestFactory
from people import client_for, make_authority, member

from clearline.accounts.personal import detect, find, note_ticked
from clearline.accounts.trail.models import Entry
from clearline.doors.forms import Form

UPN = "A123456789012"
NHS = "943 476 5919"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"about {UPN} only", "a unique pupil number"),
        (f"NHS {NHS}", "an NHS number"),
        ("NHS 9434765919.", "an NHS number"),
        ("She was born on 3 May 2015.", "a date of birth"),
        ("DOB: 03/05/2015", "a date of birth"),
        ("date of birth 2015-05-03", "a date of birth"),
        ("a child called Fern Ashdown", "the name of a child"),
        ("The pupil Fern Ashdown moved", "the name of a child"),
        ("Fern Ashdown, aged 7, moved", "the name of a child"),
        ("Fern, aged 7, moved", "the name of a child"),
        ("Fern Ashdown (7) moved", "the name of a child"),
        ("Fern Ashdown is a care leaver", "the name of a child"),
        ("her son was named Rowan", "the name of a child"),
    ],
)  # fmt: skip
def test_what_a_child_could_be_known_by_is_found(text: str, kind: str) -> None:
    assert kind in {found.kind for found in find(text)}, list(find(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "B123456789012 has another check letter, and 943 476 5918 another check digit; 000 000 0000 is none.",
        "The Director of Children’s Services reports to the Chief Executive from 1 April 2026.",
        "Every child has a Child Protection Plan under the Children Act 1989.",
        "The pupil Referral Unit and the Virtual School Head; young person Support Service.",
        "Councillor Priya Netherby chairs the board, which was founded on 3 May 2015.",
        "Two managers share the hub. Key Stage 2 results of boys and girls differ.",
        "aged 7 to 11",
    ],
)  # fmt: skip
def test_what_is_harmless_is_not_warned_of(text: str) -> None:
    assert detect(text) == []


def test_a_warning_quotes_what_was_found() -> None:
    assert detect(f"UPN {UPN.lower()}") == [f"“{UPN.lower()}” looks like a unique pupil number."]


def test_every_form_of_the_site_looks() -> None:
    assert detect in Form.detectors


GIVEN = {
    "provision": "key-5", "edition": "2013", "reasons": "A child called Fern Ashdown.", "decided_by": "Cabinet",
    "route": "executive", "start_0": "1", "start_1": "1", "start_2": "2026", "review_0": "1", "review_1": "1",
    "review_2": "2099",
}  # fmt: skip


@pytest.mark.django_db
def test_a_tick_is_noted_without_the_text_and_only_when_something_was_kept() -> None:
    client = client_for(member(make_authority(), "governance-officer"))
    asked = client.post("/northmoor/departures/record/", GIVEN)
    assert "looks like the name of a child" in asked.content.decode()
    client.post("/northmoor/departures/record/", {**GIVEN, "route": "", "save_anyway": "on"})
    assert not Entry.objects.exists()
    client.post("/northmoor/departures/record/", {**GIVEN, "save_anyway": "on"})
    entry = Entry.objects.get(did="warning of personal data ticked away")
    assert entry.about == "page:assurance:record-departure"
    assert entry.after == '{"looked like":["the name of a child"]}'
    client.post("/northmoor/departures/record/", {**GIVEN, "reasons": "Two share it.", "save_anyway": "on"})
    assert Entry.objects.filter(did="warning of personal data ticked away").count() == 1


@pytest.mark.django_db
def test_a_page_of_no_authority_notes_nothing() -> None:
    request = RequestFactory().post("/", {"save_anyway": "on", "text": UPN})
    assert note_ticked(lambda asked: HttpResponseRedirect("/"))(request).status_code == 302
    assert not Entry.objects.exists()
