"""`clearline returns`: what it prints and keeps, and that no content of a child's row ever leaves."""

import csv
import io
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clearline.cli import main
from clearline.measures.returns import measuring
from clearline.measures.returns.dfe_rules import RuleCheck, RuleIssue

CODE = "E06990001"
CANARY = "CANARY7Q"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,HOME_POST,PL_POST\n"
FILES = {
    "a": EPISODES
    + f"{CANARY}1,01/05/2024,S,C2,N1,U4,PR1,,,ZZ1 1AA,ZZ1 1AB\n"
    + f"{CANARY}2,01/05/2024,S,C2,N2,K2,PR4,,,{CANARY},ZZ1 1AA\n"
    + f"{CANARY}3,{CANARY},S,{CANARY},N2,{CANARY},PR4,,,,\n"
    + f"{CANARY}4,01/05/2024,S\n",
    "b": f"CHILD,SEX,DOB,ETHNIC,UPN\n{CANARY}1,1,01/05/2012,WBRI,{CANARY}\n{CANARY}2,2,01/05/2012,{CANARY},\n",
    "c": f"CHILD,REVIEW\n{CANARY}1,20/05/2024\n{CANARY}2,{CANARY}\n",
    "d": f"CHILD,SDQ_SCORE,CONVICTED,HEALTH_ASSESSMENT,TEETH_CHECK,DOB\n{CANARY}1,{CANARY},0,1,1,01/05/2012\n",
    "notes.txt": f"{CANARY}\n",
}


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    folder = tmp_path / "in" / "2025"
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text)
    lookup = "pcd,e,n,la\nZZ1 1AA,400000,300000,E06990001\nZZ1 1AB,440000,300000,E06990002\n"
    (tmp_path / "lookup.csv").write_text(lookup)
    return tmp_path / "in"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["returns", *map(str, args)])


def measured(*args: object) -> dict[str, dict[str, Any]]:
    result = run("measure", *args, "--format", "json")
    assert result.exit_code == 0, result.output
    return {one["measure"].removesuffix("-from-returns"): one for one in json.loads(result.stdout)["figures"]}


def test_measures_are_printed_with_their_counts_and_marked_as_restricted(returns: Path) -> None:
    found = measured(returns, "--authority", CODE, "--postcodes", returns.parent / "lookup.csv")
    foster = found["looked-after-in-foster-care"]
    assert (foster["value"], foster["numerator"], foster["denominator"]) == ("50", 1, 2)
    assert (foster["authority"], foster["year"], foster["shown"]) == (CODE, 2025, "50%")
    far = found["looked-after-over-20-miles"]
    assert (far["numerator"], far["denominator"]) == (1, 1)
    assert found["care-leavers"]["why_none"] == "not supplied: oc3"
    assert found["looked-after-emotional-health"]["why_none"] == "nothing to divide by"
    table = run("measure", returns, "--authority", CODE)
    assert table.stdout.startswith("Restricted: contains small numbers")
    assert "Not everything could be used" in table.stderr
    assert "1 / 2" in table.stdout


def test_a_return_in_which_all_can_be_used_says_nothing_of_faults(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a").write_text(EPISODES + "a,01/05/2024,S,C2,N1,U4,PR1,,,ZZ1 1AA,ZZ1 1AA\n")
    (tmp_path / "lookup").write_text("pcd,e,n,la\nZZ1 1AA,400000,300000,E06990001\n")
    result = run("measure", tmp_path / "in", "--authority", CODE, "--postcodes", tmp_path / "lookup")
    assert (result.exit_code, result.stderr) == (0, "")


CENSUS = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year>
<ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails><Source><LEA>991</LEA></Source></Header>
<Children><Child><ChildIdentifiers><LAchildID>x</LAchildID><PersonBirthDate>2015-06-01</PersonBirthDate>
</ChildIdentifiers><CINdetails><CINreferralDate>2024-05-01</CINreferralDate></CINdetails></Child></Children></Message>"""


def test_returns_of_several_collections_in_one_folder_are_each_measured(returns: Path) -> None:
    (returns / "2025" / "census").write_text(CENSUS)
    found = measured(returns, "--authority", CODE)
    assert found["referrals"]["numerator"] == 1
    assert found["looked-after"]["numerator"] == 2


def test_without_postcodes_no_distance_is_claimed(returns: Path) -> None:
    assert measured(returns, "--authority", CODE)["looked-after-over-20-miles"]["value"] is None


def test_figures_are_broken_down_by_where_children_live(returns: Path) -> None:
    arguments = ["--authority", CODE, "--postcodes", returns.parent / "lookup.csv", "--by", "whereabouts"]
    result = run("measure", returns, *arguments, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    mine = [row for row in rows if row["measure"] == "looked-after-from-returns"]
    assert [(row["whereabouts"], row["figure"]) for row in mine] == [("living here", "1"), ("placed out", "1")]
    assert {row["marking"] for row in rows} == {"Restricted: contains small numbers"}


def test_one_year_is_measured_or_said_not_to_be_there(returns: Path) -> None:
    assert measured(returns, "--authority", CODE, "--year", 2025)["looked-after"]["numerator"] == 2
    (returns / "2025").rename(returns / "in")
    assert measured(returns, "--authority", CODE, "--year", 2026)["looked-after"]["year"] == 2026
    (returns / "2024").mkdir()
    (returns / "2024" / "a").write_text("CHILD,REVIEW\na,01/05/2023\n")
    result = run("measure", returns, "--authority", CODE, "--year", 2019)
    assert result.exit_code == 2
    assert "has no return of 2019; it has: 2024, 2025." in result.stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["in"], "lies in no folder named after an authority"),
        (["in", "--authority", "Camden"], "--authority: 'Camden' is not a code of nine characters"),
        (["nothing", "--authority", CODE], "cannot be read"),
        (["in/2025/notes", "--authority", CODE], "has no file of a return that can be read"),
        (["in", "--authority", CODE, "--postcodes", "nothing"], "cannot be read"),
    ],
)
def test_what_cannot_be_measured_is_said_in_words(
    returns: Path, args: list[str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (returns / "2025" / "notes").mkdir()
    (returns / "2025" / "notes" / "x").write_text("nothing")
    monkeypatch.chdir(returns.parent)
    result = run("measure", *args)
    assert result.exit_code == 2
    assert says in result.stderr.replace("\n", " ")


def test_check_prints_every_fault_by_file_row_and_column_with_counts(returns: Path) -> None:
    result = run("check", returns, "--format", "csv")
    assert result.exit_code == 1
    rows = {(row["file"], row["column"]): row for row in csv.DictReader(io.StringIO(result.stdout))}
    assert rows["2025/a", "place"]["first row"] == "4"
    assert rows["2025/a", ""]["says"] == "too few or too many cells: row left out"
    assert rows["2025/notes.txt", ""]["says"] == "not recognised as part of a return: passed over"
    assert json.loads(run("check", returns, "--format", "json").stdout)["marking"].startswith("Restricted")
    for name in "abcd":
        (returns / "2025" / name).unlink()
    assert run("check", returns, "--authority", CODE).exit_code == 0, "a file that is no part of a return is no fault"


def test_no_content_of_a_row_is_printed_logged_kept_or_left_behind(
    returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The canary: a text that stands in every kind of cell and file of a return is searched for everywhere."""
    store, temporary = tmp_path / "figures", tmp_path / "temporary"
    temporary.mkdir()
    (tmp_path / "la_lookup.csv").write_text(LOOKUP)
    monkeypatch.setenv("CLEARLINE_FIGURES", str(store))
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, ["figures", "load", "la_lookup.csv"]).output
    for args in (
        ["measure", returns, "--authority", CODE, "--postcodes", tmp_path / "lookup.csv", "--save"],
        ["measure", returns, "--authority", CODE, "--format", "json", "--by", "need"],
        ["measure", returns, "--authority", CODE, "--by", "ethnic_group", "--format", "csv"],
        ["check", returns],
        ["check", returns, "--format", "json"],
    ):
        result = run(*args)
        assert result.exit_code in (0, 1), result.output
        said += result.output
    said += "".join(capfd.readouterr())
    assert CANARY not in said
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and returns not in path.parents]
    assert any(store in path.parents for path in kept)
    assert not [path for path in kept if CANARY.encode() in path.read_bytes()]
    assert not list(temporary.rglob("*"))


LOOKUP = (
    "new_la_code,old_la_code,la_name,region_code,region_name,first_year,last_year\n"
    "E06990001,991,Northmoor,E12000001,North East,2011,2026\n"
)


def test_saved_figures_are_the_authoritys_own_and_saving_them_again_changes_nothing(
    returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARLINE_FIGURES", str(tmp_path / "figures"))
    (tmp_path / "la_lookup.csv").write_text(LOOKUP)
    loaded = CliRunner().invoke(main, ["figures", "load", str(tmp_path / "la_lookup.csv")])
    assert loaded.exit_code == 0, loaded.output
    for _ in range(2):
        result = run("measure", returns, "--authority", CODE, "--save", "--format", "json")
        assert re.search(r"Kept \d+ figures in", result.stderr), result.output
    assert len(list((tmp_path / "figures" / CODE / "releases" / "returned").iterdir())) == 1
    shown = CliRunner().invoke(main, ["figures", "show", "looked-after-from-returns", "--area", CODE])
    assert shown.exit_code == 0, shown.output
    assert "2" in shown.output


def test_dfe_rules_are_asked_for_each_year_with_the_year_before(returns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int, int]] = []

    def checked(files: Any, earlier: Any, year: int, authority: str) -> RuleCheck:
        asked.append((len(files), len(earlier), year))
        issues = (RuleIssue(rule="101", count=2, description="x"),)
        return RuleCheck(collection="ssda903", year=year, validator="v", run=1, issues=issues, crashed=(), skipped=())

    monkeypatch.setattr("clearline.measures.returns.dfe_rules.check_ssda903", checked)
    (returns / "2024").mkdir()
    (returns / "2024" / "a").write_text("CHILD,REVIEW\na,01/05/2023\n")
    result = run("measure", returns, "--authority", CODE, "--year", 2025, "--with-dfe-rules")
    assert "DfE's rules of 2025 (v) found 2 issues" in result.stderr
    assert asked == [(4, 1, 2025)]
    assert run("check", returns, "--with-dfe-rules").exit_code == 1
    assert asked[1:] == [(1, 0, 2024), (4, 1, 2025)]


def test_the_rules_of_the_census_are_asked_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from clearline.measures.returns.reading import Cover

    asked: list[tuple[Path, int]] = []
    monkeypatch.setattr("clearline.measures.returns.dfe_rules.check_cin", lambda file, year: asked.append((file, year)))
    cover = Cover(authority=CODE, year=2025, supplied=frozenset(), files=(Path("a"),))
    list(measuring._rule_checks([("cin", cover), ("annex-a", cover)], None))
    assert asked == [(Path("a"), 2025)]


def test_the_order_of_the_rows_changes_no_figure(tmp_path: Path) -> None:
    made = CliRunner().invoke(
        main, ["demo-data", str(tmp_path / "made"), "--children", "60", "--collections", "ssda903"]
    )
    assert made.exit_code == 0, made.output
    folder = tmp_path / "made" / "E06000999"
    before = measured(folder, "--authority", "E06000999")
    shuffler = random.Random(1)
    for path in folder.rglob("*.csv"):
        heading, *rows = path.read_text("utf-8").splitlines()
        shuffler.shuffle(rows)
        path.write_text("\n".join([heading, *rows, ""]), "utf-8")
    assert measured(folder, "--authority", "E06000999") == before
