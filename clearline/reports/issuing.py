"""What an issue consists of, worked out before anything is written: what it says, why it cannot go yet, its files."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.queries import role_title
from clearline.checks.queries import head_of
from clearline.kit.errors import BadInput
from clearline.measures.queries import held
from clearline.reports.blocks import Missing, Pack, Part, Rendering, Signature, walk
from clearline.reports.composing import asked_for, compose, digest_of_packs
from clearline.reports.formats import ENDINGS, Format, render
from clearline.reports.formats.look import Look
from clearline.reports.printing import Printed, printed
from clearline.reports.publishing import counts_printed
from clearline.schedule.content import contract_named
from clearline.schedule.contract import Contract


class Draft(NamedTuple):
    """A report that is ready to be issued, in both its renderings."""

    contract: Contract
    restricted: Pack
    open: Pack
    digest: str
    inputs: Mapping[str, object]
    contents: dict[str, bool]
    """Key of each content to whether it is complete."""


class Rendered(NamedTuple):
    """One file of an issue, with its bytes."""

    format: Format
    part: Part
    rendering: Rendering
    name: str
    needs: frozenset[str]
    """The permissions that its readers must have."""
    content: bytes


def draft(authority: Authority, contract: str, *, on: date, today: date, edition: str | None = None) -> Draft:
    """Return a report as it would be issued, the same whoever asks. Raises as ``compose`` does."""
    named, everything = contract_named(contract), at_the_machine(authority)
    whole, open_ = (
        compose(contract, authority, on=on, today=today, rendering=rendering, by=everything, edition=edition)
        for rendering in ("restricted", "open")
    )  # fmt: skip
    asked = asked_for(named, authority, on=on, today=today, rendering="open", by=everything, edition=edition)
    seen = asked.looking._replace(inside=True) if asked.looking else None
    inputs = {
        "edition": asked.edition,
        "trail": head_of(authority),
        "figures": [[one.dataset.key, one.release.label, one.release.digest] for one in held(seen)] if seen else [],
        "counts": counts_printed(asked, open_),
    }
    contents = {one.key: one.complete for one in whole.sections}
    return Draft(named, whole, open_, digest_of_packs((whole, open_)), inputs, contents)


def why_not(found: Draft) -> Iterator[str]:
    """Yield why a report cannot be issued yet: words and signatures that it waits for."""
    for one in walk(found.restricted.sections):
        if isinstance(one, Missing) and one.holds_up:
            yield f"{one.what} {one.todo}"
    signed = {one.office: one for one in walk(found.restricted.sections) if isinstance(one, Signature)}
    for office in found.contract.needs_signatures:
        under = signed.get(office)
        if under is None or not under.by:
            yield f"The {role_title(office)} has not signed it."
        elif under.changed_since:
            yield f"It has changed since the {role_title(office)} signed it. It has to be signed again."


def require_ready(found: Draft) -> None:
    """Raise ``BadInput`` with everything that a report waits for."""
    reasons = list(why_not(found))
    if reasons:
        raise BadInput(*reasons)


def prints(found: Draft) -> tuple[tuple[Part, Rendering, Printed], ...]:
    """Return what is printed of a report: the open part, and for restricted readers the whole and the appendix.

    Those who may see what is exempt but no small numbers, such as inspectors, have a whole with these hidden.
    """
    kinds: list[tuple[Part, Rendering]] = [("open", "open"), ("whole", "restricted"), ("exempt", "restricted")]
    made = [(part, rendering, printed(_pack(found, rendering), part)) for part, rendering in kinds]
    hidden = printed(found.open, "whole")
    if hidden.needs:
        made.append(("whole", "open", hidden))
    return tuple(one for one in made if one[2].sections)


def _pack(found: Draft, rendering: Rendering) -> Pack:
    return found.open if rendering == "open" else found.restricted


def numbered(found: Draft, number: str, amends: str, why: str) -> Draft:
    """Return a report under its number, saying what it amends."""
    said = f"{amends}: {why}" if amends else ""
    one, other = (
        msgspec.structs.replace(pack, number=number, digest=found.digest, amends=said)
        for pack in (found.restricted, found.open)
    )
    return found._replace(restricted=one, open=other)


def files_of(found: Draft, look: Look) -> Sequence[Rendered]:
    """Return every file of a report under its number, in each of the contract's formats."""
    formats: list[Format] = [form for form in ENDINGS if form in found.contract.formats]
    return [
        Rendered(
            form, part, rendering, file_name(found.open, part, rendering, form), one.needs,
            render(form, one, look),
        )
        for part, rendering, one in prints(found)
        for form in formats
    ]  # fmt: skip


def file_name(pack: Pack, part: Part, rendering: Rendering, form: Format) -> str:
    """Return what a file is called, so that one which is not for everybody says so wherever it lies."""
    said = {"open": "open-part", "exempt": "exempt-appendix", "whole": "whole"}[part]
    parts = [pack.key, pack.contract, pack.number or f"draft-{pack.on}", said]
    if rendering == "restricted":
        parts.append("restricted")
    return f"{'-'.join(parts)}.{ENDINGS[form]}"
