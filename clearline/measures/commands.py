"""`clearline figures`: published and local figures, what they show and do not show, and taking them out safely."""

from pathlib import Path

import click

from clearline.kit.commands import Commands
from clearline.kit.compiled import put_compiled
from clearline.measures import content

CONTENT = Path("content")

_SHOWING = "clearline.measures.showing"
_DISCLOSURE = "clearline.measures.disclosure.commands"

HOMES = {
    "load": f"{_SHOWING}.loading_commands:load_command",
    "datasets": f"{_SHOWING}.loading_commands:datasets_command",
    "measures": f"{_SHOWING}.listing_commands:measures_command",
    "show": f"{_SHOWING}.asking_commands:show_command",
    "scorecard": f"{_SHOWING}.asking_commands:scorecard_command",
    "gaps": f"{_SHOWING}.asking_commands:gaps_command",
    "compare": f"{_SHOWING}.asking_commands:compare_command",
    "targets": f"{_SHOWING}.setting_commands:targets",
    "key": f"{_SHOWING}.setting_commands:key",
    "chart": f"{_SHOWING}.taking_out_commands:chart_command",
    "export": f"{_SHOWING}.taking_out_commands:export_command",
    "suppress": f"{_DISCLOSURE}:suppress_command",
    "publish": f"{_DISCLOSURE}:publish_command",
}


@click.group(cls=Commands, homes=HOMES)
def figures() -> None:
    """Load published figures; show, compare, target, draw and export them; publish them safely.

    \b
    Example: clearline figures load downloads/*.csv
             clearline figures show "NI 64" --area Camden
    """


@figures.command(name="compile")
@click.option("--check", is_flag=True, help="Change nothing; say whether the compiled file is current.")
def compile_command(check: bool) -> None:
    """Compile the measures and datasets under content/ into the one file that the commands read.

    Example: clearline figures compile --check
    """
    found = content.read_measures(CONTENT)
    put_compiled(content.COMPILED, found, check=check)
    counted = f"{len(found.measures)} measures and {len(found.datasets)} datasets"
    click.echo(f"{counted} {'are current' if check else 'compiled'}.")
