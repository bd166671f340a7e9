"""Where does the lead member take concerns about the director or other officers?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "officer-concerns-route",
    remedy="Write down that concerns about officers go to the chief executive, through the council's processes.",
)
def concerns_go_to_the_chief_executive(picture: Picture) -> Seen:
    """The lead member's concerns about the DCS or other officers go to the head of paid service."""
    to, top = picture.organisation.officer_concerns_go_to, picture.head_of_paid_service
    if to is None or to is True or (to and to != "nobody" and top is None):
        yield NotStated("where the lead member takes concerns about officers", "the monitoring officer")
    elif not to or to == "nobody":
        yield Found("officer_concerns_go_to", "There is no route for the lead member's concerns about officers.")
    elif top is not None and not picture.same_person(to, top):
        message = f"Concerns about officers go to {picture.the(to)}, not to the head of paid service."
        yield Found("officer_concerns_go_to", message)
