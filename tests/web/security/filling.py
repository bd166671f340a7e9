"""Reads the forms of a page and fills them in as somebody would."""

from html.parser import HTMLParser
from typing import NamedTuple

Attributes = dict[str, str]


class Form(NamedTuple):
    """A form that is sent by POST."""

    action: str
    values: dict[str, list[str]]
    """What a browser would send as it stands, by name."""
    choices: dict[str, list[str]]
    """What can be chosen where there is a choice."""

    def filled(self) -> dict[str, list[str]]:
        """Return what somebody sends who answers everything, with the first of each choice."""
        sent = {}
        for name, values in self.values.items():
            given = [value for value in values if value]
            chosen = [value for value in self.choices.get(name, []) if value][:1]
            sent[name] = given or chosen or [_answer(name)]
        return sent


def _answer(name: str) -> str:
    endings = {"day": "1", "month": "4", "year": "2027", "email": "new@moor.example"}
    last = name.replace("-", "_").split("_")[-1]
    return endings.get(last, "Words that say enough of why this is done")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""), {}, {}) if given.get("method", "").lower() == "post" else None
            if self._form:
                self.forms.append(self._form)
        elif self._form and tag == "option" and self._select:
            self._form.choices[self._select].append(given.get("value", ""))
            if "selected" in given:
                self._form.values[self._select].append(given.get("value", ""))
        elif self._form and given.get("name"):
            self._take(self._form, tag, given)

    def _take(self, form: Form, tag: str, given: Attributes) -> None:
        name, kind = given["name"], given.get("type", "")
        values = form.values.setdefault(name, [])
        if tag == "select":
            self._select = name
            form.choices.setdefault(name, [])
        elif kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            values += [given.get("value", "on")] if "checked" in given else []
        elif tag in ("input", "button", "textarea"):
            values.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""


def forms_of(text: str) -> list[Form]:
    """Return the forms of a page that are sent by POST."""
    reader = _Reader()
    reader.feed(text)
    return reader.forms
