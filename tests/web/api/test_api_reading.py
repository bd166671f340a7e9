"""What a program reads: the same as the pages show, of the types that the OpenAPI document names."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator
from northmoor_whole import departs, northmoor
from people import member
from tokens_held import Program, program, program_as
from world import figures_in

from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.checks.queries import report_of
from clearline.guidance.content import load
from clearline.web.api.api import document

pytestmark = pytest.mark.django_db

HERE = "/authorities/northmoor"


@pytest.fixture
def council() -> Authority:
    return northmoor()


@pytest.fixture
def officer(council: Authority) -> Program:
    return program_as(council, "governance-officer")


@pytest.fixture
def figures(tmp_path: Path, settings: Any) -> Iterator[None]:
    with ExitStack() as stack:
        settings.FIGURES = figures_in(tmp_path, stack)
        yield


def checked(holder: Program, address: str, path: str) -> Any:
    """Return what is read, checked against the schema of the answer."""
    found = holder.get(path)
    known = document()
    schema = known["paths"][f"/api{address}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": known["components"]}).validate(found)
    return found


def test_findings_are_those_of_the_check(council: Authority, officer: Program) -> None:
    found = checked(officer, "/authorities/{authority}/findings", f"{HERE}/findings?edition=2013")
    on = timezone.localdate()
    report = report_of(council, edition="2013", on=on, today=on)
    assert report is not None
    assert [one["rule"] for one in found["findings"]] == [one.rule for one in report.findings]
    assert found["findings"], "the example has findings"


def test_an_edition_that_is_none_is_said_in_words(officer: Program) -> None:
    answer = officer.ask("GET", f"{HERE}/findings?edition=1066")
    assert (answer.status_code, "There is no edition" in answer.json()["problems"][0]["what"]) == (422, True)


def test_the_guidance_is_read_whole(officer: Program) -> None:
    editions = checked(officer, "/guidance/editions", "/guidance/editions")
    assert len(editions) == len(load().editions)
    edition = checked(officer, "/guidance/editions/{document}/{edition}", "/guidance/editions/dcs-lm/2013")
    assert edition["chapters"]
    duties = checked(officer, "/guidance/duties", "/guidance/duties?on=2010-06-01")
    assert {one["edition"] for one in duties if one["document"] == "dcs-lm"} == {"2009"}
    compared = checked(officer, "/guidance/comparison", "/guidance/comparison?earlier=dcs-lm/2009&later=dcs-lm/2013")
    assert compared["changes"]
    everything = officer.get("/guidance/comparison?earlier=dcs-lm/2009&later=dcs-lm/2013&everything=true")
    assert len(everything["changes"]) >= len(compared["changes"])
    assert officer.ask("GET", "/guidance/editions/dcs-lm/1066").status_code == 404


def test_the_organisation_is_read_as_at_a_day(officer: Program) -> None:
    whole = checked(officer, "/authorities/{authority}/organisation", f"{HERE}/organisation?on=2026-06-01")
    assert whole["posts"]["director-of-children"]["roles"] == ["dcs"]
    assert "departures" not in whole
    posts = officer.get(f"{HERE}/organisation/posts")
    assert posts.keys() == whole["posts"].keys()
    address = "/authorities/{authority}/organisation/{section}/{key}"
    thing = checked(officer, address, f"{HERE}/organisation/posts/director-of-children")
    assert thing["parts"], "its appointments"
    assert officer.ask("GET", f"{HERE}/organisation/posts/none").status_code == 404


def test_people_are_named_to_those_who_may_see_them(council: Authority, officer: Program) -> None:
    from clearline.accounts.acting import at_the_machine
    from clearline.organisations.actions import name_person

    name_person(by=at_the_machine(council), key="person-director", name="Ann Heron")
    found = checked(officer, "/authorities/{authority}/people", f"{HERE}/people")
    assert {"key": "person-director", "name": "Ann Heron"} in found


def test_lines_are_those_of_one_thing_or_of_all(officer: Program) -> None:
    address = "/authorities/{authority}/lines"
    one = checked(officer, address, f"{HERE}/lines?of=head-of-libraries")
    assert [subject["id"] for subject in one["subjects"]] == ["head-of-libraries"]
    assert len(checked(officer, address, f"{HERE}/lines")["subjects"]) > 1
    assert officer.ask("GET", f"{HERE}/lines?of=nothing-there").status_code == 422


def test_the_trail_is_read_page_by_page_with_its_head(council: Authority, officer: Program) -> None:
    address = "/authorities/{authority}/trail"
    every = checked(officer, address, f"{HERE}/trail")
    assert [one["sequence"] for one in every] == sorted((one["sequence"] for one in every), reverse=True)
    first = checked(officer, address, f"{HERE}/trail?most=1")
    assert first[0]["sequence"] == every[0]["sequence"]
    rest = officer.get(f"{HERE}/trail?before={first[0]['sequence']}")
    assert rest == every[1:]
    newest = Entry.objects.filter(authority=council).order_by("-sequence").first()
    assert newest is not None
    head = checked(officer, f"{address}/head", f"{HERE}/trail/head")
    assert head == {"entries": newest.sequence, "head": newest.head}
    entry = checked(officer, f"{address}/{{sequence}}", f"{HERE}/trail/{newest.sequence}")
    assert entry["about"] == newest.about
    assert all(one["about"] == newest.about for one in officer.get(f"{HERE}/trail?about={newest.about}"))
    assert officer.ask("GET", f"{HERE}/trail/999999").status_code == 404
    assert officer.ask("GET", f"{HERE}/trail?before=99999999999999999999").status_code == 422


def test_personal_values_of_the_trail_need_the_scope_of_people(council: Authority) -> None:
    from clearline.accounts.acting import at_the_machine
    from clearline.organisations.actions import name_person

    user = member(council, "governance-officer")
    name_person(by=at_the_machine(council), key="person-director", name="Ann Heron")
    with_names, without = program(user, council), program(user, council, "trail")
    assert "Ann Heron" in json.dumps(with_names.get(f"{HERE}/trail"))
    assert "Ann Heron" not in json.dumps(without.get(f"{HERE}/trail"))


def test_what_the_authority_and_scopes_are_is_told(council: Authority) -> None:
    found = checked(program_as(council, "dcs", "read", "findings"), "/authorities", "/authorities")
    assert (found[0]["roles"], found[0]["scopes"]) == (["dcs"], ["read", "findings"])


def test_figures_are_those_that_the_owner_may_see(council: Authority, figures: None) -> None:
    inside = program_as(council, "analyst")
    address = "/authorities/{authority}/measures/{key}"
    found = checked(inside, address, f"{HERE}/measures/came-back")
    assert found["answer"]["measure"] == "came-back"
    card = checked(inside, "/authorities/{authority}/scorecard", f"{HERE}/scorecard")
    gaps = checked(inside, "/authorities/{authority}/gaps", f"{HERE}/gaps")
    assert "came-back" in [one["measure"] for one in card["scorecard"]["answers"]]
    assert "score-gap" in [one["key"] for one in gaps["gaps"]]
    assert checked(inside, "/measures", "/measures")
    assert inside.ask("GET", f"{HERE}/measures/no-such-measure-at-all").status_code == 404
    assert inside.ask("GET", f"{HERE}/measures/came-back?period=1066").status_code == 422


def test_own_figures_are_marked_and_hidden_from_those_outside(council: Authority, figures: None) -> None:
    inside, outside = program_as(council, "analyst"), program_as(council, "auditor")
    cards = [one.get(f"{HERE}/scorecard") for one in (inside, outside)]
    assert cards[0]["restricted"]
    assert cards[1]["restricted"] is None


def test_the_public_reads_who_is_accountable_and_no_day_to_come(council: Authority) -> None:
    departs(council, published=True)
    anybody = Program("")
    listed = checked(anybody, "/public/authorities", "/public/authorities")
    assert [one["key"] for one in listed] == ["northmoor"]
    address = "/public/authorities/{authority}"
    found = checked(anybody, address, "/public/authorities/northmoor")
    assert [one["role"] for one in found["accountable"]][:2] == [
        "Director of children's services", "Lead member for children's services",
    ]  # fmt: skip
    assert found["functions"]
    assert found["lines"]
    assert found["departures"]
    assert anybody.ask("GET", "/public/authorities/northmoor?on=2199-01-01").status_code == 422
    assert anybody.ask("GET", "/public/authorities/nowhere").status_code == 404


def test_the_public_reads_that_nothing_is_stated(db: None) -> None:
    from people import make_authority

    make_authority()
    found = Program("").get("/public/authorities/northmoor")
    assert (found["stated"], found["accountable"]) == (False, [])


def test_an_authority_without_a_trail_has_a_head_of_nothing(db: None) -> None:
    from people import make_authority

    holder = program_as(make_authority(), "auditor")
    found = holder.get(f"{HERE}/trail/head")
    assert found["entries"] == 1, "that a token was made is the first entry"
