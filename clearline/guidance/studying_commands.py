"""`clearline guidance compare, coverage, export, compile`: commands for whoever studies or keeps the content."""

from pathlib import Path

import click

from clearline.guidance import content, queries
from clearline.guidance.content import load
from clearline.kit.commands import FINE, FOUND, format_option, print_by_format, write_new
from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import read_yaml

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
    if moved:
        todo = "If that is meant, say why in CHANGELOG.md and run with --reseal NAME."
        raise BadInput(*(Problem(seals, None, f"the closed edition {name} has changed.", todo) for name in moved))
    sealed = "# The checksum of every closed edition. `clearline guidance compile --reseal NAME` accepts a change.\n"
    sealed += "".join(f"{name}: {digest}\n" for name, digest in sorted(now.items()))
    compiled = content.compiled_bytes(guidance)
    current = content.COMPILED.is_file() and content.COMPILED.read_bytes() == compiled
    if check and (not current or not seals.is_file() or seals.read_text(encoding="utf-8") != sealed):
        raise BadInput(Problem(content.COMPILED, None, "is not current with content/.", "Run `make content`."))
    if not check:
        write_new(content.COMPILED, compiled.decode(), force=True)
        write_new(seals, sealed, force=True)
    click.echo(f"{len(guidance.editions)} editions {'are current' if check else 'compiled'}.")
