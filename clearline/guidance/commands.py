"""`clearline guidance`: the statutory guidance as data, to read, search, compare and export."""

from collections.abc import Iterable
from datetime import date
from typing import get_args

import click
import msgspec

from clearline.guidance import queries
from clearline.guidance.content import load
from clearline.guidance.queries import Stated
from clearline.guidance.schema import Basis, Bearer, Edition, Force, Guidance
from clearline.kit.commands import (
    Commands,
    edition_option,
    format_option,
    on_option,
    print_by_format,
    print_csv,
    print_json,
    print_table,
)  # fmt: skip
from clearline.kit.errors import BadInput
from clearline.kit.values import Value

HOMES = {
    "compare": "clearline.guidance.studying_commands:compare_command",
    "coverage": "clearline.guidance.studying_commands:coverage_command",
    "export": "clearline.guidance.studying_commands:export_command",
    "compile": "clearline.guidance.studying_commands:compile_command",
}


class EditionRow(Value, frozen=True, kw_only=True, omit_defaults=False):
    """An edition in a list."""

    document: str
    edition: str
    title: str
    start: date | None
    end: date | None
    provisions: int
    duties: int
    certainty: str
    link: str | None


class DutyRow(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A duty in a list, with what a reader needs to trust it."""

    document: str
    edition: str
    at: str
    key: str
    says: str
    bearers: tuple[str, ...]
    counterparts: tuple[str, ...]
    force: str
    basis: str
    certainty: str
    systems: tuple[int, ...]
    proofs: tuple[str, ...]
    cadence: str | None
    items: tuple[str, ...]
    note: str | None
    link: str | None
    overtaken: str | None
    """What ended and what came after, when the duty's body or law has ended by the day."""


class Duties(Value, frozen=True, kw_only=True, omit_defaults=False):
    """An answer made of duties, and the edition and day that it is of."""

    document: str
    edition: str
    on: date
    historical: str | None
    duties: tuple[DutyRow, ...]


@click.group(cls=Commands, homes=HOMES)
def guidance() -> None:
    """Read, search, compare and export the statutory guidance.

    Example: clearline guidance show 2.17 --edition 2009
    """


@guidance.command()
@click.option("--document", help="Only the editions of one document, e.g. dcs-lm.")
@format_option
def editions(document: str | None, form: str) -> None:
    """List the documents and their editions, and when each was in force.

    Example: clearline guidance editions --document dcs-lm
    """
    known = load()
    chosen = queries.editions_of(known, document) if document else known.editions
    rows = tuple(_edition_row(edition) for edition in chosen)
    columns = ("edition", "from", "to", "duties", "certainty", "title")
    cells = ((f"{r.document}/{r.edition}", r.start, r.end, r.duties, r.certainty, r.title) for r in rows)
    print_by_format(form, rows, "Documents and editions", columns, lambda: cells)


@guidance.command()
@click.argument("locator")
@edition_option
@on_option
@format_option
def show(locator: str, edition: str | None, on: date | None, form: str) -> None:
    """Show a provision and what it asks: a paragraph, letter, bullet, section or footnote.

    \b
    Example: clearline guidance show 2.17 --edition 2009
             clearline guidance show "s18(2)" --edition children-act-2004/as-amended
    """
    known = load()
    chosen, day = queries.choose(known, edition, on, date.today())
    beside = [e for e in known.editions if e.document in queries.ALWAYS and e != chosen]
    found = [s for s in queries.stated_in(chosen) if _is_at(s.provision.at, locator)]
    # what is dated one by one is shown as it stood on the day
    dated = [s for e in beside for s in queries.stated_in(e) if _is_at(s.provision.at, locator)]
    found += [s for s in dated if queries.holds_on(s.duty, day, (s.duty.switch or "",))]
    if not found:
        elsewhere = [e for e in known.editions if any(_is_at(s.provision.at, locator) for s in queries.stated_in(e))]
        names = ", ".join(f"{e.document}/{e.edition}" for e in elsewhere)
        todo = f" It is in {names}: add --edition." if elsewhere else ""
        raise BadInput(f"There is no provision '{locator}' in {chosen.document}/{chosen.edition} on {day}.{todo}")
    _print_duties(known, chosen, day, found, form)


@guidance.command()
@click.argument("words", nargs=-1, required=True)
@edition_option
@on_option
@click.option("--everywhere", is_flag=True, help="Search every edition of every document.")
@format_option
def search(words: tuple[str, ...], edition: str | None, on: date | None, everywhere: bool, form: str) -> None:
    """Find the duties that speak of all the words given.

    Example: clearline guidance search safeguarding training --edition 2009
    """
    known = load()
    chosen, day = queries.choose(known, edition, on, date.today())
    sources = known.editions if everywhere else (chosen,)
    wanted = [word.lower() for word in words]
    found = [s for source in sources for s in queries.stated_in(source) if all(w in _text(s) for w in wanted)]
    _print_duties(known, chosen, day, found, form)


@guidance.command()
@click.option("--bearer", type=click.Choice(sorted(get_args(Bearer))), help="Who must act.")
@click.option("--force", "force_", type=click.Choice(get_args(Force)), help="How strongly the words bind.")
@click.option("--basis", type=click.Choice(get_args(Basis)), help="What the force rests on.")
@click.option("--system", type=click.IntRange(1, 52), help="The number of one of the 52 systems.")
@click.option("--proof", help="A kind of proof (rule, measure, report, register, judgement) or its key.")
@edition_option
@on_option
@format_option
def duties(
    bearer: str | None,
    force_: str | None,
    basis: str | None,
    system: int | None,
    proof: str | None,
    edition: str | None,
    on: date | None,
    form: str,
) -> None:
    """List the duties in force on a day, by bearer, force, basis, system and proof.

    Example: clearline guidance duties --bearer lead-member --force must --edition 2009
    """
    known = load()
    chosen, day = queries.choose(known, edition, on, date.today())

    def asked_for(stated: Stated) -> bool:
        duty = stated.duty
        return (
            (bearer is None or bearer in duty.bearers)
            and (force_ is None or duty.force == force_)
            and (basis is None or duty.basis == basis)
            and (system is None or system in duty.systems)
            and (proof is None or any(proof in (p.kind, p.key) for p in duty.proofs))
        )

    bound = queries.binding(known, chosen, day)
    stated = [*bound.in_force, *(ended.stated for ended in bound.overtaken)]
    _print_duties(known, chosen, day, [s for s in stated if asked_for(s)], form)


def _print_duties(known: Guidance, chosen: Edition, day: date, found: Iterable[Stated], form: str) -> None:
    """Print duties, the edition first, and a superseded edition as historical before all else."""
    answer = Duties(
        document=chosen.document,
        edition=chosen.edition,
        on=day,
        historical=queries.historical(chosen, date.today()),
        duties=tuple(_duty_row(known, stated, day) for stated in found),
    )
    if form == "json":
        print_json(answer)
        return
    columns = ("at", "says", "bearers", "force", "certainty", "proofs")
    if form == "table":
        click.echo(heading(answer.historical, chosen, day))
        if not answer.duties:
            click.echo("Nothing found.")
            return
        cells = ((_at(d, chosen), _says(d), d.bearers, _force(d), d.certainty, d.proofs) for d in answer.duties)
        print_table(f"{len(answer.duties)} found", columns, cells)
        for link in dict.fromkeys(d.link for d in answer.duties if d.link):
            click.echo(f"Source: {link}")
        return
    print_csv(DutyRow.__struct_fields__, (msgspec.structs.astuple(row) for row in answer.duties))


def _at(row: DutyRow, chosen: Edition) -> str:
    """Return a locator, with its document where that is not the one chosen."""
    own = (row.document, row.edition) == (chosen.document, chosen.edition)
    return row.at if own else f"{row.at} {row.document}"


def _force(row: DutyRow) -> str:
    return row.force if row.basis in ("guidance", "none") else f"{row.force} ({row.basis})"


def heading(past: str | None, edition: Edition, day: date) -> str:
    """Return the first words of an output: that the edition is historical, which edition, and the day."""
    words = f"{edition.title} ({edition.document}/{edition.edition}), on {day}"
    return f"{past}\n{words}" if past else words


def _says(row: DutyRow) -> str:
    parts = [row.says, row.overtaken and f"[overtaken: {row.overtaken}]", row.note and f"[{row.note}]"]
    return " ".join(part for part in parts if part)


def _edition_row(edition: Edition) -> EditionRow:
    provisions = [provision for chapter in edition.chapters for provision in chapter.provisions]
    return EditionRow(
        document=edition.document,
        edition=edition.edition,
        title=edition.title,
        start=edition.start,
        end=edition.end,
        provisions=len(provisions),
        duties=sum(len(provision.duties) for provision in provisions),
        certainty=edition.certainty,
        link=edition.link,
    )


def _duty_row(known: Guidance, stated: Stated, day: date) -> DutyRow:
    duty = stated.duty
    body = queries.ended_body(known, duty, day)
    successors = f"; now {', '.join(body.successors)}" if body and body.successors else ""
    return DutyRow(
        document=stated.edition.document,
        edition=stated.edition.edition,
        at=stated.provision.at,
        key=duty.key,
        says=duty.says,
        bearers=duty.bearers,
        counterparts=duty.counterparts,
        force=duty.force,
        basis=duty.basis,
        certainty=stated.certainty,
        systems=duty.systems,
        proofs=tuple(f"{proof.kind}:{proof.key}" if proof.key else proof.kind for proof in duty.proofs),
        cadence=duty.cadence,
        items=duty.items,
        note=duty.note,
        link=stated.link,
        overtaken=f"{body.name} ended on {body.end}{successors}" if body else None,
    )


def _is_at(at: str, locator: str) -> bool:
    """Return whether a provision is the one asked for or a part of it: 2.7 has 2.7.b.1, s18(2) has s18(2)(f)."""
    wanted = locator.strip().lower().removeprefix("§")
    return at.lower() == wanted or (at.lower().startswith(wanted) and at[len(wanted)] in ".(-")


def _text(stated: Stated) -> str:
    duty = stated.duty
    return " ".join((duty.says, duty.key, *duty.items, duty.note or "", duty.wording or "")).lower()
