"""Does the line go on from the chief executive to the whole Council?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "chief-executive-answers-to-council",
    remedy="Record that the head of paid service answers to the whole Council for the performance of chief officers.",
)
def chief_executive_answers_to_the_council(picture: Picture) -> Seen:
    """The head of paid service is accountable to the whole Council for the performance of its officers."""
    top = picture.head_of_paid_service
    if top is None:
        yield NotStated("which post is head of paid service", "the monitoring officer")
        return
    superiors = picture.superiors(top)
    if superiors is None:
        yield NotStated("whom the head of paid service answers to", "the monitoring officer")
    elif "council" not in superiors:
        to = " and ".join(picture.the(superior) for superior in superiors) or "nobody"
        yield Found(top, f"The {picture.name(top)} answers to {to}, not to the whole Council.", cause=top)
