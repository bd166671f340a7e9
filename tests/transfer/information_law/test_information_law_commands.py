"""The commands of information law do what the pages do, and bad input is a message and exit status 2."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from information_law_people import EMAIL, Everywhere, everywhere
from people import make_authority

from clearline.accounts.models import Membership, User
from clearline.cli import main
from clearline.organisations.models import Recorded

pytestmark = pytest.mark.django_db

AT = ("--authority", "northmoor")


@pytest.fixture
def there() -> Everywhere:
    found = everywhere()
    Membership.objects.filter(user=found.user).update(ends=date(2020, 1, 5))
    for row in Recorded.objects.filter(facts__person="person-lead-member"):
        row.facts = {**(row.facts or {}), "to": "2026-06-30"}
        row.save()
    return found


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_person_is_written_to_a_new_folder_once(there: Everywhere, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("person", "export", EMAIL, "--out", out)
    assert done.exit_code == 0, done.output
    assert str(out / "trail.entry.csv") in done.output
    again = run("person", "export", EMAIL, "--out", out)
    assert (again.exit_code, "there already" in again.output) == (2, True)
    assert run("person", "export", "nobody@x.example", "--out", tmp_path / "b").exit_code == 2
    here = run("person", "export", "person-director", "--out", tmp_path / "c", *AT)
    assert here.exit_code == 0, here.output


def test_a_person_is_erased_after_a_dry_run(there: Everywhere) -> None:
    tried = run("person", "erase", EMAIL, "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert "would go: The name: 1" in tried.output
    assert "stays: Entries of the trail" in tried.output
    assert "Backups made before" in tried.output
    assert run("person", "erase", EMAIL).exit_code == 2
    done = run("person", "erase", EMAIL, "--why", "Asked")
    assert done.exit_code == 0, done.output
    assert "gone: The name: 1" in done.output
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_dry_run_says_what_forbids_it(there: Everywhere) -> None:
    run("retention", "hold", *AT, "--scope", "everything", "--reason", "Inquiry")
    tried = run("person", "erase", EMAIL, "--dry-run")
    assert tried.exit_code == 2
    assert "would go: The name: 1" in tried.output
    assert "A hold forbids it" in tried.output


def test_retention_is_listed_held_lifted_and_applied(there: Everywhere) -> None:
    listed = run("retention", "due", *AT, "--format", "json")
    assert [one["record_type"] for one in json.loads(listed.output)] == ["accounts"]
    assert "Monitoring officer until 5 January 2020" in run("retention", "due", *AT, "--format", "csv").output
    held = run("retention", "hold", *AT, "--scope", "accounts", "--reason", "Inquiry", "--from", "2026-01-01")
    assert held.output == "hold-2 is in place.\n"
    assert "Inquiry" in run("retention", "holds", *AT, "--format", "csv").output
    refused = run("retention", "apply", *AT, "--why", "Review")
    assert (refused.exit_code, "Nothing is overdue" in refused.output) == (2, True)
    assert run("retention", "lift", "hold-2", *AT, "--why", "Reported").output == "hold-2 is lifted.\n"
    done = run("retention", "apply", *AT, "--why", "Review", "--type", "accounts")
    assert done.exit_code == 0, done.output
    assert "accounts: 1 deleted, 0 held" in done.output


def test_a_request_goes_from_search_to_notice(there: Everywhere, tmp_path: Path) -> None:
    assert "departure:2013-key-5" in run("foi", "search", "managers share", *AT, "--format", "csv").output
    assert "Answer by 18 December 2026" in run(
        "foi", "open", "F-1", "managers share", *AT, "--received", "2026-11-22").output  # fmt: skip
    assert run("foi", "close", "F-1", *AT).exit_code == 2
    assert run("foi", "notice", "F-1", *AT).exit_code == 2
    record = "departure:2013-key-5"
    wrong = run("foi", "decide", "F-1", record, "withhold", *AT, "--exemption", "s22")
    assert (wrong.exit_code, "public interest" in wrong.output) == (2, True)
    done = run("foi", "decide", "F-1", record, "withhold", *AT, "--exemption", "s22", "--note", "Out next week")
    assert done.output == f"{record}: withhold (s22).\n"
    listed = json.loads(run("foi", "schedule", "F-1", *AT, "--format", "json").output)
    assert [(one["record"], one["exemption"]) for one in listed if one["decision"]] == [(record, "s22")]
    assert "Out next week" in run("foi", "notice", "F-1", *AT).output
    assert run("foi", "notice", "F-1", *AT, "--out", tmp_path / "notice.txt").exit_code == 0
    assert "Out next week" in (tmp_path / "notice.txt").read_text()
    for one in listed:
        if not one["decision"]:
            assert run("foi", "decide", "F-1", one["record"], "disclose", *AT).exit_code == 0
    assert run("foi", "close", "F-1", *AT).output == "F-1 is answered.\n"


@pytest.mark.parametrize(
    "words", [("retention", "due"), ("foi", "search", "zebra"), ("retention", "holds")]
)  # fmt: skip
def test_an_authority_that_is_not_there_is_bad_input(words: tuple[str, ...]) -> None:
    make_authority()
    answer = run(*words, "--authority", "nowhere")
    assert answer.exit_code == 2
    assert "There is no authority 'nowhere' here." in answer.output
