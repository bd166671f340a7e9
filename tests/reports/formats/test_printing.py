"""What a print of a pack holds: nothing that does not belong in its part, whatever the format."""

from datetime import date

import msgspec
import pytest
from sample_pack import CANARY, EXEMPT, pack, sections

from clearline.accounts.access_class import OPEN, Access
from clearline.reports.blocks import RESTRICTED, Cell, Pack, Section, Table, Text, missing_of, walk
from clearline.reports.printing import (
    NOTHING_YET,
    REST_ELSEWHERE,
    SMALL,
    Printed,
    access_words,
    printed,
)


def text_of(one: Printed) -> str:
    return msgspec.json.encode(one).decode()


def made(*blocks: object, rendering: str = "restricted", access: Access = OPEN) -> Pack:
    section = Section(key="one", title="One", access=access, blocks=tuple(blocks))  # type: ignore[arg-type]
    return msgspec.structs.replace(pack("open"), rendering=rendering, sections=(section,))


def test_the_open_part_holds_nothing_that_is_not_open() -> None:
    shown = printed(pack("open"), "open")
    assert CANARY not in text_of(shown)
    assert shown.needs == frozenset()
    assert shown.marks == ()
    assert "Not open" in text_of(shown), "an exempt cell says that something was left out"


def test_the_open_part_is_never_printed_from_what_restricted_readers_see() -> None:
    with pytest.raises(ValueError, match="open rendering"):
        printed(pack("restricted"), "open")


def test_the_appendix_holds_what_is_exempt_and_the_small_numbers_each_with_its_reason() -> None:
    shown = printed(pack("restricted"), "exempt")
    assert [one.title for one in shown.sections] == ["Figures", "What people say", "Prices", "Partners"]
    blocks = list(walk(shown.sections))
    assert all(one.access.kind == "exempt" for one in blocks)
    small = next(one for one in blocks if isinstance(one, Table) and "where they live" in one.title)
    assert small.access == SMALL
    assert shown.marks == ("Exempt appendix: not for publication", RESTRICTED)
    assert shown.needs == {"see exempt", "see figures"}


def test_privileged_advice_and_drafts_are_in_no_print() -> None:
    for part in ("open", "exempt", "whole"):
        rendering = "open" if part == "open" else "restricted"
        words = text_of(printed(pack(rendering), part))  # type: ignore[arg-type]
        assert "Counsel says so" not in words
        assert "Not finished" not in words
        assert f"privileged {CANARY}" not in words


def test_the_whole_says_who_may_read_it_and_a_confidential_block_asks_for_more() -> None:
    assert printed(pack("restricted"), "whole").needs == {"see exempt", "see figures"}
    secret = made(Text(text="a", access=Access(kind="confidential")), rendering="open")
    assert printed(secret, "whole").needs == {"see confidential"}
    assert access_words(secret.sections[0].blocks[0].access) == "Confidential"
    assert access_words(OPEN) == ""
    assert access_words(EXEMPT).startswith("Exempt: paragraph 3 of Schedule 12A")


def test_a_section_whose_title_is_not_open_takes_all_of_it_along() -> None:
    assert printed(made(Text(text="b"), rendering="open", access=EXEMPT), "open").sections == ()
    assert printed(made(Text(text="b"), access=Access(kind="draft")), "whole").sections == ()


def test_a_section_says_where_its_words_are_when_none_is_in_the_part() -> None:
    exempt = printed(made(Text(text="b", access=EXEMPT), rendering="open"), "open")
    assert exempt.sections[0].blocks == (Text(text=REST_ELSEWHERE),)
    draft = printed(made(Text(text="b", access=Access(kind="draft"))), "whole")
    assert draft.sections[0].blocks == (Text(text=NOTHING_YET),)
    assert draft.missing == ()


def test_an_open_table_without_small_numbers_is_not_in_the_appendix() -> None:
    table = Table(title="T", columns=("A",), rows=((Cell(text="12", value=12),),))
    assert printed(made(table), "exempt").sections == ()


def test_sources_are_those_of_what_is_printed_each_once() -> None:
    assert [one.title for one in printed(pack("open"), "open").sources] == ["Children looked after, 2025"]
    assert CANARY in [one.title for one in printed(pack("restricted"), "whole").sources]


def test_a_draft_says_so_and_an_issue_says_its_number_digest_and_what_it_amends() -> None:
    draft = msgspec.structs.replace(pack("open", number=""), digest="")
    assert printed(draft, "open").marks == ("Draft, not issued",)
    amending = printed(msgspec.structs.replace(pack("restricted"), amends="2026-01: a wrong figure"), "whole")
    assert dict(amending.facts) == {
        "As at": "31 March 2026", "Made on": "1 June 2026", "Number": "2026-01", "Amends": "2026-01: a wrong figure",
        "Digest": "ab" * 32,
    }  # fmt: skip
    assert dict(printed(pack("open"), "open").facts)["Small numbers"] == "Hidden"


def test_the_digest_in_the_open_part_says_nothing_of_small_numbers() -> None:
    """Whoever guesses a small number could try the guess against a digest that covers it."""
    one, other = (printed(msgspec.structs.replace(pack("open"), digest=mark * 64), "open") for mark in "ab")
    assert one == other
    assert "Digest" not in dict(one.facts)
    changed = msgspec.structs.replace(pack("open"), sections=pack("open").sections[:1])
    assert dict(printed(changed, "open").facts)["Digest of this part"] != dict(one.facts)["Digest of this part"]


def test_what_is_missing_is_counted_in_the_sections_of_the_part() -> None:
    assert [one.about for one in printed(pack("open"), "open").missing] == ["measure:placed-by-others"]
    assert [one.about for one in missing_of(pack("open"))] == ["measure:placed-by-others"]
    assert not sections("open")[1].complete
    assert sections("open")[0].complete
    assert not Section(key="a", title="A").complete


def test_a_pack_is_restricted_only_where_it_shows_small_numbers_to_restricted_readers() -> None:
    assert pack("restricted").restricted
    assert not pack("open").restricted
    assert printed(made(Text(text="a")), "whole").needs == {"see figures"}, "made for those who may see figures"
    assert pack("open").made_on == date(2026, 6, 1)
