"""Do all the statutory partners of the day take part in the co-operation arrangements?"""

from datetime import date

from clearline.checks.asking import listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import PartnerKind
from clearline.organisations.picture import Picture

_STATUTORY: tuple[tuple[PartnerKind, str, date, date], ...] = (
    ("primary-care-trust", "primary care trust", date.min, date(2013, 3, 31)),
    ("strategic-health-authority", "strategic health authority", date.min, date(2013, 3, 31)),
    ("integrated-care-board", "integrated care board", date(2022, 7, 1), date.max),
    ("youth-offending-team", "youth offending team", date.min, date.max),
    ("probation", "probation service", date.min, date.max),
    ("police", "police", date.min, date.max),
    ("learning-and-skills-council", "Learning and Skills Council", date.min, date(2010, 3, 31)),
)
"""The kinds, with their first and last day; clinical commissioning groups (2013 to 2022) are not modelled."""


@rule(
    "statutory-partners-cooperate",
    remedy="Bring the partner into the co-operation arrangements: it and the authority are under a duty to co-operate.",
)
def statutory_partners_cooperate(picture: Picture) -> Seen:
    """Every statutory partner that the area has on the day takes part in the co-operation arrangements."""
    if not picture.organisation.partners:
        yield NotStated("which partners take part in the co-operation arrangements", "board support")
        return
    for kind, name, start, end in _STATUTORY:
        if start <= picture.on <= end:
            yield from _of_kind(picture, kind, name)
    yield from _districts(picture)


def _of_kind(picture: Picture, kind: PartnerKind, name: str) -> Seen:
    partners = picture.partners_of(kind)
    if not partners:
        yield Found(kind, f"No {name} is among the partners in the co-operation arrangements.", kind, f"no {kind}")
        return
    outside = [key for key, partner in partners.items() if partner.cooperates is False]
    unknown = [partner.name for partner in partners.values() if partner.cooperates is None]
    if outside:
        names = listed(picture.name(key) for key in outside)
        yield Found(outside[0], f"Not in the co-operation arrangements: {names}.", kind)
    if unknown:
        yield NotStated(f"whether it takes part in the co-operation arrangements: {listed(unknown)}", "board support")


def _districts(picture: Picture) -> Seen:
    """See whether every district council takes part, where they share the area."""
    districts = picture.partners_of("district-council")
    two_tier = picture.authority.two_tier
    if two_tier is None and (districts or picture.authority.kind == "county"):
        yield NotStated("whether district councils share the area", "democratic services")
    elif two_tier:
        yield from _of_kind(picture, "district-council", "district council")
