"""Is there one accountable lead below the director for each function?"""

from clearline.checks.engine import Found, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "function-has-one-lead",
    remedy="Make one of the posts accountable for the function and record the others as contributing.",
)
def one_post_leads_each_function(picture: Picture) -> Seen:
    """No function has two posts below the director that are both accountable for it."""
    for key, function in picture.functions.items():
        leads = [lead for n, lead in enumerate(function.led_by) if not _repeats(picture, lead, function.led_by[:n])]
        if len(leads) > 1:
            names = " and the ".join(picture.name(lead) for lead in leads)
            yield Found(key, f"Two or more posts are accountable for {function.title}: the {names}.")


def _repeats(picture: Picture, lead: str, earlier: tuple[str, ...]) -> bool:
    return any(picture.same_person(lead, other) for other in earlier)
