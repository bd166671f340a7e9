"""Anybody can read who is accountable and what was published, and nothing else."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from northmoor_whole import acting, departs
from people import browser, make_authority, member
from pytest_django.fixtures import Settings

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.keeping import shelf
from clearline.accounts.models import Authority, Individual
from clearline.assurance.models import Departure
from clearline.checks import publishing
from clearline.doors import accessibility
from clearline.guidance.content import load
from clearline.guidance.queries import departed_from
from clearline.measures.disclosure.about import About
from clearline.measures.disclosure.ledger import Entry, Printed, Report, append, ledger_path
from clearline.organisations.actions import replace_organisation
from clearline.organisations.files import read_organisation
from clearline.organisations.models import Person
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture
from clearline.schedule.electing import release, set_election

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).parents[3] / "examples"
NAMES = {
    "person-chief-executive": "Canary Chief", "person-director": "Canary Director",
    "person-lead-member": "Canary Member", "person-leader": "Canary Leader",
    "person-c1": "Canary Hidden", "person-law": "Canary Published",
}  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    shelf.clear()


@pytest.fixture
def authority() -> Authority:
    there = make_authority()
    organisation = read_organisation(EXAMPLES / "northmoor.yaml")
    law = msgspec.structs.replace(organisation.posts["monitoring-officer"], named_in_public=True)
    posts = {**organisation.posts, "monitoring-officer": law}
    organisation = msgspec.structs.replace(organisation, posts=posts, departures={})
    replace_organisation(by=at_the_machine(there), organisation=organisation, why="")
    for key, name in NAMES.items():
        Person.objects.create(authority=there, key=key, individual=Individual.objects.create(name=name))
    return there


@pytest.fixture
def public() -> Client:
    return browser()


def shown(client: Client, address: str, **asked: str) -> str:
    response = client.get(f"/public/{address}", asked)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_front_page_lists_the_councils_that_are_kept_here(public: Client, authority: Authority) -> None:
    assert "/public/of/northmoor/" in shown(public, "")


def test_an_installation_without_councils_says_so(public: Client) -> None:
    assert "No council is kept here yet." in shown(public, "")


def test_the_four_roles_and_published_posts_are_named_and_nobody_else(public: Client, authority: Authority) -> None:
    text = shown(public, "of/northmoor/")
    for name in ("Canary Chief", "Canary Director", "Canary Member", "Canary Published"):
        assert name in text, name
    assert "Canary Hidden" not in text
    assert "person-" not in text
    assert "Assistant Director, Safeguarding and Care" not in text or "Canary Hidden" not in text


def test_both_lines_are_told_in_words_and_drawn_without_names(public: Client, authority: Authority) -> None:
    text = shown(public, "of/northmoor/")
    assert "Professional line" in text
    assert "Political line" in text
    drawn = public.get("/public/of/northmoor/lines.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert b"Executive Director of Children and Learning" in drawn.content
    assert b"Canary" not in drawn.content


def test_the_functions_are_told_by_post_and_office_and_can_be_taken_away(public: Client, authority: Authority) -> None:
    file = public.get("/public/of/northmoor/", {"format": "csv"}).content.decode()
    assert "Child protection" in file
    assert "Libraries" not in file
    assert "Canary" not in file


def test_the_past_is_shown_on_its_day_and_the_future_never(public: Client, authority: Authority) -> None:
    assert "Canary Chief" not in shown(public, "of/northmoor/", on="2020-12-31")
    future = shown(public, "of/northmoor/", on="2199-01-01")
    assert "no day that is still to come" in future
    assert "2999" not in future.replace("on=2999-01-01", "")


def test_a_council_that_states_nothing_says_so(public: Client) -> None:
    make_authority("new", gss_code="")
    text = shown(public, "of/new/")
    assert "has not published who is accountable yet" in text
    assert "No figures had been published" in text
    assert public.get("/public/of/new/lines.svg").status_code == 404


@pytest.mark.parametrize(
    "address", ["of/nowhere/", "of/nowhere/lines.svg", "of/nowhere/figures/1/", "of/northmoor/figures/9/"]
)
def test_what_is_not_there_is_not_found(public: Client, authority: Authority, address: str) -> None:
    assert public.get(f"/public/{address}").status_code == 404


def departure(authority: Authority, key: str, **changes: object) -> None:
    stated: dict[str, object] = {
        "provision": "2.1", "edition": "2009", "reasons": f"Reasons of {key}", "decided_by": "Council",
        "route": "full-council", "starts": date(2026, 1, 1), "review": date(2027, 1, 1), "published": True, **changes,
    }  # fmt: skip
    Departure.objects.create(authority=authority, key=key, **stated)


def test_only_departures_that_the_council_publishes_are_shown_while_they_hold(
    public: Client, authority: Authority
) -> None:
    departure(authority, "shown", minutes="https://northmoor.example/minutes")
    departure(authority, "kept", published=False)
    departure(authority, "over", ends=date(2026, 2, 1))
    text = shown(public, "of/northmoor/", on="2026-06-01")
    assert "Reasons of shown" in text
    assert "https://northmoor.example/minutes" in text
    assert "Reasons of kept" not in text
    assert "Reasons of over" not in text
    assert "Reasons of over" in shown(public, "of/northmoor/", on="2026-01-15")


@pytest.fixture
def ledger(settings: Settings, tmp_path: Path) -> Path:
    settings.FIGURES = tmp_path
    path = ledger_path(tmp_path, "E06000999")
    path.parent.mkdir(parents=True)
    return path


def publish(path: Path, number: int, on: date, before: str, revises: int | None = None) -> str:
    report = Report(cells=1, primary=0, secondary=0, before=0, beside=0, attacked=1, known_before=0, read_with=0)
    table = Printed(about=About(counted="children", counts={}), text="area,children\nE06000999,c\n")
    others = (Printed(about=About(counted="others", counts={}), text="canary\n1\n"),)
    entry = Entry(
        number=number, before=before, on=on, title=f"Publication of {on}", released_by="Head of data",
        checked_by="Analyst", revises=revises, files={}, table=table, others=others, report=report,
    )  # fmt: skip
    return append(path, entry)


def test_what_went_through_the_ledger_is_shown_as_it_was_published(
    public: Client, authority: Authority, ledger: Path
) -> None:
    first = publish(ledger, 1, date(2026, 3, 1), "")
    publish(ledger, 2, date(2026, 5, 1), first, revises=1)
    text = shown(public, "of/northmoor/", on="2026-04-01")
    assert "Publication of 2026-03-01" in text
    assert "Publication of 2026-05-01" not in text
    assert "(replaced by publication 2)" in shown(public, "of/northmoor/", on="2026-06-01")
    one = shown(public, "of/northmoor/figures/1/", on="2026-06-01")
    assert "A later publication has taken the place of this one." in one
    assert "canary" not in one
    file = public.get("/public/of/northmoor/figures/1/", {"format": "csv", "on": "2026-06-01"})
    assert file.content == b"area,children\nE06000999,c\n"
    assert public.get("/public/of/northmoor/figures/2/", {"on": "2026-04-01"}).status_code == 404


def held_from(authority: Authority, starts: date) -> tuple[Acting, str]:
    """Set a pre-election period around today; return who may release what it holds, and its key."""
    officer = acting(member(authority, "monitoring-officer"), authority, "monitoring-officer")
    key = set_election(by=officer, election="By-election", starts=starts, ends=timezone.localdate() + timedelta(9))
    return officer, key


def test_figures_that_are_let_out_inside_a_pre_election_period_wait_for_its_end_or_a_release(
    public: Client, authority: Authority, ledger: Path
) -> None:
    today = timezone.localdate()
    first = publish(ledger, 1, today - timedelta(9), "")
    publish(ledger, 2, today, first, revises=1)
    officer, key = held_from(authority, today - timedelta(3))
    text = shown(public, "of/northmoor/")
    assert f"Publication of {today - timedelta(9)}" in text
    assert "replaced by" not in text
    assert f"Publication of {today}" not in text
    assert public.get("/public/of/northmoor/figures/2/", {"format": "csv"}).status_code == 404
    release(by=officer, about="figures:2", election=key, why="The law asks for it.", now=timezone.now())
    assert f"Publication of {today}" in shown(public, "of/northmoor/")
    assert public.get("/public/of/northmoor/figures/2/").status_code == 200


def test_a_departure_that_begins_inside_a_period_set_after_it_was_published_waits_too(
    public: Client, authority: Authority
) -> None:
    today = timezone.localdate()
    departs(authority, published=True, start=today - timedelta(20), review=today + timedelta(90))
    key = departs(authority, "key-6", published=True, start=today, review=today + timedelta(90))
    officer, election = held_from(authority, today - timedelta(3))
    before = shown(public, "of/northmoor/departures/")
    first, second = (escape(departed_from(load(), place, "2013")) for place in ("key-5", "key-6"))
    assert first in before
    assert second not in before
    assert "key-6" not in public.get("/api/public/authorities/northmoor").content.decode()
    release(by=officer, about=f"departure:{key}", election=election, why="Agreed.", now=timezone.now())
    assert second in shown(public, "of/northmoor/departures/")


def test_a_ledger_that_was_changed_shows_nothing_of_itself(public: Client, authority: Authority, ledger: Path) -> None:
    ledger.write_text('{"canary": 1}\n')
    text = shown(public, "of/northmoor/")
    assert "cannot be shown just now" in text
    assert "canary" not in text
    assert str(ledger.parent) not in text
    assert public.get("/public/of/northmoor/figures/1/").status_code == 404


def test_vacancies_and_stand_ins_are_told_as_they_are() -> None:
    organisation = read_organisation(EXAMPLES / "northmoor.yaml")
    posts = dict(organisation.posts)
    director = posts["director-of-children"]
    vacant = msgspec.structs.replace(director, holders=())
    unknown = msgspec.structs.replace(director, holders=None)
    acting = msgspec.structs.replace(
        director, holders=(msgspec.structs.replace((director.holders or ())[0], kind="acting"),)
    )
    authority = make_authority()
    for post, words in (
        (vacant, "Vacant"),
        (unknown, "Who holds it is not stated"),
        (acting, "Name not recorded here (acting)"),
    ):
        changed = msgspec.structs.replace(organisation, posts={**posts, "director-of-children": post})
        told = publishing.accountable(Picture(changed, date(2026, 11, 22)), authority)
        assert told[0].holders == (words,)
    bare = Organisation(authority=organisation.authority)
    nobody = publishing.accountable(Picture(bare, date(2026, 11, 22)), authority)
    assert nobody[0].holders == ("Nobody is designated, or it is not stated",)
    assert publishing.drawing(Picture(bare, date(2026, 11, 22))) is None
    assert list(publishing.lines(Picture(bare, date(2026, 11, 22)))) == []


def test_the_accessibility_statement_claims_nothing_that_was_not_tested(
    public: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "accessibility.json"
    shelf.clear()
    monkeypatch.setattr("clearline.checks.pages.public.statement", lambda: accessibility.statement(file))
    assert "so nothing is claimed" in shown(public, "about/accessibility/")
    tested = accessibility.Tested(
        on=date(2026, 11, 22), browser="Chromium 1", checks=("axe-core finds nothing",),
        pages=(accessibility.PageTested(page="a:b", title="A page", states=4),),
    )  # fmt: skip
    file.write_bytes(msgspec.json.encode(tested))
    shelf.clear()
    text = shown(public, "about/accessibility/")
    assert "1 pages" in text or "1 page" in text
    assert "found nothing that does not work" in text
    faulty = msgspec.structs.replace(tested.pages[0], faults=("focus cannot be seen",))
    file.write_bytes(msgspec.json.encode(msgspec.structs.replace(tested, pages=(faulty,))))
    shelf.clear()
    assert "A page: focus cannot be seen" in shown(public, "about/accessibility/")


def test_a_function_that_nobody_is_stated_for_says_so_and_too_much_to_draw_is_not_drawn(authority: Authority) -> None:
    organisation = read_organisation(EXAMPLES / "northmoor.yaml")
    function = msgspec.structs.replace(organisation.functions["child-protection"], responsible=None, political_owner=())
    one = organisation.posts["head-of-libraries"]
    many = {f"post-{number}": msgspec.structs.replace(one, title=f"Post {number}") for number in range(120)}
    large = msgspec.structs.replace(
        organisation,
        functions={"child-protection": function},
        posts={**organisation.posts, **many},
    )
    picture = Picture(large, date(2026, 11, 22))
    assert publishing.functions(picture) == [("Child protection", "Not stated", "Nobody")]
    assert publishing.drawing(picture) is None
