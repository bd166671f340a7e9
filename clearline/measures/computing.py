"""Computes a measure's figure from its numerator and denominator, exactly."""

from decimal import Decimal
from fractions import Fraction

from clearline.measures.exact import rounded
from clearline.measures.vocabulary import Measure, Unit

PER: dict[Unit, int] = {"per-cent": 100, "per-1,000": 1_000, "per-10,000": 10_000, "per-100,000": 100_000}
"""What a quotient is multiplied by for each unit; a unit that is not here is the quotient itself."""


def figure_from_counts(measure: Measure, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """Return the figure in the measure's unit, rounded half away from zero to its decimals.

    A measure without a denominator is its numerator. ``None`` when what is needed is not known, or the denominator
    is 0: nothing of nothing is not nought per cent.
    """
    if numerator is None:
        return None
    if not measure.denominator:
        return rounded(numerator, measure.decimals)
    if not denominator:
        return None
    return rounded(Fraction(numerator) * PER.get(measure.unit, 1) / Fraction(denominator), measure.decimals)
