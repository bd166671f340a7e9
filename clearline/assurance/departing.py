"""From which provisions a council may depart, and in which state a departure is on a day. Plain rules, no database."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from clearline.guidance.queries import ALWAYS, ROLES, Stated, edition_named, editions_of, force_rank, stated_in
from clearline.guidance.schema import Duty, Guidance
from clearline.kit.errors import BadInput
from clearline.organisations.files import NO_WORDS
from clearline.organisations.partnerships import Departure

State = Literal["not begun", "live", "due for review", "review passed", "ended"]

SOON = timedelta(days=60)
"""How long before its review date a departure counts as due for review: time for a report to a committee."""


def state_on(departure: Departure, on: date) -> State:
    """Return the state of a departure on a day. It explains findings while it is live or due for review."""
    if on < departure.start:
        return "not begun"
    if departure.end is not None and departure.end < on:
        return "ended"
    if departure.review < on:
        return "review passed"
    return "due for review" if departure.review - on <= SOON else "live"


def check_departure(guidance: Guidance, departure: Departure) -> None:
    """Raise ``BadInput`` with all that keeps a departure from being one: what it departs from, words and dates."""
    problems = [*_without_words(departure), *_dates(departure)]
    try:
        _check_provision(guidance, departure)
    except BadInput as error:
        problems += [str(problem) for problem in error.problems]
    if problems:
        raise BadInput(*problems)


def law_beside(guidance: Guidance, departure: Departure) -> tuple[str, ...]:
    """Return what the law requires in the paragraph departed from: it stands, whatever the departure says."""
    return tuple(duty.says for duty in _binding(guidance, departure) if duty.basis != "guidance")


def asked_there(guidance: Guidance, departure: Departure) -> tuple[str, ...]:
    """Return what the guidance asks on its own authority in the paragraph departed from; nothing for any edition."""
    return tuple(duty.says for duty in _binding(guidance, departure) if duty.basis == "guidance")


def _binding(guidance: Guidance, departure: Departure) -> Iterator[Duty]:
    """Yield the duties of the paragraph departed from that bind; none where no edition is named, or one not held.

    What was imported can name an edition that the content has not.
    """
    held = next((one for one in editions_of(guidance, ROLES) if one.edition == departure.edition), None)
    stated = stated_in(held) if held else ()
    yield from (one.duty for one in stated if one.provision.at == departure.provision and force_rank(one.duty))


def _without_words(departure: Departure) -> list[str]:
    named = {"Reasons": departure.reasons, "Decided by": departure.decided_by}
    empty = [name for name, text in named.items() if text.strip(" .-_?!\n").casefold() in NO_WORDS]
    return [f"{name}: this says nothing. A departure needs clear reasons and a named decision-maker." for name in empty]


def _dates(departure: Departure) -> list[str]:
    problems = []
    if departure.review < departure.start:
        problems.append("The review date must be the same as or after the day from which it holds.")
    if departure.end is not None and departure.end < departure.start:
        problems.append("The last day must be the same as or after the day from which it holds.")
    return problems


def _check_provision(guidance: Guidance, departure: Departure) -> None:
    """Raise ``BadInput`` unless the edition has the provision and it asks for something on its own authority."""
    edition = edition_named(guidance, departure.edition or "")
    at = departure.provision
    stated = [one for one in stated_in(edition) if one.provision.at == at]
    if not stated:
        raise BadInput(_no_such(guidance, edition.edition, at))
    binding = [one for one in stated if force_rank(one.duty)]
    if not binding:
        raise BadInput(f"Provision {at} of the {edition.edition} edition asks for nothing that could be departed from.")
    if all(one.duty.basis != "guidance" for one in binding):
        raise BadInput(_law(f"Provision {at} of the {edition.edition} edition", binding[0]))


def _no_such(guidance: Guidance, edition: str, at: str) -> str:
    """Return why there is nothing to depart from: an Act's section, or a provision that the edition has not."""
    for one in guidance.editions:
        if one.document in ALWAYS:
            for stated in stated_in(one):
                if stated.provision.at == at and force_rank(stated.duty):
                    return _law(f"{at} ({one.title})", stated)
    return f"The {edition} edition has no provision “{at}”. Write the paragraph as the finding gives it."


def _law(place: str, stated: Stated) -> str:
    says = stated.duty.says.rstrip(".")
    return f"{place} states what the law requires: “{says}”. The law cannot be departed from, whatever the reasons."
