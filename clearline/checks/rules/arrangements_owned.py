"""Do the leader and the head of paid service own the arrangements for leadership, each their own?"""

from collections.abc import Iterator

from clearline.checks.asking import capital, listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "arrangements-owned",
    remedy="Record the leader or mayor as owner of the arrangements for political leadership, and the chief executive "
    "as owner of those for professional leadership.",
)
def leadership_arrangements_are_owned(picture: Picture) -> Seen:
    """The leader or mayor owns arrangements for political leadership, the chief executive those for professional."""
    owners = picture.organisation.arrangement_owners
    if owners is None:
        yield NotStated("who owns the arrangements for political and professional leadership", "the monitoring officer")
        return
    faults = []
    for kind, owner, rightful in _each(picture, owners.political, owners.professional):
        if owner is False or owner == "nobody":
            faults.append(f"the arrangements for {kind} leadership have no owner")
        elif isinstance(owner, str) and rightful and not picture.same_person(owner, rightful):
            faults.append(f"the arrangements for {kind} leadership are owned by {picture.the(owner)}")
        elif owner is None or (isinstance(owner, str) and not rightful and picture.executive != "committee-system"):
            yield NotStated(f"who owns the arrangements for {kind} leadership", "the monitoring officer")
    if faults:
        yield Found("arrangement_owners", f"{capital(listed(faults))}.")


def _each(
    picture: Picture, political: str | bool | None, professional: str | bool | None
) -> Iterator[tuple[str, str | bool | None, str | None]]:
    """Yield the kind of leadership, its stated owner, and who should own it; ``None`` when no such office is stated."""
    yield "political", political, picture.leader
    yield "professional", professional, picture.head_of_paid_service
