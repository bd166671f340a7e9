"""Is there a process for corporate parenting in which the lead member and the director both take part?"""

from collections.abc import Collection

from clearline.checks.asking import is_dcs, is_lead_member
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "corporate-parenting-process",
    remedy="Set up a corporate parenting panel or another process in which the lead member and the DCS both take part.",
)
def both_take_part_in_corporate_parenting(picture: Picture) -> Seen:
    """There is at least one process for corporate parenting in which the lead member and the DCS both take part."""
    if picture.dcs is None or picture.lead_member is None:
        return
    section = picture.organisation.corporate_parenting
    processes = section.processes if section else None
    panels = picture.bodies_of("corporate-parenting-panel").values()
    groups: list[Collection[str]] = [process.takes_part for process in (processes or {}).values()]
    groups += [[seat.held_by for seat in picture.seats(panel) or ()] for panel in panels]
    if any(_both(picture, group) for group in groups):
        return
    if processes is None or any(panel.seats is None for panel in panels):
        yield NotStated("who takes part in corporate parenting processes", "the corporate parenting lead")
    else:
        message = "There is no corporate parenting process in which the lead member and the DCS both take part."
        yield Found("corporate_parenting", message)


def _both(picture: Picture, group: Collection[str]) -> bool:
    return any(is_dcs(picture, ref) for ref in group) and any(is_lead_member(picture, ref) for ref in group)
