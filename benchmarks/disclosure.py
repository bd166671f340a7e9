"""Disclosure control at the size of a national table: 153 authorities, 9 regions, England and 20 categories, synthetic.

    python benchmarks/disclosure.py [seed ...]

Prints for each seed how many counts are small, how many more are hidden, the seconds that hiding and attacking took,
and what the attack found. The bars: secondary at most 20 % of primary, hiding at most 10 s, the attack at most 5 s,
nothing found. Exit status 1 when one is missed.
"""

import csv
import io
import math
import random
import sys
import time
from pathlib import Path

from clearline.measures.disclosure.about import About, CountColumn, Dimension
from clearline.measures.disclosure.attack.attacker import attack
from clearline.measures.disclosure.building import read_published, read_truth
from clearline.measures.disclosure.suppressing import suppress

AUTHORITIES = (12, 23, 15, 14, 14, 11, 33, 19, 12)
"""How many authorities each region has."""

ABOUT = About(
    counted="synthetic-children",
    counts={"children_count": CountColumn()},
    dimensions={"category": Dimension()},
)


def table(seed: int, categories: int = 20) -> str:
    """Return a synthetic table: sizes of authorities and shares of categories spread as real ones are."""
    random.seed(seed)
    shares = [math.exp(random.gauss(0, 1.1)) for _ in range(categories)]
    heading = (
        "time_period time_identifier geographic_level country_code region_code new_la_code category children_count"
    )
    rows: list[list[object]] = []
    england = [0] * categories
    for region, many in enumerate(AUTHORITIES, start=1):
        inside = [0] * categories
        for _ in range(many):
            size = random.lognormvariate(6.45, 0.6) / sum(shares)
            counts = [_poisson(size * share * math.exp(random.gauss(0, 0.4))) for share in shares]
            code = f"E06{len(rows):06d}"
            rows += _rows("Local authority", f"E12{region:06d}", code, counts)
            inside = [a + b for a, b in zip(inside, counts, strict=True)]
        rows += _rows("Regional", f"E12{region:06d}", "", inside)
        england = [a + b for a, b in zip(england, inside, strict=True)]
    rows += _rows("National", "", "", england)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([heading.split(), *rows])
    return text.getvalue()


def _rows(level: str, region: str, authority: str, counts: list[int]) -> list[list[object]]:
    start = ["2025", "Reporting year", level, "E92000001", region, authority]
    labels = [f"synthetic {index + 1}" for index in range(len(counts))]
    return [[*start, *pair] for pair in zip(["Total", *labels], [sum(counts), *counts], strict=True)]


def _poisson(mean: float) -> int:
    if mean > 50:
        return max(0, round(random.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def measure(seed: int) -> bool:
    """Hide and attack one table; print what came of it; return whether the bars were reached."""
    truth = read_truth(Path("synthetic.csv"), table(seed), ABOUT)
    start = time.process_time()
    safe = suppress(truth)
    hiding = time.process_time() - start
    start = time.process_time()
    found = attack(read_published(Path("safe.csv"), safe.text, truth.about))
    attacking = time.process_time() - start
    ratio = safe.secondary / safe.primary
    print(
        f"seed {seed}: {safe.cells} counts, {safe.primary} small, {safe.secondary} more hidden ({ratio:.1%}), "
        f"hiding {hiding:.1f} s, attack {attacking:.1f} s, {len(found.breaches)} broken"
    )
    return ratio <= 0.2 and hiding <= 10 and attacking <= 5 and not found.breaches


if __name__ == "__main__":
    results = [measure(int(seed)) for seed in sys.argv[1:] or ["1"]]
    sys.exit(0 if all(results) else 1)
