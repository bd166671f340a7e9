"""Puts a pack together: what its own file says, what its committee is told, who has signed, and what is missing."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module

import msgspec

from clearline.accounts.access_class import OPEN
from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import PERMISSIONS
from clearline.accounts.queries import role_title
from clearline.assurance.signing.queries import SignedOff, digest_of, signatures
from clearline.guidance.content import load
from clearline.guidance.queries import choose
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Missing, Pack, Rendering, Section, Signature, Text, walk
from clearline.reports.committee import Paper
from clearline.reports.models import CommitteePaper
from clearline.reports.printing import day
from clearline.schedule.content import contract_named
from clearline.schedule.contract import Content, Contract

HIDDEN_FROM_ALL = frozenset({"see figures", "see people"})
"""What nobody sees of an open rendering: small numbers, and names that are not published."""


def compose(
    contract: str, authority: Authority, *, on: date, today: date, rendering: Rendering, by: Acting,
    edition: str | None = None,
) -> Pack:  # fmt: skip
    """Return a report as at a day. ``edition``: its name; ``None`` for the one in force that day.

    Raises ``BadInput`` for a report that there is not and a day without an edition, ``Refused`` for a restricted
    rendering without the permission to see figures.
    """
    named = contract_named(contract)
    sections = _complete(asked_for(named, authority, on=on, today=today, rendering=rendering, by=by, edition=edition))
    if any(isinstance(one, Signature) for one in walk(sections)):
        sections = _signed(sections, signed_by(named, authority, on=on, today=today, edition=edition))
    return Pack(
        contract=contract, title=named.title, subtitle=_subtitle(named), authority=authority.name, key=authority.key,
        on=on, made_on=today, rendering=rendering, sections=sections,
    )  # fmt: skip


def asked_for(
    contract: Contract, authority: Authority, *, on: date, today: date, rendering: Rendering, by: Acting,
    edition: str | None = None,
) -> Asked:  # fmt: skip
    """Return what a pack is composed from. Raises as ``compose`` does."""
    reader = by
    if rendering == "restricted":
        by.require("see figures")
    else:
        reader = by._replace(only=(by.only or frozenset(PERMISSIONS)) - HIDDEN_FROM_ALL)
    return Asked(
        contract=contract, authority=authority, on=on, today=today, rendering=rendering, by=reader,
        edition=choose(load(), edition, on, today)[0].edition, maker=by if by.may("see figures") else None,
    )  # fmt: skip


def composed_by(contract: Contract) -> Callable[[Asked], tuple[Section, ...]]:
    """Return what composes a report: ``compose`` of the file in ``packs`` that is named after it."""
    found: Callable[[Asked], tuple[Section, ...]] = import_module(
        f"clearline.reports.packs.{contract.key.replace('-', '_')}"
    ).compose
    return found


def _subtitle(contract: Contract) -> str:
    readers = ", ".join(role_title(one) for one in contract.readers)
    return f"From the {role_title(contract.maker)} to: {readers}"


def _complete(asked: Asked) -> tuple[Section, ...]:
    """Return the sections in the order of the contract; what it requires and nobody says is said to be missing."""
    said = {one.key: one for one in composed_by(asked.contract)(asked)}
    unknown = set(said) - {one.key for one in asked.contract.contents}
    if unknown:
        raise ValueError(f"the pack of {asked.contract.key} has sections that its contract has not: {sorted(unknown)}")
    for content in asked.contract.contents:
        if content.key not in said:
            said |= {one.key: one for one in _unsaid(asked, content)}
    found = [said[one.key] for one in asked.contract.contents if one.key in said]
    if asked.contract.needs_signatures and not any(isinstance(one, Signature) for one in walk(found)):
        last = found.pop()
        unsigned = tuple(Signature(office=office) for office in asked.contract.needs_signatures)
        found.append(msgspec.structs.replace(last, blocks=(*last.blocks, *unsigned)))
    return tuple(found)


def _unsaid(asked: Asked, content: Content) -> Iterator[Section]:
    """Yield the section of a content that the pack's own file says nothing about, when it belongs there."""
    if asked.contract.committee and content.key in (*CommitteePaper.HEADINGS, "meeting"):
        if asked.paper is not None:
            yield Section(key=content.key, title=content.title, blocks=tuple(_to_committee(asked.paper, content)))
    elif content.required:
        todo = f"{role_title(asked.contract.maker)} or an officer writes it: Reports, this report, Say something."
        said = asked.commentary(content.key)
        blocks = said or (Missing(what=f"{content.title}.", todo=todo),)
        yield Section(key=content.key, title=content.title, blocks=blocks)


def _to_committee(paper: Paper, content: Content) -> Iterator[AnyBlock]:
    """Yield what is told under a heading, with its access class. A draft is not told yet."""
    if content.key == "meeting":
        text, access = _meeting(paper), OPEN
    else:
        told = paper.headings.get(content.key)
        text, access = (told.text, told.access) if told and told.access.kind != "draft" else ("", OPEN)
    if text:
        yield Text(text=text, access=access)
    else:
        yield Missing(what=f"{content.title}.", todo="Write it under: What the committee is told.")


def _meeting(paper: Paper) -> str:
    where = [one for one in (paper.meeting, day(paper.meets) if paper.meets else "") if one]
    if not paper.meets:
        return ", ".join(where)
    return f"{', '.join(where)}. " + (f"Minute {paper.minutes}." if paper.minutes else "There is no minute yet.")


def _signed(sections: Sequence[Section], signed: Sequence[SignedOff]) -> tuple[Section, ...]:
    """Return sections in which every place for a signature says who has signed: of each office the latest."""
    latest = {one.office: one for one in signed}

    def filled(block: AnyBlock) -> AnyBlock:
        one = latest.get(block.office) if isinstance(block, Signature) else None
        if one is None:
            return block
        by = one.by or "somebody whose name is not recorded"
        return msgspec.structs.replace(block, by=by, on=one.on, changed_since=one.changed)

    return tuple(
        msgspec.structs.replace(
            one, blocks=tuple(map(filled, one.blocks)), sections=_signed(one.sections, signed)
        )
        for one in sections
    )  # fmt: skip


def to_sign(
    contract: Contract, authority: Authority, *, on: date, today: date, edition: str | None = None
) -> dict[str, object]:
    """Return what is signed of a report: all that it says, whoever looks, but for the signatures themselves."""
    everything = at_the_machine(authority)
    asked = asked_for(contract, authority, on=on, today=today, rendering="restricted", by=everything, edition=edition)
    return {"contract": contract.key, "on": on, "sections": _unsigned(_complete(asked))}


def _unsigned(sections: Sequence[Section]) -> list[object]:
    """Return sections as plain values without their signatures."""
    return [
        {
            "key": one.key,
            "title": one.title,
            "blocks": [msgspec.to_builtins(block) for block in one.blocks if not isinstance(block, Signature)],
            "sections": _unsigned(one.sections),
        }
        for one in sections
    ]


def about_of(contract: str, on: date) -> str:
    """Return what the signatures under a report that is not issued yet are about."""
    return f"pack:{contract}/{on}"


def signed_by(
    contract: Contract, authority: Authority, *, on: date, today: date, edition: str | None = None
) -> tuple[SignedOff, ...]:
    """Return who has signed a report as at a day, each with whether it has changed since."""
    now = to_sign(contract, authority, on=on, today=today, edition=edition)
    return signatures(authority, about_of(contract.key, on), now)


def digest_of_packs(packs: Sequence[Pack]) -> str:
    """Return the digest of what a report says in each of its renderings, whenever it was composed."""
    return digest_of({one.rendering: {"on": one.on, "title": one.title, "sections": one.sections} for one in packs})
