"""Does the director answer for every group of functions that the Act lists?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.checks.owners import GROUP_NAMES, elsewhere, not_stated, titles
from clearline.organisations.picture import Picture


@rule(
    "dcs-holds-functions",
    remedy="Make the director of children's services the responsible officer for the whole group; staff may be managed "
    "elsewhere under a protocol.",
    after=("dcs-appointed",),
    joins=("single-officer-both",),
)
def dcs_answers_for_every_group(picture: Picture) -> Seen:
    """The director of children's services is the responsible officer for every function group of section 18(2)."""
    if picture.dcs is None:
        return
    found = {}
    for part in elsewhere(picture, picture.dcs, political=False):
        if part.group not in found:
            holder = picture.the(part.holder)
            message = f"Not all {GROUP_NAMES[part.group]} are the DCS's: {titles(picture, part.functions)} ({holder})."
            found[part.group] = Found(part.group, message, aspect=part.group, cause=part.holder)
    yield from found.values()
    missing = not_stated(picture, political=False)
    if missing:
        yield NotStated(f"which officer is responsible for {'; '.join(missing)}", "the monitoring officer")
