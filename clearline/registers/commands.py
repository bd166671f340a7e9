"""Commands about registers: compile what the content says of them, list how they stand, give out and put in entries."""

from pathlib import Path

import click

from clearline.kit.commands import Commands, write_new
from clearline.kit.errors import BadInput, Problem

CONTENT = Path("content")

HOMES = {
    "list": "clearline.registers.authority_commands:list_command",
    "show": "clearline.registers.authority_commands:show_command",
    "load": "clearline.registers.authority_commands:load_command",
}


@click.group(cls=Commands, homes=HOMES)
def registers() -> None:
    """Say how the registers of an authority stand; give out their entries; put in a file of them.

    \b
    Example: clearline registers list --authority northmoor
             clearline registers load training roll-call.csv --authority northmoor
    """


@registers.command(name="compile")
@click.option("--check", is_flag=True, help="Change nothing; say whether the compiled file is current.")
def compile_command(check: bool) -> None:
    """Compile the registers under content/ into the one file that the pages and commands read.

    Example: clearline registers compile --check
    """
    from clearline.kit.compiled import compiled_bytes
    from clearline.registers import content

    found = content.read_registers(CONTENT)
    compiled = compiled_bytes(found)
    current = content.COMPILED.is_file() and content.COMPILED.read_bytes() == compiled
    if check and not current:
        raise BadInput(Problem(content.COMPILED, None, "is not current with content/.", "Run `make content`."))
    if not check:
        write_new(content.COMPILED, compiled.decode(), force=True)
    click.echo(f"{len(found.registers)} registers {'are current' if check else 'compiled'}.")
