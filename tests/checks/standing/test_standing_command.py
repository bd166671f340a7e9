"""`clearline standing` prints how duties stand, what moved and what another edition changes, and refuses bad input."""

import csv
import io
import json
from datetime import date

import msgspec
import pytest
from click.testing import CliRunner, Result
from standing_world import JUDGED, asked, one, world

from clearline.accounts.models import Authority
from clearline.checks import standing_rows as rows
from clearline.checks.standing_commands import standing_command
from clearline.checks.standing_shapes import MovedRow, StandingsGiven, StepRow
from clearline.kit.commands import Commands

pytestmark = pytest.mark.django_db

HOME = {"standing": "clearline.checks.standing_commands:standing_command"}


@pytest.fixture
def authority() -> Authority:
    return world()


def run(*words: str, key: str = "northmoor") -> Result:
    """Return what the command prints as at June 2026."""
    return CliRunner().invoke(
        Commands(homes=HOME), ["standing", "--authority", key, "--on", "2026-06-01", *words], catch_exceptions=False
    )


@pytest.mark.usefixtures("authority")
def test_the_words_count_first_and_then_name_what_is_not_met_with_its_proofs() -> None:
    said = run()
    assert said.exit_code == 1
    assert said.output.startswith("Northmoor Council, dcs-lm/2013, on 2026-06-01\n  Appears not to be met: ")
    assert "\nNever looked at\n- " in said.output
    assert "    Structure: fails. " in said.output
    met = run("--standing", "appears-to-be-met")
    assert (met.exit_code, "\n- " in met.output) == (0, False)


@pytest.mark.usefixtures("authority")
def test_json_and_csv_hold_every_duty_that_was_asked_for() -> None:
    given = msgspec.json.decode(run("--format", "json", "--standing", "all").output, type=StandingsGiven)
    assert sum(given.counts.values()) == len(given.duties) > 150
    table = list(csv.DictReader(io.StringIO(run("--format", "csv", "--standing", "all").output)))
    assert [row["key"] for row in table] == [duty.key for duty in given.duties]
    assert {row["standing"] for row in table} == set(given.counts)


@pytest.mark.usefixtures("authority")
def test_duties_are_chosen_by_bearer_theme_force_and_standing() -> None:
    def keys(*words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(run("--format", "csv", *words).output)))

    assert {"dcs" in row["bearers"] for row in keys("--bearer", "dcs")} == {True}
    assert {row["force"] for row in keys("--force", "must")} == {"must"}
    assert {"Function allocation map" in row["themes"] for row in keys("--theme", "3")} == {True}
    assert {row["standing"] for row in keys("--standing", "never-looked-at")} == {"Never looked at"}
    assert "Binds nobody" not in {row["standing"] for row in keys()}
    assert "never looked at" in run("--format", "table", "--force", "must").output.lower()


@pytest.mark.usefixtures("authority")
@pytest.mark.parametrize("form", ["words", "table", "csv", "json"])
def test_what_moved_since_a_day_names_the_duty_and_the_proof(form: str) -> None:
    said = run("--since", "2026-01-01", "--format", form, "--bearer", "dcs")
    assert said.exit_code == 1
    assert "never looked at >" in " ".join(said.output.split())
    if form == "json":
        found = msgspec.json.decode(said.output, type=list[MovedRow])
        assert JUDGED[2] in {each.duty.key for each in found}
    assert run("--since", "2026-05-31", "--format", form, "--bearer", "schools").exit_code == 0


@pytest.mark.usefixtures("authority")
@pytest.mark.parametrize("form", ["words", "table", "csv", "json"])
def test_what_another_edition_changes_is_told_duty_by_duty(form: str) -> None:
    said = run("--edition", "2012", "--against", "2013", "--format", form)
    assert said.exit_code == 1
    assert "new" in said.output.lower()
    if form == "json":
        assert {each.change for each in msgspec.json.decode(said.output, type=list[StepRow])} >= {"same", "new"}


def test_the_same_edition_changes_nothing(authority: Authority) -> None:
    said = run("--edition", "2009", "--against", "2009", "--format", "json")
    assert said.exit_code == 0
    assert {each["change"] for each in json.loads(said.output)} == {"same"}
    assert authority.key in "northmoor"


@pytest.mark.usefixtures("authority")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--bearer", "nobody"), "no bearer 'nobody'"),
        (("--theme", "99"), "no theme '99'"),
        (("--force", "would"), "no force 'would'"),
        (("--standing", "fine"), "no standing 'fine'"),
        (("--edition", "1999"), "no edition '1999'"),
        (("--since", "2027-01-01"), "give an earlier day"),
        (("--against", "2013"), "--edition"),
        (("--since", "2026-01-01", "--against", "2013"), "not both"),
    ],
)
def test_bad_input_is_a_message_and_exit_status_2(words: tuple[str, ...], says: str) -> None:
    said = run(*words)
    assert said.exit_code == 2
    assert says in said.output


def test_an_authority_that_there_is_not_is_named() -> None:
    said = run(key="nowhere")
    assert (said.exit_code, said.output) == (2, "Error: There is no authority 'nowhere'.\n")


def test_a_row_holds_what_an_export_needs(authority: Authority) -> None:
    found = rows.row(one(asked(authority), JUDGED[2]))
    assert (found.document, found.edition, found.key) == JUDGED
    assert found.proofs
    assert rows.given("N", asked(authority), []).counts == {}
    assert standing_command.name == "standing"
    assert asked(authority).on == date(2026, 6, 1)
