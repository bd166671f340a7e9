"""Makes organisations of any size in Clearline's own formats, for timing: posts as CSV, or a picture as YAML.

    python benchmarks/organisations.py FILE --posts 500

The demonstration authority grown large: directors, then managers of seven, with most posts in children's services.
The same numbers always give the same bytes. A few faults of the line are planted, so that the rules have something to
say: vacancies, posts that report to another director or to nobody, posts whose superior is not stated.
"""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

STARTER = Path(__file__).parent.parent / "clearline" / "organisations" / "starter.yaml"

SPAN = 7
"""Reports of each manager."""

VACANT_EVERY, MISPLACED_EVERY, BROKEN_EVERY, UNSTATED_EVERY = 13, 251, 499, 997
"""How often a fault is planted among the posts below the directors. Primes, so that faults fall all over the tree."""


class Row(NamedTuple):
    """One post as the CSV has it; an empty cell is not stated."""

    id: str
    title: str
    reports_to: str
    holder: str
    roles: str = ""
    head_of_paid_service: str = ""
    senior_management_team: str = ""
    services: str = ""
    front_line: str = ""


TOP = (
    Row("chief-executive", "Chief Executive", "council", "person-0", "chief-executive", "yes", "yes", "other"),
    Row(
        "dcs",
        "Director of Children's Services",
        "chief-executive",
        "person-1",
        "dcs",
        "",
        "yes",
        "education;social-care",
    ),
    Row("dass", "Director of Adult Social Services", "chief-executive", "person-2", "dass", "", "yes", "other"),
    Row("director-of-resources", "Director of Resources", "chief-executive", "person-3", "", "", "yes", "other"),
)
SERVICES = ("education", "social-care")


def rows(posts: int) -> Iterator[Row]:
    """Yield the posts of an organisation, superiors first: the directors, then their services tier by tier."""
    yield from TOP[:posts]
    yield from below("dcs", posts - len(TOP))


def below(top: str, posts: int) -> Iterator[Row]:
    """Yield posts in children's services below one that is there already: seven to a manager, tier by tier."""
    for number in range(posts):
        manager = number // SPAN - 1  # the first seven are under the top itself
        superior = top if manager < 0 else f"post-{manager}"
        leads = SPAN * (number + 1) < posts
        if number % UNSTATED_EVERY == UNSTATED_EVERY - 1:
            superior = ""
        elif number % BROKEN_EVERY == BROKEN_EVERY - 1:
            superior = "nobody"
        elif number % MISPLACED_EVERY == MISPLACED_EVERY - 1:
            superior = "director-of-resources"
        yield Row(
            id=f"post-{number}",
            title=f"{'Manager' if leads else 'Practitioner'} {number}",
            reports_to=superior,
            holder="vacant" if number % VACANT_EVERY == VACANT_EVERY - 1 else f"person-of-post-{number}",
            services=SERVICES[number % len(SERVICES)],
            front_line="" if leads else "yes",
        )


def write_csv(path: Path, posts: int) -> None:
    """Write an organisation's posts as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(rows(posts))


def write_picture(path: Path, posts: int) -> None:
    """Write a whole picture as YAML: the starter of `clearline organisation new`, with more posts up to the number."""
    before, heading, after = STARTER.read_text(encoding="utf-8").partition("\nposts:\n")
    there = sum(line.startswith("  ") and line[2:3].isalpha() for line in after.partition("\n\n")[0].splitlines())
    more = "".join(f"  {_as_yaml(row)}\n" for row in below("deputy-director", max(0, posts - there)))
    path.write_text(before + heading + more + after, encoding="utf-8")


def _as_yaml(row: Row) -> str:
    holders = "[]" if row.holder == "vacant" else f"[{{person: {row.holder}}}]"
    front_line = ", front_line: yes" if row.front_line else ""
    superior = f", reports_to: {row.reports_to}" if row.reports_to else ""
    return f"{row.id}: {{title: {row.title}{superior}, holders: {holders}, services: [{row.services}]{front_line}}}"


def main() -> None:
    """Write one organisation; a file whose name ends in .yaml is a picture, anything else is CSV."""
    parser = argparse.ArgumentParser(description="Make an organisation of any size, for timing.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--posts", type=int, default=500)
    given = parser.parse_args()
    write = write_picture if given.file.suffix == ".yaml" else write_csv
    write(given.file, given.posts)


if __name__ == "__main__":
    main()
