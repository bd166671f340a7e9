"""One walk through every page in several roles, and what none of them may hold: what runs, what is another's."""

import csv
import re
import socket
from collections import defaultdict
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from django.apps import apps
from planted import ELEMENT, NO_TEXT, OTHERWISE, text_columns
from two_councils import undone
from walking import (
    MY_WORD,
    OTHERS_WORD,
    PANEL,
    Visit,
    Walk,
    address,
    is_of_authority,
    roles_of,
    visit,
    without_address,
)
from world import made

ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href"}
NAME = re.compile(r"[a-zA-Z_:@][\w:.@-]*")


class Page(HTMLParser):
    """What a browser would make of a page, as far as it could run something."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.links: list[str] = []
        self.queries: list[str] = []
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = tag if tag in ("script", "style") else ""
        if tag == ELEMENT or any(not NAME.fullmatch(name) for name in given):
            self.faults.append(f"a text became part of the page: <{tag} {given}>")
        if any(name == "style" or name.startswith("on") for name in given):
            self.faults.append(f"what the policy would stop: <{tag} {given}>")
        if (tag == "script" and "src" not in given) or tag in ("style", "iframe", "object", "embed", "base"):
            self.faults.append(f"what the policy would stop: <{tag} {given}>")
        for name in ADDRESSES & set(given):
            scheme = urlsplit(given[name].strip()).scheme
            if scheme not in ("", "http", "https", "mailto", *(("data",) if tag == "img" else ())):
                self.faults.append(f"a link that runs: {given[name]}")
            if tag in ("script", "img", "link", "source") and urlsplit(given[name]).netloc:
                self.faults.append(f"something from elsewhere: {given[name]}")
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "input" and re.fullmatch(r"(.+-)?q", given.get("name", "")):
            self.queries.append(given["name"])

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside and (ELEMENT in data or MY_WORD in data):
            self.faults.append(f"a text in a {self._inside}: {data}")


def no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing leave this machine."""
    connect = socket.socket.connect

    def refused(self: socket.socket, where: Any) -> None:
        if self.family != socket.AF_UNIX and where[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"something was sent to {where}")
        connect(self, where)

    monkeypatch.setattr(socket.socket, "connect", refused)


class EveryPage(Walk):
    """All pages of one authority, each seen in those roles of the panel that may, and the files that they lead to."""

    seen: list[Visit]
    files: list[Visit]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        with pytest.MonkeyPatch.context() as patch:
            no_way_out(patch)
            with undone():
                cls.seen = list(cls.walk())
            with undone():
                cls.files = list(cls.exports())

    @classmethod
    def walk(cls) -> Any:
        """Yield every page in each role of the panel that may see it, or in the first that may."""
        for page, door in cls.doors.items():
            if "GET" not in door.methods or page == "account_logout":
                continue
            url = address(page, cls.mine)
            allowed = roles_of(door)
            for role in [each for each in allowed if each in PANEL] or allowed[:1]:
                with undone():
                    yield visit(cls.clients[role], url, page, role)

    @classmethod
    def exports(cls) -> Any:
        """Yield every file that a page leads to, once, and every search for what stands in all texts."""
        known = set()
        for seen in cls.seen:
            if seen.status != 200 or not seen.kind.startswith("text/html"):
                continue
            page = Page(seen.text)
            asked = [
                f"{seen.url.partition('?')[0]}{link}" for link in page.links if re.search("[?&][^=]*format=", link)
            ]
            asked += [f"{seen.url}{'&' if '?' in seen.url else '?'}{name}=%3D1%22" for name in page.queries]
            for url in asked:
                if (seen.page, url) not in known:
                    known.add((seen.page, url))
                    with undone():
                        yield visit(cls.clients[seen.role], url, seen.page, seen.role)

    def test_every_page_was_seen_and_none_failed(self) -> None:
        assert {each.page for each in self.seen if each.status == 200} > {"checks:home", "organisations:posts"}
        failed = {each.page for each in (*self.seen, *self.files) if each.status >= 500}
        assert failed == {"health"}, "only the health page may say no: here no worker runs"
        assert len(self.files) > 50

    def test_the_world_has_something_for_every_page(self) -> None:
        assert without_address(self.mine) == []

    def test_every_text_of_every_table_was_planted_or_is_known_to_be_none(self) -> None:
        labels = {model._meta.label for model in apps.get_models()}
        columns = {f"{model._meta.label}.{field.name}" for model in apps.get_models() for field in model._meta.fields}
        assert labels | columns >= NO_TEXT | OTHERWISE
        assert len(list(text_columns())) > 20

    def test_what_was_planted_is_shown_by_many_pages(self) -> None:
        shown = {each.page for each in self.seen if MY_WORD in each.text}
        assert len(shown) > 30, sorted(shown)

    def test_no_text_runs_on_any_page(self) -> None:
        faults: dict[str, list[str]] = defaultdict(list)
        for each in (*self.seen, *self.files):
            if each.kind.startswith("text/html"):
                faults[each.page] += Page(each.text).faults
            elif "svg" in each.kind or "xml;" in each.kind:
                assert f"<{ELEMENT}" not in each.text, each.url
        assert {page: found for page, found in faults.items() if found} == {}

    def test_no_page_file_or_search_of_one_authority_holds_what_is_another_s(self) -> None:
        held = {(each.page, each.url) for each in (*self.seen, *self.files) if OTHERS_WORD in readable(each)}
        assert held == {("public:front", "/public/")}, "only the list of all authorities for the public names another"

    def test_no_page_changes_when_another_authority_comes(self) -> None:
        """What is counted, listed or found at one authority is its own: a third one makes no difference."""
        first = {each.page: each for each in reversed(self.seen) if each.role in self.mine.members}
        made("eastmoor")
        changed = []
        for page, before in first.items():
            with undone():
                after = visit(self.clients[before.role], before.url)
            if is_of_authority(page, self.mine) and steady(after) != steady(before):
                changed.append(page)
        assert len(first) > 60
        assert changed == ["transfer:impact-assessment"], "which says how many others the installation holds"

    def test_no_cell_of_any_file_is_a_formula(self) -> None:
        kinds = set()
        for each in self.files:
            if each.kind.startswith("text/csv"):
                kinds.add("csv")
                cells = [cell for row in csv.reader(each.text.lstrip("\ufeff").splitlines()) for cell in row]
                assert [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t") or is_formula(cell)] == [], each.url
            elif "spreadsheetml" in each.kind:
                kinds.add("xlsx")
                text = readable(each)
                assert not re.search(r"<f[ >]|state=\"(very)?[hH]idden|hidden=\"1|externalLink|<hyperlink", text), (
                    each.url
                )
                starts = [cell for cell in re.findall(r"<t[^>]*>([^<]*)", text) if cell[:1] in ("=", "+", "@")]
                assert starts == [], each.url
        assert kinds == {"csv", "xlsx"}


def steady(each: Visit) -> str:
    """Return a page without what is new at every visit: the mark of the form, and what the visit before had said."""
    text = re.sub(r'(?s)\s*<div class="govuk-notification-banner".*?</p></div>\s*</div>\s*', "\n", each.text)
    return re.sub(r"\s*\n\s*", "\n", re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text))


def is_formula(cell: str) -> bool:
    """Return whether a cell begins with a minus and is no number."""
    return cell.startswith("-") and not re.fullmatch(r"-[\d.,]+%?", cell)


def readable(each: Visit) -> str:
    """Return all text in an answer, that of a workbook unpacked."""
    if not each.content.startswith(b"PK\x03\x04"):
        return each.text
    with ZipFile(BytesIO(each.content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())
