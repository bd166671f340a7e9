"""Are the partners that the 2009 Act added represented on the Children's Trust Board?"""

from clearline.checks.asking import has_seat, listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import SchoolKind
from clearline.organisations.picture import Picture

_SCHOOLS: dict[SchoolKind, str] = {
    "primary": "primary schools",
    "secondary": "secondary schools",
    "special": "special schools",
    "non-maintained-special": "non-maintained special schools",
    "academy": "academies",
    "sixth-form-college": "sixth-form colleges",
    "city-technology-college": "city technology colleges",
    "pupil-referral-unit": "pupil referral units",
}
"""Schools, colleges and units that the Act made relevant partners; independent schools were not among them."""


@rule(
    "new-partners-represented",
    remedy="Agree who represents them on the Children's Trust Board.",
    after=("ctb-established",),
)
def new_partners_have_representatives(picture: Picture) -> Seen:
    """Schools, colleges, pupil referral units and Jobcentre Plus are represented on the Children's Trust Board."""
    schools, unknown = picture.organisation.schools, []
    for kind, name in _SCHOOLS.items():
        some = schools.get(kind)
        if some and some.number and some.represented_by is False:
            yield Found(kind, f"Nobody represents {name} on the Trust Board.", cause=f"schools {kind}")
        elif some and some.number and some.represented_by is None and kind == "sixth-form-college":
            unknown.append(name)  # of all other kinds paragraph 3.41 asks already
    partners = picture.partners_of("further-education-college", "jobcentre-plus")
    for key, partner in partners.items():
        seat = has_seat(picture, key)
        if seat or partner.route:
            continue
        if seat is None:
            unknown.append(partner.name)
        else:
            yield Found(key, f"Nobody represents {partner.name} on the Trust Board.")
    if unknown:
        yield NotStated(f"who represents these on the Trust Board: {listed(unknown)}", "board support")
