"""Does the council lead a multi-agency early years partnership, with services in centres and schools?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import Body
from clearline.organisations.picture import Picture

_SITES = {"childrens-centres": "children's centres", "schools": "schools"}


@rule(
    "early-years-partnership",
    remedy="Lead a partnership with two or more agencies, and services in both children's centres and schools.",
)
def council_leads_an_early_years_partnership(picture: Picture) -> Seen:
    """The council leads an early years partnership of two or more agencies, with services in centres and schools."""
    partnerships = picture.bodies_of("early-years-partnership")
    if not picture.bodies:
        yield NotStated("whether there is an early years partnership", "the early years service")
    elif not partnerships:
        yield Found("bodies", "There is no early years partnership.", aspect="partnership")
    for key, body in partnerships.items():
        yield from _partnership(picture, key, body)
        if body.sites is None:
            yield NotStated(f"where the {body.name} delivers integrated services", "the early years service")
            continue
        missing = [words for site, words in _SITES.items() if site not in body.sites]
        if missing:
            message = f"The {body.name} delivers no integrated services in {' or '.join(missing)}."
            yield Found(key, message, aspect="sites")


def _partnership(picture: Picture, key: str, body: Body) -> Seen:
    seats = picture.seats(body)
    if seats is None:
        yield NotStated(f"who sits on the {body.name}", "the early years service")
        return
    chair = next((seat.held_by for seat in seats if seat.as_ == "chair"), None)
    agencies = {seat.held_by for seat in seats if not _is_the_councils(picture, seat.held_by)}
    if len(agencies) < 2:
        message = (
            f"The {body.name} has {'one agency' if agencies else 'no agency'} beside the council, not two or more."
        )
        yield Found(key, message, aspect="partnership")
    elif chair in agencies:
        message = f"The {body.name} is chaired by {picture.name(str(chair))}, not led by the council."
        yield Found(key, message, aspect="partnership")


def _is_the_councils(picture: Picture, ref: str) -> bool:
    """Return whether a seat is held by the council: by one of its posts or offices, or the person in one."""
    organisation = picture.organisation
    if ref in organisation.posts or ref in organisation.offices:  # also one that is not there on the day
        return True
    mine = (*picture.own_posts, *picture.offices)
    return ref in ("council", picture.authority.id) or any(picture.same_person(ref, one) for one in mine)
