"""Puts an export of an authority in the place of what is here: all of it, or nothing."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec
from django.db import transaction

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.actions import check_new, put_logo
from clearline.accounts.brand import checked_colour
from clearline.accounts.models import Authority, Individual
from clearline.accounts.trail import actions as trail
from clearline.assurance import models as assurance
from clearline.assurance.evidence.actions import SCAN_WORK
from clearline.assurance.evidence.models import Version
from clearline.jobs.actions import MACHINE, enqueue
from clearline.kit.errors import BadInput, Problem
from clearline.organisations.actions import replace_organisation
from clearline.organisations.models import Proposal
from clearline.organisations.officers import Person
from clearline.organisations.organisation import Organisation
from clearline.registers.actions import record_training, record_vetting
from clearline.registers.queries import training, vetting
from clearline.transfer.comparing import Folder, part_here
from clearline.transfer.exporting import About, ProposalFile, digest, figures_of
from clearline.transfer.filed_files import put_files
from clearline.transfer.individuals import put_individuals
from clearline.transfer.parts import PARTS, Named, Part
from clearline.transfer.putting_records import put_records
from clearline.transfer.reading_records import Records


def import_folder(there: Folder, *, why: str, now: datetime) -> None:
    """Put an export in the place of what is here: all of it, or nothing. Makes the authority when it is not here.

    Figures are copied where there are none of the authority's yet; raises ``BadInput`` where there are others, and for
    whatever does not fit together. Files of evidence and reports come before the rows that name them, and go again
    when those do not come.
    """
    filed: list[Path] = []
    try:
        with transaction.atomic():
            authority = _put_authority(there.about)
            filed.extend(put_files(there.path, there.records, authority.key))
            _put_all(at_the_machine(authority), authority, there, why)
            _ask_for_scan(there.records, now)
            _put_figures(authority, there.path / "figures")
    except BaseException:
        for path in filed:
            path.unlink(missing_ok=True)
        raise


def _put_all(by: Acting, authority: Authority, there: Folder, why: str) -> None:
    """Put everything that is in the database, and say so in the trail."""
    put_individuals(there.people)
    if there.organisation is not None:
        _put_organisation(by, there.organisation, why)
    for one in PARTS:
        if one.name in there.parts:
            _put_rows(authority, one, there.parts[one.name])
    put_records(there.path, there.records, authority)
    if there.organisation is not None:
        _put_registers(by, there.organisation)
    _put_proposals(authority, there.proposals)
    after = {"digest": digest(there.path), "files": sum(path.is_file() for path in there.path.rglob("*"))}
    trail.record(by=by, did="authority imported", about=f"authority:{authority.key}", why=why, after=after)


def _ask_for_scan(records: Records, now: datetime) -> None:
    """Ask for the scan of files that came unscanned, since the work that was to do it stayed where they were."""
    if any(line.fields["scan"] == "held" for line in records.get(Version, ())):
        enqueue(by=MACHINE, what=SCAN_WORK, now=now)


def _put_authority(said: About) -> Authority:
    """Let an authority be what a folder says of it, held to what its forms ask; made when it is not here."""
    authority = Authority.objects.filter(key=said.key).first() or Authority(key=said.key)
    authority.name, authority.gss_code, authority.since = said.name, said.gss_code, said.since
    authority.product_name = said.product_name
    authority.brand_colour = checked_colour(said.brand_colour) if said.brand_colour else ""
    put_logo(authority, said.logo or b"")
    check_new(authority)
    authority.save()
    return authority


def put_organisation(*, by: Acting, organisation: Organisation, why: str) -> None:
    """Put an organisation as a file states it, each part of it in its own table, in the place of what is here."""
    assert by.authority is not None
    with transaction.atomic():
        _put_organisation(by, organisation, why)
        _put_registers(by, organisation)


def _put_organisation(by: Acting, organisation: Organisation, why: str) -> None:
    """Put the organisation, and the departures that have a table of their own; training goes to the registers."""
    authority = by.authority
    assert authority is not None
    departures = dict(organisation.departures)
    for change in organisation.changes:
        departures |= change.departures
    changes = tuple(
        msgspec.structs.replace(change, departures={}, people=_unregistered(change.people))
        for change in organisation.changes
    )
    people = _unregistered(organisation.people)
    bare = msgspec.structs.replace(organisation, departures={}, people=people, changes=changes)
    replace_organisation(by=by, organisation=bare, why=why)
    assurance.Departure.objects.filter(authority=authority).exclude(key__in=departures).delete()
    for key, one in departures.items():
        values = {
            "provision": one.provision, "edition": one.edition or "", "reasons": one.reasons,
            "alternatives": one.alternatives or "", "consulted": one.consulted or "", "decided_by": one.decided_by,
            "route": one.route, "starts": one.start, "ends": one.end, "review": one.review,
        }  # fmt: skip
        assurance.Departure.objects.update_or_create(authority=authority, key=key, defaults=values)


def _unregistered(people: Mapping[str, Person]) -> dict[str, Person]:
    """Return people without what the registers hold of them, so that it is kept in one place."""
    return {
        key: msgspec.structs.replace(person, safeguarding_training=None, vetting=None) for key, person in people.items()
    }


def _put_registers(by: Acting, organisation: Organisation) -> None:
    """Enter what the organisation says of training and vetting, where the registers say otherwise."""
    assert by.authority is not None
    trained, vetted = training(by.authority), vetting(by.authority)
    stated = (organisation.people, *(change.people for change in sorted(organisation.changes, key=lambda one: one.on)))
    for key, person in (pair for people in stated for pair in people.items()):
        said = person.safeguarding_training
        if said is not None and trained.get(key) != said:
            record_training(by=by, about=key, done=said)
            trained[key] = said
        if person.vetting is not None and vetted.get(key) != person.vetting:
            record_vetting(by=by, about=key, standing=person.vetting)
            vetted[key] = person.vetting


def _put_rows(authority: Authority, one: Part, rows: Named) -> None:
    here = part_here(one, authority)
    for name, cells in here.items():
        if name not in rows:
            one.remove(authority, cells)
    for name, cells in rows.items():
        if here.get(name) != cells:
            one.put(authority, cells)


def _put_proposals(authority: Authority, proposals: Mapping[str, ProposalFile]) -> None:
    Proposal.objects.filter(authority=authority).exclude(key__in=proposals).delete()
    for key, one in proposals.items():
        author = Individual.objects.get_or_create(id=one.author)[0] if one.author else None
        values = {
            "title": one.title, "reasons": one.reasons, "takes_effect": one.takes_effect,
            "overlay": one.overlay, "state": one.state, "author": author,
            "made_at": one.made_at, "decision": one.decision, "decided_at": one.decided_at,
        }  # fmt: skip
        Proposal.objects.update_or_create(authority=authority, key=key, defaults=values)


def _put_figures(authority: Authority, folder: Path) -> None:
    here = figures_of(authority)
    if not folder.is_dir() or (here.is_dir() and digest(folder) == digest(here)):
        return
    if here.exists():
        what = "differ from the figures that are here."
        raise BadInput(
            Problem(folder, None, what, f"Load them with `clearline figures load`, or take away {here.name}.")
        )
    part = here.with_name(f"{here.name}.part")
    shutil.copytree(folder, part)
    part.rename(here)
