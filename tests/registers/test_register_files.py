"""Files of entries: what a dry run says of each row, what is refused, and what is put in whole or not at all."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner
from northmoor_whole import acting, northmoor
from people import member
from world_registers import DAY, VISIT, add

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.kit.errors import BadInput
from clearline.kit.rows import Row
from clearline.measures.child_level import ChildLevel
from clearline.registers import actions, loading
from clearline.registers.commands import registers as registers_command
from clearline.registers.content import register_named, registers
from clearline.registers.known import known_on
from clearline.registers.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def authority() -> Authority:
    return northmoor()


@pytest.fixture
def dcs(authority: Authority) -> Acting:
    return acting(member(authority, "dcs"), authority, "dcs")


def csv_of(register: str, *rows: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, loading.headings(registers()[register]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


VISITED = {
    "Day": "20 May 2026", "Who went": "Lead member; Other members", "What kind": "visit", "With whom": "schools",
    "Place or meeting": "'=Harbour",
}  # fmt: skip


def looked_through(authority: Authority, tmp_path: Path, register: str, text: str) -> tuple[loading.Compared, ...]:
    path = tmp_path / "file.csv"
    path.write_text(text)
    known, _ = known_on(authority, DAY, named=True)
    return loading.compare(authority, registers()[register], loading.read_file(path, registers()[register]), known)


def test_a_dry_run_says_what_each_row_would_do_with_its_line_and_cell(authority: Authority, tmp_path: Path) -> None:
    key = add(authority, "visits", VISIT)
    rows = (
        VISITED, {**VISITED, "Day": "soon"}, {**VISITED, "Entry": key}, {**VISITED}, {**VISITED, "Entry": "gone"},
        {**VISITED, "Day": "", "Place or meeting": "B"},
    )  # fmt: skip
    found = looked_through(authority, tmp_path, "visits", csv_of("visits", *rows))
    assert [row.does for row in found] == ["new", "wrong", "changed", "wrong", "wrong", "wrong"]
    assert found[0].values["place"] == "=Harbour"
    assert found[0].values["who"] == ["lead-member", "members"]
    assert "Day: 'soon' is no day" in found[1].problems[0]
    assert "What was seen or heard: Staff want" in " ".join(loading.what(found[2]))
    assert found[3].problems == ("Entry: is the same as in line 2.",)
    assert found[4].problems == ("Entry: there is no entry 'gone'.",)
    assert found[5].problems == ("Day: is missing.",)
    assert "Day: 2026" not in " ".join(loading.what(found[0]))
    other = add(authority, "visits", {**VISIT, "place": "Other"})
    twin = {**VISITED, "Day": "2026-05-20", "Who went": "Lead member", "Place or meeting": "Other", "Entry": key}
    (row,) = looked_through(authority, tmp_path, "visits", csv_of("visits", twin))
    assert row.problems == ("Entry: there is another entry of that name.",)
    assert other


def test_a_file_is_put_in_whole_or_not_at_all(authority: Authority, dcs: Acting, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(csv_of("visits", VISITED, {**VISITED, "Place or meeting": "B", "Day": "soon"}))
    rows = loading.read_file(path, registers()["visits"])
    with pytest.raises(BadInput, match="Line 3, Day"):
        actions.load_rows(by=dcs, register="visits", rows=rows, on=DAY, why="A list")
    assert not Entry.objects.filter(register="visits").exists()
    assert actions.load_rows(by=dcs, register="visits", rows=rows[:1], on=DAY, why="A list") == {
        "new": 1, "changed": 0, "same": 0
    }  # fmt: skip
    assert actions.load_rows(by=dcs, register="visits", rows=rows[:1], on=DAY, why="Again")["same"] == 1


def test_rows_about_single_children_are_refused_whatever_register_they_are_given_to(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("UPN,Date of birth\n1,2015-01-01\n")
    with pytest.raises(ChildLevel):
        loading.read_file(path, registers()["visits"])
    path.write_text(csv_of("visits", {**VISITED, "Place or meeting": "A123456789012"}))
    with pytest.raises(BadInput):
        loading.read_file(path, registers()["workforce"])


def test_a_pupil_number_in_a_cell_is_refused(tmp_path: Path) -> None:
    from clearline.measures.child_level import is_upn

    upn = next(
        f"{letter}80112345678{at}"
        for letter in "ABCDEFGHJKLMNPQRTUVWXYZ"
        for at in range(10)
        if is_upn(f"{letter}80112345678{at}")
    )
    path = tmp_path / "file.csv"
    path.write_text(csv_of("visits", {**VISITED, "Purpose": upn}))
    with pytest.raises(ChildLevel, match="unique pupil number"):
        loading.read_file(path, registers()["visits"])


def test_a_file_with_too_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MOST_ROWS", 1)
    path = tmp_path / "file.csv"
    path.write_text(csv_of("visits", VISITED, {**VISITED, "Day": "2026-05-21"}))
    with pytest.raises(BadInput, match="Give at most 1 at a time"):
        loading.read_file(path, registers()["visits"])


def test_a_workbook_is_read_with_its_days_and_numbers(authority: Authority, tmp_path: Path) -> None:
    register = registers()["workforce"]
    path = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "d mmm yyyy"})
        sheet.write_row(0, 0, loading.headings(register))
        sheet.write_string(1, 1, "East")
        sheet.write_datetime(1, 3, datetime(2026, 4, 1), day)
        sheet.write_number(1, 4, 9)
        sheet.write_string(2, 1, "West")
        sheet.write_datetime(2, 3, datetime(2026, 4, 1, 9, 30), book.add_format({"num_format": "d mmm yyyy hh:mm"}))
        sheet.write_boolean(2, 12, True)
    known, _ = known_on(authority, DAY, named=True)
    row, other = loading.compare(authority, register, loading.read_file(path, register), known)
    assert (other.values["as-of"], other.values["note"]) == (date(2026, 4, 1), "Yes")
    assert (row.does, row.values["as-of"], row.values["posts"]) == ("new", date(2026, 4, 1), 9)
    rows = loading.read_upload("Book.XLSX", path.read_bytes(), register)
    assert [each.cells["Team"] for each in rows] == ["East", "West"]
    with pytest.raises(BadInput, match="Line 1 has a column 'Size'"):
        loading.read_upload("book.csv", b"Entry,Size\n", register)


def test_a_file_with_some_of_the_columns_leaves_the_others_as_they_are(authority: Authority, dcs: Acting) -> None:
    visits = registers()["visits"]
    key = add(authority, "visits", VISIT)
    known, _ = known_on(authority, DAY, named=True)

    def dry(text: str) -> tuple[loading.Compared, tuple[str, ...], list[Row]]:
        rows = loading.read_upload("file.csv", text.encode(), visits)
        (found,) = loading.compare(authority, visits, rows, known)
        return found, loading.untouched(visits, rows), rows

    by_entry, left, rows = dry(f"Entry,What came of it,What was seen or heard\n{key},A named link,\n")
    assert loading.what(by_entry) == [
        "What was seen or heard: Staff want a named link to the front door. becomes nothing",
        "What came of it: nothing becomes A named link",
    ]
    assert left == ("Day", "Who went", "What kind", "With whom", "Place or meeting", "Purpose")
    actions.load_rows(by=dcs, register="visits", rows=rows, on=DAY, why="A list")
    now = Entry.objects.get(register="visits", latest=True)
    assert now.values == {
        **{name: value for name, value in VISIT.items() if name not in ("on", "heard")}, "followed": "A named link"
    }  # fmt: skip
    assert now.on == VISIT["on"]
    by_name, _, _ = dry(
        "Day,Who went,Place or meeting,Purpose\n2026-05-20,Lead member,Harbour Primary School,To listen\n"
    )
    assert (by_name.key, by_name.does) == (key, "changed")
    assert dry("Day,Who went,Place or meeting\n2026-05-20,Lead member,Harbour Primary School\n")[0].does == "same"


def test_a_row_of_a_new_entry_needs_the_columns_that_an_entry_must_have(authority: Authority) -> None:
    add(authority, "training", {"person": "person-lead-member", "kind": "safeguarding", "done": True})
    training, known = registers()["training"], known_on(authority, DAY, named=True)[0]

    def problems(text: str) -> tuple[str, ...]:
        rows = loading.read_upload("file.csv", text.encode(), training)
        return loading.compare(authority, training, rows, known)[0].problems

    needs = "the file has no such column. A row of an entry that is not there yet needs it."
    assert problems("Entry,Who gave it\n,Somebody\n") == (
        f"Person: {needs}", f"Kind of training: {needs}", f"Was it done?: {needs}", f"Day of the training: {needs}"
    )  # fmt: skip
    without_day = "Person,Kind of training,Was it done?\nperson-lead-member,safeguarding,yes\n"
    assert problems(without_day) == (f"Day of the training: {needs}",), "an entry without a day is not the one meant"
    assert loading.untouched(training, []) == ()


def test_the_commands_list_show_and_load(authority: Authority, tmp_path: Path) -> None:
    def run(*given: str, status: int = 0) -> str:
        result = CliRunner().invoke(registers_command, [*given], catch_exceptions=False)
        assert result.exit_code == status, result.output
        return result.output

    file = tmp_path / "file.csv"
    here = ("--authority", "northmoor")
    file.write_text(csv_of("visits", {**VISITED, "Purpose": "The child Jaydon Smithers, aged 7, was there."}))
    assert "Line 2, Purpose: “" in run("load", "visits", str(file), *here, "--dry-run", status=2)
    assert "new" in run("load", "visits", str(file), *here, "--dry-run", "--save-anyway", "--format", "csv")
    file.write_text(csv_of("visits", VISITED))
    assert "never looked at" in run("list", *here, "--format", "csv", "--on", "2026-06-01")
    assert "new" in run("load", "visits", str(file), *here, "--dry-run", "--format", "csv")
    file.write_text("Day,Who went,Place or meeting\n2026-05-20,Lead member,A\n")
    said = run("load", "visits", str(file), *here, "--dry-run", status=2)
    assert "does not have these columns, so what they hold stays: What kind; With whom; Purpose;" in said
    file.write_text(csv_of("visits", VISITED))
    assert not Entry.objects.filter(register="visits").exists()
    assert "Say why" in run("load", "visits", str(file), *here, status=2)
    assert "1 new, 0 changed, 0 same." in run("load", "visits", str(file), *here, "--why", "A list")
    assert "'=Harbour" in run("show", "visits", *here, "--format", "csv")
    assert "There is no register" in run("show", "none", *here, status=2)


def test_compiling_says_whether_it_is_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from clearline.registers import commands, content

    run = CliRunner().invoke
    assert "are current" in run(registers_command, ["compile", "--check"]).output
    monkeypatch.setattr(content, "COMPILED", tmp_path / "compiled.json")
    result = run(registers_command, ["compile", "--check"])
    assert result.exit_code == 2
    assert "compiled." in run(registers_command, ["compile"]).output
    assert "are current" in run(registers_command, ["compile", "--check"]).output
    assert Path("content") == commands.CONTENT


def test_a_row_that_was_looked_at_names_an_entry_that_is_there(authority: Authority) -> None:
    known, _ = known_on(authority, DAY, named=True)
    assert (
        loading.compare(authority, register_named("visits"), [Row(2, {"Day": "2026-05-20"})], known)[0].does == "wrong"
    )
