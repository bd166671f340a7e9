"""Tables: what the address asks is what is shown, and what is given out, at a cost that does not grow with the rows."""

import csv
import io
from datetime import date
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from people import make_authority, make_user, member

from clearline.accounts.models import Individual, Membership
from clearline.doors import tables
from clearline.doors.columns import Column, Filter
from clearline.doors.tables import Table
from clearline.doors.values import Tag


class Post(NamedTuple):
    title: str
    staff: int | None = None
    start: date | None = None
    roles: tuple[str, ...] = ()


POSTS = (
    Post("beta", 30, date(2026, 3, 1), ("dcs",)),
    Post("Alpha", None, None, ("dass", "dcs")),
    Post("gamma", 4, date(2020, 1, 1)),
    Post("delta one", 1000, date(2024, 2, 29), ("dass",)),
)
COLUMNS = (
    Column("title", "Post", link=lambda post: f"/{post.title}/"),
    Column("staff", "Staff", numeric=True, missing="Not stated"),
    Column("start", "Since"),
    Column("rank", "Standing", show=lambda post: Tag(post.title[0].upper()), sort=lambda post: -len(post.title)),
    Column("roles", "Roles", sort=False),
)
ROLES = Filter("roles", "Role", [("dcs", "DCS"), ("dass", "DASS")])
BIG = Filter("big", "Size", [("yes", "More than 20")], lambda post, value: (post.staff or 0) > 20)


def asking(query: str) -> HttpRequest:
    made = RequestFactory().get(f"/northmoor/posts/?{query}")
    made.__dict__.update(on=date(2026, 3, 31), today=date(2026, 3, 31), authority=SimpleNamespace(key="northmoor"))
    return made


def posts(query: str, rows: Any = POSTS, **options: Any) -> Table:
    options = {"filters": [ROLES, BIG], "search": ["title", "roles"], **options}
    return Table(asking(query), "posts", "Posts", COLUMNS, rows, **options)


def titles(table: Table) -> list[str]:
    return [row.title for row in table.chosen]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["beta", "Alpha", "gamma", "delta one"]),
        ("sort=title", ["Alpha", "beta", "delta one", "gamma"]),
        ("sort=-title", ["gamma", "delta one", "beta", "Alpha"]),
        ("sort=staff", ["gamma", "beta", "delta one", "Alpha"]),
        ("sort=-staff", ["delta one", "beta", "gamma", "Alpha"]),
        ("sort=-start", ["beta", "delta one", "gamma", "Alpha"]),
        ("sort=rank", ["delta one", "Alpha", "gamma", "beta"]),
        ("sort=roles", ["beta", "Alpha", "gamma", "delta one"]),
        ("sort=nothing", ["beta", "Alpha", "gamma", "delta one"]),
        ("roles=dcs", ["beta", "Alpha"]),
        ("roles=dcs&big=yes", ["beta"]),
        ("roles=other", ["beta", "Alpha", "gamma", "delta one"]),
        ("q=A", ["beta", "Alpha", "gamma", "delta one"]),
        ("q=one+DELTA", ["delta one"]),
        ("q=dcs&sort=title", ["Alpha", "beta"]),
        ("q=%00%20%20", ["beta", "Alpha", "gamma", "delta one"]),
        ("q=zeta", []),
    ],
)
def test_the_address_says_which_rows_are_shown_and_in_which_order(query: str, expected: list[str]) -> None:
    assert titles(posts(query)) == expected


def test_the_order_of_the_page_holds_until_another_is_asked_for() -> None:
    assert titles(posts("", order="-title"))[0] == "gamma"
    assert titles(posts("sort=title", order="-title"))[0] == "Alpha"
    assert [heading.sorted for heading in posts("", order="-title").headings] == ["descending", "", "", "", ""]


def test_values_of_several_kinds_are_ordered_by_their_words() -> None:
    columns = [Column("it", "It")]
    rows = [{"it": 3}, {"it": "a"}, {"it": None}, {"it": True}, {"it": ""}, {"it": ["b", "c"]}]
    table = Table(asking("sort=it"), "things", "Things", columns, rows)
    assert [row["it"] for row in table.chosen] == [3, "a", ["b", "c"], True, None, ""]


def test_rows_that_are_equal_keep_their_order() -> None:
    rows = [{"a": 1, "at": at} for at in range(5)]
    for sort in ("a", "-a"):
        table = Table(asking(f"sort={sort}"), "t", "T", [Column("a", "A")], rows)
        assert sorted(row["at"] for row in table.chosen) == [0, 1, 2, 3, 4]
    assert [row["at"] for row in Table(asking("sort=a"), "t", "T", [Column("a", "A")], rows).chosen] == [0, 1, 2, 3, 4]


def test_a_filter_reads_mappings_and_single_values() -> None:
    rows = [{"force": "must"}, {"force": "may"}]
    table = Table(asking("force=must"), "t", "T", [Column("force", "Force")], rows, filters=[
        Filter("force", "Force", [("must", "Must")])
    ])  # fmt: skip
    assert table.chosen == [{"force": "must"}]


@pytest.mark.parametrize(
    ("query", "page", "counted"),
    [
        ("", 1, "120 in all, showing 1 to 50"),
        ("page=3", 3, "120 in all, showing 101 to 120"),
        ("page=99", 3, "120 in all, showing 101 to 120"),
        ("page=0", 1, "120 in all, showing 1 to 50"),
        ("page=-1", 1, "120 in all, showing 1 to 50"),
        ("page=x", 1, "120 in all, showing 1 to 50"),
        (f"page={'9' * 5000}", 1, "120 in all, showing 1 to 50"),
        ("page=%C2%B2", 1, "120 in all, showing 1 to 50"),
        ("q=post+11", 1, "11 of 120"),
        ("q=nothing", 1, "0 of 120"),
    ],
)
def test_the_page_that_is_shown_is_one_that_there_is(query: str, page: int, counted: str) -> None:
    table = posts(query, [Post(f"post {at}") for at in range(120)])
    assert (table.page, table.counted) == (page, counted)
    assert len(table.body) == min(50, table.count - (page - 1) * 50)


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        (1, [1, 2, None, 10]),
        (2, [1, 2, 3, None, 10]),
        (5, [1, None, 4, 5, 6, None, 10]),
        (10, [1, None, 9, 10]),
    ],
)
def test_pages_far_away_are_left_out_of_the_links(page: int, numbers: list[int | None]) -> None:
    table = posts(f"page={page}&sort=title", [Post(f"post {at}") for at in range(100)], per_page=10)
    assert [number for number, _ in table.page_links] == numbers
    assert all("sort=title" in address for number, address in table.page_links if number)
    assert (bool(table.previous_page), bool(table.next_page)) == (page > 1, page < 10)


def test_every_link_of_a_table_keeps_the_rest_of_the_address() -> None:
    table = posts("on=2026-03-31&roles=dcs&q=a&sort=title&page=2")
    heading = next(iter(table.headings))
    assert heading.address == "?on=2026-03-31&roles=dcs&q=a&sort=-title"
    assert table.unfiltered == "?on=2026-03-31&sort=title"
    assert table.files[0] == ("CSV", "?on=2026-03-31&roles=dcs&q=a&sort=title&format=csv")
    assert table.kept == [("on", "2026-03-31"), ("sort", "title")]
    assert posts("q=a", search=()).sought == ""


def drawn(table: Table) -> str:
    return engines["django"].from_string("{% table table %}").render({"table": table}, table.request)


def test_cells_show_their_values_and_nothing_from_them_runs() -> None:
    shown = drawn(posts("", [Post("<script>x</script>", 1234), *POSTS]))
    assert "<script>" not in shown
    assert "1,234" in shown
    assert "Not stated" in shown
    assert "29 February 2024" in shown
    assert '<a class="govuk-link" href="/beta/">beta</a>' in shown


def test_an_empty_table_says_so_and_one_without_matches_says_how_to_see_all() -> None:
    assert "No posts yet." in drawn(posts("", [], empty="No posts yet."))
    assert "Download" not in drawn(posts("", []))
    assert "Nothing matches." in drawn(posts("q=zeta"))
    assert "app-filters" not in drawn(posts("", filters=(), search=()))


def lines(response: HttpResponse | None) -> list[list[str]]:
    assert response is not None
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_file_has_every_row_that_is_left_sorted_on_all_pages() -> None:
    table = posts("format=csv&sort=-title&page=2", [Post(f"post {at:03}") for at in range(120)], per_page=10)
    found = lines(table.file())
    assert found[0] == ["Post", "Staff", "Since", "Standing", "Roles"]
    assert [line[0] for line in found[1:]] == [f"post {at:03}" for at in reversed(range(120))]
    assert [line[0] for line in lines(posts("format=csv&roles=dass").file())[1:]] == ["Alpha", "delta one"]
    assert posts("format=pdf").file() is None
    assert posts("").file() is None


def test_columns_can_be_only_on_the_page_or_only_in_the_file() -> None:
    columns = [Column("a", "A"), Column("b", "B", on_page=False), Column("c", "C", exported=False)]
    table = Table(asking("format=csv"), "t", "T", columns, [{"a": 1, "b": 2, "c": 3}])
    assert lines(table.file()) == [["A", "B"], ["1", "2"]]
    assert [heading.column.key for heading in table.headings] == ["a", "c"]
    assert [[cell.column.key for cell in row] for row in table.body] == [["a", "c"]]


def test_two_tables_on_a_page_do_not_disturb_each_other() -> None:
    request = asking("seats-sort=title&people-q=alpha&seats-format=csv")
    seats = Table(request, "seats", "Seats", COLUMNS, POSTS, name="seats", search=["title"])
    people = Table(request, "people", "People", COLUMNS, POSTS, name="people", search=["title"])
    assert titles(seats)[0] == "Alpha"
    assert titles(people) == ["Alpha"]
    response = tables.respond(request, "base.html", {"one": people, "two": seats, "title": "Both"})
    assert "northmoor-seats-2026-03-31.csv" in response["Content-Disposition"]
    assert "seats-q" in drawn(seats)


def test_a_page_is_given_its_table() -> None:
    request = asking("")
    response = posts("").respond(request, "404.html")
    assert response["Content-Type"].startswith("text/html")
    assert lines(HttpResponse(posts("format=csv").respond(request, "404.html").content))[0][0] == "Post"


NAMES = [Column("name", "Name"), Column("id", "Reference", sort="pk")]


@pytest.fixture
def people(db: None) -> None:
    Individual.objects.bulk_create(Individual(name=f"Person {at:05}") for at in range(10_000))


def individuals(query: str, rows: Any = None, **options: Any) -> Table:
    options = {"search": ["name"], "filters": [Filter("first", "First", [("Person 00007", "7")], "name")], **options}
    every = Individual.objects.all() if rows is None else rows
    return Table(asking(query), "people", "People", NAMES, every, **options)


@pytest.mark.database
@pytest.mark.usefixtures("people")
def test_the_database_sorts_filters_and_cuts_ten_thousand_rows_in_three_questions() -> None:
    for query in ("sort=-name&page=7", "q=person+000&sort=name&page=2", "first=Person+00007", ""):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            shown = drawn(individuals(query))
        assert len(asked) <= 3, query
        assert shown.count("<tr") <= 51
    assert individuals("sort=-name&page=7").body[0][0].text == "Person 09699"
    assert individuals("q=person+000&sort=name").counted == "109 of 10,000, showing 1 to 50"
    assert [row[0].text for row in individuals("first=Person+00007").body] == ["Person 00007"]
    assert len(lines(individuals("format=csv&q=0007").file())) == 12


@pytest.mark.database
def test_rows_without_a_value_are_last_both_ways_and_equal_ones_keep_one_order(db: None) -> None:
    northmoor = make_authority()
    for name, ends in (("b", date(2099, 1, 1)), ("a", None), ("a", None)):
        member(northmoor, "dcs", user=make_user(name=name), ends=ends)
    columns = [
        Column("who", "Who", sort="user__individual__name", show=lambda held: held.user.individual.name),
        Column("ends", "Last day"),
    ]

    def who(query: str, rows: Any) -> list[tuple[str, int]]:
        table = Table(asking(query), "roles", "Roles", columns, rows)
        return [(held.user.individual.name, held.pk) for held in table.chosen]

    every = Membership.objects.select_related("user__individual")
    for sort in ("sort=ends", "sort=-ends"):
        assert [name for name, _ in who(sort, every)] == ["b", "a", "a"]
    for sort in ("sort=who", "sort=-who"):
        equal = [pk for name, pk in who(sort, every) if name == "a"]
        assert equal == sorted(equal)
    assert who("", every.order_by("-user__individual__name", "pk"))[0][0] == "b"


def test_a_function_cannot_filter_a_queryset_and_says_so(db: None) -> None:
    wrong = Filter("first", "First", [("a", "A")], lambda row, value: True)
    with pytest.raises(TypeError, match="lookup"):
        individuals("first=a", filters=[wrong]).body  # noqa: B018
