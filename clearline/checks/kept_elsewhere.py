"""How the records stand that duties name as registers while another feature keeps them: departures and targets."""

from collections.abc import Sequence
from datetime import date

from clearline.assurance.departing import state_on
from clearline.assurance.queries import OnRecord
from clearline.kit.proving import ProofState, Result
from clearline.measures.figures import Target

DEPARTURES, TARGETS = "Departures with reasons", "Targets, how they were set and who was asked"


def departures_state(every: Sequence[OnRecord], on: date) -> ProofState:
    """Return how the departures stand: whether each that has begun is live, or was ended, before its review passed.

    Each has reasons, a decision-maker and a review date, or it is not on record (1.12 of the 2009 guidance). One
    past its review is stale. An authority that has none on record has never said whether it departs from anything.
    """
    begun = [one for one in every if one.departure.start <= on]
    if not begun:
        return ProofState(
            key="departures", title=DEPARTURES, result="never looked at", says=("No departure is on record.",)
        )
    states = [state_on(one.departure, on) for one in begun]
    late, live = states.count("review passed"), sum(one in ("live", "due for review") for one in states)
    says = [f"{len(begun)} on record, {live} of them live."]
    if late:
        says.append(f"{late} past the review date.")
    newest = max(one.departure.start for one in begun)
    result: Result = "not known" if late else "passes"
    return ProofState(key="departures", title=DEPARTURES, result=result, says=tuple(says), newest=newest)


def targets_state(every: Sequence[Target]) -> ProofState:
    """Return how the targets stand: whether each says how it was set and who was asked (3.35 of the 2009 guidance)."""
    if not every:
        return ProofState(key="targets", title=TARGETS, result="never looked at", says=("No target is set.",))
    silent = sum(not (one.set_how and one.owner) for one in every)
    says = [f"{len(every)} set."]
    if silent:
        says.append(f"{silent} without how it was set, or without an owner.")
    return ProofState(key="targets", title=TARGETS, result="not known" if silent else "passes", says=tuple(says))
