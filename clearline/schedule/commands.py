"""`clearline calendar`: report contracts, and what is due to whom."""

from datetime import date, timedelta
from pathlib import Path

import click

from clearline.kit.commands import FOUND, Commands, format_option, on_option, print_by_format
from clearline.kit.compiled import put_compiled

CONTENT = Path("content")


@click.group(cls=Commands)
def calendar() -> None:
    """Report contracts, and what is due to whom.

    Example: clearline calendar list --authority northmoor
    """


@calendar.command("compile")
@click.option("--check", is_flag=True, help="Change nothing; say whether the compiled file is current.")
def compile_command(check: bool) -> None:
    """Compile the contracts under content/reports into the one file that is read.

    Example: clearline calendar compile --check
    """
    from clearline.schedule import content

    found = content.read_contracts(CONTENT)
    put_compiled(content.COMPILED, found, check=check)
    click.echo(f"{len(found.contracts)} report contracts {'are current' if check else 'compiled'}.")


@calendar.command("list")
@click.option("--authority", required=True, help="The key of the authority.")
@on_option
@click.option("--months", type=click.IntRange(1, 36), default=6, show_default=True, help="How far to look ahead.")
@format_option
@click.pass_context
def list_command(ctx: click.Context, authority: str, on: date | None, months: int, form: str) -> None:
    """List the reports that are late and those that fall due, from whom to whom. Exit status 1 when any is late.

    Example: clearline calendar list --authority northmoor --on 2026-03-31
    """
    from clearline.accounts.setting_up import set_up

    set_up()
    from django.utils import timezone

    from clearline.accounts.queries import authority_named
    from clearline.schedule.due import add_months
    from clearline.schedule.queries import due

    on = on or timezone.localdate()
    found = due(authority_named(authority), on, add_months(on, months) - timedelta(days=1), on)
    columns = ("due", "title", "from", "to", "late", "day fixed by")
    print_by_format(
        form, found, f"What is due, as at {on}", columns,
        lambda: [(one.due, one.title, one.owner, one.readers, one.late or "", one.rests_on) for one in found],
    )  # fmt: skip
    if any(one.late for one in found):
        ctx.exit(FOUND)
