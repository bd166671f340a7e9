"""Reads a large organisation's posts from CSV, one post a row.

A table has posts only. For offices, functions and the rest, a YAML file says ``extends: posts.csv`` and adds them.
"""

import re
from pathlib import Path
from typing import Any

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.kit.identifiers import as_key
from clearline.kit.reading import Places, convert
from clearline.kit.rows import Row, read_rows
from clearline.organisations.organisation import Organisation

REQUIRED = ("id", "title")
OPTIONAL = (
    "reports_to", "holder", "roles", "head_of_paid_service", "senior_management_team", "services", "front_line",
)  # fmt: skip
"""Several values in one cell stand apart by ``;``. An empty cell is not stated."""

LARGEST_TABLE = 64_000_000
"""Bytes: some 500,000 posts."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def read_posts(path: Path) -> tuple[Organisation, Places]:
    """Return an organisation of the posts in a table, with the line of each.

    The authority takes its id and name from the file's name, and is written as unitary. Raises ``BadInput`` with file
    and line for every column, id or value that cannot be.
    """
    posts: dict[str, dict[str, Any]] = {}
    places: Places = {(): (path, 1)}
    problems: list[Problem] = []
    for row in read_rows(path, REQUIRED, OPTIONAL, closed=True, largest=LARGEST_TABLE):
        key = row.cells["id"]
        if key in posts:
            what = f"has the id '{key}', which line {places['posts', key][1]} has too."
            problems.append(Problem(path, row.line, what, "Give each post its own id."))
            continue
        holders = _listed(row.cells["holder"])
        if holders and not all(_ID.fullmatch(holder) for holder in holders):
            what = f"has the holder '{row.cells['holder'][:60]}'."
            problems.append(Problem(path, row.line, what, "Write an id such as person-12, never a name, or `vacant`."))
        posts[key] = _post(row, holders)
        places["posts", key] = (path, row.line)
    if problems:
        raise BadInput(*first_of(problems))
    name = path.stem
    authority = {"id": as_key(name) or "our-council", "name": name, "kind": "unitary"}
    return convert({"authority": authority, "posts": posts}, Organisation, places), places


def _post(row: Row, holders: list[str]) -> dict[str, Any]:
    """Return what a row states of a post, as a picture says it."""
    cells = row.cells
    post: dict[str, Any] = {"title": cells["title"]} if cells["title"] else {}
    superiors = _listed(cells["reports_to"])
    if superiors:
        post["reports_to"] = superiors[0] if len(superiors) == 1 else superiors
    if holders:
        post["holders"] = [] if holders == ["vacant"] else [{"person": holder} for holder in holders]
    for name in ("roles", "services"):
        if cells[name]:
            post[name] = _listed(cells[name])
    for name in ("head_of_paid_service", "senior_management_team", "front_line"):
        if cells[name]:
            post[name] = _YES_NO.get(cells[name].lower(), cells[name])
    return post


def _listed(cell: str) -> list[str]:
    if ";" not in cell:  # as in nearly every cell; the rest is slow, and a large table has a million cells
        return [cell] if cell else []
    return [part for part in (part.strip() for part in cell.split(";")) if part]
