"""Is one member body accountable for each action of the plan?"""

from clearline.checks.asking import has_seat, listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "plan-action-one-body",
    remedy="Make one member body accountable for delivering the action; any number of others may support it.",
)
def each_action_has_one_accountable_body(picture: Picture) -> Seen:
    """Each action of the plan has exactly one accountable member body, however many support it."""
    plan = picture.organisation.plan
    if plan is None or not plan.actions:
        yield NotStated("which body is accountable for each action of the plan", "board support")
        return
    unknown = []
    for key, action in plan.actions.items():
        if action.accountable is None:
            unknown.append(action.title)
        elif not action.accountable:
            yield Found(key, f"No body is accountable for the action: {action.title}.")
        elif len(set(action.accountable)) > 1:
            names = listed(picture.name(body) for body in action.accountable)
            yield Found(key, f"More than one body is accountable for the action {action.title}: {names}.")
        elif _everybody(picture, action.accountable[0]):
            yield Found(
                key, f"All partners together are accountable for the action {action.title}, and so no one body."
            )
        elif _outside_the_board(picture, action.accountable[0]):
            name = picture.name(action.accountable[0])
            yield Found(key, f"{name} is accountable for the action {action.title} but is no member of the Board.")
    if unknown:
        yield NotStated(f"which body is accountable for these actions: {listed(unknown)}", "board support")


def _outside_the_board(picture: Picture, accountable: str) -> bool:
    """Return whether a partner is stated to have no seat on the Board that there is."""
    partner = picture.partners.get(accountable)
    boards = picture.bodies_of("childrens-trust-board")
    return bool(boards and partner and partner.seat is False and not has_seat(picture, accountable))


def _everybody(picture: Picture, accountable: str) -> bool:
    """Return whether the stated body is the Board as a whole, or words such as `all-partners`."""
    return accountable in picture.bodies_of("childrens-trust-board") or accountable.endswith(("partners", "everyone"))
