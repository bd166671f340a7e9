"""Evidence: an item, its versions and its uses; who may see it, who checked it, and what is wrong with it."""

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from giving import ABOUT, DAY, PDF, add, add_file, add_link, add_place, uses
from msgspec.structs import replace
from northmoor_whole import acting, northmoor
from people import make_authority, make_user
from stating import as_
from world import figures_in

from clearline.accounts.access_class import OPEN, Access
from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.trail.queries import history
from clearline.assurance.evidence import actions, contents, models
from clearline.assurance.evidence.queries import item, items, read, uses_of
from clearline.kit.errors import BadInput
from clearline.kit.filed import digest_of, path_of
from clearline.measures.queries import answered
from clearline.schedule.actions import record_issue
from clearline.schedule.content import contract_named

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BRIEFING = "lead-member-briefing"
CLOSED = Access(kind="confidential")


def later(by: Acting, key: str, content: contents.Content, on: Any = DAY) -> int:
    return actions.add_version(by=by, key=key, content=content, why="A new one.", on=on, now=timezone.now())


def test_a_file_is_kept_under_its_digest_and_comes_back_as_it_was(
    authority: Authority, officer: Acting, folder: Path
) -> None:
    key = add_file(officer, name="../My minutes (May).PDF", starts=DAY - timedelta(40), ends=DAY - timedelta(10))
    one = item(authority, key, officer, DAY)
    assert one is not None
    assert (one.newest.name, one.newest.digest, one.newest.size) == ("My-minutes-May.pdf", digest_of(PDF), len(PDF))
    assert (one.on, one.starts, one.ends) == (DAY, DAY - timedelta(40), DAY - timedelta(10))
    assert path_of(folder / "northmoor", digest_of(PDF)).read_bytes() == PDF
    assert read(authority, key, 1, officer) == ("My-minutes-May.pdf", PDF)
    assert item(authority, key, officer, DAY - timedelta(1)) is None
    assert read(authority, key, 2, officer) is None
    entry = history(authority, f"evidence:{key}")[0]
    assert ("digest", "", digest_of(PDF)) in [tuple(change) for change in entry.changes]


def test_one_item_serves_many_uses_each_with_its_page_and_its_reason(authority: Authority, officer: Acting) -> None:
    key = add_file(officer)
    uses(officer, key)
    uses(officer, key, "departure:line-6", place="Page 5")
    uses(officer, key, place="Page 9", why="It names the lead.")
    found = uses_of(authority, ABOUT, officer, on=DAY)
    assert [(one.place, one.why, one.version) for one in found] == [
        ("Page 4", "It minutes the report.", 1), ("Page 9", "It names the lead.", 1)
    ]  # fmt: skip
    assert [one.about for one in uses_of(authority, "departure:line-6", officer)] == ["departure:line-6"]
    with pytest.raises(BadInput, match="used for this already"):
        uses(officer, key)


def test_whoever_uses_it_does_not_check_it_and_neither_does_whoever_added_it(
    authority: Authority, officer: Acting, checker: Acting
) -> None:
    key = add_file(officer)
    second = as_(authority, "governance-officer")
    number = uses(second, key)
    with pytest.raises(Refused, match="somebody other than its author"):
        actions.check(by=second, item=key, number=number, on=DAY)
    both = acting(make_user(), authority, "governance-officer")
    assert officer.user is not None
    assert both.user is not None
    both.user.individual = officer.user.individual
    with pytest.raises(Refused, match="somebody other than its author"):
        actions.check(by=both, item=key, number=number, on=DAY)
    with pytest.raises(Refused, match="check evidence"):
        actions.check(by=as_(authority, "analyst"), item=key, number=number, on=DAY)
    actions.check(by=checker, item=key, number=number, on=DAY + timedelta(1))
    assert [one.checked_on for one in uses_of(authority, ABOUT, officer, on=DAY)] == [None]
    assert uses_of(authority, ABOUT, officer, on=DAY + timedelta(1))[0].checked_by == "Cal Reed"
    assert uses_of(authority, ABOUT, checker, on=DAY + timedelta(1))[0].checked_by == ""
    with pytest.raises(BadInput, match="checked on 2 June 2026"):
        actions.check(by=checker, item=key, number=number, on=DAY)
    row = models.Use.objects.get()
    row.checked_by = row.by
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_new_version_leaves_uses_with_theirs_until_they_are_moved_and_then_checked_anew(
    authority: Authority, officer: Acting, checker: Acting
) -> None:
    key = add_file(officer)
    number = uses(officer, key)
    actions.check(by=checker, item=key, number=number, on=DAY)
    assert later(officer, key, contents.from_file(officer, [PDF + b"!"], "new.pdf"), DAY + timedelta(1)) == 2
    before = uses_of(authority, ABOUT, officer, on=DAY)[0]
    assert (before.version, before.newest) == (1, 1)
    one = uses_of(authority, ABOUT, officer, on=DAY + timedelta(1))[0]
    assert (one.version, one.newest, one.checked_on) == (1, 2, DAY)
    actions.use_newest(by=officer, item=key, number=number, on=DAY + timedelta(2))
    moved = uses_of(authority, ABOUT, officer, on=DAY + timedelta(2))
    assert [(one.version, one.checked_on) for one in moved] == [(2, None)]
    assert uses_of(authority, ABOUT, officer, on=DAY + timedelta(1))[0].version == 1
    with pytest.raises(BadInput, match="newest version already"):
        actions.use_newest(by=officer, item=key, number=moved[0].number, on=DAY)
    uses(officer, key, place="Page 1", version=1)
    with pytest.raises(BadInput, match="no version 7"):
        uses(officer, key, place="Page 2", version=7)


def test_a_version_is_of_the_same_kind_and_says_something_new(officer: Acting) -> None:
    key = add_file(officer)
    with pytest.raises(BadInput, match="of the kind “File”"):
        later(officer, key, contents.from_link("https://www.northmoor.example"))
    with pytest.raises(BadInput, match="the same as the version"):
        later(officer, key, contents.from_file(officer, [PDF], "again.pdf"))
    with pytest.raises(BadInput, match="Say why"):
        actions.add_version(
            by=officer, key=key, content=contents.from_file(officer, [PDF], "a.pdf"), why=" ", on=DAY,
            now=timezone.now(),
        )  # fmt: skip


def test_a_use_that_ended_stays_on_the_days_before(authority: Authority, officer: Acting) -> None:
    key = add_place(officer)
    number = uses(officer, key)
    with pytest.raises(BadInput, match="Say why"):
        actions.end_use(by=officer, item=key, number=number, why="", on=DAY)
    actions.end_use(by=officer, item=key, number=number, why="A better one is there.", on=DAY + timedelta(3))
    assert len(uses_of(authority, ABOUT, officer, on=DAY + timedelta(2))) == 1
    assert uses_of(authority, ABOUT, officer, on=DAY + timedelta(3)) == ()
    with pytest.raises(BadInput, match="no such use"):
        actions.end_use(by=officer, item=key, number=number, why="Again.", on=DAY)


def test_evidence_expires_after_its_last_day(authority: Authority, officer: Acting) -> None:
    key = add_place(officer, expires=DAY + timedelta(5))
    uses(officer, key)
    one = item(authority, key, officer, DAY)
    assert one is not None
    assert [one.expired(DAY + timedelta(days)) for days in (5, 6)] == [False, True]
    assert [uses_of(authority, ABOUT, officer, on=DAY + timedelta(days))[0].expired for days in (5, 6)] == [False, True]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": " "}, "Give it a title"), ({"source": ""}, "who made it"),
        ({"starts": DAY, "ends": DAY - timedelta(1)}, "must be the same as or after"),
        ({"access": Access(kind="exempt")}, "Schedule 12A"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_piece_is_said_and_nothing_is_kept(officer: Acting, given: Any, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        add_place(officer, **given)
    assert not models.Item.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"about": "nothing"}, "names nothing"),
        ({"about": "duty:dcs-lm/2013/none"}, "no duty"),
        ({"place": " "}, "Say which page"),
        ({"why": ""}, "and why"),
        ({"access": Access(kind="exempt")}, "12A"),
    ],
)
def test_a_use_says_what_where_and_why(officer: Acting, given: Any, words: str) -> None:
    key = add_place(officer)
    with pytest.raises(BadInput, match=words):
        uses(officer, key, **given)
    with pytest.raises(BadInput, match="no evidence 'other'"):
        uses(officer, "other")
    assert not models.Use.objects.exists()


def test_what_a_reader_may_not_see_is_neither_listed_nor_used_nor_given_out(
    authority: Authority, officer: Acting, checker: Acting
) -> None:
    secret, open_ = add_file(officer, access=CLOSED), add_place(officer)
    boss = as_(authority, "governance-officer")
    with pytest.raises(BadInput, match=f"no evidence '{secret}'"):
        uses(officer, secret)
    number = uses(boss, secret)
    with pytest.raises(BadInput, match="no such use"):
        actions.end_use(by=officer, item=secret, number=number, why="Hidden.", on=DAY)
    uses(officer, open_)
    uses(officer, open_, place="Page 9", access=CLOSED)
    assert [one.key for one in items(authority, checker, DAY)] == [open_]
    assert [one.key for one in items(authority, boss, DAY)] == [secret, open_]
    assert [(one.item, one.place) for one in uses_of(authority, ABOUT, checker, on=DAY)] == [(open_, "Page 4")]
    assert len(uses_of(authority, ABOUT, boss, on=DAY)) == 3
    assert item(authority, secret, checker, DAY) is None
    assert read(authority, secret, 1, checker) is None
    assert read(authority, secret, 1, boss) is not None
    one = item(authority, open_, checker, DAY)
    assert one is not None
    assert len(one.uses) == 1


def test_nothing_of_another_authority_is_seen_or_changed(officer: Acting) -> None:
    other = make_authority("southmoor")
    theirs = as_(other, "analyst")
    key = add_file(theirs)
    number = uses(theirs, key)
    assert officer.authority is not None
    assert items(officer.authority, officer, DAY) == ()
    assert read(officer.authority, key, 1, officer) is None
    with pytest.raises(BadInput, match="There is no evidence"):
        uses(officer, key)
    with pytest.raises(BadInput, match="no such use"):
        actions.end_use(by=officer, item=key, number=number, why="Not mine.", on=DAY)


@pytest.mark.parametrize("role", ["auditor", "partner", "inspector", "chief-executive"])
def test_only_those_who_keep_evidence_do(authority: Authority, officer: Acting, role: Any) -> None:
    key = add_place(officer)
    number, by = uses(officer, key), as_(authority, role)
    if role == "chief-executive":
        uses(by, key, place="Page 7")
        return
    for change in (
        lambda: add_file(by), lambda: add_link(by), lambda: uses(by, key), lambda: later(by, key, add_what()),
        lambda: actions.use_newest(by=by, item=key, number=number, on=DAY),
        lambda: actions.end_use(by=by, item=key, number=number, why="x", on=DAY),
    ):  # fmt: skip
        with pytest.raises(Refused):
            change()


def add_what() -> contents.Content:
    return contents.from_place("Elsewhere")


@pytest.mark.parametrize(
    "address",
    [
        "ftp://www.northmoor.example/x", "javascript:alert(1)", "/minutes", "https://", "https://user@host.example/",
        "http://localhost/x", "http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://0x7f000001/",
        "http://169.254.169.254/latest/meta-data",
    ],
)  # fmt: skip
def test_a_link_is_an_address_on_the_web_by_name(address: str) -> None:
    with pytest.raises(BadInput, match=r"must be an address|by its name"):
        contents.from_link(address)


def test_what_is_kept_elsewhere_says_where() -> None:
    with pytest.raises(BadInput, match="Say where it is kept"):
        contents.from_place("  ")


def test_a_figure_is_frozen_as_shown_and_one_of_the_council_is_never_open(
    authority: Authority, tmp_path: Path, settings: Any
) -> None:
    with ExitStack() as stack:
        settings.FIGURES = figures_in(tmp_path, stack)
        by = as_(authority, "analyst")
        content = contents.from_figure(by, "came-back", "2025", on=DAY, today=DAY)
        assert content.kind == "figure"
        assert content.frozen is not None
        assert content.frozen["measure"] == "came-back"
        key = add(by, content)
        own = content._replace(classes=("confidential",))
        with pytest.raises(BadInput, match="must be confidential"):
            add(by, own)
        one = item(authority, key, by, DAY)
        assert one is not None
        assert one.newest.frozen == content.frozen
        with pytest.raises(BadInput):
            contents.from_figure(by, "no-such-measure", "", on=DAY, today=DAY)
        with pytest.raises(Refused):
            contents.from_figure(as_(authority, "administrator"), "came-back", "", on=DAY, today=DAY)


def test_a_measure_without_a_figure_here_gives_no_evidence(
    authority: Authority, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        settings.FIGURES = figures_in(tmp_path, stack)
        known = answered

        def none(*args: Any) -> Any:
            return replace(known(*args), latest=None, no_latest="Nothing was published for here.")

        monkeypatch.setattr("clearline.assurance.evidence.contents.answered", none)
        with pytest.raises(BadInput, match="Nothing was published for here"):
            contents.from_figure(as_(authority, "analyst"), "came-back", "", on=DAY, today=DAY)


def test_a_register_extract_is_frozen_without_names_and_is_never_open() -> None:
    authority = northmoor()
    by = as_(authority, "governance-officer")
    content = contents.from_register(by, "training", on=DAY)
    assert content.frozen is not None
    assert content.frozen["on"] == DAY.isoformat()
    assert content.frozen["register"] == "training"
    with pytest.raises(BadInput, match="must be exempt or confidential"):
        add(by, content)
    key = add(by, content, access=CLOSED)
    assert models.Item.objects.get(key=key).kind == "register-extract"
    with pytest.raises(Refused):
        contents.from_register(as_(authority, "partner"), "training", on=DAY)


def issued(authority: Authority, says: str, access: Access = OPEN) -> str:
    return record_issue(
        by=at_the_machine(authority), contract=BRIEFING, on=DAY, now=timezone.now(), title="Briefing",
        digest=digest_of(says.encode()), inputs={}, files=(), access=access,
        contents={one.key: True for one in contract_named(BRIEFING).required},
    )  # fmt: skip


def test_an_issued_report_is_referred_to_by_its_number_and_digest(authority: Authority) -> None:
    number = issued(authority, "what it says")
    by = as_(authority, "governance-officer")
    content = contents.from_report(by, BRIEFING, number)
    assert content.frozen is not None
    assert content.frozen["number"] == number
    add(by, content)
    with pytest.raises(BadInput, match="No report 99 was issued"):
        contents.from_report(by, BRIEFING, "99")
    secret = issued(authority, "other", CLOSED)
    assert contents.from_report(by, BRIEFING, secret).classes == ("exempt", "confidential")
    with pytest.raises(BadInput, match="No report"):
        contents.from_report(as_(authority, "analyst"), BRIEFING, secret)


def test_the_number_of_queries_does_not_grow_with_the_evidence(
    authority: Authority, officer: Acting, django_assert_max_num_queries: Any
) -> None:
    for place in ("Page 1", "Page 2", "Page 3"):
        uses(officer, add_place(officer), place=place)
    with django_assert_max_num_queries(2):
        uses_of(authority, ABOUT, officer, on=DAY)
    with django_assert_max_num_queries(7):
        items(authority, officer, DAY)


@pytest.mark.parametrize("access", [OPEN, CLOSED])
def test_the_trail_does_not_tell_who_made_evidence_or_which_page_is_used(
    authority: Authority, officer: Acting, access: Access
) -> None:
    """It can be closed later; the history stands on the page of an item whose other uses the reader may see."""
    closed, open_ = add_place(officer, access=access, source="A family's solicitor"), add_place(officer)
    uses(officer, open_, place="The page of one family", access=access)
    told = str([history(authority, f"evidence:{key}", named=True) for key in (closed, open_)])
    assert "solicitor" not in told
    assert "one family" not in told
    assert "evidence used" in told
