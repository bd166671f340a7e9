"""Are the relations with health and wellbeing board, family courts and safeguarding board clear?"""

from clearline.checks.asking import listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.organisation import RelationKind
from clearline.organisations.picture import Picture

_RELATIONS: tuple[tuple[RelationKind, str], ...] = (
    ("health-and-wellbeing-board", "the health and wellbeing board"),
    ("family-courts", "the family courts"),
    ("safeguarding-board", "the safeguarding board"),
)


@rule(
    "relations-clarified",
    remedy="Put on record who attends each of these bodies and who reports to it.",
)
def relations_with_other_boards_are_clear(picture: Picture) -> Seen:
    """It is on record who attends and reports to health and wellbeing board, family courts and safeguarding board."""
    relations = picture.organisation.relations
    missing = [name for kind, name in _RELATIONS if relations.get(kind) is False]
    unknown = [name for kind, name in _RELATIONS if kind not in relations]
    if missing:
        yield Found("relations", f"It is not on record who attends and reports to {listed(missing)}.")
    if unknown:
        yield NotStated(f"who attends and reports to {listed(unknown)}", "board support")
