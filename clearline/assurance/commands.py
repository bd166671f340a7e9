"""`clearline assurance`: what a test of assurance asks, as content."""

from pathlib import Path

import click

from clearline.kit.compiled import put_compiled

CONTENT = Path("content")


@click.group()
def assurance() -> None:
    """Keep what a test of assurance asks: its elements, its ratings and its way of approval.

    Example: clearline assurance compile --check
    """


@assurance.command("compile")
@click.option("--check", is_flag=True, help="Change nothing; say whether the compiled file is current.")
def compile_command(check: bool) -> None:
    """Compile content/assurance into the one file that is read.

    Example: clearline assurance compile --check
    """
    from clearline.assurance.testing import content

    found = content.read_content(CONTENT)
    put_compiled(content.COMPILED, found, check=check)
    click.echo(f"{len(found.elements)} elements of a test of assurance {'are current' if check else 'compiled'}.")
