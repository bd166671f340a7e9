"""`clearline backup`, `restore`, `verify` and `authority`: everything out, in again, and proved."""

from pathlib import Path

import click

from clearline.kit.commands import FILE, Commands, print_csv, print_table

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("backup")
@click.option("--to", "folder", type=FOLDER, required=True, help="The folder that keeps backups.")
def backup_command(folder: Path) -> None:
    """Back up the whole installation into one file, and prove it by restoring it on trial.

    Example: clearline backup --to /srv/backups

    People can go on working meanwhile. The file holds personal data and the installation's keys: keep it as safe as the
    server. A backup whose trial failed keeps the ending `.unproved` and does not count.
    """
    from clearline.accounts.setting_up import set_up

    set_up()
    from django.utils import timezone

    from clearline.transfer.backup import back_up

    path = back_up(folder, timezone.now())
    click.echo(f"{path}: restored on trial, every table, file and chain of the trail the same.")


@click.command("restore")
@click.argument("backup", type=FILE)
def restore_command(backup: Path) -> None:
    """Restore a backup into this installation, which must be empty: whole, or not at all.

    Example: clearline restore clearline-2026-11-22T02-00-00.zip

    CLEARLINE_HOME and DATABASE_URL say which installation. It does not matter whether the backup came from SQLite or
    PostgreSQL. Everybody signs in anew afterwards.
    """
    from clearline.accounts.setting_up import set_up

    set_up(migrate=True)
    from clearline.transfer.restoring import restore

    manifest = restore(backup)
    rows = sum(kept.rows or 0 for kept in manifest.files.values())
    click.echo(f"Restored what was there on {manifest.made_at:%-d %B %Y at %H:%M} UTC: {rows:,} rows.")


@click.command("verify")
@click.argument("backup", type=FILE)
def verify_command(backup: Path) -> None:
    """Say whether a backup is whole: every byte, and then a restore on trial.

    Example: clearline verify /srv/backups/clearline-2026-11-22T02-00-00.zip
    """
    from clearline.accounts.setting_up import set_up

    set_up()
    from clearline.transfer.restoring import verify

    manifest = verify(backup)
    click.echo(f"{backup}: whole. Made on {manifest.made_at:%-d %B %Y at %H:%M} UTC from {manifest.database}.")


HOMES = {
    "export": "clearline.transfer.commands:export_command",
    "import": "clearline.transfer.commands:import_command",
}


@click.group("authority", cls=Commands, homes=HOMES)
def authority() -> None:
    """Take a whole authority out, and in again.

    Example: clearline authority export northmoor --out northmoor-export
    """


@click.command("export")
@click.argument("key")
@click.option("--out", "folder", type=FOLDER, required=True, help="A new folder.")
def export_command(key: str, folder: Path) -> None:
    """Write everything about one authority as a folder of YAML and CSV.

    Example: clearline authority export northmoor --out northmoor-export

    `organisation.yaml` in it is a file that `clearline check` reads. The folder holds people's names.
    """
    from clearline.accounts.setting_up import set_up

    set_up()
    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.queries import authority_named
    from clearline.transfer.exporting import export

    written = export(by=at_the_machine(authority_named(key)), folder=folder)
    for name in written:
        click.echo(f"{folder / name}")


@click.command("import")
@click.argument("folder", type=FOLDER)
@click.option("--dry-run", is_flag=True, help="List the differences and change nothing.")
@click.option("--why", default="", help="Why, for the trail. Needed unless it is a dry run.")
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True)
def import_command(folder: Path, dry_run: bool, why: str, form: str) -> None:
    """Read a folder that `authority export` wrote, or that was changed since, in the place of what is here.

    Example: clearline authority import northmoor-export --dry-run

    All of it is read, or nothing. Ids stay as they are, so the same folder read twice changes nothing.
    """
    from clearline.accounts.setting_up import set_up

    set_up()
    from django.utils import timezone

    from clearline.kit.errors import BadInput
    from clearline.transfer.comparing import differences, read_folder
    from clearline.transfer.importing import import_folder

    if not dry_run and not why.strip():
        raise BadInput("Say why with --why, for the trail; or add --dry-run to see what would change.")
    there = read_folder(folder)
    found = differences(there)
    columns = ("part", "id", "what", "here", "in the folder")
    if form == "csv":
        print_csv(columns, found)
    elif found:
        print_table("What the folder would change" if dry_run else "What the folder changed", columns, found)
    if not dry_run:
        import_folder(there, why=why, now=timezone.now())
    if not found:
        click.echo("Nothing differs.")
