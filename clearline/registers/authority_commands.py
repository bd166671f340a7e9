"""`clearline registers list`, `show` and `load`: the registers of one authority, on the machine itself."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearline.kit.commands import FILE, format_option, on_option, print_by_format
from clearline.kit.errors import BadInput

if TYPE_CHECKING:
    from clearline.accounts.acting import Acting

authority_option = click.option("--authority", "key", required=True, help="The key of the authority.")


@click.command("list")
@authority_option
@on_option
@format_option
def list_command(key: str, on: date | None, form: str) -> None:
    """Say how each register stands: complete, missing something, not known, or nothing recorded.

    Example: clearline registers list --authority northmoor --on 2026-03-31
    """
    by, today = _here(key)
    from clearline.registers.queries import register_states

    assert by.authority is not None
    found = register_states(by.authority, on or today, today)
    print_by_format(
        form, list(found.values()), "Registers", ("register", "standing", "newest", "says"),
        lambda: [(one.key, one.result, one.newest, " ".join(one.says)) for one in found.values()],
    )  # fmt: skip


@click.command("show")
@click.argument("register")
@authority_option
@on_option
@format_option
def show_command(register: str, key: str, on: date | None, form: str) -> None:
    """Give out the entries of a register that count on a day.

    Example: clearline registers show training --authority northmoor --format csv
    """
    by, today = _here(key)
    from clearline.registers.queries import extract

    assert by.authority is not None
    found = extract(by.authority, register, on or today, by)
    said = {True: "yes", False: "no"}
    print_by_format(
        form, found, found.title, found.columns,
        lambda: [tuple(said[cell] if isinstance(cell, bool) else cell for cell in row) for row in found.rows],
    )  # fmt: skip


@click.command("load")
@click.argument("register")
@click.argument("file", type=FILE)
@authority_option
@click.option("--dry-run", is_flag=True, help="Change nothing; say what each row would change.")
@click.option("--save-anyway", is_flag=True, help="Load words that look as if they said who a child is, but do not.")
@click.option("--why", default="", help="Where the file comes from, for the trail.")
@format_option
def load_command(register: str, file: Path, key: str, dry_run: bool, save_anyway: bool, why: str, form: str) -> None:
    """Put a CSV or XLSX file of entries in a register, all of its rows or none; a dry run of one that it would not put
    in ends with status 2.

    Example: clearline registers load training roll-call.csv --authority northmoor --dry-run
    """
    by, today = _here(key)
    from clearline.registers import loading
    from clearline.registers.actions import load_rows
    from clearline.registers.content import register_named
    from clearline.registers.known import known_on

    assert by.authority is not None
    one = register_named(register)
    rows = loading.read_file(file, one)
    if not save_anyway and (found_personal := loading.personal(rows)):
        raise BadInput(*found_personal, "Take that out, or add --save-anyway if it does not say who a child is.")
    if not dry_run:
        done = load_rows(by=by, register=register, rows=rows, on=today, why=why)
        click.echo(", ".join(f"{count} {does}" for does, count in done.items()) + ".")
        return
    known, _ = known_on(by.authority, today, named=True)
    found = loading.compare(by.authority, one, rows, known)
    print_by_format(
        form, found, "What the file would change", ("line", "does", "title", "says"),
        lambda: [(row.line, row.does, row.title, " ".join(loading.what(row))) for row in found],
    )  # fmt: skip
    if left := loading.untouched(one, rows):
        click.echo(f"The file does not have these columns, so what they hold stays: {'; '.join(left)}.", err=True)
    if any(row.does == "wrong" for row in found):
        raise click.exceptions.Exit(2)


def _here(key: str) -> "tuple[Acting, date]":
    """Return who acts on the machine for an authority, and today."""
    from clearline.accounts.setting_up import set_up

    set_up()
    from django.utils import timezone

    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.queries import authority_named

    return at_the_machine(authority_named(key)), timezone.localdate()
