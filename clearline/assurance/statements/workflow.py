"""How far a judgement is: its states and the steps between them, the strength of its evidence, what was decided. Pure.

These are kept apart from what the two people say: a judgement can be settled and both not satisfied.
"""

from clearline.assurance.statements.columns import Pair
from clearline.guidance.schema import Duty
from clearline.kit.errors import BadInput

STATES = {
    "not-begun": "Not begun",
    "gathering": "Gathering evidence",
    "to-be-stated": "Waiting for both statements",
    "settled": "Settled until its review",
}

STEPS: dict[str, tuple[str, ...]] = {
    "not-begun": ("gathering", "to-be-stated"),
    "gathering": ("to-be-stated",),
    "to-be-stated": ("gathering", "settled"),
    "settled": ("gathering",),
}
"""Which states follow which; it can always stay where it is."""

STRENGTHS = {"strong": "Strong", "fair": "Fair", "weak": "Weak", "none": "No evidence"}

DECISIONS = {
    "go-on": "Go on as now",
    "put-right": "Put it right",
    "depart": "Depart from the guidance, with reasons",
    "advice": "Take legal advice",
}


def check_step(duty: Duty, was: str, state: str, decision: str, pair: Pair, reviewed: bool) -> None:
    """Raise ``BadInput`` unless a judgement can go from one state to another with a decision.

    ``pair`` is what the two columns come to; ``reviewed`` whether a day or a trigger of review is given.
    """
    if state != was and state not in STEPS[was]:
        after = ", ".join(STATES[one] for one in STEPS[was])
        raise BadInput(f"After “{STATES[was]}” comes: {after}. “{STATES[state]}” is not the next step.")
    if decision == "depart" and duty.basis != "guidance":
        raise BadInput("This duty is law, and the law cannot be departed from. Decide otherwise.")
    if state != "settled":
        return
    if pair in ("neither", "one"):
        raise BadInput("It is not settled until both have stated.")
    if not decision and pair != "both satisfied":
        raise BadInput("Say what was decided: not both are satisfied.")
    if not reviewed:
        raise BadInput("Say when it is looked at again: by which day, or what would trigger it.")
