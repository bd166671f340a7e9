"""Options that several commands of `clearline figures` have."""

from pathlib import Path

import click

from clearline.kit.commands import FILE, Day

store_option = click.option(
    "--store", "folder", type=FILE, envvar="CLEARLINE_FIGURES", show_envvar=True, default=Path("figures"),
    show_default=True, help="The folder that figures are loaded into.",
)  # fmt: skip

area_option = click.option(
    "--area", required=True, help="A name or code, e.g. Camden, E09000007, 202, London, England."
)

year_option = click.option("--year", "period", help="A period as published, e.g. 2025, 2024/25. Default: the latest.")

model_option = click.option(
    "--model", help="One model of statistical neighbours, e.g. 2021 or 2025. Default: every one that is loaded."
)

source_option = click.option(
    "--source", type=click.Choice(["published", "lait", "returned", "local"]),
    help="Only this source: local is the council's own months, returned its own returns. Default: the preferred one.",
)  # fmt: skip

known_by_option = click.option(
    "--on", type=Day(), help="As of this day: what was published later is not known. Default: all that is loaded."
)

force_option = click.option("--force", is_flag=True, help="Write over a file that is there.")
