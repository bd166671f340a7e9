"""Links are looked at only where that is switched on, and never anything inside a network."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.utils import timezone
from giving import add_link, settle_link

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.assurance.evidence import actions, contents, jobs, models
from clearline.assurance.evidence.link_looking import Looked, is_public, look_at
from clearline.jobs import worker
from clearline.jobs.actions import MACHINE, enqueue

pytestmark = pytest.mark.django_db(transaction=True)


class Site(BaseHTTPRequestHandler):
    """Answers by the path: a status, or a redirect to what follows ``to=``."""

    def do_GET(self) -> None:
        what = self.path.removeprefix("/")
        if what.startswith("to="):
            self.send_response(302)
            self.send_header("Location", what.removeprefix("to="))
        else:
            self.send_response(int(what or 200))
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://site.example:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site whose name means this machine, which counts as public."""
    known = socket.getaddrinfo

    def resolve(host: str, *args: Any, **kwargs: Any) -> Any:
        return known("127.0.0.1" if host == "site.example" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with site() as address:
        yield address


def all_public(address: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("", "works"), ("204", "works"), ("401", "works"), ("403", "works"), ("429", "works"), ("404", "dead"),
        ("410", "dead"), ("500", "dead"), ("to=/200", "works"), ("to=/404", "dead"), ("200?a=1", "dead"),
    ],
)  # fmt: skip
def test_what_an_answer_means(here: str, path: str, state: str) -> None:
    assert look_at(f"{here}/{path}", public=all_public).state == state


def test_redirects_come_to_an_end(here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "/" + "to=/" * 9 + "200"
    assert look_at(f"{here}{endless}", public=all_public) == Looked(
        "dead", "It leads from one address to another without end."
    )


def test_what_does_not_answer_is_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    assert look_at("http://127.0.0.1:1/", public=all_public).says == "It did not answer."
    assert look_at("http://127.0.0.1:99999/", public=all_public).says == "It did not answer."
    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    assert look_at("https://gone.example/").says == "It did not answer."


def _unknown(*args: Any, **kwargs: Any) -> Any:
    raise socket.gaierror(socket.EAI_NONAME, "no such name")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://127.1/", "http://0/", "http://0.0.0.0/", "http://2130706433/", "http://0x7f.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/", "http://10.1.2.3/",
        "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/", "http://[fe80::1]/",
        "http://[fc00::1]/", "http://100.64.0.1/", "http://224.0.0.1/", "http://localhost/", "file:///etc/passwd",
        "ftp://www.northmoor.example/", "gopher://127.0.0.1/", "http:///x", "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/", "http://198.18.0.1/", "http://240.0.0.1/", "http://255.255.255.255/",
    ],
)  # fmt: skip
def test_nothing_inside_a_network_is_ever_called(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def called(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError(f"{address} was called")

    monkeypatch.setattr(socket, "create_connection", called)
    assert look_at(address).state == "not-checked"


def test_a_redirect_into_the_network_is_not_followed(here: str) -> None:
    def only_the_site(address: str) -> bool:
        return address == "127.0.0.1"

    assert look_at(f"{here}/to=http://10.0.0.1/admin", public=only_the_site).state == "not-checked"
    assert look_at(f"{here}/to=file:///etc/passwd", public=only_the_site).state == "not-checked"


def test_a_name_with_one_address_inside_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(host: str, port: int, **kwargs: Any) -> Any:
        return [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("10.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    assert look_at("http://two.example/").state == "not-checked"


def test_the_address_that_was_checked_is_the_one_that_is_called(here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    known = socket.create_connection

    def call(address: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(address[0])
        return known(address, *args, **kwargs)

    monkeypatch.setattr(socket, "create_connection", call)
    assert look_at(f"{here}/", public=all_public).state == "works"
    assert asked == ["127.0.0.1"]


def test_a_certificate_that_does_not_hold_is_said(here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise ssl.SSLCertVerificationError

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", refuse)
    found = look_at(here.replace("http:", "https:"), public=all_public)
    assert found == Looked("dead", "Its certificate is not valid.")


def test_public_addresses_are_known() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")
    assert not is_public("fe80::1%eth0")


def work_off() -> None:
    enqueue(by=MACHINE, what="look at links", now=timezone.now())
    worker.work(timezone.now, threading.Event(), until_empty=True)


def test_the_night_looks_at_the_newest_version_of_each_link_where_it_is_switched_on(
    authority: Authority, officer: Acting, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def looked(address: str) -> Looked:
        seen.append(address)
        return Looked("dead", "It is not there (404).")

    monkeypatch.setattr(jobs, "look_at", looked)
    key = add_link(officer, "https://www.northmoor.example/old")
    actions.add_version(
        by=officer, key=key, content=contents.from_link("https://www.northmoor.example/new"), why="It moved.",
        on=timezone.localdate(), now=timezone.now(),
    )  # fmt: skip
    work_off()
    assert seen == []
    settings.CHECK_LINKS = True
    work_off()
    assert seen == ["https://www.northmoor.example/new"]
    assert [row.link_state for row in models.Version.objects.order_by("id")] == ["", "dead"]
    work_off()
    assert Entry.objects.filter(did="link looked at").count() == 1


def test_what_came_of_looking_is_kept_with_the_time(officer: Acting) -> None:
    key = add_link(officer)
    settle_link(key)
    row = models.Version.objects.get()
    assert (row.link_state, row.link_says) == ("dead", "It is not there (404).")
    assert row.link_looked_at is not None
