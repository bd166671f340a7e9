"""The values that the store keeps about what is loaded: releases, and the manifest that lists them."""

from collections.abc import Iterable
from datetime import date

from clearline.kit.values import Key, Value
from clearline.measures.figures import Area
from clearline.measures.vocabulary import Dataset

FORMAT = 1
"""The format of the manifest. A store of another format is refused, not guessed at."""


class Release(Value, frozen=True, kw_only=True):
    """One published file as it was loaded. It never changes; another edition of the file is another release."""

    dataset: Key
    digest: str
    """SHA-256 of the published file, in hexadecimal."""
    part: str
    """The name of its Parquet file: twelve characters that stand for the published bytes and how they were read."""
    file: str
    """The name of the published file, without its folder."""
    label: str
    """What people call it; no two releases of a dataset have the same."""
    published: date | None = None
    loaded: date
    rows: int
    """Observations, or rows of a lookup."""
    first_period: str = ""
    last_period: str = ""
    last_ends: date | None = None
    """The day on which the last period ends; ``None`` for a lookup."""
    sequence: int = 0
    """The how-manieth load of the store it was: of two releases of one period and no date, the later one is newer."""
    symbols: dict[str, int] = {}
    """How many cells hold each symbol, as published; "" counts blank cells."""
    indicators: tuple[str, ...] = ()
    filters: dict[str, tuple[str, ...]] = {}
    """The labels of each filter."""
    periods: tuple[str, ...] = ()
    """Every period, oldest first."""
    notes: tuple[str, ...] = ()
    """What a reader should know of how it was read, each a sentence."""

    @property
    def newness(self) -> tuple[date, date, int]:
        """Order releases of a dataset: by the last period, then the day of publication, then the order of loading."""
        return self.last_ends or date.min, self.published or date.min, self.sequence


class Manifest(Value, frozen=True, kw_only=True):
    """The only catalogue of a folder of the store: what is not listed here is not there."""

    format: int
    sequence: int = 0
    """How many releases have been added in all."""
    releases: tuple[Release, ...] = ()
    datasets: dict[str, Dataset] = {}
    """Each dataset as it was described when it was last loaded."""
    areas: tuple[Area, ...] = ()
    """Every area that was seen in the figures, for use without a lookup."""

    def of(self, dataset: str) -> tuple[Release, ...]:
        """Return the releases of a dataset, newest first."""
        found = [release for release in self.releases if release.dataset == dataset]
        return tuple(sorted(found, key=lambda release: release.newness, reverse=True))


def out_on(releases: Iterable[Release], day: date | None) -> tuple[Release, ...]:
    """Return the releases that were out on a day, all for ``None``. One without a day of publication may have been."""
    return tuple(one for one in releases if day is None or one.published is None or one.published <= day)


EMPTY = Manifest(format=FORMAT)
