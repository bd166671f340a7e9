"""Comparison of editions: what became of every duty. The editions here are made up, but for the last tests."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clearline.guidance.comparing import COLUMNS, Change, caveat, change_row, compare, summary
from clearline.guidance.content import read_guidance
from clearline.guidance.queries import edition_named, stated_in
from clearline.guidance.schema import Chapter, Duty, Edition, Follows, Guidance, Provision
from clearline.kit.errors import BadInput

CONTENT = Path(__file__).parents[2] / "content"


def edition(name: str, *duties: Duty, **more: Any) -> Edition:
    known: dict[str, Any] = {
        "document": "gardens",
        "edition": name,
        "title": "Gardens",
        "kind": "statutory-guidance",
        "publisher": "Nobody",
        "published": name,
        "acknowledgement": "None.",
        "start": date(int(name), 5, 1),
        "chapters": (Chapter(title="All", provisions=(Provision(at="1.1", duties=duties),)),),
    }
    return Edition(**(known | more))


def duty(key: str, *follows: str, **more: Any) -> Duty:
    """Return a duty; each ``follows`` is written ``2001 key kind``."""
    links = (text.split() for text in follows)
    known: dict[str, Any] = {
        "key": key,
        "says": f"{key}.",
        "bearers": ("others",),
        "force": "should",
        "follows": tuple(Follows(edition=f"gardens/{year}", key=old, as_=kind) for year, old, kind in links),  # type: ignore[arg-type]
    }
    return Duty(**(known | more))


def told(changes: tuple[Change, ...]) -> list[tuple[str, list[str], list[str]]]:
    return [(each.kind, [one.key for one in each.before], [one.key for one in each.after]) for each in changes]


def became(before: list[Duty], after: list[Duty], **more: Any) -> list[tuple[str, list[str], list[str]]]:
    return told(compare(edition("2001", *before), edition("2005", *after), **more))


class TestOneToOne:
    def test_the_same_key_and_content_is_the_same_duty(self) -> None:
        assert became([duty("dig")], [duty("dig")]) == [("same", ["dig"], ["dig"])]

    @pytest.mark.parametrize("change", [{"says": "Dig deep."}, {"force": "must"}, {"bearers": ("schools",)}])
    def test_the_same_key_with_other_content_is_reworded(self, change: dict[str, Any]) -> None:
        assert became([duty("dig")], [duty("dig", **change)]) == [("reworded", ["dig"], ["dig"])]

    @pytest.mark.parametrize("kind", ["same", "reworded", "narrowed", "widened"])
    def test_a_typed_link_says_what_changed_and_outweighs_the_key(self, kind: str) -> None:
        assert became([duty("dig")], [duty("turn", f"2001 dig {kind}")]) == [(kind, ["dig"], ["turn"])]
        assert became([duty("dig")], [duty("dig", f"2001 dig {kind}")]) == [(kind, ["dig"], ["dig"])]

    def test_a_part_of_a_split_that_stands_alone_is_narrower_and_a_merger_of_one_wider(self) -> None:
        assert became([duty("dig")], [duty("turn", "2001 dig split")]) == [("narrowed", ["dig"], ["turn"])]
        assert became([duty("dig")], [duty("turn", "2001 dig merged")]) == [("widened", ["dig"], ["turn"])]


class TestManyToMany:
    def test_one_followed_by_several_is_split(self) -> None:
        after = [duty("turn", "2001 dig split"), duty("rake", "2001 dig split")]
        assert became([duty("dig")], after) == [("split", ["dig"], ["turn", "rake"])]

    def test_several_followed_by_one_are_merged(self) -> None:
        after = [duty("tend", "2001 dig reworded", "2001 sow merged")]
        assert became([duty("dig"), duty("sow")], after) == [("merged", ["dig", "sow"], ["tend"])]

    def test_duties_that_hang_together_are_one_change_so_that_none_is_told_twice(self) -> None:
        after = [duty("tend", "2001 dig reworded", "2001 sow merged"), duty("seed", "2001 sow reworded")]
        assert became([duty("dig"), duty("sow")], after) == [("reworded", ["dig", "sow"], ["tend", "seed"])]


class TestNewAndWithdrawn:
    def test_what_nothing_follows_is_withdrawn_and_what_follows_nothing_is_new(self) -> None:
        assert became([duty("dig")], [duty("mow")]) == [("withdrawn", ["dig"], []), ("new", [], ["mow"])]

    def test_order_is_that_of_the_earlier_edition_and_then_of_the_later(self) -> None:
        found = became([duty("a"), duty("b"), duty("c")], [duty("z"), duty("c"), duty("y"), duty("a")])
        assert [(kind, before + after) for kind, before, after in found] == [
            ("same", ["a", "a"]), ("withdrawn", ["b"]), ("same", ["c", "c"]), ("new", ["z"]), ("new", ["y"]),
        ]  # fmt: skip

    def test_a_link_to_a_duty_that_is_not_there_counts_for_nothing(self) -> None:
        assert became([], [duty("dig", "2001 rake same")]) == [("new", [], ["dig"])]

    def test_what_binds_nobody_is_left_out_on_request(self) -> None:
        before = [duty("dig", force="information"), duty("sow")]
        after = [duty("dig", force="must"), duty("ask", force="asked"), duty("say", force="comment"), duty("sow")]
        assert became(before, after, binding_only=True) == [("same", ["sow"], ["sow"]), ("new", [], ["dig"])]
        assert ("reworded", ["dig"], ["dig"]) in became(before, after)


class TestByWayOfAnotherEdition:
    def through(self, middle: Duty, last: Duty, **more: Any) -> list[tuple[str, list[str], list[str]]]:
        between = edition("2003", duty("other"), middle, **more)
        first, third = edition("2001", duty("dig")), edition("2005", last)
        return told(compare(first, third, (first, between, third)))

    @pytest.mark.parametrize(
        ("far", "near", "kind"),
        [
            ("same", "same", "same"),
            ("same", "narrowed", "narrowed"),
            ("widened", "same", "widened"),
            ("widened", "widened", "widened"),
            ("narrowed", "reworded", "narrowed"),
            ("reworded", "widened", "widened"),
            ("narrowed", "widened", "reworded"),
        ],
    )
    def test_two_links_in_a_row_add_up(self, far: str, near: str, kind: str) -> None:
        found = self.through(duty("turn", f"2001 dig {far}"), duty("till", f"2003 turn {near}"))
        assert found == [(kind, ["dig"], ["till"])]

    def test_an_equal_key_is_a_link_too(self) -> None:
        found = self.through(duty("turn", "2001 dig widened"), duty("turn"))
        assert found == [("widened", ["dig"], ["turn"])]

    def test_a_direct_link_leaves_the_way_round_alone(self) -> None:
        found = self.through(duty("turn", "2001 dig widened"), duty("dig", "2003 turn narrowed"))
        assert found == [("same", ["dig"], ["dig"])]

    def test_a_link_to_an_edition_that_is_not_between_is_ignored(self) -> None:
        found = self.through(duty("turn", "2001 dig same"), duty("till", "1999 turn same"))
        assert found == [("withdrawn", ["dig"], []), ("new", [], ["till"])]

    def test_links_that_lead_in_a_circle_come_to_an_end(self) -> None:
        circle = duty("turn", "2003 turn same", "2005 till same")
        assert ("new", [], ["till"]) in self.through(circle, duty("till", "2003 turn same", "2005 till same"))


def test_editions_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(BadInput, match="`2001` came before `2005`: give the earlier edition first"):
        compare(edition("2005"), edition("2001"))


def test_an_edition_whose_first_day_is_unknown_is_placed_by_its_last_or_first_of_all() -> None:
    first = edition("2001", duty("dig"), start=None, end=date(2004, 12, 31))
    assert told(compare(first, edition("2005", duty("dig")))) == [("same", ["dig"], ["dig"])]
    undated = edition("2001", duty("dig"), start=None)
    assert told(compare(undated, edition("2005", duty("dig")))) == [("same", ["dig"], ["dig"])]
    with pytest.raises(BadInput):
        compare(edition("2005"), undated)


def test_editions_of_two_documents_can_be_compared_in_any_order() -> None:
    other = edition("2001", duty("dig"), document="parks")
    assert told(compare(edition("2005", duty("dig")), other)) == [("same", ["dig"], ["dig"])]


def test_a_change_shows_both_sides_and_is_as_sure_as_the_least_sure_of_them() -> None:
    first = edition("2001", duty("dig", basis="statute"), duty("sow"), link="https://law.example")
    last = edition("2005", duty("dig", certainty="remembered"), duty("mow"), certainty="second-hand")
    dig, sow, mow = compare(first, last)
    assert (dig.before[0].basis, dig.before[0].at, dig.before[0].link) == ("statute", "1.1", "https://law.example")
    assert (dig.before[0].certainty, dig.after[0].certainty, dig.certainty) == ("seen", "remembered", "remembered")
    assert (sow.kind, sow.certainty) == ("withdrawn", "second-hand")
    assert (mow.kind, mow.certainty) == ("new", "second-hand")


def test_a_row_has_a_cell_for_every_column() -> None:
    first = edition("2001", duty("dig"), duty("sow", force="must"))
    last = edition("2005", duty("tend", "2001 dig reworded", "2001 sow merged", force="must"))
    (row,) = (change_row(change) for change in compare(first, last))
    assert dict(zip(COLUMNS, row, strict=True)) == {
        "change": "merged", "before": ("1.1 dig", "1.1 sow"), "after": ("1.1 tend",),
        "force before": ("should", "must"), "force after": ("must",), "said before": "dig. sow.",
        "says after": "tend.", "certainty": "seen",
    }  # fmt: skip


def test_a_summary_counts_every_kind_none_included() -> None:
    assert summary(compare(edition("2001", duty("dig"), duty("sow")), edition("2005", duty("dig")))) == {
        "same": 1, "reworded": 0, "narrowed": 0, "widened": 0, "split": 0, "merged": 0, "new": 0, "withdrawn": 1,
    }  # fmt: skip


def test_a_reader_is_warned_of_an_edition_that_was_not_read_whole() -> None:
    assert caveat(edition("2001"), edition("2005")) is None
    warning = caveat(edition("2001"), edition("2005", certainty="second-hand"))
    assert warning is not None
    assert "gardens/2005 (second-hand)" in warning


@pytest.fixture(scope="module")
def guidance() -> Guidance:
    return read_guidance(CONTENT)


@pytest.mark.parametrize("names", [("2005", "2009"), ("2009", "2012"), ("2009", "2013"), ("2012", "2013")])
def test_every_duty_of_two_real_editions_is_told_exactly_once(guidance: Guidance, names: tuple[str, str]) -> None:
    earlier, later = (edition_named(guidance, name) for name in names)
    changes = compare(earlier, later, guidance.editions)
    before = Counter(each.key for change in changes for each in change.before)
    after = Counter(each.key for change in changes for each in change.after)
    assert before == Counter(stated.duty.key for stated in stated_in(earlier))
    assert after == Counter(stated.duty.key for stated in stated_in(later))


def test_the_presumption_against_combined_posts_of_2009_became_a_weighing_in_2013(guidance: Guidance) -> None:
    changes = compare(edition_named(guidance, "2009"), edition_named(guidance, "2013"), guidance.editions)
    found = [each for each in changes for one in each.before if one.key.startswith("combining-dcs-and-dass-needs")]
    assert [(each.kind, each.before[0].force, each.after[0].force) for each in found] == [
        ("narrowed", "presumption", "should")
    ]
