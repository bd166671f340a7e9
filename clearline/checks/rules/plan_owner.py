"""Does the Children's Trust Board own the children and young people's plan?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "plan-owner",
    remedy="Make the Children's Trust Board the owner of the plan, from its making to its revision.",
    after=("ctb-established",),
)
def trust_board_owns_the_plan(picture: Picture) -> Seen:
    """The Children's Trust Board owns the children and young people's plan."""
    plan = picture.organisation.plan
    if plan is None or plan.owner is None:
        yield NotStated("who owns the children and young people's plan", "board support")
    elif plan.owner != "childrens-trust-board":
        yield Found("plan", "The council alone owns the children and young people's plan.")
