"""What holds for every pack, with nothing recorded and with something in every record."""

import time

import msgspec
import pytest
from composing_packs import PACKS, addresses, cells, composed
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from figures_of_packs import HIDDEN, OWN
from people import make_authority
from world_packs import CLOSED, bare, full

from clearline.reports.blocks import Missing, missing_of, walk
from clearline.reports.printing import printed
from clearline.schedule.content import contract_named

pytestmark = pytest.mark.django_db

EDITIONS = ("2009", "2013")


@pytest.mark.parametrize("contract", PACKS)
@pytest.mark.usefixtures("no_figures")
def test_a_pack_of_a_council_that_has_stated_nothing_says_what_is_missing_and_who_sees_to_it(contract: str) -> None:
    authority = make_authority()
    pack = composed(authority, contract)
    assert {one.key for one in contract_named(contract).required} <= {one.key for one in pack.sections}
    missing = missing_of(pack)
    assert missing
    assert all(one.what and one.todo for one in missing)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("contract", PACKS)
@pytest.mark.usefixtures("figures")
def test_a_pack_has_its_contents_in_the_order_of_its_contract_under_each_edition(contract: str, edition: str) -> None:
    pack = composed(bare(), contract, edition=edition)
    order = [one.key for one in contract_named(contract).contents]
    assert [one.key for one in pack.sections] == [key for key in order if key in {one.key for one in pack.sections}]
    assert all(one.blocks or one.sections for one in pack.sections)
    titles = {one.key: one.title for one in contract_named(contract).contents}
    assert all(one.title == titles[one.key] for one in pack.sections)


@pytest.mark.parametrize("contract", PACKS)
@pytest.mark.usefixtures("figures")
def test_every_source_of_a_pack_leads_to_a_page_of_the_site(contract: str) -> None:
    pack = composed(full().authority, contract)
    found = addresses(pack)
    assert found
    for address in found:
        assert resolve(address.partition("?")[0])


@pytest.mark.parametrize("contract", PACKS)
@pytest.mark.usefixtures("figures")
def test_every_number_of_a_pack_leads_back_to_where_it_comes_from(contract: str) -> None:
    for table, cell in cells(composed(full().authority, contract)):
        if cell.value is not None:
            row = next(row for row in table.rows if cell in row)
            assert any(one.source for one in row) or table.sources, (table.title, cell.text)


@pytest.mark.parametrize("contract", PACKS)
@pytest.mark.usefixtures("figures")
def test_the_open_part_of_a_pack_holds_nothing_that_is_not_open(contract: str) -> None:
    pack = composed(full().authority, contract, "open")
    text = msgspec.json.encode(printed(pack, "open")).decode()
    assert [word for word in CLOSED if word in text] == []


@pytest.mark.parametrize("contract", PACKS)
@pytest.mark.usefixtures("figures")
def test_an_open_rendering_shows_no_small_number_of_the_council_s_own(contract: str) -> None:
    authority = full().authority
    titles = {f"{name}-from-returns" for name in HIDDEN}
    for _, cell in cells(composed(authority, contract, "open")):
        assert not cell.small
        about = (
            cell.source.partition("/measure/")[2].partition("/")[0] or cell.source.rpartition("/")[0].rpartition("/")[2]
        )
        if about in titles:
            assert cell.text not in {str(OWN[about.removesuffix("-from-returns")][0]), "2%", "99%"}


@pytest.mark.parametrize("contract", PACKS)
@pytest.mark.usefixtures("figures")
def test_an_open_rendering_names_nobody_below_those_whom_every_council_names(contract: str) -> None:
    text = msgspec.json.encode(composed(full().authority, contract, "open").sections).decode()
    assert "Rosalind Kettering" not in text
    assert "Wilma Strand" not in text


@pytest.mark.parametrize("contract", PACKS)
@pytest.mark.usefixtures("figures")
def test_the_same_records_make_the_same_pack(contract: str) -> None:
    authority = full().authority
    assert composed(authority, contract) == composed(authority, contract)


@pytest.mark.usefixtures("figures")
def test_a_pack_asks_the_database_as_often_however_much_is_recorded() -> None:
    few, many = bare(), full()
    for contract in PACKS:
        counted = []
        for authority in (few, many.authority):
            composed(authority, contract)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                composed(authority, contract)
            counted.append(len(asked))
        assert counted[1] <= MOST_QUERIES, contract


MOST_QUERIES = 120
"""Of one pack: each kind of record is asked in bulk, some more than once."""


@pytest.mark.parametrize("contract", PACKS)
@pytest.mark.usefixtures("figures")
def test_what_is_missing_is_said_once(contract: str) -> None:
    pack = composed(bare(), contract)
    said = [(one.what, one.about) for section in pack.sections for one in walk((section,)) if isinstance(one, Missing)]
    repeated = {one for one in said if said.count(one) > 1}
    assert not repeated


@pytest.mark.usefixtures("figures")
def test_a_briefing_is_composed_in_under_three_seconds() -> None:
    authority = full().authority
    began = time.perf_counter()
    composed(authority, "lead-member-briefing")
    assert time.perf_counter() - began < 3
