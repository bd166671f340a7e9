"""Targets and key indicators are kept for an authority, listed, and refused when they make no sense."""

import json
from pathlib import Path

import pytest
from made_figures import run

SET = ("targets", "set", "NF-1", "--area", "Northmoor")
AIM = ("--value", "1", "--by", "2027")


class TestTargets:
    def test_a_target_is_set_listed_and_shown_beside_the_figure(self, store: Path) -> None:
        said = run(
            store, *SET, "--value", "15.5", "--by", "2027", "--start", "21", "--start-year", "2024", "--near", "1",
            "--owner", "head of the front door", "--how", "Asked the partners.",
        )  # fmt: skip
        assert said.exit_code == 0, said.output
        assert said.stdout == "Northmoor aims at 15.5 by 2027: Referrals that came back.\n"
        listed = json.loads(run(store, "targets", "Northmoor", "--format", "json").stdout)
        assert listed[0]["value"] == "15.5"
        assert listed[0]["by"]["ends"] == "2027-03-31"
        table = run(store, "targets", "list", "Northmoor").stdout
        assert "came-back" in table
        assert "2027" in table
        text = " ".join(run(store, "show", "NF-1", "--area", "Northmoor").stdout.split())
        assert "Its owner: head of the front door. How it was set: Asked the partners." in text

    def test_there_is_something_to_read_before_the_first_one(self, store: Path) -> None:
        assert "Northmoor has no targets yet." in run(store, "targets", "Northmoor").stdout
        assert run(store, "targets", "Northmoor", "--format", "json").stdout == "[]\n"

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            ((*SET, "--value", "abc", "--by", "2027"), "'abc' is not a plain number"),
            ((*SET, "--value", "NaN", "--by", "2027"), "'NaN' is not a plain number"),
            ((*SET, "--value", "1e99", "--by", "2027"), "'1e99' is not a plain number"),
            ((*SET, "--value", "16", "--by", "soon"), "'soon' is no year of this measure"),
            (
                ("targets", "set", "referrals", "--area", "Northmoor", *AIM),
                "can have no target",
            ),
            (
                ("targets", "set", "NF-1", "--area", "England", *AIM),
                "England is no authority",
            ),
            (
                ("targets", "set", "made-referrals:made_again", "--area", "Northmoor", *AIM),
                "is a column and no measure",
            ),
        ],
    )
    def test_what_can_be_no_target_is_refused(self, store: Path, args: tuple[str, ...], says: str) -> None:
        result = run(store, *args)
        assert result.exit_code == 2
        assert says in result.stderr
        assert "no targets yet" in run(store, "targets", "Northmoor").stdout

    def test_an_authority_without_figures_can_be_given_none(self, store: Path, tmp_path: Path) -> None:
        areas = tmp_path / "areas.csv"
        areas.write_text(
            "old_la_code,new_la_code,la_name,region_code,region_name,first_year,last_year,lait_name,la_type,current_2025\n"
            "995,E06000995,Newmoor,E12000001,North East,2025,2025,Newmoor,UA,True\n"
        )
        assert run(store, "load", str(areas)).exit_code == 0
        result = run(store, "targets", "set", "NF-1", "--area", "Newmoor", "--value", "16", "--by", "2027")
        assert result.exit_code == 2
        assert "so it cannot be given a target yet" in result.stderr


class TestKey:
    def test_one_is_added_listed_and_removed(self, store: Path) -> None:
        assert "Northmoor has no key indicators yet." in run(store, "key", "Northmoor").stdout
        added = run(store, "key", "add", "NF-1", "--area", "Northmoor", "--reason", "They come back too often.")
        assert added.stdout == "A key indicator of Northmoor: Referrals that came back.\n"
        assert "They come back too often." in run(store, "key", "Northmoor").stdout
        assert json.loads(run(store, "key", "list", "Northmoor", "--format", "json").stdout) == [
            {"measure": "came-back", "reason": "They come back too often."}
        ]
        removed = run(store, "key", "remove", "NF-1", "--area", "Northmoor")
        assert removed.stdout == "No key indicator of Northmoor any more: Referrals that came back.\n"
        assert run(store, "key", "remove", "NF-1", "--area", "Northmoor").exit_code == 2

    def test_the_group_itself_shows_its_help(self, store: Path) -> None:
        assert "Usage" in run(store, "key", "--help").stdout
