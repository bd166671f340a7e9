"""Reads an export of an authority, and says what differs from what is here."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

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
from clearline.transfer.exporting import FORMAT, About, ProposalFile, about, as_file, digest, figures_of
from clearline.transfer.parts import PARTS, Cells, Part, as_cells, read


class Folder(NamedTuple):
    """An export as it was read and checked."""

    path: Path
    about: About
    organisation: Organisation | None
    parts: dict[str, dict[tuple[str, ...], Cells]]
    """The rows of each CSV file that is there; a file that is not there changes nothing."""
    proposals: dict[str, ProposalFile]


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
    parts = {one.name: read(one, folder / f"{one.name}.csv") for one in PARTS if (folder / f"{one.name}.csv").is_file()}
    files = sorted((folder / "proposals").glob("*.json"))
    return Folder(folder, said, organisation, parts, {file.stem: _proposal(file) for file in files})


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
            found += _rows(one.name, _named(rows_here(one, authority)), _named(there.parts[one.name]))
    proposals = {row.key: _plain(as_file(row)) for row in Proposal.objects.filter(authority=authority)}
    found += _rows("proposals", proposals, {key: _plain(one) for key, one in there.proposals.items()})
    return found + list(_in_figures(authority, there.path / "figures"))


def rows_here(part: Part, authority: Authority) -> dict[tuple[str, ...], Cells]:
    """Return the rows of a part as they are here, by what names them."""
    every = (as_cells(part, values) for values in part.rows(authority))
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


def _in_figures(authority: Authority, folder: Path) -> Iterator[Difference]:
    here = figures_of(authority)
    if folder.is_dir() and (not here.is_dir() or digest(folder) != digest(here)):
        yield Difference("figures", "", "differ" if here.is_dir() else "new", "", "")
