"""Does the lead member stay out of day-to-day management?"""

from clearline.checks.engine import Found, Seen, rule
from clearline.organisations.picture import Picture, decides, refs


@rule(
    "lm-stays-out-of-management",
    remedy="Give the line management, or the operational decision, to an officer.",
    after=("lm-designated", "dcs-lm-distinct"),
    same_cause=("chief-executive-answers-to-council",),
)
def lead_member_manages_nobody(picture: Picture) -> Seen:
    """The lead member is nobody's line manager and takes no day-to-day decisions about cases or services."""
    member = picture.lead_member
    if member is None:
        return
    for key, post in picture.own_posts.items():
        if key != picture.dcs and any(picture.same_person(superior, member) for superior in refs(post.reports_to)):
            yield Found(key, f"The {post.title} is line-managed by the lead member.", cause=key)
    for key, body in picture.bodies_of("management-team").items():
        seat = picture.seat_of(member, body)
        if seat is not None and decides(seat):
            yield Found(key, f"The lead member sits on a team of officers, the {body.name}, as {seat.as_}.")
    for key, decision in picture.organisation.decisions.items():
        if decision.operational and "lead-member" in decision.decided_by:
            yield Found(key, f"An operational decision is the lead member's: {decision.title}.")
