"""Does the lead member answer politically for every group of functions that the director holds?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.checks.owners import GROUP_NAMES, elsewhere, not_stated, titles
from clearline.organisations.picture import Picture


@rule(
    "lm-covers-functions",
    remedy="Make the lead member the political owner of the whole group; others may support without answering for it.",
    after=("lm-designated",),
    same_cause=("support-not-accountable",),
    joins=("single-member-both",),
)
def lead_member_covers_every_group(picture: Picture) -> Seen:
    """The lead member is the political owner of every function group that the director of children's services holds."""
    if picture.lead_member is None:
        return
    found = {}
    for part in elsewhere(picture, picture.lead_member, political=True):
        if part.group not in found:
            holder = picture.the(part.holder)
            which = titles(picture, part.functions)
            message = f"Not all {GROUP_NAMES[part.group]} are the lead member's: {which} ({holder})."
            found[part.group] = Found(part.group, message, aspect=part.group, cause=part.holder)
    yield from found.values()
    missing = not_stated(picture, political=True)
    if missing:
        yield NotStated(f"which member is the political owner of {'; '.join(missing)}", "democratic services")
