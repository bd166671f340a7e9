"""`clearline standing`: how every duty stands for an authority on a day."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from clearline.kit.commands import FINE, FOUND, Day, edition_option, on_option, print_csv, print_json, print_table

if TYPE_CHECKING:
    from clearline.checks.moves import Moved, Steps
    from clearline.checks.standings import Standing, Standings


@click.command(name="standing")
@click.option("--authority", "key", required=True, help="The key of the authority.")
@on_option
@edition_option
@click.option("--bearer", help="Only duties of one bearer, e.g. dcs.")
@click.option("--theme", type=int, help="Only duties of a theme, by its number in `content/guidance/systems.yaml`.")
@click.option("--force", help="Only duties of a force, e.g. must.")
@click.option("--standing", help="Only duties that stand so, e.g. never-looked-at; all: those that do not bind too.")
@click.option("--since", type=Day(), help="What moved since this day, instead.")
@click.option("--against", help="What this later edition changes, duty by duty, instead.")
@click.option(
    "--format", "form", type=click.Choice(["words", "table", "json", "csv"]), default="words", show_default=True,
    help="How to print it.",
)  # fmt: skip
@click.pass_context
def standing_command(
    ctx: click.Context, key: str, on: date | None, edition: str | None, bearer: str | None, theme: int | None,
    force: str | None, standing: str | None, since: date | None, against: str | None, form: str,
) -> None:  # fmt: skip
    """Say how every duty of an edition, of the Act and of present law stands, by its proofs.

    Exit status 1 when a duty appears not to be met, wholly or in part, or when something moved or would change.

    \b
    Example: clearline standing --authority northmoor --bearer dcs
             clearline standing --authority northmoor --since 2026-04-01
             clearline standing --authority northmoor --edition 2012 --against 2013 --format csv
    """
    from clearline.accounts.setting_up import set_up

    set_up()
    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.models import Authority
    from clearline.checks import moves, standing_rows
    from clearline.checks.standings import standings
    from clearline.kit.errors import BadInput

    authority = Authority.objects.filter(key=key).first()
    if authority is None:
        raise BadInput(f"There is no authority '{key}'.")
    if since and against:
        raise BadInput("Give --since or --against, not both.")
    today = date.today()
    asked: dict[str, Any] = {"on": on or today, "today": today, "by": at_the_machine(authority)}
    wanted: dict[str, Any] = {"bearer": bearer, "theme": theme, "force": force, "standing": standing}
    if against:
        if edition is None:
            raise BadInput("Say with --edition which earlier edition to hold it against.")
        found = moves.by_editions(authority, earlier=edition, later=against, **asked)
        ctx.exit(_print_steps(found, form))
    if since:
        now, moved = moves.moves_since(authority, since=since, edition=edition, **asked)
        left = standing_rows.chosen([one.after for one in moved], **{**wanted, "standing": standing or "all"})
        ctx.exit(_print_moved([one for one in moved if one.after in left], now, since, form))
    every = standings(authority, edition=edition, **asked)
    ctx.exit(_print_standings(every, standing_rows.chosen(every.duties, **wanted), authority.name, form))


def _print_standings(every: "Standings", duties: "Sequence[Standing]", name: str, form: str) -> int:
    from clearline.checks import standing_rows as rows

    given = rows.given(name, every, duties)
    title = f"{name}, {every.document}/{every.edition}, on {every.on}"
    if form == "json":
        print_json(given)
    elif form == "csv":
        print_csv(rows.FILE_COLUMNS, map(rows.file_cells, duties))
    elif form == "table":
        print_table(title, rows.COLUMNS, map(rows.cells, duties))
    else:
        click.echo("\n".join((title, *rows.in_words(given.counts, duties))))
    return FOUND if {"Appears not to be met", "Appears to be met in part"} & set(given.counts) else FINE


def _print_moved(found: "Sequence[Moved]", now: "Standings", since: date, form: str) -> int:
    from clearline.checks import standing_rows as rows

    if form == "json":
        print_json([rows.moved_row(one) for one in found])
    elif form in ("csv", "table"):
        _print(form, f"Moved from {since} to {now.on}", rows.MOVED_COLUMNS, map(rows.moved_cells, found))
    else:
        said = [line for one in found for line in rows.moved_words(one)]
        click.echo("\n".join((f"Moved from {since} to {now.on}: {len(found)}", *said)))
    return FOUND if found else FINE


def _print_steps(found: "Steps", form: str) -> int:
    from clearline.checks import standing_rows as rows

    title = f"From {found.before.edition} (on {found.before.on}) to {found.after.edition} (on {found.after.on})"
    if form == "json":
        print_json([rows.step_row(one) for one in found.steps])
    elif form in ("csv", "table"):
        _print(form, title, rows.STEP_COLUMNS, map(rows.step_cells, found.steps))
    else:
        said = [line for one in found.steps for line in rows.step_words(one)]
        click.echo("\n".join((title, *([found.caveat] if found.caveat else []), *said)))
    return FOUND if any(one.kind != "same" for one in found.steps) else FINE


def _print(form: str, title: str, columns: Sequence[str], cells: Any) -> None:
    if form == "csv":
        print_csv(columns, cells)
    else:
        print_table(title, columns, cells)
