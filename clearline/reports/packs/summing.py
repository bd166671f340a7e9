"""Since when a report tells of changes."""

from datetime import date

from clearline.reports.asked import Asked
from clearline.reports.packs.finding_parts import QUARTER
from clearline.schedule.queries import issues


def since(asked: Asked) -> date:
    """Return the day that the issue before this one showed; a quarter before where there is none."""
    shown = [one.on for one in issues(asked.authority, asked.by) if one.contract == asked.contract.key]
    return max((on for on in shown if on < asked.on), default=asked.on - QUARTER)
