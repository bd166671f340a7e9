"""Commands about registers: compile what the content says of them, list how they stand, give out and put in entries."""

from pathlib import Path

import click

from clearline.kit.commands import Commands

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
    from clearline.kit.compiled import put_compiled
    from clearline.registers import content

    found = content.read_registers(CONTENT)
    put_compiled(content.COMPILED, found, check=check)
    click.echo(f"{len(found.registers)} registers {'are current' if check else 'compiled'}.")
