"""Job C by Clearline's own lines: structural rules and duties over an organisation's posts.

    python benchmarks/job_c.py FOLDER OUT

FOLDER holds posts.csv, duties.csv, assign.csv and rules.csv, as the maker beside the reference implementations writes
them; what each kind of rule means is said at the top of its plain Python reference. OUT gets one finding a line:
``rule,about``, sorted. Prints the CPU seconds of loading, of the rules and of writing. Only a thin reader and the
kinds of rule are here: who stands above whom is ``clearline.organisations.lines.graph``, the product's own engine.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import process_time
from typing import NamedTuple

from clearline.organisations.lines.graph import NONE, Lines

Findings = dict[str, set[str]]
"""Who or what each rule found, by the rule's key."""


class Posts(NamedTuple):
    """The posts of one organisation, by id. A post without a holder is vacant; absent keys mean no."""

    role: dict[str, str]
    holder: dict[str, str]
    of_role: dict[str, list[str]]
    lines: Lines
    covered: set[str]
    qualified: set[str]
    external: set[str]


class Duties(NamedTuple):
    """Duties with the role that must be accountable, and the posts accountable and responsible for each."""

    role: dict[str, str]
    external_ok: set[str]
    accountable: dict[str, list[str]]
    responsible: dict[str, list[str]]


Structural = tuple[str, str, str, str, int]
"""A rule: its key, its kind, role x, role y (or nothing) and a number."""


def rows(folder: Path, name: str) -> Iterator[list[str]]:
    """Yield the rows of one CSV file after its heading."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader


def read_posts(folder: Path) -> Posts:
    role, holder, superiors = {}, {}, {}
    of_role: dict[str, list[str]] = defaultdict(list)
    covered, qualified, external = set(), set(), set()
    for post, its_role, manager, its_holder, cover, is_qualified, is_external in rows(folder, "posts"):
        role[post] = its_role
        of_role[its_role].append(post)
        superiors[post] = (manager,) if manager else None
        if its_holder:
            holder[post] = its_holder
        if cover == "1":
            covered.add(post)
        if is_qualified == "1":
            qualified.add(post)
        if is_external == "1":
            external.add(post)
    return Posts(role, holder, of_role, Lines(superiors), covered, qualified, external)


def read_duties(folder: Path) -> Duties:
    role, external_ok = {}, set()
    for duty, its_role, ok in rows(folder, "duties"):
        role[duty] = its_role
        if ok == "1":
            external_ok.add(duty)
    accountable: dict[str, list[str]] = {duty: [] for duty in role}
    responsible: dict[str, list[str]] = {duty: [] for duty in role}
    for duty, post, kind in rows(folder, "assign"):
        (accountable if kind == "A" else responsible)[duty].append(post)
    return Duties(role, external_ok, accountable, responsible)


def read_rules(folder: Path) -> list[Structural]:
    return [(rule, kind, x, y, int(n)) for rule, kind, x, y, n in rows(folder, "rules")]


def structural(posts: Posts, rules: Iterable[Structural], found: Findings) -> None:
    """Add what the rules find, and every post that stands above itself."""
    judge = Judge(posts)
    for rule, kind, x, y, n in rules:
        found[rule].update(judge.wrong(kind, x, y, n))
    found["cycle"].update(posts.lines.looping)


class Judge:
    """What each kind of rule asks of the posts of a role."""

    def __init__(self, posts: Posts) -> None:
        self.posts = posts
        self.above = posts.lines.marks_above(posts.role)
        self.reports = Counter(posts.lines.first.values())
        self.steps: dict[str, dict[str, int]] = {}

    def steps_to(self, role: str) -> dict[str, int]:
        """Return how many steps above each post the nearest post of a role is."""
        if role not in self.steps:
            self.steps[role] = self.posts.lines.steps_to(frozenset(self.posts.of_role[role]))
        return self.steps[role]

    def wrong(self, kind: str, x: str, y: str, n: int) -> list[str]:
        """Return whom a rule finds, or one nameless finding where it is about all posts of a role together."""
        posts, of_role = self.posts, self.posts.of_role[x]
        role, holder, first, above = posts.role, posts.holder, posts.lines.first, self.above
        if kind == "exact":
            return [""] if sum(post in holder for post in of_role) != n else []
        if kind == "reports":
            return [post for post in of_role if role.get(first.get(post, "")) != y]
        if kind == "line":
            return [post for post in of_role if y not in above.get(post, NONE)]
        if kind == "noline":
            return [post for post in of_role if y in above.get(post, NONE)]
        if kind == "within":
            steps = self.steps_to(y)
            return [post for post in of_role if steps.get(post, n + 1) > n]
        if kind == "span":
            return [post for post in of_role if self.reports[post] > n]
        if kind == "apart":
            theirs = {holder[post] for post in posts.of_role[y] if post in holder}
            return sorted({holder[post] for post in of_role if holder.get(post) in theirs})
        if kind == "qualified":
            return [post for post in of_role if post in holder and post not in posts.qualified]
        if kind == "cover":
            return [post for post in of_role if post not in holder and post not in posts.covered]
        raise ValueError(f"no kind of rule is called '{kind}'")


def of_duties(posts: Posts, duties: Duties, found: Findings) -> None:
    """Add what is wrong with who is accountable and responsible for each duty."""
    marks = {post: post for accountable in duties.accountable.values() for post in accountable}
    above = posts.lines.marks_above(marks)
    for duty, role in duties.role.items():
        accountable, responsible = frozenset(duties.accountable[duty]), duties.responsible[duty]
        if len(accountable) != 1:
            found["d_many" if accountable else "d_none"].add(duty)
        if not responsible:
            found["d_nobody"].add(duty)
        vacant = [post for post in accountable if post not in posts.holder and post not in posts.covered]
        outside = posts.external.intersection(responsible) if duty not in duties.external_ok else ()
        found["d_vacant"].update(f"{duty}:{post}" for post in vacant)
        found["d_ext"].update(f"{duty}:{post}" for post in outside)
        found["d_role"].update(f"{duty}:{post}" for post in accountable if posts.role[post] != role)
        if accountable:
            apart = [post for post in responsible if accountable.isdisjoint(above.get(post, NONE))]
            found["d_line"].update(f"{duty}:{post}" for post in apart if post not in accountable)


def main(folder: Path, out: Path) -> None:
    """Read, judge, write; print the CPU seconds of each."""
    start = process_time()
    posts, duties, rules = read_posts(folder), read_duties(folder), read_rules(folder)
    loaded = process_time()
    found: Findings = defaultdict(set)
    structural(posts, rules, found)
    of_duties(posts, duties, found)
    judged = process_time()
    lines = (f"{rule},{about}\n" for rule in sorted(found) for about in sorted(found[rule]))
    out.write_text("".join(lines), encoding="utf-8")
    written = process_time()
    sys.stdout.write(f"load {loaded - start:.4f} rules {judged - loaded:.4f} write {written - judged:.4f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
