"""An axis of numbers: round steps from a stated beginning, exactly."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_WANTED = 5
"""About how many steps an axis has."""


class Scale(NamedTuple):
    """An axis: where it begins and ends, and its steps."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> list[Decimal]:
        """Every number that is written on the axis."""
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * n for n in range(count + 1)]

    def along(self, value: Decimal, length: float) -> float:
        """Return how far along an axis of a length a value stands."""
        return float((value - self.low) / (self.high - self.low)) * length


def scale(values: Iterable[Decimal], start: Decimal = Decimal(0)) -> Scale:
    """Return an axis that holds the values and begins at ``start``, or below it when a value does."""
    held = [*values, start]
    low, high = min(held), max(held)
    raw = (high - low) / _WANTED or Decimal(1)
    size = Decimal(1).scaleb(raw.adjusted())
    step = next(step * size for step in _STEPS if step * size >= raw)
    first = (low / step).to_integral_value(ROUND_FLOOR) * step if low < start else start
    steps = ((high - first) / step).to_integral_value(ROUND_CEILING)
    return Scale(first, first + step * max(steps, Decimal(1)), step)


def tick_text(value: Decimal) -> str:
    """Return a number as an axis writes it: ``1,500``, ``0.5``."""
    plain = value.normalize()
    return f"{plain:,f}" if plain else "0"
