"""Writes everything about one authority as a folder that people, the terminal and another installation can read."""

import shutil
from datetime import date, datetime
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.trail import actions as trail
from clearline.checks.gathering import gather
from clearline.kit.errors import BadInput, Problem
from clearline.kit.values import Value
from clearline.organisations.models import Proposal
from clearline.organisations.writing import organisation_yaml
from clearline.transfer import filed_files, records
from clearline.transfer.individuals import FILE, individuals_csv
from clearline.transfer.parts import PARTS, csv_of

FORMAT = 2

NOT_FIGURES = ("*.part", "lock", ".lock")
"""What lies among figures while somebody writes them."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class About(Value, frozen=True, kw_only=True):
    """What ``authority.json`` says: which authority it is, and how its pages look."""

    format: int
    key: str
    name: str
    gss_code: str
    since: date
    product_name: str = ""
    brand_colour: str = ""
    logo: bytes | None = None


class ProposalFile(Value, frozen=True, kw_only=True):
    """A proposal as ``proposals/<key>.json`` holds it."""

    title: str
    reasons: str
    takes_effect: date
    overlay: dict[str, object]
    state: Literal["draft", "for-decision", "adopted", "withdrawn"]
    author: UUID | None
    made_at: Moment
    decided_at: Moment | None = None
    decision: str = ""


def export(*, by: Acting, folder: Path) -> tuple[str, ...]:
    """Write an authority into a new folder, whole or not at all; return the names of its files.

    Raises ``BadInput`` when the folder is there already or a file that a row names is not what was filed; ``Refused``
    without the permission, and for whoever may not read all that there is: less than all would be lost on the way.
    """
    by.require("transfer authority")
    assert by.authority is not None
    if folder.exists():
        raise BadInput(Problem(folder, None, "is there already.", "Choose another name."))
    part = folder.with_name(f"{folder.name}.part")
    try:
        part.mkdir(parents=True)
        with transaction.atomic():
            Authority.objects.select_for_update(no_key=True).get(pk=by.authority.pk)  # all of it as at one moment
            rows = records.rows_here(by.authority)
            records.check_sees_all(by, rows)
            for name, text in texts(by.authority, rows).items():
                (part / name).parent.mkdir(exist_ok=True)
                (part / name).write_text(text, encoding="utf-8", newline="\n")
            filed_files.copy_out(rows, by.authority, part / filed_files.FOLDER)
            _copy_figures(by.authority, part / "figures")
            names = tuple(sorted(path.relative_to(part).as_posix() for path in part.rglob("*") if path.is_file()))
            after = {"files": len(names), "digest": digest(part)}
            trail.record(by=by, did="authority exported", about=f"authority:{by.authority.key}", after=after)
        part.rename(folder)
    except OSError as error:
        raise BadInput(Problem(folder, None, f"cannot be written: {error.strerror}.")) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return names


def texts(authority: Authority, rows: records.Rows) -> dict[str, str]:
    """Return the files of an export that are made from the database, by name."""
    files = {"authority.json": _json(about(authority))}
    organisation = gather(authority)
    if organisation is not None:
        files["organisation.yaml"] = organisation_yaml(organisation)
    for one in PARTS:
        files[f"{one.name}.csv"] = csv_of(one.columns, one.rows(authority))
    proposals = {each.key: as_file(each) for each in Proposal.objects.filter(authority=authority).order_by("key")}
    files |= {f"proposals/{key}.json": _json(one) for key, one in proposals.items()}
    files |= {records.file_of(model): records.lines_of(here) for model, here in rows.items()}
    authors = {str(one.author) for one in proposals.values() if one.author}
    files[FILE] = individuals_csv(authority, records.people_in(rows) | authors)
    return files


def about(authority: Authority) -> About:
    """Return what an export says of an authority itself."""
    return About(
        format=FORMAT,
        key=authority.key,
        name=authority.name,
        gss_code=authority.gss_code,
        since=authority.since,
        product_name=authority.product_name,
        brand_colour=authority.brand_colour,
        logo=bytes(authority.logo) if authority.logo else None,
    )


def as_file(proposal: Proposal) -> ProposalFile:
    """Return a proposal as its file holds it."""
    return ProposalFile(
        title=proposal.title,
        reasons=proposal.reasons,
        takes_effect=proposal.takes_effect,
        overlay=proposal.overlay,
        state=proposal.state,  # type: ignore[arg-type]
        author=proposal.author_id,
        made_at=proposal.made_at,
        decided_at=proposal.decided_at,
        decision=proposal.decision,
    )


def _json(value: Value) -> str:
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1).decode() + "\n"


def figures_of(authority: Authority) -> Path:
    """Return the folder of an authority's own figures, whether or not there is one."""
    return Path(settings.FIGURES) / (authority.gss_code or authority.key)


def _copy_figures(authority: Authority, target: Path) -> None:
    if figures_of(authority).is_dir():
        shutil.copytree(figures_of(authority), target, ignore=shutil.ignore_patterns(*NOT_FIGURES))


def digest(folder: Path) -> str:
    """Return the SHA-256 over the names and the bytes of all files of a folder, locks left out."""
    whole = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(fnmatch(path.name, pattern) for pattern in NOT_FIGURES):
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return whole.hexdigest()
