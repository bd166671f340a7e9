"""Nobody is the first visitor who waits: what pages keep is worked out before, and the thread outlives a database."""

import sys
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from django.db import OperationalError
from django.utils import timezone
from northmoor import put
from people import client_for, make_authority, member
from pytest_django.fixtures import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "measures" / "showing"))

from made_figures import loaded, made_content

from clearline.accounts.permissions import Role
from clearline.checks import queries as checks
from clearline.measures import queries as measures
from clearline.web import warming


def worked_out() -> list[int]:
    """Return how often scorecards, gaps, reports and organisations were not there yet."""
    return [kept.cache_info().misses for kept in (measures._card, measures.gaps, checks._report, checks._organisation)]


@pytest.mark.django_db
def test_the_first_pages_after_warming_work_out_nothing_that_is_kept(tmp_path: Path, settings: Settings) -> None:
    settings.FIGURES = tmp_path / "figures"
    with made_content(tmp_path):
        settings.FIGURES = loaded(tmp_path)
        authority = make_authority()
        put(authority)
        readers: tuple[Role, ...] = ("dcs", "scrutiny-member", "analyst")
        clients = [client_for(member(authority, role)) for role in readers]
        before = worked_out()
        warming.warm(timezone.localdate())
        warm = worked_out()
        assert all(now > was for now, was in zip(warm, before, strict=True))
        for client in clients:
            for path in ("", "findings/", "outcomes/", "outcomes/gaps/"):
                client.get(f"/northmoor/{path}")
        assert worked_out() == warm
        warming.warm(timezone.localdate() + timedelta(1))
        assert worked_out() != warm, "at midnight everything is another day's"


@pytest.mark.django_db
def test_an_authority_of_which_nothing_is_stated_or_loaded_holds_up_no_other(settings: Settings) -> None:
    settings.FIGURES = Path("/nowhere")
    make_authority("southmoor", gss_code="")
    put(make_authority())
    before = worked_out()
    warming.warm(date(2026, 6, 1))
    assert worked_out()[2] > before[2]
    warming.warm(date(1990, 1, 1))  # no edition was in force


def test_rounds_go_on_when_the_database_is_away_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[date] = []
    stop = Event()

    def warm(today: date) -> None:
        rounds.append(today)
        if len(rounds) == 1:
            raise OperationalError("away")
        if len(rounds) == 3:
            stop.set()

    monkeypatch.setattr(warming, "warm", warm)
    monkeypatch.setattr(warming, "EVERY", 0.0)
    monkeypatch.setattr(warming, "ask_graphviz", lambda dot: "")
    thread = warming.begin(stop)
    assert thread.daemon, "it must not keep the process alive"
    thread.join(10)
    assert rounds == [timezone.localdate()] * 3
