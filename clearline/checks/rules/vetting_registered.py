"""Are the lead member and the director registered under the Vetting and Barring Scheme?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "vetting-registered",
    remedy="Register under the scheme; a person who is barred cannot exercise these functions.",
)
def both_are_registered(picture: Picture) -> Seen:
    """The lead member and the director of children's services are registered under the Vetting and Barring Scheme."""
    unknown = []
    for role, ref, aspect in (("lead member", picture.lead_member, "lead-member"), ("DCS", picture.dcs, "dcs")):
        if ref is None or picture.holders(ref) == ():
            continue
        vetting = picture.facts_of(picture.person_in(ref)).vetting
        if vetting is None:
            unknown.append(f"the {role}")
        elif vetting != "registered":
            yield Found(
                ref, f"The {role} is {vetting.replace('-', ' ')} under the Vetting and Barring Scheme.", aspect=aspect
            )
    if unknown:
        yield NotStated(f"the registration of {' and '.join(unknown)} under the scheme", "human resources")
