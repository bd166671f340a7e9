"""The rules by which small counts are hidden: whose rule it is, which counts, and what is rounded."""

from typing import Literal

from clearline.kit.values import Value

Level = Literal["england", "region", "authority"]
"""How far up a count stands; everything below a region counts as an authority."""


class Profile(Value, frozen=True, kw_only=True):
    """One body's rule for small counts of children."""

    key: str
    follows: str
    """Whose rule it is and where ours is stricter."""
    limit: int
    """Counts of 1 to this are hidden."""
    symbol: str
    """What stands for a hidden count, a primary and a secondary one alike."""
    rounded_to: dict[Level, int] = {}
    """What the counts that stay are rounded to the nearest of; a level that is not named is not rounded."""


PROFILES = {
    profile.key: profile
    for profile in (
        Profile(
            key="dfe",
            follows="DfE, children in need and children looked after: 1 to 5 becomes c, with secondary suppression; "
            "regions and England to the nearest 10",
            limit=5,
            symbol="c",
            rounded_to={"region": 10, "england": 10},
        ),
        Profile(
            key="nhs",
            follows="NHS England, hospital statistics since 2018: 1 to 7 becomes *, the rest to the nearest 5; here "
            "England too, and with secondary suppression where rounding is not enough",
            limit=7,
            symbol="*",
            rounded_to={"authority": 5, "region": 5, "england": 5},
        ),
        Profile(
            key="ten",
            follows="ONS and other research outputs: a threshold of 10, so that 1 to 9 becomes c, with secondary "
            "suppression",
            limit=9,
            symbol="c",
        ),
    )
}
"""The rules that can be chosen; ``dfe`` when none is."""
