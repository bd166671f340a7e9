"""Who answers for children's services, and the line of accountability on the day, as the parts of packs."""

from collections.abc import Iterator

from clearline.kit.errors import BadInput
from clearline.organisations.lines.line import Line
from clearline.organisations.lines.report import FAULTS, LineReport, report
from clearline.organisations.lines.words import HEADINGS, faults, line_words
from clearline.organisations.picture import Picture
from clearline.organisations.queries import names
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Chart, Missing, Points, Table

NOT_STATED = "The governance officer states the organisation: Organisation, Start."


def nothing_stated() -> Missing:
    """Return that no organisation is stated, so that nothing of it can be shown."""
    return Missing(what="Who holds which post and office, and to whom they answer.", todo=NOT_STATED)


def holders(asked: Asked) -> AnyBlock:
    """Return a table of the offices that answer for children's services and who holds them on the day."""
    picture = asked.picture
    if picture is None:
        return nothing_stated()
    named = names(asked.authority)
    places = (
        ("Lead member for children's services", picture.lead_member, "offices"),
        ("Director of children's services", picture.dcs, "posts"),
        ("Leader or elected mayor", picture.leader, "offices"),
        ("Head of paid service", picture.head_of_paid_service, "posts"),
    )
    rows = tuple(_holder(asked, picture, named, *place) for place in places)
    return Table(title="Who answers for children's services", columns=("Role", "Post or office", "Held by", "Since"),
                 rows=rows)  # fmt: skip


def _holder(
    asked: Asked, picture: Picture, named: dict[str, str], role: str, ref: str | None, section: str
) -> tuple[Cell, ...]:
    if ref is None:
        return Cell(text=role), Cell(text="Not stated"), Cell(text="Not stated"), Cell(text="")
    page = "organisations:office" if section == "offices" else "organisations:post"
    held = picture.holders(ref)
    if held is None:
        who, since = "Not stated", ""
    elif not held:
        who, since = "Vacant", ""
    else:
        one = held[0]
        kind = f" ({one.kind})" if one.kind not in ("substantive", None) else ""
        who = f"{named.get(one.person, 'Name not recorded')}{kind}"
        since = f"{one.start:%-d %B %Y}" if one.start else "Not stated"
    return (
        Cell(text=role),
        Cell(text=picture.name(ref), source=asked.address(page, ref)),
        Cell(text=who),
        Cell(text=since),
    )


def lines(asked: Asked) -> Iterator[AnyBlock]:
    """Yield how many lines lead to the Council, what is wrong with the others, and the drawing of those at the top."""
    picture = asked.picture
    if picture is None:
        yield nothing_stated()
        return
    yield from state_of_lines(asked, report(picture, None))
    if picture.dcs is None:
        yield Missing(what="The line of accountability: no post is designated as director of children's services.",
                      todo=NOT_STATED)  # fmt: skip
    else:
        yield drawing(asked, picture, picture.dcs)


def drawing(asked: Asked, picture: Picture, start: str) -> Chart | Missing:
    """Return the two lines from a post or office upwards, drawn and in words."""
    from clearline.organisations.drawing.draw import draw

    try:
        found = report(picture, start)
        svg = draw(picture, found, whole=False, quick=True).svg
    except BadInput as bad:
        return Missing(what=f"The drawing of the line of accountability. {bad}", todo="The governance officer.")
    source = asked.source("Line of accountability", "organisations:line", of=start, as_of=asked.on)
    title = f"Lines of accountability from the {picture.name(start)}"
    words = " ".join(_in_words(line) for subject in found.subjects for line in subject.lines)
    return Chart(title=title, description=words, svg=svg, sources=(source,))


def _in_words(line: Line) -> str:
    about = f" for {line.about}" if line.about else ""
    reason = f" {line.reason}" if line.reason else ""
    return f"{HEADINGS[line.kind]}{about}: {line_words(line)}.{reason}"


def state_of_lines(asked: Asked, found: LineReport) -> Iterator[AnyBlock]:
    """Yield how many lines there are, and what is wrong with those that do not lead to the Council."""
    every = [line for subject in found.subjects for line in subject.lines]
    wrong = [line for line in every if line.state in FAULTS]
    unknown = [line for line in every if line.state == "not-known"]
    whole = len(every) - len(wrong) - len(unknown)
    address = asked.address("organisations:line")
    yield Table(
        title="The lines of every statutory function and front-line post",
        columns=("How they stand", "Lines"),
        numeric=(1,),
        rows=tuple(
            (Cell(text=words, source=address), Cell(text=str(number), value=number))
            for words, number in (
                ("Lead unbroken to the Council", whole),
                ("Break, fork or come round to themselves", len(wrong)),
                ("Not known: something is not stated", len(unknown)),
            )
        ),
    )
    if wrong:
        yield Points(points=tuple(faults(found.subjects)))
