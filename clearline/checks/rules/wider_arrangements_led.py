"""Do the director and the lead member lead the wider arrangements for children?"""

from datetime import date

from clearline.checks.asking import is_dcs, is_lead_member, listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.organisation import ArrangementKind
from clearline.organisations.picture import Picture

_ARRANGEMENTS: tuple[tuple[ArrangementKind, str, date], ...] = (
    ("co-operation", "the co-operation arrangements", date.max),
    ("plan", "the children and young people's plan", date(2010, 10, 31)),
    ("information-database", "the database for sharing information", date(2010, 8, 6)),
    ("lscb", "the Local Safeguarding Children Board", date(2019, 9, 29)),
    ("section-75", "the arrangement on children's health under section 75", date.max),
)
"""The five kinds, their names in sentences, and the last day of those that have ended."""


@rule(
    "wider-arrangements-led",
    remedy="Give the DCS or the lead member a leading or facilitating role in the arrangement.",
)
def wider_arrangements_are_led(picture: Picture) -> Seen:
    """Each of the five wider arrangements that exists is led or facilitated by the DCS or the lead member."""
    arrangements, unknown = picture.organisation.arrangements, []
    for kind, name, end in _ARRANGEMENTS:
        arrangement = arrangements.get(kind)
        if picture.on > end:
            continue
        if arrangement is None or (arrangement.exists and arrangement.led_by is None):
            unknown.append(name)
        elif arrangement.exists and not _led(picture, arrangement.led_by or ()):
            others = listed(picture.name(ref) for ref in arrangement.led_by) if arrangement.led_by else "nobody"
            message = f"Neither the DCS nor the lead member has a leading role in {name}; it is led by: {others}."
            yield Found(kind, message, aspect=kind)
    if unknown:
        yield NotStated(f"the role of the DCS and the lead member in {listed(unknown)}", "board support")


def _led(picture: Picture, leads: tuple[str, ...]) -> bool:
    """Return whether one of the two leads; where one is missing, who leads instead is another rule's finding."""
    both = picture.dcs and picture.lead_member
    return any(is_dcs(picture, ref) or is_lead_member(picture, ref) for ref in leads) or bool(leads and not both)
