"""Have the lead member, the members in support and all members of scrutiny bodies had safeguarding training?"""

from clearline.checks.asking import answered, listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "members-safeguarding-training",
    remedy="Give these members training on safeguarding and promoting welfare, and record when it was done.",
)
def members_have_safeguarding_training(picture: Picture) -> Seen:
    """The lead member, every member in support and every member of a scrutiny body has had safeguarding training."""
    yield from _members(picture)
    for key, body in picture.bodies_of("scrutiny").items():
        count, seats = body.safeguarding_training, picture.seats(body)
        if count is None and seats:
            yield from _seated(picture, key, body.name, [seat.held_by for seat in seats])
        elif count is None:
            yield NotStated(f"the safeguarding training of members of the {body.name}", "democratic services")
        elif count.trained < count.members:
            untrained = f"{count.members - count.trained} of {count.members} members"
            message = f"No safeguarding training: {untrained} of the {body.name}."
            yield Found(key, message, aspect="scrutiny")
    if not picture.bodies:
        yield NotStated("which scrutiny bodies there are and their safeguarding training", "democratic services")


def _seated(picture: Picture, key: str, name: str, seats: list[str]) -> Seen:
    """The members of a scrutiny body one by one, as the roll-call has them, where no count of them is stated."""
    done = [_trained(picture, seat) for seat in seats]
    if False in done:
        message = f"No safeguarding training: {done.count(False)} of {len(done)} members of the {name}."
        yield Found(key, message, aspect="scrutiny")
    if None in done:
        members = f"{done.count(None)} of {len(done)} members of the {name}"
        yield NotStated(f"the safeguarding training by the day of {members}", "democratic services")


def _members(picture: Picture) -> Seen:
    """The lead member and those in support; one finding for all of the latter."""
    member = picture.lead_member
    trained = _trained(picture, member) if member else True
    if trained is False:
        yield Found(str(member), "The lead member has had no safeguarding training.", aspect="lead-member")
    support = {
        key: _trained(picture, key)
        for key in picture.offices_with("support-member")
        if member is None or not picture.same_person(key, member)
    }
    untrained = [key for key, done in support.items() if done is False]
    if untrained:
        names = listed(picture.name(key) for key in untrained)
        yield Found(
            untrained[0], f"No safeguarding training, in support of the lead member: {names}.", aspect="support"
        )
    unknown = ["the lead member"] if trained is None else []
    unknown += [picture.the(key) for key, done in support.items() if done is None]
    if unknown:
        yield NotStated(f"the safeguarding training by the day of {listed(unknown)}", "democratic services")


def _trained(picture: Picture, office: str) -> bool | None:
    """Return whether the holder of an office is trained; vacant counts as trained; ``None`` when not known."""
    if picture.holders(office) == ():
        return True
    return answered(picture.facts_of(picture.person_in(office)).safeguarding_training, picture.on)
