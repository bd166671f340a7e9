"""Makes a picture from files that councils publish, and says what was guessed and what the files could not say."""

from pathlib import Path
from typing import Any, NamedTuple

from clearline.kit.identifiers import as_key
from clearline.organisations.files import RESERVED
from clearline.organisations.imports.councillors import read_councillors
from clearline.organisations.imports.organogram import read_organogram
from clearline.organisations.starting.writing import Words, as_yaml


class Imported(NamedTuple):
    """A picture as plain data, and in words what to look at before it is used."""

    data: dict[str, Any]
    guesses: tuple[str, ...]
    unknown: tuple[str, ...]


def import_files(senior: Path | None, junior: Path | None, councillors: Path | None) -> Imported:
    """Return the picture that published files make; raise ``BadInput`` with file and line for what cannot be read."""
    guesses: list[str] = []
    unknown = [
        "the kind of council: a picture must have one, and `unitary` stands in for it.",
        "its form of executive.",
    ]
    data: dict[str, Any] = {"authority": {"id": "our-council", "name": "Our Council", "kind": "unitary"}}
    if senior:
        found = read_organogram(senior, junior)
        data["posts"] = found.posts
        guesses += found.guesses
        unknown += found.unknown
        names = [name for name in found.organisations if name]
        if len(names) == 1:
            data["authority"] |= {"id": as_key(names[0]) or "our-council", "name": Words(names[0][:200])}
        else:
            unknown.append("the name of the council: the file gives none, or several.")
    else:
        unknown.append("the name of the council, and every post: no organogram was given.")
    if councillors:
        taken = {*RESERVED, *data.get("posts", ())}
        offices = read_councillors(councillors, data["authority"]["id"], taken)
        data |= {"people": offices.people, "offices": offices.offices}
        guesses += offices.guesses
        unknown += offices.unknown
    else:
        unknown.append(
            "the lead member, the leader and every other political office: no list of councillors was given."
        )
    unknown.append("who is responsible for each function, and who sits on each board.")
    return Imported(data, tuple(guesses), tuple(unknown))


def imported_text(imported: Imported) -> str:
    """Return an imported picture as YAML, with what was guessed and what is not known as comments above it."""
    remarks = ["Imported from published files. Posts and offices only: no names, parties or pay were kept."]
    if imported.guesses:
        remarks += ["", "Guessed from titles; put right what is wrong:", *(f"- {guess}" for guess in imported.guesses)]
    remarks += ["", "What the files could not say:", *(f"- {fact}" for fact in imported.unknown)]
    return as_yaml(remarks, imported.data)
