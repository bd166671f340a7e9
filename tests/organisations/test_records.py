"""An organisation is the same on every day after it was taken apart for the database or written as YAML."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from line_pictures import STARTER
from random_organisations import ORGANISATIONS

from clearline.kit.errors import BadInput
from clearline.kit.reading import convert, read_yaml
from clearline.organisations.files import read_organisation
from clearline.organisations.organisation import SECTIONS, Organisation, as_on
from clearline.organisations.records import Record, organisation_from, records_of
from clearline.organisations.writing import organisation_yaml

DAYS = [date(2008, 12, 31) + timedelta(days) for days in range(14)]


def same_on(one: Organisation, other: Organisation, day: date) -> bool:
    """Return whether two organisations are the same on a day, section for section."""
    first, second = as_on(one, day), as_on(other, day)
    return all(getattr(first, name) == getattr(second, name) for name in ("authority", *SECTIONS))


@given(ORGANISATIONS)
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_organisation_put_together_from_its_records_is_the_same_on_every_day(organisation: Organisation) -> None:
    records = records_of(organisation)
    again = organisation_from(records)
    assert all(same_on(organisation, again, day) for day in DAYS)
    assert not [r for r in records if r.valid_from and r.valid_to and r.valid_to < r.valid_from]
    begins = [(r.section, r.key, r.valid_from) for r in records if not r.within]
    assert len(begins) == len(set(begins))  # as the database asks


@given(ORGANISATIONS)
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_organisation_read_from_what_was_written_of_it_is_equal(
    tmp_path_factory: pytest.TempPathFactory, organisation: Organisation
) -> None:
    path = tmp_path_factory.mktemp("written") / "a.yaml"
    path.write_text(organisation_yaml(organisation), encoding="utf-8")
    data, places = read_yaml(path)
    assert convert(data, Organisation, places) == organisation


def test_the_starter_is_written_as_a_file_that_reads_back(tmp_path: Path) -> None:
    starter = read_organisation(STARTER)
    path = tmp_path / "again.yaml"
    path.write_text(organisation_yaml(starter), encoding="utf-8")
    assert read_organisation(path) == starter
    assert organisation_from(records_of(starter)) == starter
    assert 'title: "Director of Children\'s Services"' in path.read_text("utf-8")


def test_what_a_written_file_extends_is_written_out(tmp_path: Path) -> None:
    variant = msgspec.structs.replace(read_organisation(STARTER), extends="base.yaml")
    assert "extends" not in organisation_yaml(variant)


def test_an_appointment_that_a_later_version_leaves_out_ends_with_the_version_before() -> None:
    post = {"title": "DCS", "holders": [{"person": "a"}, {"person": "b"}]}
    later = {"title": "Executive DCS", "holders": [{"person": "b"}, {"person": "c"}]}
    plain = {
        "authority": {"id": "x", "name": "X", "kind": "county"},
        "posts": {"dcs": post}, "changes": [{"on": "2020-01-01", "posts": {"dcs": later}}],
    }  # fmt: skip
    organisation = msgspec.convert(plain, Organisation)
    parts = [record for record in records_of(organisation) if record.within]
    spans = {part.facts["person"]: (part.valid_from, part.valid_to) for part in parts}
    assert spans == {"a": (None, date(2019, 12, 31)), "b": (None, None), "c": (date(2020, 1, 1), None)}
    assert organisation_from(records_of(organisation)) == organisation


def test_records_that_are_no_organisation_are_refused_in_words() -> None:
    with pytest.raises(BadInput, match="kind: 'town' is not one of"):
        organisation_from([Record("authority", "", "", None, None, {"id": "x", "name": "X", "kind": "town"})])
    with pytest.raises(BadInput, match="authority"):
        organisation_from([Record("plan", "", "", None, None, {})])
