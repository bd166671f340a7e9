"""Where one person is DCS and DASS, is there a strong justification on record?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.checks.records import on_record
from clearline.organisations.picture import Picture


@rule(
    "combined-justified",
    remedy="Record the justification for combining the two posts, or separate them.",
    after=("dcs-appointed",),
)
def combination_is_justified(picture: Picture) -> Seen:
    """One person is not both DCS and director of adult social services unless a justification is on record."""
    if not picture.combined:
        return
    justified = on_record(picture, "combining")
    if justified is None:
        yield NotStated("the justification for one person as DCS and DASS", "the monitoring officer")
    elif not any((record.reasons or "on record").strip() for record in justified):
        yield Found(
            str(picture.dcs),
            "One person is DCS and director of adult social services, with no justification on record.",
        )
