"""Before sharing a director, did this authority weigh the pressure on one officer?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.checks.records import on_record, shared
from clearline.organisations.picture import Picture


@rule(
    "joint-dcs-considered",
    remedy="Record that this authority itself weighed the pressure on a shared director and the effect on performance.",
    after=("dcs-appointed",),
)
def sharing_was_considered(picture: Picture) -> Seen:
    """An authority that shares a DCS has itself weighed the pressure on one officer and the effect on performance."""
    if picture.dcs is None or not shared(picture):
        return
    weighed = on_record(picture, "sharing")
    if weighed is None:
        yield NotStated("whether this authority weighed the pressure of sharing its DCS", "the monitoring officer")
    elif not weighed:
        yield Found(
            picture.dcs, "The DCS is shared, and this authority has no record of its own of weighing what that means."
        )
