"""The pages of the trail: what was done, filtered and given out; names only for those who may see people."""

import pytest
from django.db import transaction
from django.utils import timezone
from people import client_for, make_authority, make_user, member
from pytest_django import DjangoAssertNumQueries
from tampering import officer

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import ROLES, Role, may
from clearline.accounts.trail.actions import erase, record, record_refusal
from clearline.accounts.trail.models import Entry

pytestmark = pytest.mark.django_db

URL = "/northmoor/trail/"


@pytest.fixture
def northmoor() -> Authority:
    """An authority where the DCS Ann Heron appointed, a machine imported and an analyst was refused."""
    authority = make_authority()
    ann = member(authority, "dcs", user=make_user(name="Ann Heron"))
    analyst = member(authority, "analyst", user=make_user(name="Tom Weir"))
    with transaction.atomic():
        record(
            by=Acting(ann, authority, frozenset({"dcs"}), "page"), did="appoint", about="post:deputy", why="<b>best",
            before={"holder": None}, after={"holder": "Bea Marsh", "grade": 3}, personal=("holder",),
        )  # fmt: skip
        record(
            by=at_the_machine(authority),
            did="import organisation",
            about="authority:northmoor",
            why="Bea",
            personal=["why"],
        )
    record_refusal(
        by=Acting(analyst, authority, frozenset({"analyst"}), "api"), did="adopt proposal", about="proposal:1"
    )
    return authority


def page_for(authority: Authority, role: Role, path: str = URL) -> tuple[int, str]:
    answer = client_for(member(authority, role)).get(path, follow=False)
    return answer.status_code, answer.content.decode()


def test_only_those_who_may_see_the_trail_see_it(northmoor: Authority) -> None:
    for role in ROLES:
        expected = 200 if may(frozenset({role}), "see trail") else 403
        assert page_for(northmoor, role)[0] == expected, role
        assert page_for(northmoor, role, f"{URL}1/")[0] == expected, role


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_a_day_before_or_after_which_there_is_none_is_no_day_to_ask_about(northmoor: Authority, on: str) -> None:
    status, text = page_for(northmoor, "administrator", f"{URL}?on={on}")
    assert status == 200
    assert "is not a date, so today is shown" in text
    assert page_for(northmoor, "administrator", f"/northmoor/?on={on}")[0] == 200


def test_names_are_told_to_those_who_may_see_people_and_roles_to_others(northmoor: Authority) -> None:
    _, named = page_for(northmoor, "governance-officer")
    assert "Ann Heron (DCS)" in named
    assert "a command on the server" in named
    assert named.count(">Refused</strong>") == 1
    _, unnamed = page_for(northmoor, "auditor")
    assert "the DCS" in unnamed
    assert "Heron" not in unnamed
    _, entry = page_for(northmoor, "auditor", f"{URL}1/")
    assert "Bea Marsh" not in entry
    assert "not shown to your role" in entry
    assert "Bea Marsh" in page_for(northmoor, "governance-officer", f"{URL}1/")[1]
    assert "Heron" not in page_for(northmoor, "auditor", f"{URL}?format=csv")[1]


def test_what_was_written_is_escaped(northmoor: Authority) -> None:
    for path in (URL, f"{URL}1/"):
        text = page_for(northmoor, "governance-officer", path)[1]
        assert "&lt;b&gt;best" in text
        assert "<b>best" not in text


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [3, 2, 1]),
        ("sort=sequence", [1, 2, 3]),
        ("outcome=refused", [3]),
        ("did=appoint", [1]),
        ("role=%22dcs%22", [1]),
        ("q=proposal", [3]),
        ("on=2020-01-01", []),
        ("since=TODAY", [3, 2, 1]),
    ],
)
def test_the_table_is_narrowed_by_its_address(northmoor: Authority, query: str, numbers: list[int]) -> None:
    from clearline.accounts.trail.pages import _start

    query = query.replace("TODAY", _start(timezone.localdate()).replace("+", "%2B"))
    lines = page_for(northmoor, "governance-officer", f"{URL}?{query}&format=csv")[1].splitlines()
    assert [int(line.split(",")[0]) for line in lines[1:]] == numbers


def test_the_table_is_narrowed_to_a_person_by_those_who_may_see_people(northmoor: Authority) -> None:
    person = Entry.objects.get(sequence=1).individual
    for role, count in (("governance-officer", 1), ("auditor", 3)):
        text = page_for(northmoor, role, f"{URL}?person={person}&format=csv")[1]  # type: ignore[arg-type]
        assert len(text.splitlines()) == 1 + count


def test_only_people_who_did_something_can_be_picked_however_many_there_are(northmoor: Authority) -> None:
    named = [member(northmoor, "partner", user=make_user(name=f"Quiet {number}")) for number in range(3)]
    text = page_for(northmoor, "governance-officer")[1]
    assert text.count("Quiet") == 0
    assert text.count("Ann Heron</option>") == text.count("Tom Weir</option>") == 1
    with transaction.atomic():
        record(by=Acting(named[1], northmoor, frozenset({"partner"}), "page"), did="ask", about="post:deputy")
    assert page_for(northmoor, "governance-officer")[1].count("Quiet 1</option>") == 1


def test_an_entry_tells_what_changed_and_leads_to_the_rest_about_it(northmoor: Authority) -> None:
    _, text = page_for(northmoor, "governance-officer", f"{URL}1/?on=2099-01-01")
    for wanted in ("Entry 1: appoint", "What entry 1 changed", "Grade", "post%3Adeputy", "on=2099-01-01"):
        assert wanted in text
    assert "What entry 3 changed" not in page_for(northmoor, "governance-officer", f"{URL}3/")[1]


def test_another_authority_s_entry_and_none_at_all_are_the_same_404(northmoor: Authority) -> None:
    other = make_authority("southmoor")
    with transaction.atomic():
        for _ in range(9):
            record(by=officer(other), did="secret", about="post:theirs")
    status, text = page_for(northmoor, "governance-officer", f"{URL}9/")
    assert (status, "secret" in text) == (404, False)
    assert "theirs" not in page_for(northmoor, "governance-officer")[1]
    assert page_for(northmoor, "governance-officer", "/southmoor/trail/")[0] == 404


def test_an_erased_value_is_told_as_erased(northmoor: Authority) -> None:
    user = member(northmoor, "data-protection-officer")
    by = Acting(user, northmoor, frozenset({"data-protection-officer"}), "page")
    erase(by=by, about=["post:deputy"], why="asked for")
    _, text = page_for(northmoor, "governance-officer", f"{URL}1/")
    assert "Bea Marsh" not in text
    assert "erased on " in text


def test_an_empty_trail_says_so() -> None:
    status, text = page_for(make_authority(), "governance-officer")
    assert (status, "Nothing has been done here yet." in text, "Check it from outside" in text) == (200, True, False)


def test_a_long_trail_takes_as_many_queries_as_a_short_one(
    northmoor: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_for(member(northmoor, "governance-officer"))
    by, counts = officer(northmoor), []
    client.get(URL)  # the first page of a session notes that it is in use
    for more in (0, 60):
        with transaction.atomic():
            for number in range(more):
                record(by=by, did="change", about=f"post:{number}", after={"n": number})
        with django_assert_max_num_queries(30) as asked:
            assert client.get(URL).status_code == 200
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]
