"""Does each kind of decision stand in exactly one list of the scheme of decisions?"""

from clearline.checks.asking import listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import Decision
from clearline.organisations.picture import Picture


@rule(
    "decision-scheme",
    remedy="Put the decision into one list of the scheme: for officers, or for the executive.",
)
def each_decision_is_in_one_list(picture: Picture) -> Seen:
    """Each kind of decision is either for officers or for members, and stands in one list of the scheme only."""
    decisions = picture.organisation.decisions
    if not decisions:
        yield NotStated("which decisions are for officers and which for the executive", "the monitoring officer")
    for key, decision in decisions.items():
        lists = _lists(decision)
        if not decision.decided_by:
            yield Found(key, f"The scheme does not say who decides: {decision.title}.")
        elif len(lists) > 1:
            names = listed(one.replace("-", " ") for one in lists)
            yield Found(key, f"{decision.title} stands in more than one list: {names}.")


def _lists(decision: Decision) -> list[str]:
    """Return the lists that a decision stands in; an operational one of the lead member's is another rule's finding."""
    return [one for one in dict.fromkeys(decision.decided_by) if not (decision.operational and one == "lead-member")]
