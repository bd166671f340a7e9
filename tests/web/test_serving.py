"""One command serves the site, keeps it alive and ends it; and it is never served so that others read along."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from sites import children, environment_of, kill, served

from clearline.cli import main
from clearline.kit.errors import BadInput
from clearline.web import serving

PROXIED = {"CLEARLINE_HOSTS": "clearline.moor.example", "CLEARLINE_PROXIES": "1"}


@pytest.mark.database
def test_a_site_comes_up_mends_itself_and_ends_whole(tmp_path: Path) -> None:
    home = tmp_path / "home"
    there = environment_of(home)
    with served(home, there) as site:
        web, worker = children(site.process.pid)
        processes = children(web)
        assert len(processes) == 2
        for dead in (worker, processes[0], web):
            kill(dead)
            time.sleep(1.5)
            site.wait_until(200)
        everything = [part for child in children(site.process.pid) for part in [child, *children(child)]]
        assert len(everything) == 4
        site.process.send_signal(signal.SIGINT)
        assert site.process.wait(60) == 0
        assert not [process for process in everything if Path(f"/proc/{process}/cmdline").exists()]
    said = (home / "said").read_text()
    assert "Bringing the database up to date" in said
    assert "The worker ended with -9 and is begun again." in said
    assert "The web server ended with -9 and is begun again." in said
    with served(home, there):
        assert (home / "said").read_text().count("Bringing the database up to date") == 1


@pytest.mark.parametrize(
    ("host", "given", "https", "site"),
    [
        ("127.0.0.1", {}, "no", "http://127.0.0.1:8000"),
        ("::1", {}, "no", "http://[::1]:8000"),
        ("localhost", {"CLEARLINE_HTTPS": "no"}, "no", "http://localhost:8000"),
        ("127.0.0.1", PROXIED, "yes", "https://clearline.moor.example"),
        ("0.0.0.0", PROXIED, "yes", "https://clearline.moor.example"),
        ("192.0.2.7", {**PROXIED, "CLEARLINE_HTTPS": "yes"}, "yes", "https://clearline.moor.example"),
        ("127.0.0.1", {"CLEARLINE_SITE": "http://localhost:9"}, "no", "http://localhost:9"),
        ("127.0.0.1", {**PROXIED, "CLEARLINE_SITE": "https://other.example"}, "yes", "https://other.example"),
    ],
)
def test_only_this_machine_is_served_without_https(host: str, given: dict[str, str], https: str, site: str) -> None:
    assert serving.settled(host, 8000, given) == {"CLEARLINE_HTTPS": https, "CLEARLINE_SITE": site}


@pytest.mark.parametrize(
    ("host", "given", "words"),
    [
        ("0.0.0.0", {"CLEARLINE_HTTPS": "no"}, "openly"),
        ("192.0.2.7", {**PROXIED, "CLEARLINE_HTTPS": "no"}, "openly"),
        ("0.0.0.0", {}, "reverse proxy"),
        ("127.0.0.1", {"CLEARLINE_HOSTS": "clearline.moor.example"}, "reverse proxy"),
        ("127.0.0.1", {"CLEARLINE_HTTPS": "yes"}, "reverse proxy"),
        ("clearline.moor.example", {}, "no address of this machine"),
    ],
)
def test_what_would_send_passwords_openly_is_refused(host: str, given: dict[str, str], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        serving.settled(host, 8000, given)


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let `serve` run nothing; return what it would have run."""
    ran: dict[str, Any] = {"up": True}

    def keep_running(parts: Any, stop: Event, say: Callable[[str], None]) -> bool:
        say("a part is begun again")
        return bool(ran.update(parts=parts, stop=stop) or ran["up"])

    monkeypatch.setattr(serving, "keep_running", keep_running)
    monkeypatch.setattr(serving, "prepare", lambda say: ran.update(prepared=True))
    handlers = ran["handlers"] = {}
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    monkeypatch.delenv("CLEARLINE_HOSTS", raising=False)
    monkeypatch.setenv("CLEARLINE_HTTPS", "no")
    monkeypatch.setenv("CLEARLINE_MFA", "")
    monkeypatch.setenv("CLEARLINE_SITE", "")
    monkeypatch.delenv("CLEARLINE_SITE")
    return ran


def test_serve_prepares_runs_both_parts_and_stops_at_a_signal(quiet: dict[str, Any]) -> None:
    done = CliRunner().invoke(main, ["serve", "--host", "::1", "--port", "8765", "--processes", "3"])
    assert done.exit_code == 0, done.output
    assert "Clearline is at http://[::1]:8765/" in done.output
    assert quiet["prepared"]
    web, worker = quiet["parts"]
    assert web.command[web.command.index("--workers") + 1] == "3"
    assert worker.command[-2:] == ["jobs", "work"]
    for handler in quiet["handlers"].values():
        handler(0, None)
    assert quiet["stop"].is_set()


def test_serve_says_when_a_part_does_not_come_up(quiet: dict[str, Any]) -> None:
    quiet["up"] = False
    done = CliRunner().invoke(main, ["serve", "--port", "8766"])
    assert done.exit_code == 2
    assert "did not come up" in done.stderr


def test_a_port_that_is_taken_is_said_before_anything_is_begun(quiet: dict[str, Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = CliRunner().invoke(main, ["serve", "--port", str(taken.getsockname()[1])])
    assert done.exit_code == 2
    assert "Choose another with --port" in done.stderr
    assert "prepared" not in quiet


def test_settings_that_cannot_be_used_are_a_message(quiet: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong() -> None:
        raise ImproperlyConfigured("DATABASE_URL begins with 'mysql'.")

    monkeypatch.setattr("django.apps.apps.ready", False)
    monkeypatch.setattr("django.setup", wrong)
    done = CliRunner().invoke(main, ["serve", "--port", "8767"])
    assert done.exit_code == 2
    assert "Error: DATABASE_URL begins with 'mysql'." in done.stderr


def test_the_demonstration_is_made_in_a_home_of_its_own(quiet: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bool] = []
    demo = ModuleType("clearline.web.demo.making")
    demo.make = lambda: made.append(True)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "clearline.web.demo.making", demo)
    monkeypatch.setenv("CLEARLINE_HOME", "")
    monkeypatch.delenv("CLEARLINE_HOME")
    done = CliRunner().invoke(main, ["serve", "--demo", "--port", "8768"])
    assert done.exit_code == 0, done.output
    assert (os.environ["CLEARLINE_HOME"], os.environ["CLEARLINE_MFA"]) == ("clearline-demo", "optional")
    assert len(made) == 1


def test_the_demonstration_can_be_made_without_being_served(
    quiet: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bool] = []
    demo = ModuleType("clearline.web.demo.making")
    demo.make = lambda: made.append(True)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "clearline.web.demo.making", demo)
    monkeypatch.setenv("CLEARLINE_HOME", "elsewhere")
    done = CliRunner().invoke(main, ["serve", "--demo", "--make-only"])
    assert (done.exit_code, len(made)) == (0, 1), done.output
    assert "Clearline is at" not in done.output
    alone = CliRunner().invoke(main, ["serve", "--make-only"])
    assert (alone.exit_code, len(made)) == (2, 1)
    assert "Add --demo" in alone.stderr


@pytest.mark.parametrize("how", ["host", "hosts"])
def test_the_demonstration_is_shown_to_nobody_else(
    quiet: dict[str, Any], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "hosts":
        monkeypatch.setenv("CLEARLINE_HOSTS", "clearline.moor.example")
    done = CliRunner().invoke(main, ["serve", "--demo", *(["--host", "0.0.0.0"] if how == "host" else [])])
    assert done.exit_code == 2
    assert "on this machine only" in done.stderr
    assert "prepared" not in quiet


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_the_database_is_brought_up_to_date_once_and_one_of_a_newer_clearline_is_left_alone() -> None:
    said: list[str] = []
    call_command("migrate", "jobs", "zero", verbosity=0)
    serving.prepare(said.append)
    serving.prepare(said.append)
    assert said == ["Bringing the database up to date (2 steps)."]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '0099_later', '2030-01-01')")
    try:
        with pytest.raises(BadInput, match="newer Clearline"):
            serving.prepare(said.append)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '0099_later'")


def _part(program: str) -> serving.Part:
    return serving.Part("part", [sys.executable, "-c", program])


def test_a_part_that_never_comes_up_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(serving, "TRIES", 2)
    assert not serving.keep_running([_part("raise SystemExit(7)")], Event(), said.append)
    assert said == ["The part ended with 7 and is begun again."]


def test_a_part_that_ran_for_long_is_begun_again_however_often(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(serving, "TRIES", 2)
    monkeypatch.setattr(serving, "QUICK", 0.0)
    stop, said = Event(), []

    def say(words: str) -> None:
        said.append(words)
        if len(said) == 3:
            stop.set()

    assert serving.keep_running([_part("pass"), _part("import time; time.sleep(60)")], stop, say)
    assert len(said) == 3, "and the other is left alone"


def test_a_part_that_does_not_stop_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.3)
    said: list[str] = []
    stop, ready = Event(), tmp_path / "ready"

    def stop_when_ready() -> None:
        while not ready.exists():
            time.sleep(0.02)
        stop.set()

    program = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    Thread(target=stop_when_ready, daemon=True).start()
    part = _part(f"{program}; open({str(ready)!r}, 'w').close(); time.sleep(60)")
    assert serving.keep_running([part], stop, said.append)
    assert said == ["The part did not stop in 0 seconds and is killed."]
