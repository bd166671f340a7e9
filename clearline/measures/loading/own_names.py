"""What the store calls the counts that an authority made itself."""

PARTS = ("numerator", "denominator")
"""What own figures are: counts, from which the figure is computed."""


def indicator(measure: str, part: str) -> str:
    """Return what the store calls a count of a measure.

    Each measure has indicators of its own, so that a table of one measure never answers for the others: the newest
    release that has an indicator in a period is the one that is asked.
    """
    return f"{measure} {part}"
