"""`clearline person` and `retention`: what is kept of a person, and what is kept too long. `foi` is beside it."""

from datetime import date
from pathlib import Path

import click

from clearline.kit.commands import Day, format_option, print_by_format
from clearline.transfer.information_law.foi_commands import foi as foi
from clearline.transfer.information_law.working import at_work, authority_option, why_option


@click.group()
def person() -> None:
    """Everything that is kept of one person: given out to them, or erased.

    Example: clearline person export dcs@northmoor.example --out for-the-dcs
    """


@person.command("export")
@click.argument("who", metavar="EMAIL-OR-ID")
@click.option("--out", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="A new folder.")
@click.option("--authority", "key", help="Only what is of this authority; needed for an id in its organisation.")
@click.option("--why", default="", help="The reason, for the trail.")
def export_command(who: str, folder: Path, key: str | None, why: str) -> None:
    """Write everything that is kept of a person as CSV files, other people and secrets left out.

    Example: clearline person export dcs@northmoor.example --out for-the-dcs
    """
    by, _ = at_work(key)
    from clearline.kit.errors import BadInput, Problem
    from clearline.transfer.information_law.person import export, find_person, write_folder

    if folder.exists():
        raise BadInput(Problem(folder, None, "is there already.", "Choose another name."))
    found = find_person(who, by.authority)
    files = export(by=by, who=found, scope=by.authority, why=why)
    write_folder(files, folder)
    for name in files:
        click.echo(f"{folder / name}")


@person.command("erase")
@click.argument("who", metavar="EMAIL-OR-ID")
@click.option("--why", default="", help="The reason, for the trail. Needed unless it is a dry run.")
@click.option("--dry-run", is_flag=True, help="Say what would go and what would stay, and change nothing.")
@click.option("--authority", "key", help="Needed for an id in the organisation of an authority.")
def erase_command(who: str, why: str, dry_run: bool, key: str | None) -> None:
    """Erase a person: names, accounts, and what the trail keeps of them beside its entries.

    Example: clearline person erase dcs@northmoor.example --dry-run

    Refused under a hold, and while the person has a role or a post. What must stay is listed with the reason.
    """
    by, now = at_work(key)
    from clearline.accounts.acting import at_the_machine
    from clearline.kit.errors import BadInput
    from clearline.transfer.information_law.erasing import BACKUPS, erase, plan
    from clearline.transfer.information_law.person import find_person, known

    found = known(find_person(who, by.authority).individual)  # a person is erased everywhere or not at all
    whole = at_the_machine(None)
    done = plan(found, whole, now.date()) if dry_run else erase(by=whole, who=found, why=why, on=now.date())
    for line in done.goes:
        click.echo(f"{'would go' if dry_run else 'gone'}: {line.what}: {line.rows}")
    for line in done.stays:
        click.echo(f"stays: {line.what}: {line.rows}. {line.why}")
    click.echo(BACKUPS)
    if done.refusals:
        raise BadInput(*done.refusals)


@click.group()
def retention() -> None:
    """What is kept past its time, deleting it, and the holds that forbid it.

    Example: clearline retention due --authority northmoor
    """


@retention.command("due")
@authority_option
@format_option
def due_command(key: str, form: str) -> None:
    """List what is kept past its time. Deletes nothing.

    Example: clearline retention due --authority northmoor
    """
    by, now = at_work(key)
    from clearline.transfer.information_law.retention import due

    found = [one._asdict() for one in due(by, now.date())]
    columns = ("record_type", "record", "what", "since", "overdue", "hold")
    print_by_format(form, found, "Kept past its time", columns, lambda: [list(one.values()) for one in found])


@retention.command("apply")
@authority_option
@why_option
@click.option("--type", "types", multiple=True, help="Only this type of record. Default: all that is overdue.")
def apply_command(key: str, why: str, types: tuple[str, ...]) -> None:
    """Delete what is kept past its time and not held, and keep a receipt.

    Example: clearline retention apply --authority northmoor --why "Yearly review, DPO agreed on 3 March"
    """
    by, now = at_work(key)
    from clearline.transfer.information_law.retention import apply

    run = apply(by=by, why=why, now=now, record_types=types)
    click.echo(f"Receipt {run.pk}.")
    for record_type, count in run.counts.items():
        click.echo(f"{record_type}: {count['overdue'] - count['held']} deleted, {count['held']} held")


@retention.command("hold")
@authority_option
@click.option("--scope", required=True, help="everything, a type of record, or person:ID.")
@click.option("--reason", required=True, help="Which inquiry, claim or request asks for it.")
@click.option("--from", "starts", type=Day(), help="The first day. Default: today.")
def hold_command(key: str, scope: str, reason: str, starts: date | None) -> None:
    """Place a hold: nothing in its scope is deleted or erased until it is lifted.

    Example: clearline retention hold --authority northmoor --scope everything --reason "Local inquiry of 2026"
    """
    by, now = at_work(key)
    from clearline.transfer.information_law.holds import place_hold

    placed = place_hold(by=by, scope=scope, reason=reason, starts=starts or now.date())
    click.echo(f"{placed} is in place.")


@retention.command("lift")
@click.argument("hold")
@authority_option
@why_option
def lift_command(hold: str, key: str, why: str) -> None:
    """Lift a hold from today on.

    Example: clearline retention lift hold --authority northmoor --why "The inquiry reported on 3 March"
    """
    by, now = at_work(key)
    from clearline.transfer.information_law.holds import lift_hold

    lift_hold(by=by, key=hold, why=why, on=now.date())
    click.echo(f"{hold} is lifted.")


@retention.command("holds")
@authority_option
@format_option
def holds_command(key: str, form: str) -> None:
    """List the holds, live and lifted.

    Example: clearline retention holds --authority northmoor
    """
    by, _ = at_work(key)
    from clearline.transfer.information_law.holds import holds

    assert by.authority is not None
    columns = ("key", "scope", "reason", "starts", "lifted", "lifted_why")
    found = [{name: getattr(hold, name) for name in columns} for hold in holds(by.authority)]
    print_by_format(form, found, "Holds", columns, lambda: [list(one.values()) for one in found])
