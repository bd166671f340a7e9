"""Questions about the guidance: the edition and day to judge by, what is in force, what has been overtaken."""

from datetime import date
from typing import Any

import pytest

from clearline.guidance import queries
from clearline.guidance.queries import Stated
from clearline.guidance.schema import Body, Chapter, Duty, Edition, Force, Guidance, ProofKeys, Provision
from clearline.kit.errors import BadInput

TODAY = date(2026, 6, 1)


def edition(document: str, name: str, *duties: Duty, **more: Any) -> Edition:
    known: dict[str, Any] = {
        "document": document,
        "edition": name,
        "title": name,
        "kind": "statutory-guidance",
        "publisher": "Nobody",
        "published": name,
        "acknowledgement": "None.",
        "chapters": (Chapter(title="All", provisions=(Provision(at="1.1", duties=duties),)),),
    }
    return Edition(**(known | more))


def duty(key: str = "dig", force: Force = "should", **more: Any) -> Duty:
    return Duty(key=key, says=f"{key}.", bearers=("others",), force=force, **more)


def guidance(*editions: Edition, **bodies: Body) -> Guidance:
    none = ProofKeys(measures={}, reports={}, registers={})
    return Guidance(editions=editions, bodies=bodies, systems=(), terms=(), proofs=none)


FIRST = edition("dcs-lm", "2009", duty("dig"), start=date(2009, 7, 1), end=date(2012, 4, 2))
NOW = edition("dcs-lm", "2012", duty("sow"), start=date(2012, 4, 3))
UNDATED = edition("dcs-lm", "2005")
ACT = edition("children-act-2004", "as-amended", duty("obey", "must"), start=date(2004, 11, 15))
LETTER = edition("letter", "2008", duty("plead", "asked"))
ALL = guidance(ACT, UNDATED, FIRST, NOW, LETTER)


class TestEditions:
    def test_the_editions_of_a_document_are_in_order(self) -> None:
        assert queries.editions_of(ALL, "dcs-lm") == (UNDATED, FIRST, NOW)

    def test_an_unknown_document_is_refused_and_the_known_ones_named(self) -> None:
        with pytest.raises(BadInput, match=r"no document 'law'. There are: children-act-2004, dcs-lm, letter"):
            queries.editions_of(ALL, "law")

    def test_an_edition_is_found_by_its_name_alone_or_with_its_document(self) -> None:
        assert queries.edition_named(ALL, "2009") is FIRST
        assert queries.edition_named(ALL, "children-act-2004/as-amended") is ACT
        assert queries.edition_named(ALL, "2008", document="letter") is LETTER

    def test_an_unknown_edition_is_refused_and_the_known_ones_named(self) -> None:
        with pytest.raises(BadInput, match=r"no edition '1066' of dcs-lm. There are: 2005, 2009, 2012"):
            queries.edition_named(ALL, "1066")

    @pytest.mark.parametrize(
        ("on", "name"), [("2009-07-01", "2009"), ("2012-04-02", "2009"), ("2012-04-03", "2012"), ("2026-06-01", "2012")]
    )
    def test_an_edition_is_in_force_from_its_first_day_to_its_last(self, on: str, name: str) -> None:
        assert queries.edition_in_force(ALL, date.fromisoformat(on)).edition == name

    def test_a_day_without_an_edition_is_refused(self) -> None:
        with pytest.raises(BadInput, match="No edition of dcs-lm that is held was in force on 2009-06-30"):
            queries.edition_in_force(ALL, date(2009, 6, 30))


class TestChoosing:
    def test_nothing_asked_for_means_the_edition_in_force_today(self) -> None:
        assert queries.choose(ALL, None, None, TODAY) == (NOW, TODAY)

    def test_a_day_alone_means_the_edition_of_that_day(self) -> None:
        assert queries.choose(ALL, None, date(2010, 1, 1), TODAY) == (FIRST, date(2010, 1, 1))

    def test_a_superseded_edition_alone_is_judged_on_its_first_day(self) -> None:
        assert queries.choose(ALL, "2009", None, TODAY) == (FIRST, date(2009, 7, 1))

    def test_an_edition_in_force_alone_is_judged_today(self) -> None:
        assert queries.choose(ALL, "2012", None, TODAY) == (NOW, TODAY)

    def test_a_superseded_edition_whose_first_day_is_unknown_is_judged_today(self) -> None:
        old = edition("dcs-lm", "2004", end=date(2004, 12, 31))
        assert queries.choose(guidance(old), "2004", None, TODAY) == (old, TODAY)

    def test_edition_and_day_are_both_kept_even_when_they_do_not_meet(self) -> None:
        assert queries.choose(ALL, "2009", TODAY, TODAY) == (FIRST, TODAY)

    def test_a_day_before_the_act_is_refused_and_the_day_it_was_passed_is_not(self) -> None:
        with pytest.raises(BadInput, match="before the Children Act 2004 was passed"):
            queries.choose(ALL, "2009", date(2004, 11, 14), TODAY)
        assert queries.choose(ALL, "2009", date(2004, 11, 15), TODAY) == (FIRST, date(2004, 11, 15))


class TestHistorical:
    def test_a_superseded_edition_names_the_day_it_was_replaced(self) -> None:
        assert queries.historical(FIRST, TODAY) == "historical: replaced on 2012-04-03"

    def test_an_edition_is_not_historical_on_its_last_day_nor_while_it_goes_on(self) -> None:
        assert queries.historical(FIRST, date(2012, 4, 2)) is None
        assert queries.historical(NOW, TODAY) is None


class TestInForce:
    @pytest.mark.parametrize(("on", "holds"), [(1, False), (2, True), (3, True), (4, False)])
    def test_a_duty_holds_from_its_first_day_to_its_last(self, on: int, holds: bool) -> None:
        dated = duty(start=date(2010, 1, 2), end=date(2010, 1, 3))
        assert queries.holds_on(dated, date(2010, 1, on)) is holds

    def test_a_duty_that_waits_for_a_law_holds_only_once_switched_on(self) -> None:
        waiting = duty(force="prospective", switch="ascl-act-2009")
        assert not queries.holds_on(waiting, TODAY)
        assert not queries.holds_on(waiting, TODAY, {"vetting-and-barring-scheme"})
        assert queries.holds_on(waiting, TODAY, {"ascl-act-2009"})

    def test_a_prospective_duty_without_a_switch_never_holds(self) -> None:
        assert not queries.holds_on(duty(force="prospective"), TODAY, {"ascl-act-2009"})


class TestBinding:
    board = Body(name="Garden Board", end=date(2010, 10, 31))
    going = Body(name="Water Board")

    def test_the_edition_binds_with_the_act_and_no_other_document_or_edition(self) -> None:
        bound = queries.binding(ALL, FIRST, TODAY)
        assert [stated.duty.key for stated in bound.in_force] == ["dig", "obey"]
        assert (bound.edition, bound.on, bound.overtaken) == (FIRST, TODAY, ())

    def test_the_act_itself_can_be_asked_about_and_counts_once(self) -> None:
        assert [stated.duty.key for stated in queries.binding(ALL, ACT, TODAY).in_force] == ["obey"]

    def test_a_duty_is_overtaken_from_the_day_after_its_body_ended(self) -> None:
        resting = edition("dcs-lm", "2009", duty("meet", rests_on=("water", "board")))
        known = guidance(resting, board=self.board, water=self.going)
        before, after = (queries.binding(known, resting, date(2010, month, 31)) for month in (10, 12))
        assert [stated.duty.key for stated in before.in_force] == ["meet"]
        assert after.in_force == ()
        assert [(ended.stated.duty.key, ended.body) for ended in after.overtaken] == [("meet", self.board)]

    def test_a_duty_that_is_not_in_force_is_not_overtaken_either(self) -> None:
        resting = edition("dcs-lm", "2009", duty("meet", rests_on=("board",), end=date(2010, 1, 1)))
        bound = queries.binding(guidance(resting, board=self.board), resting, TODAY)
        assert (bound.in_force, bound.overtaken) == ((), ())

    def test_switched_on_law_binds(self) -> None:
        waiting = edition("dcs-lm", "2009", duty("meet", "prospective", switch="ascl-act-2009"))
        known = guidance(waiting)
        assert queries.binding(known, waiting, TODAY).in_force == ()
        assert len(queries.binding(known, waiting, TODAY, {"ascl-act-2009"}).in_force) == 1


class TestStated:
    def test_certainty_and_link_are_taken_from_the_nearest_place(self) -> None:
        whole = edition("dcs-lm", "2009", link="https://law.example", certainty="remembered")
        plain = Stated(whole, Provision(at="1.1"), duty())
        own = Stated(whole, Provision(at="1.1", link="https://law.example/1.1"), duty(certainty="seen"))
        assert (plain.certainty, plain.link) == ("remembered", "https://law.example")
        assert (own.certainty, own.link) == ("seen", "https://law.example/1.1")


@pytest.mark.parametrize(
    ("force", "rank"),
    [("must", 3), ("prospective", 3), ("should", 2), ("presumption", 1), ("may", 0), ("information", 0), ("asked", 0)],
)
def test_only_what_can_be_a_finding_has_a_rank(force: Force, rank: int) -> None:
    assert queries.force_rank(duty(force=force)) == rank
