"""Figures of made-up areas with the real measures, and counts of Northmoor's own with small numbers among them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from clearline.measures.asking.key_indicators import add_key_indicator
from clearline.measures.asking.targets import set_target
from clearline.measures.demo_data.making import Wish, make
from clearline.measures.figures import Period, Target
from clearline.measures.loading.load import load
from clearline.measures.loading.own import OwnFigure, keep_own
from clearline.measures.store import Store

CODE = "E06000999"
OWN: dict[str, tuple[int, int | None]] = {
    "looked-after": (417, None), "looked-after-living-here": (231, None), "looked-after-placed-out": (183, None),
    "looked-after-in-custody": (3, None), "care-leavers": (271, None), "looked-after-convicted": (4, 163),
    "looked-after-missing": (67, 611), "looked-after-health-assessments": (297, 301),
    "looked-after-with-parents": (19, 417), "looked-after-emotional-health-concern": (0, 0),
    "looked-after-immunisations": (211, 298),
}  # fmt: skip
"""Count and whole: one is small, one has few missing from its whole."""

EARLIER = frozenset({"looked-after-immunisations"})
"""Counted in the year before, and not since."""

HIDDEN = frozenset({"looked-after-in-custody", "looked-after-convicted", "looked-after-health-assessments"})
"""What may not be shown: small, or so near its whole that the rest is small."""

KEY = ("looked-after-stability", "referrals-repeated-within-12-months", "social-worker-turnover",
       "looked-after-attainment-8")  # fmt: skip


def made(folder: Path) -> Path:
    """Make a store; return its folder."""
    wish = Wish(first=2023, last=2025, children=120, collections=("published",))
    published = make(folder / "made", wish).folder / "published"
    store = Store(folder / "figures")
    load(sorted(path for path in published.iterdir() if path.suffix in (".csv", ".xlsx")), store)
    area = store.areas().find(CODE)
    own = [
        OwnFigure(
            measure=f"{name}-from-returns", period=str(year := 2024 if name in EARLIER else 2025),
            ends=date(year, 3, 31), numerator=Decimal(count), denominator=None if whole is None else Decimal(whole),
        )
        for name, (count, whole) in OWN.items()
    ]  # fmt: skip
    keep_own(store, area, "returned", own, "returns to 2025", "0" * 64)
    for measure in KEY:
        add_key_indicator(store, CODE, measure, "It matters here.")
    aim = Period(label="2025", ends=date(2025, 3, 31), year="reporting")
    set_target(store, CODE, Target(measure=KEY[0], value=Decimal(1), by=aim, owner="head of care"), "low")
    set_target(store, CODE, Target(measure=KEY[2], value=Decimal(90), by=aim), "low")
    return folder / "figures"
