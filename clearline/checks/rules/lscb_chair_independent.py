"""Is the safeguarding board chaired by somebody independent of the local statutory agencies?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import Seat
from clearline.organisations.picture import Picture


@rule(
    "lscb-chair-independent",
    remedy="Appoint a chair who holds no post in a local statutory agency, or record the reasons for the choice.",
)
def lscb_chair_is_independent(picture: Picture) -> Seen:
    """The Local Safeguarding Children Board is chaired by somebody independent of the local statutory agencies."""
    for key, body in picture.bodies_of("lscb").items():
        chair = next((seat for seat in picture.seats(body) or () if seat.as_ == "chair"), None)
        if chair is None:
            yield NotStated(f"who chairs the {body.name}", "board support")
            continue
        posts = _local_posts(picture, chair)
        if posts is None:
            yield NotStated(f"whether the chair of the {body.name} holds a post in a local agency", "board support")
        elif posts and not (chair.reasons or "").strip():
            yield Found(
                key,
                f"The chair of the {body.name} is not independent ({', '.join(posts)}), and no reasons are recorded.",
            )


def _local_posts(picture: Picture, chair: Seat) -> tuple[str, ...] | None:
    """Return the posts that tie the chair to a local statutory agency; ``None`` when not stated."""
    person = picture.person_in(chair.held_by)
    held = [key for key in (*picture.own_posts, *picture.offices) if picture.same_person(key, chair.held_by)]
    held += [key for key in picture.partners if key == chair.held_by]
    if held:
        return tuple(picture.name(key) for key in held)
    facts = picture.facts_of(person)
    if {picture.authority.id, picture.authority.name} & set(facts.councillor_of or ()):
        return (f"member of {picture.authority.name}",)
    return facts.local_agency_posts
