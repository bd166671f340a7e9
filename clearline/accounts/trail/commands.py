"""``clearline trail``: the key, signed heads, checking, exports and proofs."""

from collections.abc import Sequence
from pathlib import Path

import click

from clearline.accounts.trail.verifier import NOWHERE, Head, Unusable, read_heads, verify_proof, wrongly_signed
from clearline.kit.commands import FILE, FINE, FOUND
from clearline.kit.errors import BadInput, Problem

authority_option = click.option(
    "--authority",
    help=f"The key of one authority, or {NOWHERE} for the installation's own. Default: all that there are.",
)
against_option = click.option("--against", type=FILE, help="Heads that were kept outside, one a line.")


@click.group("trail")
def trail() -> None:
    """Show that what was done was not rewritten.

    \b
    Example: clearline trail head >> heads.txt
    Example: clearline trail verify --against heads.txt
    """
    from clearline.accounts.setting_up import set_up

    set_up()


@trail.command("key")
def key_command() -> None:
    """Make the key that signs heads, unless there is one, and print its public half.

    Give the public half to those who keep heads: with it they see that a head came from here.

    \b
    Example: clearline trail key
    """
    from django.conf import settings
    from django.db import transaction

    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.trail.actions import record
    from clearline.accounts.trail.signing import KEY, make_key

    new = not (settings.HOME / KEY).exists()
    public = make_key(settings.HOME)
    if new:
        with transaction.atomic():
            record(by=at_the_machine(None), did="make key of the trail", about="trail:key", after={"public": public})
    click.echo(public)


@trail.command("head")
@authority_option
@click.pass_context
def head_command(ctx: click.Context, authority: str | None) -> None:
    """Print what each chain is now, signed: a line to mail out, print in a report or keep elsewhere.

    Nothing is signed before it is checked: a broken trail gives exit status 1.

    \b
    Example: clearline trail head >> heads.txt
    """
    from django.conf import settings
    from django.utils import timezone

    from clearline.accounts.trail.signing import signed
    from clearline.accounts.trail.verifying import verify

    verdict = verify(_chains(authority), ())
    if verdict.faults:
        ctx.exit(_tell(verdict.faults, verdict.heads))
    for head in verdict.heads:
        click.echo(signed(head, settings.HOME, timezone.now()).line())


@trail.command("verify")
@authority_option
@against_option
@click.option("--key", help="The public key of the heads. Default: this installation's own.")
@click.pass_context
def verify_command(ctx: click.Context, authority: str | None, against: Path | None, key: str | None) -> None:
    """Check every entry, the personal values beside them, and the heads that were kept outside.

    Exit status 0: sound; 1: broken, says at which entry and how. Without --against nobody can tell whether the whole
    chain was rewritten, or its end cut off.

    \b
    Example: clearline trail verify --against heads.txt
    """
    from django.conf import settings

    from clearline.accounts.trail.signing import public_key
    from clearline.accounts.trail.verifying import verify

    heads = _heads(against)
    verdict = verify(_chains(authority, heads), heads)
    try:
        forged = list(wrongly_signed(heads, key or public_key(settings.HOME))) if heads else []
    except Unusable as error:
        raise BadInput(f"{error}.") from None
    status = _tell([*verdict.faults, *forged], verdict.heads)
    if not heads:
        click.echo("Not compared with heads kept outside: give them with --against.")
    ctx.exit(status)


@trail.command("export")
@authority_option
@click.option("--out", type=FILE, required=True, help="The file to write: one entry a line.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def export_command(authority: str | None, out: Path, force: bool) -> None:
    """Write the entries for the stand-alone checker, without personal values.

    \b
    Example: clearline trail export --out trail.jsonl
    """
    from clearline.accounts.trail.exporting import lines, write_lines

    count = write_lines(out, lines(_chains(authority)), force)
    click.echo(f"{out}: {count} entries.", err=True)


@trail.command("prove")
@click.option("--authority", required=True, help=f"The key of the authority, or {NOWHERE} for the installation's own.")
@click.option("--entry", type=click.IntRange(min=1), required=True, help="The number of the entry.")
@click.option("--against", type=FILE, required=True, help="Heads that were kept outside, one a line.")
@click.option("--out", type=FILE, required=True, help="The file to write.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@click.pass_context
def prove_command(ctx: click.Context, authority: str, entry: int, against: Path, out: Path, force: bool) -> None:
    """Write a proof that one entry is in the trail under a head kept outside, without showing any other entry.

    \b
    Example: clearline trail prove --authority northmoor --entry 12 --against heads.txt --out proof.json
    """
    import json

    from clearline.accounts.trail.exporting import proof, write_lines

    heads = _heads(against)
    made = proof(_chains(authority)[0], entry, heads)
    wrong = verify_proof(json.loads(made), heads)
    if not isinstance(wrong, Head):
        ctx.exit(_tell([wrong], ()))
    write_lines(out, [made], force)


def _chains(authority: str | None, heads: Sequence[Head] = ()) -> list[str | None]:
    """Return the chains that are meant: one by its key, or all that have entries or heads."""
    from clearline.accounts.queries import authority_named
    from clearline.accounts.trail.verifying import chains

    if authority == NOWHERE:
        return [None]
    if authority is not None:
        return [authority_named(authority).key]
    return list(dict.fromkeys([*chains(), *(head.authority or None for head in heads)]))


def _heads(path: Path | None) -> list[Head]:
    try:
        return read_heads(path.read_text(encoding="utf-8").splitlines()) if path else []
    except Unusable as error:
        raise BadInput(Problem(path, None, f"{error}.")) from None
    except (OSError, ValueError):
        raise BadInput(Problem(path, None, "cannot be read as a file of heads.")) from None


def _tell(faults: Sequence[object], heads: Sequence[Head]) -> int:
    """Print the first of what is wrong and what was looked at; return the exit status."""
    for fault in faults[:20]:
        click.echo(str(fault))
    looked = ", ".join(f"{head.authority or 'the installation'} {head.size}" for head in heads) or "none"
    click.echo(f"{f'BROKEN in {len(faults)} places' if faults else 'Sound'}. Entries: {looked}.")
    return FOUND if faults else FINE
