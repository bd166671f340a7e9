"""Protects --with-dfe-rules: findings are counted by rule, what was not tested is said, and nothing leaks."""

import io
import json
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from clearline.kit.errors import BadInput
from clearline.measures.demo_data.making import Wish, make
from clearline.measures.returns import dfe_rules
from clearline.measures.returns.dfe_rules import RuleCheck, RuleIssue, check_cin, check_ssda903, statement
from clearline.measures.returns.dfe_validators import cin, ssda903

CANARY = "CHILD-QX77"

Modules = Callable[..., None]


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> Modules:
    """Return how to stand in for the modules of a validator that is not installed here."""

    def stand_in(**found: dict[str, Any]) -> None:
        for name, contents in found.items():
            module = ModuleType(name)
            module.__dict__.update(contents)
            for path in (name.replace("__", "."),):
                monkeypatch.setitem(sys.modules, path, module)
        monkeypatch.setattr("importlib.metadata.version", lambda _: "9.9")

    return stand_in


class Table(dict[str, list[Any]]):
    """A table as pandas would give it, as far as the programs use one."""


def test_the_rows_of_each_rule_of_ssda903_are_counted(modules: Modules, tmp_path: Path) -> None:
    given: list[Any] = []

    class Validator:
        def __init__(self, metadata: dict[str, str], files: list[dict[str, Any]], registry: object) -> None:
            given.append((metadata, files))
            self.ds_results = "results"
            self.dones, self.skips, self.fails = ["102", "101"], ["224"], ["231"]

    report = Table(Code=["101", "102"], Count=[3.0, 0.0], Description=["Wrong", "Fine"])
    modules(
        lac_validator={}, lac_validator__rules={},
        lac_validator__lac_validator={"LacValidator": Validator},
        lac_validator__report={"Report": lambda results, registry: SimpleNamespace(error_report=report)},
        lac_validator__rules__ruleset_utils={"get_year_ruleset": lambda year: {"year": year}},
    )  # fmt: skip
    (tmp_path / "a.csv").write_bytes(b'\xef\xbb\xbfchild, "sex"\n1,2\n')
    (tmp_path / "b.csv").write_bytes(b"CHILD\ncaf\xe9\n")
    files, earlier = [str(tmp_path / "a.csv")], [str(tmp_path / "b.csv")]
    answer = ssda903.check({"year": 2025, "authority": "E06000999", "files": files, "earlier": earlier})
    assert answer == {
        "validator": "csc-validator-be-903 9.9", "run": ["101", "102"], "crashed": ["231"], "skipped": ["224"],
        "issues": [["101", 3, "Wrong"]],
    }  # fmt: skip
    about, uploads = given[0]
    assert about == {"collectionYear": "2025", "localAuthority": "E06000999"}
    assert [upload["file_content"] for upload in uploads] == [b"CHILD,SEX\n1,2\n", "CHILD\ncafé\n".encode()]
    assert [upload["description"] for upload in uploads] == ["This year", "Prev year"]


@pytest.fixture
def census_validator(modules: Modules) -> None:
    """Stand in for the validator of the census: one rule finds rows, one the whole file, one crashes."""

    class Found:
        def __init__(self, tables: object, registry: dict[str, Any]) -> None:
            for rule in registry.values():
                try:
                    rule.func(tables)
                except ZeroDivisionError:
                    sys.stdout.write(CANARY)
            self.full_issue_df = Table(
                rule_code=["8500", "8500", "8500"], rule_description=["No date"] * 3,
                tables_affected=["ChildIdentifiers"] * 3, row_id=[1, 1, 2],
            )  # fmt: skip
            self.multichild_issues = Table(rule_code=["100"], rule_description=["No header"])

    def crashes(tables: object) -> None:
        raise ZeroDivisionError

    def runs(tables: object) -> None:
        return None

    def same(data: object) -> object:
        return data

    rules = {code: SimpleNamespace(code=code, func=runs) for code in ("100", "8500")}
    rules["1530"] = SimpleNamespace(code="1530", func=crashes)
    modules(
        cin_validator={}, cin_validator__rules={},
        cin_validator__cin_validator={"convert_data": same, "process_data": same, "CinValidator": Found},
        cin_validator__rules__ruleset_utils={"get_year_ruleset": lambda year: rules},
    )  # fmt: skip


@pytest.mark.usefixtures("census_validator")
def test_a_rule_of_the_census_that_crashed_is_not_counted_as_passed(tmp_path: Path) -> None:
    (tmp_path / "cin.xml").write_text("<Message/>", encoding="utf-8")
    answer = cin.check({"year": 2025, "files": [str(tmp_path / "cin.xml")]})
    assert answer["crashed"] == ["1530"]
    assert answer["run"] == ["100", "8500"]
    assert answer["issues"] == [["100", 1, "No header"], ["8500", 2, "No date"]]


@pytest.mark.usefixtures("census_validator")
@pytest.mark.parametrize("program", [cin, ssda903])
def test_what_a_validator_prints_is_thrown_away_and_it_has_no_network(
    program: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def check(request: dict[str, Any]) -> dict[str, Any]:
        sys.stdout.write(CANARY)
        with pytest.raises(OSError, match="no network"):
            socket.socket()
        return {"year": request["year"]}

    monkeypatch.setattr(socket, "socket", socket.socket)
    monkeypatch.setattr("logging.disable", lambda _: None)
    monkeypatch.setattr(program, "check", check)
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({"year": 2025})))
    program.main()
    assert capsys.readouterr().out == '{"year": 2025}'


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return how to put a program of our own in the place of the validator of the census."""
    home = tmp_path / "validators"
    home.mkdir()
    (home / "cin.lock").write_text("")
    monkeypatch.setattr(dfe_rules, "VALIDATORS", home)
    monkeypatch.setattr(dfe_rules, "ENVIRONMENTS", tmp_path / "environments")

    def write(text: str) -> None:
        (home / "cin.py").write_text(text)

    return write


ANSWER = {
    "validator": "v 1", "run": ["1", "2", "3"], "crashed": ["9"], "skipped": ["7", "8"],
    "issues": [["1", 2, "Two"], ["2", 5, "Five"]],
}  # fmt: skip


def test_a_validator_answers_from_an_environment_of_its_own_and_leaves_nothing_behind(
    program: Callable[[str], None], tmp_path: Path
) -> None:
    program(
        "import json, os, sys\n"
        f"open('{CANARY}.log', 'w').write('{CANARY}')\n"
        f"print('{CANARY}', file=sys.stderr)\n"
        "assert sys.prefix.endswith('dfe-rules-cin') and os.environ['HOME'] == os.getcwd()\n"
        f"print(json.dumps({ANSWER!r}))\n"
    )
    for _ in range(2):  # the second time the environment is there already
        check = check_cin(tmp_path / "cin.xml", 2025)
    assert check == RuleCheck(
        collection="cin", year=2025, validator="v 1", run=3, crashed=("9",), skipped=("7", "8"),
        issues=(RuleIssue(rule="2", count=5, description="Five"), RuleIssue(rule="1", count=2, description="Two")),
    )  # fmt: skip
    assert not list(Path(tempfile.gettempdir()).rglob(f"*{CANARY}*"))


@pytest.mark.parametrize(
    ("text", "says"),
    [(f"raise ValueError('{CANARY}')", "failed on these files"), ("print('{}')", "failed on these files"),
     ("import time; time.sleep(60)", "did not finish")],
)  # fmt: skip
def test_a_validator_that_fails_is_bad_input_without_its_words(
    program: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, says: str
) -> None:
    program(text)
    monkeypatch.setattr(dfe_rules, "_python_of", lambda _: Path(sys.executable))
    monkeypatch.setattr(dfe_rules, "LONGEST", 2)
    with pytest.raises(BadInput, match=says) as caught:
        check_cin(tmp_path / "cin.xml", 2025)
    assert CANARY not in str(caught.value)


def test_a_validator_that_cannot_be_installed_is_bad_input_and_leaves_no_half_environment(
    program: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-such-python"))
    with pytest.raises(BadInput, match="cannot be installed"):
        check_cin(tmp_path / "cin.xml", 2025)
    assert not (tmp_path / "environments" / "dfe-rules-cin").exists()


def test_a_year_without_rules_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="2023 to 2027, not for 2021"):
        check_ssda903([tmp_path / "a.csv"], [], 2021, "E06000999")


def test_the_statement_says_what_was_found_and_what_was_not_tested() -> None:
    check = RuleCheck(
        collection="cin", year=2025, validator="v 1", run=1300, crashed=("9",), skipped=("7", "8"),
        issues=(RuleIssue(rule="2", count=1234, description="Five"), RuleIssue(rule="1", count=1, description="Two")),
    )  # fmt: skip
    assert statement(check) == (
        "DfE's rules of 2025 (v 1) found 1,235 issues of 2 rules in 1300 rules that were run.",
        "Rules that crashed, and so are not passed: 9.",
        "Rules that were skipped because a table was not supplied, and so are not passed: 7, 8.",
    )
    clean = RuleCheck(collection="cin", year=2025, validator="v 1", run=5, crashed=(), skipped=(), issues=())
    assert statement(clean) == ("DfE's rules of 2025 (v 1) found no issues in 5 rules that were run.",)


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wish = Wish(children=60, first=2024, last=2025, collections=("ssda903", "cin"))
    return make(tmp_path_factory.mktemp("rules") / "out", wish).folder / "E06000999"


def asked(check: Callable[[], RuleCheck]) -> RuleCheck:
    """Return the answer of a real validator; skip the test aloud where it is not to be had."""
    try:
        return check()
    except BadInput as error:
        if "cannot be installed" not in str(error):
            raise
        pytest.skip(str(error))


BY_DESIGN = {
    "1510",
    "1530",
    "168",
    "169",
    "179",
    "202",
    "205B",
    "392a",
    "392b",
    "392c",
    "146",
    "1001",
    "1002",
    "1015",
    "1016",
}
"""Rules that demonstration data cannot meet: invented pupil numbers, postcodes and authorities; new codes."""


def test_the_real_rules_of_ssda903_find_little_in_demonstration_data(returns: Path) -> None:
    this, last = (sorted((returns / str(year)).glob("*.csv")) for year in (2025, 2024))
    check = asked(lambda: check_ssda903(this, last, 2025, "E06000999"))
    assert check.validator == "csc-validator-be-903 0.1.17"
    assert check.run > 280
    assert "231" in check.crashed
    assert {"168", "392c"} <= {issue.rule for issue in check.issues}
    assert sum(issue.count for issue in check.issues if issue.rule not in BY_DESIGN) < 40


def test_the_real_rules_of_the_census_find_little_in_demonstration_data(returns: Path) -> None:
    check = asked(lambda: check_cin(returns / "2025" / "cin_2025.xml", 2025))
    assert check.validator == "csc-validator-be-cin 0.1.13"
    assert check.run + len(check.crashed) == 109
    assert sum(issue.count for issue in check.issues if issue.rule not in BY_DESIGN) < 40
