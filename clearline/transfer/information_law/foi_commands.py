"""`clearline foi`: requests for information, from the search to the notice."""

from datetime import date
from pathlib import Path

import click

from clearline.kit.commands import Day, format_option, print_by_format, write_new
from clearline.transfer.information_law.working import at_work, authority_option


@click.group()
def foi() -> None:
    """Requests for information: what is held, what may keep it from being disclosed, what was decided.

    Example: clearline foi search "education hub" --authority northmoor
    """


@foi.command("search")
@click.argument("words")
@authority_option
@format_option
def search_command(words: str, key: str, form: str) -> None:
    """List every record with all the words, each with the exemption that is likely by its class.

    Example: clearline foi search "education hub" --authority northmoor --format csv
    """
    by, _ = at_work(key)
    from clearline.transfer.information_law.foi import search

    found = search(by, words)
    columns = ("record", "kind", "title", "day", "likely", "says")
    values = [dict(zip(columns, (m.record, m.kind, m.title, m.day, m.sections, m.excerpt), strict=True)) for m in found]
    print_by_format(form, values, f"Records with {words}", columns, lambda: [list(one.values()) for one in values])


@foi.command("open")
@click.argument("reference")
@click.argument("words")
@authority_option
@click.option("--received", type=Day(), help="The day on which it came. Default: today.")
def open_command(reference: str, words: str, key: str, received: date | None) -> None:
    """Open a request by the reference of the council's own system; who asked is not kept here.

    Example: clearline foi open FOI-2026-0042 "education hub" --authority northmoor
    """
    by, now = at_work(key)
    from clearline.transfer.information_law.foi_deciding import answer_by, open_request

    row = open_request(by=by, reference=reference, words=words, received=received or now.date(), today=now.date())
    click.echo(f"{row.reference} is open. Answer by {answer_by(row.received):%-d %B %Y}.")


@foi.command("schedule")
@click.argument("reference")
@authority_option
@format_option
def schedule_command(reference: str, key: str, form: str) -> None:
    """List the records of a request with what was decided of each.

    Example: clearline foi schedule FOI-2026-0042 --authority northmoor --format csv
    """
    by, _ = at_work(key)
    from clearline.transfer.information_law.foi_deciding import request_named, schedule

    assert by.authority is not None
    columns = ("record", "kind", "title", "day", "likely", "decision", "exemption", "note")
    values = []
    for match, decision in schedule(by, request_named(by.authority, reference)):
        decided = (decision.decision, decision.exemption, decision.note) if decision else ("", "", "")
        row = (match.record, match.kind, match.title, match.day, match.sections, *decided)
        values.append(dict(zip(columns, row, strict=True)))
    print_by_format(form, values, f"Records of {reference}", columns, lambda: [list(one.values()) for one in values])


@foi.command("decide")
@click.argument("reference")
@click.argument("record")
@click.argument("decision", type=click.Choice(["disclose", "withhold"]))
@authority_option
@click.option("--exemption", default="", help="By which it is withheld: s21, s22, s36, s38, s40, s41 or s42.")
@click.option("--note", default="", help="Why, and where the public interest lies.")
def decide_command(reference: str, record: str, decision: str, key: str, exemption: str, note: str) -> None:
    """Decide whether a record of a request is disclosed.

    Example: clearline foi decide FOI-2026-0042 departure:2013-key-5 disclose --authority northmoor
    """
    by, now = at_work(key)
    from clearline.transfer.information_law.foi_deciding import decide, request_named

    assert by.authority is not None
    request = request_named(by.authority, reference)
    decide(
        by=by, request=request, record=record, decision=decision, exemption=exemption, note=note, on=now.date()
    )  # fmt: skip
    click.echo(f"{record}: {decision}{f' ({exemption})' if exemption else ''}.")


@foi.command("notice")
@click.argument("reference")
@authority_option
@click.option("--out", "path", type=click.Path(path_type=Path), help="A new file. Default: the terminal.")
def notice_command(reference: str, key: str, path: Path | None) -> None:
    """Draft the notice of what is withheld and why.

    Example: clearline foi notice FOI-2026-0042 --authority northmoor --out notice.txt
    """
    by, _ = at_work(key)
    from clearline.transfer.information_law.foi_deciding import refusal_notice, request_named

    assert by.authority is not None
    text = refusal_notice(by, request_named(by.authority, reference))
    if path:
        write_new(path, text, force=False)
    else:
        click.echo(text, nl=False)


@foi.command("close")
@click.argument("reference")
@authority_option
def close_command(reference: str, key: str) -> None:
    """Note that a request was answered today. Every record of it must be decided on.

    Example: clearline foi close FOI-2026-0042 --authority northmoor
    """
    by, now = at_work(key)
    from clearline.transfer.information_law.foi_deciding import close_request, request_named

    assert by.authority is not None
    close_request(by=by, request=request_named(by.authority, reference), on=now.date())
    click.echo(f"{reference} is answered.")
