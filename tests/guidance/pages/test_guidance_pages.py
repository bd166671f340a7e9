"""Whoever has a role can read the guidance in a browser as the terminal tells it."""

import csv
import io
import json
from datetime import date

import pytest
from django.test import Client
from people import client_for, make_authority, member

from clearline.guidance import comparing, queries
from clearline.guidance.content import load
from clearline.guidance.words import FORCES

pytestmark = pytest.mark.django_db

ROOT = "/northmoor/guidance/"


@pytest.fixture
def client() -> Client:
    return client_for(member(make_authority(), "partner"))


def cells(client: Client, address: str, **asked: str) -> list[dict[str, str]]:
    """Return the rows of the table of a page, from its CSV."""
    response = client.get(ROOT + address, {**asked, "format": "csv"})
    assert response.status_code == 200, address
    text = (response.getvalue() if response.streaming else response.content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def page(client: Client, address: str, **asked: str) -> str:
    response = client.get(ROOT + address, asked)
    assert response.status_code == 200, address
    return response.content.decode()


def test_every_edition_is_listed_with_the_number_of_its_statements(client: Client) -> None:
    listed = {row["Document and edition"]: int(row["Statements"]) for row in cells(client, "")}
    held = {f"{one.document}/{one.edition}": sum(1 for _ in queries.stated_in(one)) for one in load().editions}
    assert listed == held
    assert "Compare two editions" in page(client, "")


def test_the_list_of_editions_can_be_narrowed_by_what_they_are(client: Client) -> None:
    assert {row["What it is"] for row in cells(client, "", kind="act")} == {"Act of Parliament"}


def test_the_page_of_an_edition_has_all_its_duties_and_filters_them_as_the_terminal_does(client: Client) -> None:
    edition = queries.edition_named(load(), "2009")
    stated = list(queries.stated_in(edition))
    assert len(cells(client, "dcs-lm/2009/")) == len(stated)
    chosen = cells(client, "dcs-lm/2009/", bearer="dcs", force="should", basis="guidance", certainty="seen")
    wanted = [
        one.duty.key
        for one in stated
        if "dcs" in one.duty.bearers and one.duty.force == "should" and one.duty.basis == "guidance"
    ]
    assert wanted
    assert [row["Key"] for row in chosen] == wanted
    system = [one.duty.key for one in stated if 4 in one.duty.systems]
    assert [row["Key"] for row in cells(client, "dcs-lm/2009/", system="4")] == system
    proved = [one.duty.key for one in stated if any(proof.kind == "rule" for proof in one.duty.proofs)]
    assert [row["Key"] for row in cells(client, "dcs-lm/2009/", proof="rule")] == proved
    chapter = edition.chapters[3].title
    assert {row["Chapter"] for row in cells(client, "dcs-lm/2009/", chapter=chapter)} == {chapter}


def test_a_superseded_edition_says_first_that_it_is_historical(client: Client) -> None:
    assert "Historical: replaced on 2012-04-03" in page(client, "dcs-lm/2009/")
    assert "Historical" not in page(client, "children-act-2004/as-amended/")


def test_an_edition_of_which_no_copy_was_found_says_so_and_gives_out_no_file(client: Client) -> None:
    text = page(client, "dcs-lm/2005/")
    assert "No copy of this edition was found" in text
    assert "OSCAL" not in text
    assert client.get(f"{ROOT}dcs-lm/2005/file/json/").status_code == 404


def test_what_a_duty_is_on_the_day_follows_the_date_in_the_address(client: Client) -> None:
    then = {row["On the day"] for row in cells(client, "dcs-lm/2009/", on="2010-01-01")}
    now = {row["On the day"] for row in cells(client, "dcs-lm/2009/", on="2020-01-01")}
    assert "In force" in then
    assert now == {"Not in force"}
    assert {row["On the day"] for row in cells(client, "navca-response/2009/")} == {"Binds nobody"}
    assert {row["On the day"] for row in cells(client, "dcs-lm/2013/", state="Overtaken")} <= {"Overtaken"}


@pytest.mark.parametrize("kind", ["csv", "json", "oscal"])
def test_an_edition_can_be_taken_away_whole(client: Client, kind: str) -> None:
    response = client.get(f"{ROOT}dcs-lm/2012/file/{kind}/")
    text = response.content.decode()
    number = sum(1 for _ in queries.stated_in(queries.edition_named(load(), "2012")))
    if kind == "csv":
        assert len(list(csv.DictReader(io.StringIO(text)))) == number
    else:
        assert json.loads(text)
    assert "dcs-lm-2012" in response["Content-Disposition"]


def test_a_paragraph_has_its_own_duties_and_those_of_its_parts(client: Client) -> None:
    found = cells(client, "dcs-lm/2009/at/2.7/")
    assert found
    assert all(row["Paragraph"] == "2.7" or row["Paragraph"].startswith("2.7.") for row in found)
    act = cells(client, "dcs-lm/2009/at/s18(2)/")
    assert {row["Document and edition"] for row in act} >= {"children-act-2004/as-amended"}


def test_the_duties_in_force_are_those_that_bind_on_the_day(client: Client) -> None:
    on = date(2010, 1, 1)
    bound = queries.binding(load(), queries.edition_named(load(), "2009"), on)
    wanted = {one.duty.key for one in bound.in_force} | {ended.stated.duty.key for ended in bound.overtaken}
    assert {row["Key"] for row in cells(client, "in-force/", on="2010-01-01")} == wanted
    text = page(client, "in-force/", edition="2012")
    assert "In force on 3 April 2012 by the 2012 edition" in text


def test_a_day_on_which_no_edition_was_in_force_is_explained(client: Client) -> None:
    assert "Choose an edition." in page(client, "in-force/", on="2007-01-01")
    assert "before the Children Act 2004 was passed" in page(client, "in-force/", on="1999-01-01")
    assert "There is no edition" in page(client, "in-force/", edition="1066")


def test_a_search_finds_the_words_in_every_document(client: Client) -> None:
    found = cells(client, "search/", q="safeguarding training")
    assert len({row["Document and edition"] for row in found}) > 1
    assert not cells(client, "search/", q="zyzzyva")
    assert "Nothing matches" in page(client, "search/", q="zyzzyva")


def test_two_editions_are_compared_as_the_terminal_compares_them(client: Client) -> None:
    known = load()
    before, after = (queries.edition_named(known, name) for name in ("2009", "2013"))
    changes = comparing.compare(before, after, known.editions, binding_only=True)
    asked = {"earlier": "dcs-lm/2009", "later": "dcs-lm/2013"}
    rows = cells(client, "compare/", **asked)
    assert [row["Change"].lower() for row in rows] == [change.kind for change in changes]
    assert len(cells(client, "compare/", **asked, all="yes")) > len(rows)
    assert {row["Change"] for row in cells(client, "compare/", **asked, kind="withdrawn")} == {"Withdrawn"}
    assert "Not read whole" in page(client, "compare/", **asked)
    same = page(client, "compare/", earlier="dcs-lm/2009", later="dcs-lm/2009")
    assert "All words of both were seen" in same


def test_editions_the_wrong_way_round_are_refused_in_words(client: Client) -> None:
    text = page(client, "compare/", earlier="dcs-lm/2013", later="dcs-lm/2009")
    assert "There is a problem" in text
    assert "give the earlier edition first" in text
    assert "There is a problem" not in page(client, "compare/")


@pytest.mark.parametrize(
    "address", ["dcs-lm/1066/", "nothing/2009/", "dcs-lm/2009/at/99.9/", "dcs-lm/2009/duty/no-such-duty/",
                "dcs-lm/1066/file/json/", "dcs-lm/2009/file/exe/", "dcs-lm/1066/duty/x/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(ROOT + address).status_code == 404


def test_every_duty_of_every_edition_has_its_page_and_no_page_leads_nowhere(client: Client) -> None:
    rows = cells(client, "search/")
    assert len(rows) == sum(1 for one in load().editions for _ in queries.stated_in(one))
    for edition in load().editions:
        for stated in list(queries.stated_in(edition))[::25]:
            text = page(client, f"{edition.document}/{edition.edition}/duty/{stated.duty.key}/")
            assert "How it is proved" in text


def test_duties_are_sorted_by_how_strongly_they_bind(client: Client) -> None:
    forces = [row["Force"] for row in cells(client, "dcs-lm/2009/", sort="force")]
    assert forces[0] == "Must"
    assert list(dict.fromkeys(forces)) == [one for one in (words for words, _ in FORCES.values()) if one in forces]
