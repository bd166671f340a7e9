"""`clearline guidance compare, coverage, export, compile`: commands for whoever studies or keeps the content."""

from pathlib import Path

import click
import msgspec

from clearline.guidance import comparing, content, queries
from clearline.guidance.content import load
from clearline.kit.commands import FILE, FINE, FOUND, csv_text, format_option, print_by_format, write_new
from clearline.kit.compiled import put_compiled
from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import read_yaml
from clearline.kit.values import Value

CONTENT = Path("content")
SEEDS = Path("../shared/seeds")


@click.command(name="compile")
@click.option("--check", is_flag=True, help="Change nothing; say whether the compiled file is current.")
@click.option("--reseal", multiple=True, help="Accept a change to a closed edition, e.g. dcs-lm/2009.")
def compile_command(check: bool, reseal: tuple[str, ...]) -> None:
    """Compile content/ into the one file that the commands read, and hold closed editions to their checksums.

    Example: clearline guidance compile --check
    """
    guidance = content.read_guidance(CONTENT)
    seals = CONTENT / "guidance" / "checksums.yaml"
    recorded = read_yaml(seals)[0] if seals.is_file() else {}
    now = {
        f"{edition.document}/{edition.edition}": content.edition_checksum(edition)
        for edition in guidance.editions
        if edition.closed
    }
    moved = [name for name, digest in now.items() if recorded.get(name, digest) != digest and name not in reseal]
    moved += [name for name in recorded if name not in now and name not in reseal]
    if moved:
        todo = "If that is meant, say why in CHANGELOG.md and run with --reseal NAME."
        raise BadInput(
            *(Problem(seals, None, f"the closed edition {name} has changed or is gone.", todo) for name in moved)
        )
    sealed = "# The checksum of every closed edition. `clearline guidance compile --reseal NAME` accepts a change.\n"
    sealed += "".join(f"{name}: {digest}\n" for name, digest in sorted(now.items())) or "{}\n"
    put_compiled(content.COMPILED, guidance, check=check)
    if check and not (seals.is_file() and seals.read_text(encoding="utf-8") == sealed):
        raise BadInput(Problem(seals, None, "is not current with content/.", "Run `make content`."))
    if not check:
        write_new(seals, sealed, force=True)
    click.echo(f"{len(guidance.editions)} editions {'are current' if check else 'compiled'}.")


@click.command(name="compare")
@click.argument("earlier")
@click.argument("later")
@click.option("--all", "everything", is_flag=True, help="Background statements too, not only what binds or permits.")
@format_option
@click.pass_context
def compare_command(ctx: click.Context, earlier: str, later: str, everything: bool, form: str) -> None:
    """Say what became of every duty from one edition to a later one. Exit status 1 when anything differs.

    Example: clearline guidance compare 2009 2013
    """
    known = load()
    before, after = queries.edition_named(known, earlier), queries.edition_named(known, later)
    changes = comparing.compare(before, after, known.editions, binding_only=not everything)
    counts = ", ".join(f"{number} {kind}" for kind, number in comparing.summary(changes).items() if number)
    if form == "table":
        click.echo(f"{before.document}/{before.edition} and {after.document}/{after.edition}: {counts}")
        click.echo(comparing.caveat(before, after) or "All words of both were seen.")
    columns = comparing.COLUMNS if form == "csv" else ("change", "before", "after", "certainty")
    cells = [comparing.change_row(change) for change in changes]
    rows = cells if form == "csv" else [(row[0], _told(row[5], row[1]), _told(row[6], row[2]), row[7]) for row in cells]
    print_by_format(form, changes, f"{len(changes)} in all", columns, lambda: rows)
    ctx.exit(FOUND if any(change.kind != "same" for change in changes) else FINE)


def _told(says: object, places: object) -> str:
    """Return what duties say with where they stand, or that there is none."""
    assert isinstance(places, tuple)
    ats = ", ".join(dict.fromkeys(place.rpartition(" ")[0] for place in places))
    return f"{ats}: {says}" if ats else "-"


class Covered(Value, frozen=True, kw_only=True, omit_defaults=False):
    """How an edition stands to its source."""

    edition: str
    units: int
    sentences: int
    unanswered: tuple[str, ...]
    astray: tuple[str, ...]
    copied: tuple[str, ...]


@click.command(name="coverage")
@click.option("--seeds", type=FILE, default=SEEDS, show_default=True, help="The folder of the source documents.")
@format_option
@click.pass_context
def coverage_command(ctx: click.Context, seeds: Path, form: str) -> None:
    """Prove from the source texts that every sentence is answered by a duty and that none is copied.

    Where the folder of source documents is absent it says so and proves nothing. Exit status 1 when a sentence is not
    answered, an answer points nowhere, or eight words are copied in a row.

    Example: clearline guidance coverage --format json
    """
    from clearline.guidance import coverage

    known = load()
    rows = []
    for edition in known.editions:
        text = coverage.read_source(edition, seeds)
        if text is None:
            continue
        found = coverage.coverage(edition, text, known.terms, known.editions)
        rows.append(
            Covered(
                edition=f"{edition.document}/{edition.edition}",
                units=found.units,
                sentences=found.sentences,
                unanswered=found.unanswered,
                astray=tuple(f"{fault.place}: {fault.words}" for fault in found.astray),
                copied=tuple(f"{fault.place}: {fault.words}" for fault in found.copied),
            )
        )
    if not rows:
        raise BadInput(
            Problem(seeds, None, "holds no source documents, so nothing can be proved.", "Give --seeds FOLDER.")
        )
    columns = ("edition", "units", "sentences", "not answered", "answers that point nowhere", "copied")
    cells = [msgspec.structs.astuple(row) for row in rows]
    print_by_format(form, rows, "Every sentence of the sources, and what answers it", columns, lambda: cells)
    ctx.exit(FOUND if any(row.unanswered or row.astray or row.copied for row in rows) else FINE)


@click.command(name="export")
@click.option("--format", "form", type=click.Choice(["json", "csv", "oscal"]), default="json", show_default=True)
@click.option("--edition", help="One edition, e.g. 2009 or children-act-2004/as-amended. Default: every edition.")
@click.option("--out", type=FILE, help="A file to write. Default: standard output.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export_command(form: str, edition: str | None, out: Path | None, force: bool) -> None:
    """Export the guidance for other tools: JSON, CSV, or an OSCAL catalogue of one edition.

    Example: clearline guidance export --format oscal --edition 2009 --out catalogue.json
    """
    from clearline.guidance import exporting, oscal

    known = load()
    chosen = (queries.edition_named(known, edition),) if edition else known.editions
    if form == "oscal" and edition is None:
        raise BadInput("An OSCAL catalogue is of one edition. Name it with --edition, e.g. --edition 2009.")
    if form == "oscal":
        text = oscal.as_oscal(known, chosen[0])
    elif form == "json":
        text = exporting.as_json(*chosen)
    else:
        text = csv_text(exporting.COLUMNS, exporting.as_rows(*chosen))
    if out is None:
        click.echo(text, nl=False)
    else:
        write_new(out, text, force)
        click.echo(f"Wrote {out}.")
