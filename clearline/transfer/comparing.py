"""Reads an export of an authority, and says what differs from what is here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from clearline.accounts.models import Authority
from clearline.checks.gathering import gather
from clearline.checks.proposed import check_overlay
from clearline.kit.errors import BadInput, Problem
from clearline.kit.identifiers import as_key
from clearline.kit.reading import read_bytes
from clearline.organisations.files import read_organisation
from clearline.organisations.models import Proposal
from clearline.organisations.organisation import Organisation
from clearline.transfer import filed_files, individuals
from clearline.transfer.exporting import FORMAT, About, ProposalFile, about, as_file, digest, figures_of
from clearline.transfer.parts import PARTS, Cells, Named, Part, as_cells, read
from clearline.transfer.reading_records import Line, Records, check_references, read_records
from clearline.transfer.records import Here, Rows, is_ordered, name_columns, name_of, rows_here, text_of


class Folder(NamedTuple):
    """An export as it was read and checked."""

    path: Path
    about: About
    organisation: Organisation | None
    parts: dict[str, Named]
    """The rows of each CSV file that is there; a file that is not there changes nothing."""
    people: dict[str, str]
    """The names, by id, of those whom the records refer to and who are in none of the parts."""
    proposals: dict[str, ProposalFile]
    records: Records


class Difference(NamedTuple):
    """One thing that is not the same here and in the folder."""

    part: str
    id: str
    what: str
    here: str
    there: str


def read_folder(folder: Path) -> Folder:
    """Return an export, checked whole; raise ``BadInput`` with file and line for what is wrong."""
    if not (folder / "authority.json").is_file():
        raise BadInput(Problem(folder, None, "holds no authority.json.", "Give a folder that an export wrote."))
    said = _decoded(folder / "authority.json", About)
    if said.format != FORMAT:
        raise BadInput(Problem(folder / "authority.json", None, f"is of format {said.format}, not {FORMAT}."))
    path = folder / "organisation.yaml"
    organisation = read_organisation(path, alone=True) if path.is_file() else None
    paths = {one: folder / f"{one.name}.csv" for one in PARTS}
    parts = {one.name: read(path, one.columns, one.ident) for one, path in paths.items() if path.is_file()}
    named = folder / individuals.FILE
    people = individuals.read_individuals(named) if named.is_file() else {}
    proposals = {file.stem: _proposal(file) for file in sorted((folder / "proposals").glob("*.json"))}
    there = Folder(folder, said, organisation, parts, people, proposals, read_records(folder))
    check_references(folder, there.records, _people_in(there), Authority.objects.filter(key=said.key).first())
    filed_files.check_files(folder, there.records, said.key)
    return there


def _people_in(there: Folder) -> set[str]:
    """Return the ids of the people whom a folder names."""
    named = {cells["individual"] for rows in there.parts.values() for cells in rows.values() if "individual" in cells}
    return {str(UUID(one)) for one in named} | set(there.people)


def _proposal(file: Path) -> ProposalFile:
    if not 0 < len(file.stem) <= 60 or as_key(file.stem) != file.stem:
        raise BadInput(Problem(file, None, "is named by no id.", "Write lower-case letters, digits and hyphens."))
    found: ProposalFile = _decoded(file, ProposalFile)
    try:
        check_overlay(found.overlay)
    except BadInput as bad:
        raise BadInput(*(Problem(file, None, each.what, each.todo) for each in bad.problems)) from None
    return found


def _decoded(path: Path, type_: Any) -> Any:
    try:
        return msgspec.json.decode(read_bytes(path), type=type_)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadInput(Problem(path, None, f"is not what an export writes: {error}.")) from None


def differences(there: Folder) -> list[Difference]:
    """Return everything that importing a folder would change, part by part."""
    authority = Authority.objects.filter(key=there.about.key).first()
    if authority is None:
        return [Difference("authority", there.about.key, "new", "", there.about.name)]
    found = list(_fields("authority", authority.key, _plain(about(authority)), _plain(there.about)))
    if there.organisation is not None:
        found += _in_organisation(gather(authority), there.organisation)
    for one in PARTS:
        if one.name in there.parts:
            found += _rows(one.name, _named(part_here(one, authority)), _named(there.parts[one.name]))
    proposals = {row.key: _plain(as_file(row)) for row in Proposal.objects.filter(authority=authority)}
    found += _rows("proposals", proposals, {key: _plain(one) for key, one in there.proposals.items()})
    found += _in_individuals(there.people)
    found += _in_records(there.records, rows_here(authority))
    return found + list(_in_figures(authority, there.path / "figures"))


def part_here(part: Part, authority: Authority) -> Named:
    """Return the rows of a part as they are here, by what names them."""
    every = (as_cells(part.columns, values) for values in part.rows(authority))
    return {tuple(cells[column] for column in part.ident): cells for cells in every}


def _named(rows: Mapping[tuple[str, ...], Cells]) -> dict[str, Cells]:
    return {", ".join(name): cells for name, cells in rows.items()}


def _plain(value: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain


def _in_organisation(here: Organisation | None, there: Organisation) -> Iterator[Difference]:
    """Yield what differs in each section, thing by thing."""
    before = _plain(here) if here else {}
    after = _plain(there)
    for section in dict.fromkeys((*before, *after)):
        was, now = before.get(section), after.get(section)
        if isinstance(was, dict) and isinstance(now, dict):
            yield from _rows(
                section, {k: _as_dict(v) for k, v in was.items()}, {k: _as_dict(v) for k, v in now.items()}
            )
        elif was != now:
            yield Difference(section, "", _what(was, now), _shown(was), _shown(now))


def _as_dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"": value}


def _rows(
    part: str, here: Mapping[str, Mapping[str, Any]], there: Mapping[str, Mapping[str, Any]]
) -> Iterator[Difference]:
    for name in dict.fromkeys((*here, *there)):
        if name not in there or name not in here:
            what = "not in the folder" if name in here else "new"
            yield Difference(part, name, what, "", "")
        else:
            yield from _fields(part, name, here[name], there[name])


def _fields(part: str, name: str, here: Mapping[str, Any], there: Mapping[str, Any]) -> Iterator[Difference]:
    for field in dict.fromkeys((*here, *there)):
        was, now = here.get(field), there.get(field)
        if was != now:
            yield Difference(part, name, f"{field} {_what(was, now)}".strip(), _shown(was), _shown(now))


def _what(was: Any, now: Any) -> str:
    return "added" if was in (None, "") else "taken away" if now in (None, "") else "changed"


def _shown(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= 200 else f"{text[:199]}…"


def _in_individuals(people: Mapping[str, str]) -> Iterator[Difference]:
    """Yield who is new or is called otherwise; a name that the folder has not is no difference, as none is taken."""
    here = individuals.names_here(people)
    for individual, name in people.items():
        if individual not in here:
            yield Difference("individuals", individual, "new", "", name)
        elif name and name != here[individual]:
            yield Difference("individuals", individual, "name changed", here[individual], name)


def _in_records(there: Records, here: Rows) -> Iterator[Difference]:
    for model, lines in there.items():
        part = model._meta.label_lower
        if name_columns(model):
            was = {name_of(model, one.fields): one.fields for one in here[model]}
            yield from _rows(part, was, {name_of(model, line.fields): line.fields for line in lines})
        else:
            yield from _unnamed(part, here[model], lines, ordered=is_ordered(model))


def _unnamed(part: str, here: Iterable[Here], lines: Iterable[Line], *, ordered: bool) -> Iterator[Difference]:
    """Yield the rows that only one of the two has, where nothing but its words tells one from another."""
    was = [text_of(one.fields) for one in here]
    now = {line.number: text_of(line.fields) for line in lines}
    gone, new = Counter(was) - Counter(now.values()), Counter(now.values()) - Counter(was)
    if ordered and not gone and not new and was != list(now.values()):
        yield Difference(part, "", "in another order", "", "")
    for text in gone.elements():
        yield Difference(part, "", "not in the folder", _shown(text), "")
    for number, text in now.items():
        if new[text]:
            new[text] -= 1
            yield Difference(part, f"line {number}", "new", "", _shown(text))


def _in_figures(authority: Authority, folder: Path) -> Iterator[Difference]:
    here = figures_of(authority)
    if folder.is_dir() and (not here.is_dir() or digest(folder) != digest(here)):
        yield Difference("figures", "", "differ" if here.is_dir() else "new", "", "")
