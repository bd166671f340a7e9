"""Answers made by hand, of an authority that does not exist, so that what is shown can be tested alone."""

from datetime import date
from decimal import Decimal
from typing import Any

from clearline.measures.figures import (
    Answer,
    Area,
    Change,
    Comparator,
    GapFigure,
    Observation,
    Period,
    Rank,
    Reliability,
    Scorecard,
    Target,
    TargetStanding,
)  # fmt: skip

NORTHMOOR = Area(code="E06000999", name="Northmoor", level="authority", region="E12000099", old_code="999")


def period(year: int) -> Period:
    return Period(label=str(year), ends=date(year, 3, 31), year="reporting")


def observation(year: int, value: str | None, **more: Any) -> Observation:
    number = None if value is None else Decimal(value)
    shown = "c (suppressed)" if value is None else f"{number:,f}"
    made: dict[str, Any] = {"symbol": "c", "meaning": "suppressed"} if value is None else {}
    return Observation(period=period(year), value=number, shown=shown, **(made | {"source": "published"} | more))


def comparators() -> tuple[Comparator, ...]:
    one = Comparator(kind="england", name="England", value=Decimal("22.6"), shown="22.6")
    region = Comparator(kind="region", name="Far North", value=Decimal("20.7"), shown="20.7")
    both = [
        Comparator(
            kind="neighbours", name="Neighbours", value=Decimal("19.5"), shown="19.5", statistic=statistic,
            model=model, used=9, of=10,
        )
        for model in ("2021", "2025") for statistic in ("median", "mean")
    ]  # fmt: skip
    return (one, region, *both)


def change(**more: Any) -> Change:
    given: dict[str, Any] = {
        "since": period(2024), "difference": Decimal("-1.2"), "direction": "better", "beyond_chance": True,
        "says": "Two proportions differ by more than chance would make them.",
    }  # fmt: skip
    return Change(**(given | more))


def answer(**more: Any) -> Answer:
    series = more.pop("series", None) or tuple(
        observation(2018 + at, value, numerator=Decimal(1400 + at), denominator=Decimal(6500))
        for at, value in enumerate(("25", None, "24.1", "23.8", "23.4", "23", "22.9", "21.7"))
    )
    given: dict[str, Any] = {
        "measure": "re-referrals", "title": "Referrals within 12 months of a previous one", "outcome": "stay-safe",
        "unit": "per-cent", "decimals": 1, "polarity": "low", "area": NORTHMOOR, "series": series,
        "latest": series[-1], "change": change(), "comparators": comparators(),
        "rank": Rank(rank=43, of=152, quartile="B"),
        "reliability": Reliability(
            source="Made by hand, synthetic", release="made-2025", published=date(2025, 10, 30),
            loaded=date(2025, 11, 1), audited="Nobody audits what is made by hand.", faults=("A known fault.",),
        ),
    }  # fmt: skip
    return Answer(**(given | more))


def target(**more: Any) -> TargetStanding:
    given: dict[str, Any] = {
        "target": Target(
            measure="re-referrals", value=Decimal("20"), by=period(2025), owner="assistant director",
            set_how="Asked the partners of the board.",
        ),
        "status": "near", "expected_now": Decimal("20.5"), "on_course": False, "overdue": True,
        "says": "1.7 percentage points away.",
    }  # fmt: skip
    return TargetStanding(**(given | more))


def gap(**more: Any) -> GapFigure:
    given: dict[str, Any] = {
        "key": "attainment-gap", "title": "Attainment of looked-after children", "area": NORTHMOOR,
        "period": period(2025), "group": observation(2025, "20"), "others": observation(2025, "46"),
        "points": Decimal("26"), "ratio": Decimal("0.43"), "points_before": Decimal("28"),
        "period_before": period(2024), "narrowed": True, "how": "levelling up",
        "says": "Narrowed by 2: the group rose.",
    }  # fmt: skip
    return GapFigure(**(given | more))


def scorecard(*answers: Answer, **more: Any) -> Scorecard:
    given: dict[str, Any] = {"area": NORTHMOOR, "on": date(2025, 12, 1), "worse_and_worsening": (), "overdue": ()}
    return Scorecard(answers=answers or (answer(),), **(given | more))
