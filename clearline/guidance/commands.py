"""`clearline guidance`: the statutory guidance as data, to read, search, compare and export."""

from collections.abc import Iterable
from datetime import date
from typing import get_args

import click
import msgspec

from clearline.guidance import queries
from clearline.guidance.content import load
from clearline.guidance.queries import Stated
from clearline.guidance.rows import DutyRow, at_locator, duty_row, edition_row, text_of
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
from clearline.kit.values import Value

HOMES = {
    "compare": "clearline.guidance.studying_commands:compare_command",
    "coverage": "clearline.guidance.studying_commands:coverage_command",
    "export": "clearline.guidance.studying_commands:export_command",
    "compile": "clearline.guidance.studying_commands:compile_command",
}


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
    rows = tuple(edition_row(edition) for edition in chosen)
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
    found = at_locator(known, chosen, locator, day)
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
    found = [s for source in sources for s in queries.stated_in(source) if all(w in text_of(s) for w in wanted)]
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
        duties=tuple(duty_row(known, stated, day) for stated in found),
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
