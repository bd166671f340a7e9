"""Every table of an authority goes out and comes in again with nothing lost, or is named with why it does not."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
import stating
from django.apps import apps
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings
from world_schedule import BRIEFING
from world_transfer import DAY, NOW, WORDS, everything

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority, Individual, Membership
from clearline.assurance.evidence.models import Item, Version
from clearline.assurance.models import LegalView
from clearline.assurance.signing.models import SignOff
from clearline.assurance.signing.queries import signatures
from clearline.assurance.statements.models import Statement
from clearline.assurance.statements.queries import judgement
from clearline.assurance.statements.signed import signed_content
from clearline.assurance.testing import queries as testing
from clearline.assurance.testing.models import Test
from clearline.jobs.models import Job
from clearline.kit.errors import BadInput
from clearline.reports.models import Remark, WordTemplate
from clearline.schedule.models import IssuedFile
from clearline.transfer import records
from clearline.transfer.comparing import differences, read_folder
from clearline.transfer.exporting import export
from clearline.transfer.importing import import_folder
from clearline.transfer.information_law.scoping import path_to_authority
from clearline.transfer.tables import tables

STATEMENTS, ITEMS, VERSIONS = "statements.statement", "evidence.item", "evidence.version"


@pytest.fixture(scope="module")
def exported(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return an export of a whole authority, of which nothing is left in the database."""
    home = tmp_path_factory.mktemp("exported")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        for name in ("EVIDENCE", "ISSUED", "FIGURES"):
            patch.setattr(settings, name, home / name.lower())
        everything()
        out(home / "out")
        transaction.set_rollback(True)
    return home / "out"


@pytest.fixture
def folder(exported: Path, settings: Settings, tmp_path: Path, db: None) -> Path:
    """Return a copy of the export, in an empty installation."""
    for name in ("EVIDENCE", "ISSUED", "FIGURES"):
        setattr(settings, name, tmp_path / "here" / name.lower())
    return Path(shutil.copytree(exported, tmp_path / "out"))


@pytest.fixture
def here(folder: Path) -> Path:
    """Return a copy of the export, in an installation that has taken it in."""
    into(folder)
    return folder


def out(folder: Path) -> Path:
    export(by=at_the_machine(Authority.objects.get()), folder=folder)
    return folder


def into(folder: Path) -> None:
    import_folder(read_folder(folder), why="moved", now=NOW)


def table(folder: Path, name: str) -> Path:
    return folder / "records" / f"{name}.jsonl"


def lines(folder: Path, name: str) -> list[str]:
    return table(folder, name).read_text(encoding="utf-8").split("\n")[:-1]


def write(folder: Path, name: str, texts: list[str]) -> None:
    table(folder, name).write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")


def change(folder: Path, name: str, line: int, **values: object) -> None:
    """Change a line of a table, counted from 1."""
    texts = lines(folder, name)
    texts[line - 1] = json.dumps({**json.loads(texts[line - 1]), **values}, ensure_ascii=False)
    write(folder, name, texts)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def kept(tmp_path: Path) -> list[Path]:
    """Return the files of evidence and reports that are here."""
    return [path for path in (tmp_path / "here").rglob("*") if path.is_file()]


def test_every_table_of_the_project_goes_out_or_is_named_with_its_reason() -> None:
    every = {model._meta.label for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    assert records.NOT_ROWS.keys() <= every
    assert {model._meta.label for model in records.recorded()} == every - records.NOT_ROWS.keys()
    for model in records.recorded():
        assert path_to_authority(model), f"{model._meta.label} is of no authority: say in NOT_ROWS where it is"


def test_whatever_a_row_refers_to_has_a_name_by_which_another_installation_finds_it() -> None:
    for model in records.recorded():
        for field in records.fields_of(model):
            if field.is_relation and field.related_model is not Individual:
                assert field.related_model in records.recorded()
                assert records.name_columns(field.related_model), f"{model._meta.label}.{field.name}"


def test_the_export_of_these_tests_has_a_row_of_every_table(exported: Path) -> None:
    tables = {f"records/{path.name}": path.stat().st_size for path in (exported / "records").iterdir()}
    assert tables.keys() == {records.file_of(model) for model in records.recorded()}
    assert [name for name, size in tables.items() if not size] == []


@pytest.mark.database
def test_a_whole_authority_moves_to_an_empty_installation_and_comes_out_the_same(folder: Path, tmp_path: Path) -> None:
    into(folder)
    assert content(out(tmp_path / "again")) == content(folder)
    assert differences(read_folder(folder)) == []


def test_signatures_approvals_and_words_are_what_they_were_after_a_move(here: Path) -> None:
    authority = Authority.objects.get()
    one = judgement(authority, *stating.DUTY)
    assert one is not None
    signed = signatures(authority, one.about, signed_content(authority, one, DAY))
    assert [(each.by, each.changed) for each in signed] == [("Ann Heron", False), ("Bea Marsh", False)]
    assert Statement.objects.filter(words=WORDS).count() == 2
    row = Test.objects.get(state="published")
    test = testing.test(authority, row.key, at_the_machine(authority))
    assert test is not None
    assert test.digest == row.versions.get().digest
    signed = signatures(authority, f"test:{row.key}", testing.content_of(row))
    assert [each.changed for each in signed] == [False] * 3


def test_every_file_of_evidence_and_reports_arrives_under_its_digest(here: Path, tmp_path: Path) -> None:
    files = Version.objects.exclude(scan="").values_list("digest", flat=True)
    assert {path.name for path in (tmp_path / "here" / "evidence").rglob("*") if path.is_file()} == set(files) != set()
    names = {*IssuedFile.objects.values_list("sha256", flat=True), WordTemplate.objects.get().digest}
    assert {path.name for path in (tmp_path / "here" / "issued").rglob("*") if path.is_file()} == names
    assert len(names) == 3


def test_a_file_that_was_gone_before_the_export_stops_it(here: Path, tmp_path: Path) -> None:
    kept(tmp_path)[0].unlink()
    with pytest.raises(BadInput, match="is no longer there"):
        out(tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_evidence_that_waits_for_its_scan_is_scanned_where_it_goes(folder: Path) -> None:
    line = next(n for n, text in enumerate(lines(folder, VERSIONS), start=1) if json.loads(text)["scan"])
    change(folder, VERSIONS, line, scan="held")
    into(folder)
    assert [job.what for job in Job.objects.all()] == ["scan held evidence"]


def test_the_same_folder_read_again_changes_no_row(here: Path) -> None:
    before = {model: list(model._default_manager.order_by("pk").values()) for model in records.recorded()}
    into(here)
    assert {model: list(model._default_manager.order_by("pk").values()) for model in records.recorded()} == before


@pytest.mark.parametrize(
    ("name", "line", "values", "expected"),
    [
        (ITEMS, 1, {"title": "Another title"}, [("evidence.item", "2026-1", "title changed")]),
        ("schedule.question", 1, {"answer": "Ill.", "answered_at": "2026-06-02T09:00:00Z"}, [
            ("schedule.question", f"{BRIEFING}/2026-01/1", "answer added"),
            ("schedule.question", f"{BRIEFING}/2026-01/1", "answered_at added"),
        ]),
        (STATEMENTS, 2, {"words": "Other words."}, [
            (STATEMENTS, "", "not in the folder"), (STATEMENTS, "line 2", "new"),
        ]),
    ],
)  # fmt: skip
def test_a_row_that_was_changed_in_the_folder_is_listed_and_then_changed_here(
    here: Path, name: str, line: int, values: dict[str, object], expected: list[tuple[str, ...]]
) -> None:
    change(here, name, line, **values)
    there = read_folder(here)
    assert [(one.part, one.id, one.what) for one in differences(there)] == expected
    kept = list(SignOff.objects.values_list("pk", flat=True))
    into(here)
    assert differences(there) == []
    assert list(SignOff.objects.values_list("pk", flat=True)) == kept


def test_rows_are_taken_away_added_and_put_in_another_order_as_the_folder_says(here: Path) -> None:
    write(here, STATEMENTS, lines(here, STATEMENTS)[::-1])
    write(here, "reports.remark", lines(here, "reports.remark")[::-1])
    write(here, "assurance.legalview", [])
    said = json.loads(lines(here, ITEMS)[0])
    write(here, ITEMS, [*lines(here, ITEMS), json.dumps({**said, "key": "one-more"})])
    there = read_folder(here)
    assert {(one.part, one.id, one.what) for one in differences(there)} == {
        ("assurance.legalview", "", "not in the folder"),
        (ITEMS, "one-more", "new"),
        (STATEMENTS, "", "in another order"),
    }
    remarks = set(Remark.objects.values_list("pk", flat=True))
    into(here)
    assert differences(there) == []
    assert not LegalView.objects.exists()
    assert Item.objects.last().key == "one-more"  # type: ignore[union-attr]
    assert [one.role for one in Statement.objects.order_by("pk")] == ["lead-member", "dcs", "dcs"]
    assert set(Remark.objects.values_list("pk", flat=True)) == remarks


def test_a_table_that_is_not_in_the_folder_stays_as_it_is(here: Path) -> None:
    table(here, STATEMENTS).unlink()
    change(here, "statements.voice", 1, words="Other words.")
    into(here)
    assert Statement.objects.filter(words=WORDS).count() == 2


def test_a_row_that_rows_of_a_table_not_in_the_folder_refer_to_cannot_be_taken_away(here: Path) -> None:
    for name in ("version", "use"):
        table(here, f"evidence.{name}").unlink()
    write(here, ITEMS, [])
    with pytest.raises(BadInput, match=r"evidence\.item\.jsonl: leaves out a row"):
        into(here)
    assert Item.objects.exists()


def test_people_who_only_wrote_come_with_their_names(here: Path, tmp_path: Path) -> None:
    gone = Statement.objects.get(role="lead-member").by
    Membership.objects.filter(user__individual=gone).delete()
    again = out(tmp_path / "again")
    named = (again / "individuals.csv").read_text()
    assert f"{gone.pk},Bea Marsh\n" in named
    assert "Ann Heron" not in named
    (again / "individuals.csv").write_text(named.replace("Bea Marsh", "Bea Reed") + f"{UUID(int=1)},\n")
    there = read_folder(again)
    assert [(one.part, one.what, one.there) for one in differences(there)] == [
        ("individuals", "name changed", "Bea Reed"),
        ("individuals", "new", ""),
    ]
    into(again)
    assert differences(there) == []
    assert Statement.objects.get(role="lead-member").by.name == "Bea Reed"
    (again / "individuals.csv").unlink()
    assert differences(read_folder(again)) == [], "who is here already need not be named"


def test_a_person_who_is_neither_here_nor_in_the_folder_is_not_taken_in(folder: Path) -> None:
    change(folder, STATEMENTS, 1, by=str(UUID(int=1)))
    with pytest.raises(BadInput, match=rf"jsonl:1: by: '{UUID(int=1)}' is neither in the folder nor here"):
        read_folder(folder)


Change = Callable[[Path], object]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda to: write(to, ITEMS, ["{"]), f"{ITEMS}.jsonl:1: is no row"),
        (lambda to: write(to, ITEMS, ["", "[]"]), f"{ITEMS}.jsonl:2: is no row of a table."),
        (lambda to: write(to, ITEMS, ["[" * 100_000]), f"{ITEMS}.jsonl:1: is no row"),
        (lambda to: write(to, ITEMS, ["{}"]), f"{ITEMS}.jsonl:1: has no column 'access'."),
        (lambda to: change(to, ITEMS, 1, colour="red"), f"{ITEMS}.jsonl:1: has an unknown column 'colour'."),
        (lambda to: change(to, ITEMS, 2, on="1 June"), f"{ITEMS}.jsonl:2: on: "),
        (lambda to: change(to, ITEMS, 1, on=None), ":1: on: it cannot be empty."),
        (lambda to: change(to, ITEMS, 1, title=5), ":1: title: it must be text."),
        (lambda to: change(to, ITEMS, 1, title="x" * 201), ":1: title: "),
        (lambda to: change(to, ITEMS, 1, kind="rumour"), ":1: kind: "),
        (lambda to: change(to, ITEMS, 1, by="Ann"), ":1: by: 'Ann' is not the id of a person."),
        (lambda to: change(to, VERSIONS, 1, number="one"), ":1: number: it must be a number."),
        (lambda to: change(to, VERSIONS, 1, number=-1), ":1: number: "),
        (lambda to: change(to, VERSIONS, 1, link="javascript:x"), ":1: link: it must be an address on the web."),
        (lambda to: change(to, VERSIONS, 1, item="none"), ":1: item: 'none' is neither in the folder nor here."),
        (lambda to: change(to, "testing.review", 1, own="yes"), ":1: own: it must be yes or no."),
        (lambda to: change(to, "signing.signoff", 1, at="2026-06-01T12:00:00"), ":1: at: its time says no zone."),
        (lambda to: write(to, ITEMS, lines(to, ITEMS)[:1] * 2), "jsonl:2: holds 2026-1 a second time."),
        (lambda to: write(to, "evidence.itme", []), "evidence.itme.jsonl: is no table of an export."),
        (lambda to: change(to, "schedule.issuedfile", 1, sha256="../x"), ":1: names a file by '../x'"),
        (lambda to: change(to, "schedule.issuedfile", 1, sha256="0" * 64), ":1: names the file 000000000000…"),
        (lambda to: next((to / "files").iterdir()).write_text("else"), "is not what was filed"),
    ],
)
def test_what_is_wrong_in_the_records_is_named_with_file_and_line(folder: Path, wrong: Change, words: str) -> None:
    wrong(folder)
    with pytest.raises(BadInput) as error:
        read_folder(folder)
    assert words in str(error.value)


def again(folder: Path) -> None:
    """Let a second issue say the same as the first."""
    said = json.loads(lines(folder, "schedule.issue")[0])
    write(folder, "schedule.issue", [*lines(folder, "schedule.issue"), json.dumps({**said, "number": "2026-77"})])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda to: change(to, ITEMS, 1, starts="2026-02-01", ends="2026-01-01"), "item.jsonl:1: does not fit: evi"),
        (lambda to: change(to, "schedule.issue", 2, why=""), "issue.jsonl:2: does not fit: amendment has reason."),
        (again, "issue.jsonl:3: does not fit: "),
    ],
)
@pytest.mark.database
def test_what_the_database_refuses_changes_nothing_and_leaves_no_file(
    folder: Path, tmp_path: Path, wrong: Change, words: str
) -> None:
    wrong(folder)
    with pytest.raises(BadInput) as error:
        into(folder)
    assert words in str(error.value)
    assert [model._meta.label for model in tables() if model._default_manager.exists()] == []
    assert kept(tmp_path) == []


def test_a_file_that_changes_while_it_is_read_in_is_noticed(folder: Path, tmp_path: Path) -> None:
    there = read_folder(folder)
    for path in (folder / "files").iterdir():
        path.write_bytes(b"else")
    with pytest.raises(BadInput, match="which changed"):
        import_folder(there, why="moved", now=NOW)
    assert kept(tmp_path) == []


def test_files_that_are_here_need_not_be_in_the_folder(here: Path) -> None:
    shutil.rmtree(here / "files")
    assert differences(read_folder(here)) == []
