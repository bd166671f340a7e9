"""Are the three safeguarding partners named?"""

from datetime import date

from clearline.checks.asking import listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import PartnerKind
from clearline.organisations.picture import Picture

_PARTNERS: tuple[tuple[PartnerKind, str, date], ...] = (
    ("police", "the police", date(2019, 9, 29)),
    ("integrated-care-board", "the integrated care board", date(2022, 7, 1)),
)
"""The partners beside the authority itself, with the first day; the health partner before 2022 is not modelled."""


@rule(
    "safeguarding-partners-named",
    remedy="Name the authority, the integrated care board and the police as the three safeguarding partners.",
    same_cause=("statutory-partners-cooperate",),
)
def safeguarding_partners_are_named(picture: Picture) -> Seen:
    """The integrated care board and the police are named as safeguarding partners beside the authority."""
    named = [partner for partner in picture.partners.values() if partner.safeguarding_partner]
    unknown = []
    for kind, name, start in _PARTNERS:
        partners = picture.partners_of(kind)
        answers = [partner.safeguarding_partner for partner in partners.values()]
        if picture.on < start or True in answers:
            continue
        if None in answers or not (answers or named):
            unknown.append(name)
        else:
            about = next(iter(partners), kind)
            yield Found(
                about, f"Not named as a safeguarding partner: {name}.", cause=None if partners else f"no {kind}"
            )
    if unknown:
        yield NotStated(f"whether these are named as safeguarding partners: {listed(unknown)}", "board support")
