"""`organisation new` writes a picture to begin with, whole or not at all, and asks in plain words."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clearline.checks.findings import Report, check
from clearline.cli import main
from clearline.guidance.content import load
from clearline.organisations.commands import STARTER
from clearline.organisations.files import read_organisation
from clearline.organisations.starting.asking import QUESTIONS

JUDGED = (
    "dcs-appointed", "lm-designated", "dcs-holds-functions", "lm-covers-functions", "dcs-direct-report", "dcs-on-smt",
    "lm-in-executive", "combined-justified", "widened-remit-considered", "joint-dcs-considered",
)  # fmt: skip
"""The rules of sections 18 and 19 and those about the shape of the two posts, which 15 answers are enough to judge."""

ANSWERS = {
    "name": "Northmoor Council",
    "kind": "unitary",
    "executive": "leader",
    "dcs": "Director of Children and Learning",
    "holder": "own",
    "top": "Chief Executive",
    "superiors": "yes",
    "senior": "yes",
    "health": "yes",
    "others": "none",
    "extra": "none",
    "member": "Cabinet Member for Children",
    "place": "cabinet",
    "members": "none",
}
"""A council with everything in order, in the order of the questions; the question about records is not asked of it."""


def run(*arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["organisation", "new", *arguments], input=answers)


def asked(tmp_path: Path, /, *drop: str, **changes: str) -> tuple[Path, Result]:
    """Answer the questions, some differently and some not asked, and return the picture's path."""
    answers: dict[str, str] = {}
    for key in (question.key for question in QUESTIONS):
        if key not in drop and (key in ANSWERS or key in changes):
            answers[key] = changes.get(key, ANSWERS.get(key, ""))
    path = tmp_path / "asked.yaml"
    return path, run(str(path), "--ask", "--force", answers="".join(f"{answer}\n" for answer in answers.values()))


def report(path: Path, edition: str = "2009") -> Report:
    return check(read_organisation(path), load(), edition, None, date(2026, 6, 1))


def found(path: Path, edition: str = "2009") -> set[str]:
    return {finding.rule for finding in report(path, edition).findings}


def test_the_starter_is_written_as_it_is_with_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "our.yaml"
    result = run(str(path))
    assert result.exit_code == 0
    assert path.read_text(encoding="utf-8") == STARTER.read_text(encoding="utf-8")
    assert f"clearline organisation validate {path}" in result.stderr
    assert result.stdout == ""


def test_without_a_path_the_starter_is_printed_and_nothing_else() -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout == STARTER.read_text(encoding="utf-8")
    assert result.stderr == ""


@pytest.mark.parametrize("asking", [(), ("--ask",)])
def test_a_file_that_is_there_is_not_written_over_and_nothing_is_asked(tmp_path: Path, asking: tuple[str, ...]) -> None:
    path = tmp_path / "our.yaml"
    path.write_text("mine")
    result = run(str(path), *asking)
    assert (result.exit_code, path.read_text()) == (2, "mine")
    assert result.stderr == f"Error: {path}: is there already. Choose another name, or add --force.\n"
    assert run(str(path), "--force").exit_code == 0
    assert path.read_text() != "mine"


def test_there_are_at_most_15_questions() -> None:
    assert len(QUESTIONS) <= 15


def test_answers_are_enough_for_every_rule_of_sections_18_and_19(tmp_path: Path) -> None:
    path, result = asked(tmp_path)
    assert result.exit_code == 0
    assert "Next, run" in result.stderr
    assert "15." not in result.stderr
    for edition in ("2009", "2012", "2013"):
        assert not {unknown.rule for unknown in report(path, edition).not_stated} & set(JUDGED)
        assert found(path, edition) == set()


def test_no_answer_at_all_is_no_finding_at_all(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    assert run(str(path), "--ask", answers="\n" * 15).exit_code == 0
    assert "`unitary` stands in" in path.read_text(encoding="utf-8")
    for edition in ("2009", "2012", "2013"):
        assert found(path, edition) == set()
    unknown = {unknown.rule for unknown in report(path).not_stated}
    assert {"dcs-appointed", "lm-designated", "dcs-holds-functions", "lm-covers-functions"} <= unknown


@pytest.mark.parametrize("key", [key for key in ANSWERS if key not in ("name", "kind")])
def test_one_answer_left_out_is_never_a_finding(tmp_path: Path, key: str) -> None:
    path, result = asked(tmp_path, **{key: "not known"})
    assert result.exit_code == 0
    assert found(path) == set()


WRONG: dict[str, tuple[dict[str, str], tuple[str, ...], set[str]]] = {
    "no director": ({"dcs": "none"}, ("holder", "superiors", "senior", "others", "extra"), {"dcs-appointed"}),
    "two directors": ({"dcs": "Director of Learning; Director of Care"}, (), {"dcs-appointed"}),
    "a vacant post": ({"holder": "vacant"}, (), {"dcs-appointed"}),
    "another council's director": (
        {"holder": "borrowed", "records": "none"}, (), {"dcs-appointed"},
    ),
    "an acting director": ({"holder": "acting"}, (), set()),
    "a shared director, weighed": ({"holder": "shared", "records": "sharing 2009-01-01"}, (), set()),
    "a shared director, not weighed": ({"holder": "shared", "records": "none"}, (), {"joint-dcs-considered"}),
    "a director below another": ({"superiors": "Director of People"}, (), {"dcs-direct-report"}),
    "a director below two": ({"superiors": "the chief executive; Director of People"}, (), {"dcs-direct-report"}),
    "a director below nobody": ({"superiors": "nobody"}, (), {"dcs-direct-report"}),
    "a director below the council": ({"superiors": "the Council"}, (), {"dcs-direct-report"}),
    "a director who is chief executive": (
        {"top": "Director of Children and Learning", "superiors": ""}, (), {"dcs-not-chief-executive"},
    ),
    "a director off the senior team": ({"senior": "no"}, (), {"dcs-on-smt"}),
    "childcare elsewhere": ({"others": "6 Director of Regeneration"}, (), {"dcs-holds-functions"}),
    "two groups elsewhere": ({"others": "6 Chief Executive; 6 Director of X; 3 nobody"}, (), {"dcs-holds-functions"}),
    "no section 75": ({"health": "no"}, (), set()),
    "adults too, with nothing on record": ({"extra": "adults", "records": "none"}, (), {"combined-justified"}),
    "adults too, justified": ({"extra": "Adult social services", "records": "justification; focus"}, (), set()),
    "libraries, with nothing on record": ({"extra": "Libraries", "records": "none"}, (), {"widened-remit-considered"}),
    "libraries, weighed": ({"extra": "Libraries; Museums", "records": "focus; test 2009-02-03"}, (), set()),
    "no lead member": ({"member": "none"}, ("place", "members"), {"lm-designated"}),
    "two lead members": ({"member": "Schools; Families"}, (), {"lm-designated"}),
    "a vacant designation": ({"member": "vacant"}, ("place",), {"lm-designated"}),
    "a lead member off the cabinet": ({"place": "council"}, (), {"lm-in-executive"}),
    "a committee system": ({"executive": "committees", "place": "council"}, (), set()),
    "a lead member from outside": ({"place": "outside"}, (), {"lm-designated"}),
    "leaving care with another member": ({"members": "3 Cabinet Member for Housing"}, (), {"lm-covers-functions"}),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "drop", "rules"), WRONG.values(), ids=WRONG)
def test_what_is_said_to_be_wrong_is_found_and_nothing_else(
    tmp_path: Path, changes: dict[str, str], drop: tuple[str, ...], rules: set[str]
) -> None:
    path, result = asked(tmp_path, *drop, **changes)
    assert result.exit_code == 0
    assert found(path) == rules


UNCLEAR = {
    "kind": ("district", "Answer one of: county, unitary"),
    "executive": ("", ""),
    "dcs": ("none; Director", "Give titles, or `none`, not both."),
    "holder": ("someone", "Answer one of: own"),
    "top": ("123", "Give a title or name in words."),
    "superiors": ("Director of Children and Learning", "A post cannot report to itself."),
    "senior": ("perhaps", "Answer yes or no"),
    "others": ("seven Director of X", "Write a number from 1 to 6"),
    "extra": (";", "Give a title or name in words."),
    "member": ("x" * 301, "Give at most 300 characters"),
    "place": ("c", "Answer one of: cabinet"),
    "members": ("3", "Write a number from 1 to 6"),
}


@pytest.mark.parametrize("key", [key for key in UNCLEAR if UNCLEAR[key][0]])
def test_an_unclear_answer_is_asked_again_with_what_is_wrong(tmp_path: Path, key: str) -> None:
    answer, why = UNCLEAR[key]
    path, result = asked(tmp_path, **{key: f"{answer}\n{ANSWERS[key]}"})
    assert result.exit_code == 0
    assert why in result.stderr
    assert found(path) == set()


def test_a_section_75_group_is_not_somebodys_where_there_is_no_arrangement(tmp_path: Path) -> None:
    _, result = asked(tmp_path, health="no", others="5 Director of Health\nnone")
    assert "no section 75 arrangement" in result.stderr


def test_yes_names_the_head_of_paid_service_even_without_a_title(tmp_path: Path) -> None:
    path, _ = asked(tmp_path, top="")
    organisation = read_organisation(path)
    assert organisation.posts["dcs"].reports_to == "head-of-paid-service"
    assert organisation.posts["head-of-paid-service"].head_of_paid_service is True
    assert "dcs-direct-report" not in {unknown.rule for unknown in report(path).not_stated}


@pytest.mark.parametrize(("unclear", "why"), [("focus 2009-13-01", "is not a date"), ("thought", "Write any of")])
def test_records_are_words_and_dates(tmp_path: Path, unclear: str, why: str) -> None:
    path, result = asked(tmp_path, extra="Libraries", records=f"{unclear}\nfocus 2009-01-01")
    assert why in result.stderr
    considerations = read_organisation(path).considerations
    assert considerations is not None
    assert considerations["personal-focus"].on == date(2009, 1, 1)


def test_records_that_are_not_known_are_not_taken_for_none(tmp_path: Path) -> None:
    path, _ = asked(tmp_path, extra="Libraries", records="")
    assert read_organisation(path).considerations is None
    assert found(path) == set()


def test_a_choice_can_be_a_number_or_the_beginning_of_a_word(tmp_path: Path) -> None:
    path, _ = asked(tmp_path, kind="1", executive="MAYOR")
    authority = read_organisation(path).authority
    assert (authority.kind, authority.two_tier, authority.executive) == ("county", True, "mayor-and-cabinet")


def test_titles_that_look_like_yaml_stay_titles(tmp_path: Path) -> None:
    path, _ = asked(tmp_path, name="no", dcs='yes: "it" #1', top="{Chief}: - é ’", member="*null")
    organisation = read_organisation(path)
    assert organisation.authority.name == "no"
    assert organisation.posts["dcs"].title == 'yes: "it" #1'
    assert organisation.posts["head-of-paid-service"].title == "{Chief}: - é ’"
    assert organisation.offices["lead-member"].title == "*null"


def test_titles_without_letters_for_an_id_still_get_one(tmp_path: Path) -> None:
    path, _ = asked(tmp_path, name="Ω", extra="Δ; Council", records="", superiors="Ж")
    organisation = read_organisation(path)
    assert organisation.authority.id == "our-council"
    assert {"post"} <= set(organisation.posts)
    assert {"function", "council"} <= set(organisation.functions)


@pytest.mark.parametrize("lines", [0, 5, 13])
def test_answers_that_end_early_write_nothing(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "asked.yaml"
    answers = "".join(f"{answer}\n" for answer in list(ANSWERS.values())[:lines])
    result = run(str(path), "--ask", answers=answers)
    assert result.exit_code == 2
    assert f"end before question {lines + 1} is answered. Nothing was written." in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_answers_that_are_not_text_write_nothing() -> None:
    result = CliRunner().invoke(main, ["organisation", "new", "--ask"], input=b"\xff\xfe\n")
    assert result.exit_code == 2
    assert "are not UTF-8 text" in result.stderr
    assert result.stdout == ""


def test_without_a_path_the_picture_is_printed_and_the_questions_go_elsewhere(tmp_path: Path) -> None:
    result = run("--ask", answers="".join(f"{answer}\n" for answer in ANSWERS.values()))
    path = tmp_path / "printed.yaml"
    path.write_text(result.stdout, encoding="utf-8")
    assert found(path) == set()
    assert "1. What is the council called?" in result.stderr
