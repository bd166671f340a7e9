"""`clearline organisation`: write a picture of an organisation, read it back, and make one from published files."""

import os
import sys
from datetime import date
from itertools import groupby
from pathlib import Path

import click

from clearline.kit.commands import FILE, format_option, no_progress, on_option, print_csv, print_json, write_new
from clearline.kit.errors import BadInput, Problem
from clearline.kit.values import Value
from clearline.organisations.gaps import Gap, counted, gaps

STARTER = Path(__file__).parent / "starter.yaml"

force_option = click.option("--force", is_flag=True, help="Write over a file that is there.")


class Validated(Value, frozen=True, kw_only=True, omit_defaults=False):
    """The answer of `organisation validate`."""

    authority: str
    on: date
    counted: tuple[str, ...]
    not_stated: tuple[Gap, ...]


@click.group()
def organisation() -> None:
    """Describe a council's children's services in one file.

    Example: clearline organisation new our-council.yaml
    """


@organisation.command()
@click.argument("path", type=FILE, required=False)
@click.option("--ask", "asking", is_flag=True, help="Ask at most 15 questions and write what is answered.")
@force_option
def new(path: Path | None, asking: bool, force: bool) -> None:
    """Write a picture to begin with: a complete one with comments, or with --ask your own from 15 questions.

    Without PATH it is printed. Questions go to standard error; Enter means not known.

    \b
    Example: clearline organisation new our-council.yaml
             clearline organisation new our-council.yaml --ask
    """
    if path is not None and os.path.exists(path) and not force:  # before anything is asked
        raise BadInput(Problem(path, None, "is there already.", "Choose another name, or add --force."))
    text = _asked() if asking else STARTER.read_text(encoding="utf-8")
    if path is None:
        click.echo(text, nl=False)
        return
    write_new(path, text, force)
    _say_next(path, "Change it to what is true of your council, then run" if not asking else "Next, run")


def _asked() -> str:
    from clearline.organisations.starting.answers import picture_from, unanswered_kind
    from clearline.organisations.starting.asking import ask
    from clearline.organisations.starting.writing import as_yaml

    no_progress()
    answers = ask(_hear, lambda words: click.echo(words, err=True))
    remarks = [
        "A picture of a children's services organisation, from the answers to `organisation new --ask`.",
        "What was not answered is left out: it is not known. `clearline organisation new` shows all that can be said.",
    ]
    if unanswered_kind(answers):
        remarks.append("The kind of authority was not answered, and `unitary` stands in for it: put it right.")
    return as_yaml(remarks, picture_from(answers))


def _hear() -> str | None:
    """Return the next line of standard input; ``None`` at its end. Raises ``BadInput`` when it is not text."""
    try:
        return sys.stdin.readline() or None
    except UnicodeDecodeError:
        raise BadInput("The answers are not UTF-8 text. Nothing was written.") from None


def _say_next(path: Path, words: str) -> None:
    click.echo(f"Written to {path}. {words}:", err=True)
    click.echo(f"  clearline organisation validate {path}    what is not stated, and who would know", err=True)
    click.echo(f"  clearline check {path}                    what appears not to meet the guidance", err=True)


@organisation.command()
@click.argument("file", type=FILE)
@on_option
@format_option
def validate(file: Path, on: date | None, form: str) -> None:
    """Read a picture and check that it fits together; list what it does not state, by who would know it.

    FILE is YAML, or a CSV of posts with the columns id and title and any of reports_to, holder (an id, or vacant),
    roles, head_of_paid_service, senior_management_team, services and front_line; several values in one cell stand
    apart by ;. A YAML file that says  extends: posts.csv  adds the rest to it.

    \b
    Example: clearline organisation validate our-council.yaml
             clearline organisation validate our-council.yaml --format csv > to-ask.csv
    """
    from clearline.organisations.files import read_organisation

    read = read_organisation(file)
    day = on or date.today()
    words = tuple(counted(read))
    answer = Validated(authority=read.authority.name, on=day, counted=words, not_stated=gaps(read, day))
    if form == "json":
        print_json(answer)
    elif form == "csv":
        rows = ((gap.ask, gap.about, gap.fact, gap.at) for gap in answer.not_stated)
        print_csv(("ask", "about", "not stated", "write it at"), rows)
    else:
        _print_lists(answer)


def _print_lists(answer: Validated) -> None:
    """Print what is not stated as one list for each who would know, to be sent to them."""
    click.echo(f"In order: {answer.authority}, {', '.join(answer.counted) or 'nothing but its name'}.")
    if not answer.not_stated:
        click.echo(f"Nothing that is asked for is left unstated on {answer.on}.")
    else:
        click.echo(f"{len(answer.not_stated)} facts are not stated on {answer.on}. They are not known, and no fault.")
    for ask, gaps_of_one in groupby(answer.not_stated, key=lambda gap: gap.ask):
        click.echo(f"\nTo ask of {ask}:")
        for gap in gaps_of_one:
            click.echo(f"  - {gap.about}: {gap.fact}  [{gap.at}]")


@organisation.command()
def schema() -> None:
    """Print the JSON Schema of a picture, so that an editor completes and checks it as you type.

    \b
    Example: clearline organisation schema > picture.schema.json
             (then write  # yaml-language-server: $schema=picture.schema.json  at the top of the picture)
    """
    from clearline.organisations.json_schema import picture_schema

    print_json(picture_schema())


@organisation.command(name="import")
@click.option("--organogram", type=FILE, help="The CSV of senior posts.")
@click.option("--junior", type=FILE, help="The CSV of junior posts that goes with it.")
@click.option("--councillors", type=FILE, help="A CSV of councillors with a column Role or Responsibility.")
@click.option("--out", type=FILE, help="The picture to write. Default: standard output.")
@force_option
def import_command(
    organogram: Path | None, junior: Path | None, councillors: Path | None, out: Path | None, force: bool
) -> None:
    """Make a picture from files that councils publish. Names, parties and pay are not kept.

    It says what it guessed from titles and what the files could not say.

    \b
    Example: clearline organisation import --organogram senior.csv --junior junior.csv --out our-council.yaml
             clearline organisation import --organogram senior.csv --councillors councillors.csv
    """
    from clearline.organisations.imports.published import import_files, imported_text

    if organogram is None and councillors is None:
        raise BadInput("Nothing to import. Give --organogram, --councillors or both.")
    if junior and organogram is None:
        raise BadInput("Junior posts report to senior posts. Give --organogram too.")
    imported = import_files(organogram, junior, councillors)
    text = imported_text(imported)
    if out is None:
        click.echo(text, nl=False)
    else:
        write_new(out, text, force)
    for heading, lines in (("Guessed from titles", imported.guesses), ("Not known", imported.unknown)):
        if lines:
            click.echo(f"{heading}:", err=True)
        for line in lines:
            click.echo(f"  - {line}", err=True)
    if out is not None:
        _say_next(out, "Look through it, then run")
