"""The command ``clearline demo-data``."""

from pathlib import Path
from typing import Literal, get_args

import click

from clearline.kit.commands import FILE
from clearline.kit.errors import BadInput

Collection = Literal["ssda903", "cin", "annex-a", "published"]
COLLECTIONS: tuple[Collection, ...] = get_args(Collection)
FIRST, LAST = 2017, 2026
MOST = 153
AN_AUTHORITY = 550
"""Children looked after in an authority of the usual size."""

MOST_IN_ONE = 10_000
"""Children looked after in one authority: several times as many as the largest has, and what memory holds easily."""


@click.command()
@click.argument("out", type=FILE)
@click.option("--authorities", type=click.IntRange(1, MOST), default=1, show_default=True, help="How many.")
@click.option(
    "--children", type=click.IntRange(1),
    help="Looked after on any one day, in all authorities together. Default: 550 for each; England has 82,000.",
)  # fmt: skip
@click.option(
    "--first", type=click.IntRange(FIRST, LAST), default=2024, show_default=True, help="First collection year."
)
@click.option("--last", type=click.IntRange(FIRST, LAST), default=2025, show_default=True, help="Last collection year.")
@click.option("--year", type=click.IntRange(FIRST, LAST), help="This collection year only.")
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed gives the same bytes."
)
@click.option(
    "--collections", default="ssda903,cin,annex-a", show_default=True,
    help=f"What to make, with commas between: {', '.join(COLLECTIONS)}.",
)  # fmt: skip
@click.option("--errors", is_flag=True, help="Plant known faults in the returns, and list them in planted_faults.csv.")
def demo_data_command(
    out: Path, authorities: int, children: int | None, first: int, last: int, year: int | None, seed: int,
    collections: str, errors: bool,
) -> None:  # fmt: skip
    """Make synthetic returns of invented children in the folder OUT, in the layouts of the real ones.

    Example: clearline demo-data demo --authorities 3 --year 2025

    Every file says that it is synthetic. CIN censuses begin with 2019. For all of England and ten years, add
    --authorities 153 --children 82000 --first 2017 --last 2026.
    """
    from clearline.measures.demo_data.making import Wish, make

    wanted = tuple(dict.fromkeys(part.strip() for part in collections.split(",")))
    unknown = [part for part in wanted if part not in COLLECTIONS]
    if unknown:
        raise BadInput(f"--collections: '{unknown[0]}' is none. There are: {', '.join(COLLECTIONS)}.")
    first, last = (year, year) if year else (first, last)
    if (children or 0) > authorities * MOST_IN_ONE:
        raise BadInput(f"--children: at most {MOST_IN_ONE:,} for each authority; say --authorities as well.")
    if first > last:
        raise BadInput(f"--first {first} is after --last {last}.")
    made = make(
        out,
        Wish(
            authorities=authorities,
            children=children or authorities * AN_AUTHORITY,
            first=first,
            last=last,
            seed=seed,
            collections=tuple(name for name in COLLECTIONS if name in wanted),
            faults=errors,
        ),
    )
    faults = f", with {sum(fault.count for fault in made.planted)} planted faults" if errors else ""
    click.echo(f"{made.folder}: {made.files} files of {made.authorities} invented authorities, synthetic{faults}.")
