"""Where the council follows the guidance, where it departs from it and why, and what no reasons can set aside.

Paragraph 1.12 of the 2009 edition: guidance is taken into account, and departed from only with clear reasons.
"""

from collections.abc import Iterator

from clearline.guidance.content import load
from clearline.guidance.queries import departed_from, force_rank
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Section, Text
from clearline.reports.packs.finding_parts import departure_table, departures, findings_table
from clearline.reports.packs.parts import count, day, section
from clearline.reports.packs.reading import how_to_read
from clearline.reports.packs.standing_parts import PRESSING, UNKNOWN, counts, duties, live, standing_as
from clearline.reports.packs.structure_parts import nothing_stated


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the statement."""
    every = live(asked)
    met = standing_as(every, "Appears to be met")
    unknown = standing_as(every, *UNKNOWN)
    return (
        section(asked, "summary", *_summary(asked)),
        section(asked, "followed", duties(asked, "What appears to be followed", met,
                "Of no duty can it be said yet that it is followed.", reasons=False)),
        section(asked, "departures", *_departures(asked)),
        section(asked, "law", *_law(asked)),
        section(asked, "not-explained", *_not_explained(asked)),
        section(asked, "not-known", duties(asked, "What is not known or was never looked at", unknown,
                "Every duty is known.", reasons=False)),
    )  # fmt: skip


def _summary(asked: Asked) -> Iterator[AnyBlock]:
    held = departures(asked)
    departs = f"departs from it in {count(len(held), 'place')}, each with its reasons" if held \
        else "has no departure from it on record"  # fmt: skip
    yield Text(
        text="Councils take the statutory guidance into account, and depart from it only with clear reasons. As at "
        f"{day(asked.on)}, by the {asked.edition} edition, {asked.name} {departs}."
    )
    yield Text(text="What an Act requires cannot be departed from, whatever the reasons.")
    yield counts(asked, live(asked), "How the duties stand")
    yield from how_to_read(asked, figures=False)


def _departures(asked: Asked) -> Iterator[AnyBlock]:
    yield departure_table(asked, departures(asked))
    for one in departures(asked):
        more = (("Alternatives considered", one.departure.alternatives), ("Consulted", one.departure.consulted))
        for title, text in more:
            if text:
                place = departed_from(load(), one.departure.provision, one.departure.edition)
                yield Text(text=f"{place}. {title}: {text}")


def _law(asked: Asked) -> Iterator[AnyBlock]:
    """Yield how the duties of the law stand: those that no departure can explain."""
    of_law = [one for one in live(asked) if one.stated.duty.basis != "guidance" and force_rank(one.stated.duty)]
    yield counts(asked, of_law, "Duties of the law")
    yield duties(asked, "Duties of the law that appear not to be met", standing_as(of_law, *PRESSING),
                 "No duty of the law that can be judged appears not to be met.")  # fmt: skip


def _not_explained(asked: Asked) -> Iterator[AnyBlock]:
    if asked.report is None:
        yield nothing_stated()
        return
    yield findings_table(asked, "What appears not to be met, without a departure that explains it", asked.report.open,
                         "Everything that is found is explained by a departure.")  # fmt: skip
    waiting = standing_as(live(asked), "Check the text")
    yield duties(asked, "What would be a finding once the words are read in the text", waiting,
                 "The words of every duty that is found wanting have been read.")  # fmt: skip
