"""Reads what the demonstration data are made to look like: ``calibration.yaml`` beside this file."""

from functools import cache
from pathlib import Path

import msgspec

from clearline.kit.reading import read_yaml
from clearline.kit.values import Value

FILE = Path(__file__).with_name("calibration.yaml")


class Rate(Value, frozen=True, kw_only=True):
    """A figure for England that the demonstration data come near to, and where it was published."""

    value: float
    per: int = 100
    dataset: str
    year: str
    column: str
    where: dict[str, str] = {}

    @property
    def share(self) -> float:
        """The figure as a share between 0 and 1."""
        return self.value / self.per


class Mix(Value, frozen=True, kw_only=True):
    """How often each code stands, as weights; ``recalled`` when no published file seen here gives them."""

    shares: dict[str, float]
    recalled: bool = False
    dataset: str = ""
    year: str = ""


class Calibration(Value, frozen=True, kw_only=True):
    """Published rates, mixes of codes, curves of lengths in days, and shapes that are no figures."""

    rates: dict[str, Rate]
    mixes: dict[str, Mix]
    curves: dict[str, tuple[tuple[int, float], ...]]
    shapes: dict[str, float]

    def share(self, rate: str) -> float:
        """Return a rate as a share between 0 and 1."""
        return self.rates[rate].share

    def mix(self, name: str) -> dict[str, float]:
        """Return the weights of a mix."""
        return self.mixes[name].shares


@cache
def calibration() -> Calibration:
    """Return the calibration."""
    data, _ = read_yaml(FILE)
    return msgspec.convert(data, Calibration, strict=False)  # the plain part of YAML leaves 0.5 as text
