"""A picture is read with what it extends, and its parts fit together."""

import gc
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clearline.kit.errors import BadInput
from clearline.organisations import files
from clearline.organisations.files import LONGEST_CHAIN, merge, read_organisation
from clearline.organisations.organisation import Organisation

STARTER = Path(files.__file__).parent / "starter.yaml"
HEAD = "authority: {id: a, name: A, kind: unitary}\n"


def read(path: Path, text: str) -> Organisation:
    path.write_text(text, encoding="utf-8")
    return read_organisation(path)


def test_the_starter_is_in_order_and_states_its_parts() -> None:
    starter = read_organisation(STARTER)
    assert starter.posts["dcs"].reports_to == "chief-executive"
    assert starter.offices["lead-member"].holders is not None
    assert starter.functions["education-welfare"].considered is None


def test_a_variant_says_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(STARTER.read_text(encoding="utf-8"), encoding="utf-8")
    variant = read(tmp_path / "variant.yaml", "extends: base.yaml\nposts: {dcs: {title: Director for Children}}\n")
    starter = read_organisation(STARTER)
    assert variant.posts["dcs"].title == "Director for Children"
    assert variant.posts["dcs"].holders == starter.posts["dcs"].holders
    assert variant.functions == starter.functions


def test_null_takes_a_thing_away_at_any_depth_and_lists_are_replaced() -> None:
    base = {"posts": {"a": {"title": "A", "roles": ["dcs"]}, "b": {"title": "B"}}, "plan": {"owner": "council"}}
    change: dict[str, Any] = {
        "posts": {"a": {"roles": []}, "b": None, "c": {"title": "C", "roles": None}},
        "plan": None,
        "teams": None,
    }
    assert merge(base, change) == {"posts": {"a": {"title": "A", "roles": []}, "c": {"title": "C"}}}
    assert merge({"route": "in words"}, {"route": {"a": 1}}) == {"route": {"a": 1}}


def test_a_line_left_empty_is_not_stated(tmp_path: Path) -> None:
    organisation = read(
        tmp_path / "a.yaml", HEAD + "posts:\n  x:\n    title: X\n    holders:\n    roles:\nfunctions:\n"
    )
    assert organisation.posts["x"].holders is None
    assert organisation.functions == {}


def test_a_fault_in_the_base_names_the_base_and_one_in_the_variant_the_variant(tmp_path: Path) -> None:
    base, variant = tmp_path / "base.yaml", tmp_path / "variant.yaml"
    base.write_text(HEAD + "posts:\n  x: {titel: X}\n")
    with pytest.raises(BadInput) as error:
        read(variant, "extends: base.yaml\nposts: {y: {title: 3}}\n")
    assert {(problem.file, problem.line) for problem in error.value.problems} == {(base, 3), (variant, 2)}


def test_files_that_extend_each_other_are_refused_at_the_line_that_closes_the_round(tmp_path: Path) -> None:
    (tmp_path / "two.yaml").write_text("\nextends: one.yaml\n")
    with pytest.raises(BadInput) as error:
        read(tmp_path / "one.yaml", "extends: two.yaml\n")
    assert (error.value.problems[0].file, error.value.problems[0].line) == (tmp_path / "two.yaml", 2)


@pytest.mark.parametrize("length", [LONGEST_CHAIN, LONGEST_CHAIN + 1])
def test_a_chain_of_variants_has_an_end(tmp_path: Path, length: int) -> None:
    (tmp_path / "0.yaml").write_text(HEAD)
    for number in range(1, length + 1):
        (tmp_path / f"{number}.yaml").write_text(f"extends: {number - 1}.yaml\n")
    last = tmp_path / f"{length}.yaml"
    if length > LONGEST_CHAIN:
        with pytest.raises(BadInput, match="goes on too long"):
            read_organisation(last)
    else:
        assert read_organisation(last).authority.id == "a"


def test_a_picture_can_extend_a_table_of_posts(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text("id,title,reports_to,holder\nce,Chief Executive,council,vacant\nx,X,ce,\n")
    offices = "offices: {leader: {title: Leader, role: leader}}\nposts: {x: {services: [other]}}\n"
    organisation = read(tmp_path / "a.yaml", "extends: posts.csv\n" + HEAD + offices)
    assert organisation.posts["ce"].holders == ()
    assert (organisation.posts["x"].title, organisation.posts["x"].services) == ("X", ("other",))
    assert "leader" in organisation.offices


def test_a_fault_in_a_table_that_is_extended_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text("id,title,reports_to\nx,X,nowhere\n")
    with pytest.raises(BadInput) as error:
        read(tmp_path / "a.yaml", "extends: posts.csv\n" + HEAD)
    assert (error.value.problems[0].file, error.value.problems[0].line) == (tmp_path / "posts.csv", 2)


HOLDERS = {
    "one after the other": ("{person: p, to: 2009-01-01}, {person: q, from: 2009-01-02}", False),
    "a day together": ("{person: p, to: 2009-01-02}, {person: q, from: 2009-01-02}", True),
    "together once, long ago": ("{person: p, from: 2001-01-01, to: 2002-01-01}, {person: q, to: 2001-06-01}", True),
    "cover for the absent": ("{person: p}, {person: q, kind: acting}, {person: r, kind: interim}", False),
    "the same person twice": ("{person: p}, {person: p, from: 2009-01-02}", False),
    "a third under two of one person": (
        "{person: p, from: 2001-01-01}, {person: q, from: 1990-01-01, to: 2000-01-01}, {person: r, to: 1980-01-01}",
        False,
    ),
    "the shortest of three under the longest": (
        "{person: p, from: 2001-01-01}, {person: q, to: 1999-01-01}, {person: r, to: 1998-01-01}, "
        "{person: s, from: 2010-01-01}",
        True,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("holders", "refused"), HOLDERS.values(), ids=HOLDERS)
def test_two_people_cannot_hold_one_post_on_one_day(tmp_path: Path, holders: str, refused: bool) -> None:
    text = HEAD + f"posts: {{x: {{title: X, holders: [{holders}]}}}}\n"
    if refused:
        with pytest.raises(BadInput, match="two people hold the post 'x' at once"):
            read(tmp_path / "a.yaml", text)
    else:
        read(tmp_path / "a.yaml", text)


def test_every_kind_of_reference_is_followed(tmp_path: Path) -> None:
    lines = """\
  company: {name: C, answers_to: gone-1}
officer_concerns_go_to: gone-2
safeguarding_owner: gone-3
corporate_parenting: {political_lead: gone-4, processes: {p: {name: P, takes_part: [gone-16]}}}
authority_framework: {owner: gone-17}
monitoring: {dcs: gone-5}
arrangement_owners: {political: gone-6, professional: no}
posts: {x: {title: X, reports_to: [gone-7, nobody, council]}}
offices: {y: {title: Y, role: leader, answers_to: gone-8}}
functions: {f: {title: F, group: education, responsible: gone-9, political_owner: gone-10, led_by: [gone-11]}}
bodies: {b: {name: B, kind: lscb, seats: [{held_by: gone-12}], political_lead: gone-13, framework: {owner: gone-18}}}
teams: {t: {title: T, leader: [gone-14, x]}}
arrangements: {plan: {exists: yes, led_by: [gone-15, y]}}
"""
    text = "authority:\n  id: a\n  name: A\n  kind: unitary\n" + lines
    with pytest.raises(BadInput) as error:
        read(tmp_path / "a.yaml", text)
    told = "\n".join(str(problem) for problem in error.value.problems)
    for number in range(1, 19):
        line = next(n for n, each in enumerate(text.splitlines(), 1) if f"gone-{number}" in each)
        told_there = [
            one for one in told.splitlines() if f"refers to 'gone-{number}', which is not in the file." in one
        ]
        assert [one.split(" ")[0] for one in told_there] == [f"{tmp_path / 'a.yaml'}:{line}:"]


def test_people_who_only_hold_something_can_be_referred_to(tmp_path: Path) -> None:
    text = (
        HEAD
        + "posts: {x: {title: X, holders: [{person: p}]}}\nbodies: {b: {name: B, kind: lscb, seats: [{held_by: p}]}}\n"
    )
    assert read(tmp_path / "a.yaml", text).bodies["b"].seats is not None


def test_a_company_and_a_direction_name_functions_that_are_there(tmp_path: Path) -> None:
    text = (
        "authority: {id: a, name: A, kind: unitary, company: {name: C, functions: [f], answers_to: council},\n"
        "  directions: {d: {commissioner: C, functions: [f]}}}\n"
        "functions: {f: {title: F, group: education, responsible: company}}\n"
    )
    assert read(tmp_path / "a.yaml", text).authority.company is not None


def test_dates_in_order_are_no_fault_wherever_they_stand(tmp_path: Path) -> None:
    text = (
        "authority: {id: a, name: A, kind: unitary, from: 2009-04-01, to: 2009-04-01,\n"
        "  executive: [{form: committee-system, to: 2010-01-01}, {form: leader-and-cabinet, from: 2010-01-02}]}\n"
        "departures: {d: {provision: '3.5', reasons: Long ones, decided_by: the Council, route: full-council,\n"
        "  from: 2009-04-01, review: 2009-04-01}}\n"
    )
    assert read(tmp_path / "a.yaml", text).departures["d"].review == date(2009, 4, 1)
    with pytest.raises(BadInput, match="ends on 2009-12-31, before it begins on 2010-01-02"):
        read(tmp_path / "a.yaml", text.replace("from: 2010-01-02", "from: 2010-01-02, to: 2009-12-31"))


@pytest.mark.parametrize("collecting", [True, False])
def test_reading_leaves_garbage_collection_as_it_was(collecting: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        read_organisation(STARTER)
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()
