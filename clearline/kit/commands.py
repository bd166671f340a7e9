"""What every terminal command shares: formats, dates, and turning bad input into a message and exit status 2."""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import msgspec

from clearline.kit.errors import BadInput
from clearline.kit.writing import csv_text as csv_text
from clearline.kit.writing import write_new as write_new

FINE, FOUND, BAD = 0, 1, 2
"""Exit statuses: all is well; findings or differences were found; what was given cannot be used."""

FILE = click.Path(path_type=Path)
YEARS = range(1000, 3000)


class Day(click.ParamType[date]):
    """A calendar day written as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; fail with the words that a reader needs."""
        if isinstance(value, date):
            return value
        try:
            found = date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a date; write YYYY-MM-DD, for example 2009-09-01.", param, ctx)
        if found.year not in YEARS:  # beside the ends of the calendar nothing can be counted
            self.fail(f"'{value}' is not in a year from {YEARS[0]} to {YEARS[-1]}.", param, ctx)
        return found


class Commands(click.Group):
    """A group whose commands are imported only when they are used, so that starting up costs little."""

    def __init__(self, *args: Any, homes: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.homes = homes or {}
        """Where each command is: its name and ``module:function``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order they were given."""
        return [*self.homes, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command; ``None`` when there is none of that name."""
        home = self.homes.get(cmd_name)
        if home is None:
            return super().get_command(ctx, cmd_name)
        module, _, function = home.partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; bad input becomes one message a problem on standard error, and exit status 2."""
        try:
            with progress(ctx.meta) if ctx.parent is None else nullcontext():
                return super().invoke(ctx)
        except BadInput as error:
            for problem in error.problems:
                click.echo(f"Error: {problem}", err=True)
            ctx.exit(BAD)
        except BrokenPipeError:
            raise  # whoever read the output has seen enough
        except OSError as error:
            click.echo(f"Error: the output cannot be written: {error.strerror}.", err=True)
            ctx.exit(BAD)


PATIENCE = 1.0
"""Seconds before a command shows that it is still at work, and between one sign of it and the next."""


_DONE = "clearline.done"


def no_progress() -> None:
    """Show no more that work goes on: from here on the command waits for a person."""
    done: threading.Event | None = click.get_current_context().meta.get(_DONE)
    if done:
        done.set()


@contextmanager
def progress(meta: dict[str, Any]) -> Iterator[None]:
    """Show on a terminal that work goes on: a dot a second on standard error, after the first second."""
    if not sys.stderr.isatty():
        yield
        return
    done = meta[_DONE] = threading.Event()

    def show() -> None:
        waited = False
        while not done.wait(PATIENCE):
            click.echo("." if waited else "Working.", err=True, nl=False)
            waited = True
        if waited:
            click.echo("\r" + " " * 40 + "\r", err=True, nl=False)

    shower = threading.Thread(target=show, daemon=True)
    shower.start()
    try:
        yield
    finally:
        done.set()
        shower.join()


on_option = click.option("--on", type=Day(), help="The day to judge by. Default: today.")
edition_option = click.option("--edition", help="The edition of the guidance, e.g. 2009. Default: the one in force.")
format_option = click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True,
    help="How to print it.",
)  # fmt: skip


def print_json(value: Any) -> None:
    """Print a value as indented JSON, its keys in the order of its type."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as CSV."""
    click.echo(csv_text(columns, rows), nl=False)


WIDE = ("says", "title", "before", "after")
"""Columns of sentences, which take the width that the others leave."""

NARROW = 22
"""Characters at most in any other column of a table."""


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as a table that fits the terminal, plain when piped or without colour."""
    from rich.console import Console
    from rich.table import Table

    width = None if sys.stdout.isatty() else 120
    console = Console(width=width, highlight=False, soft_wrap=False)
    table = Table(title=title, title_justify="left", header_style="bold", expand=True)
    there = [[_plain(value) for value in row] for row in rows]
    longest = max((len(word) for row in there for word in row[0].plain.split()), default=0)
    for at, column in enumerate(columns):
        wide = column in WIDE
        table.add_column(
            column,
            overflow="fold",
            ratio=1 if wide else None,
            min_width=30 if wide else None,
            max_width=None if wide else NARROW if at else max(NARROW, longest),
            no_wrap=not at and longest > NARROW,
        )
    for row in there:
        table.add_row(*row)
    console.print(table, markup=False)


def _plain(value: Any) -> Any:
    from rich.text import Text

    if isinstance(value, list | tuple):
        value = ", ".join(str(part) for part in value)
    return Text("" if value is None else str(value))


def print_by_format(
    form: str, value: Any, title: str, columns: Sequence[str], rows: Callable[[], Iterable[Sequence[Any]]]
) -> None:
    """Print one answer as the reader asked: the value as JSON, or its rows as CSV or a table."""
    if form == "json":
        print_json(value)
    elif form == "csv":
        print_csv(columns, rows())
    else:
        print_table(title, columns, rows())
