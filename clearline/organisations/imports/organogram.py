"""Reads the organogram that public bodies publish as two CSV files: senior posts one by one, junior posts in groups.

Names, pay, telephone numbers and notes are never read further than to see whether a post is vacant.
"""

from pathlib import Path
from typing import Any, NamedTuple

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.kit.identifiers import as_key, new_key
from clearline.kit.rows import Row, read_rows
from clearline.organisations.files import RESERVED
from clearline.organisations.imports.titles import claimed_twice, post_role, without_name
from clearline.organisations.starting.writing import Words

REFERENCE, TITLE, ABOVE = "Post Unique Reference", "Job Title", "Reports to Senior Post"
NAME, ORGANISATION = "Name", "Organisation"
JUNIOR_ABOVE, JUNIOR_TITLE = "Reporting Senior Post", "Generic Job Title"
UNIT, NUMBER = "Unit", "Number of Posts in FTE"

NOT_IN_POST = ("0", "")
"""The reference of somebody who is paid but is in no post."""

TOP = "xx"
"""What stands for the post above, where it is not in the organisation."""

MARK = "Until one is marked, a check says that there is none."


class Posts(NamedTuple):
    """What an organogram says of posts, and in words what was guessed and what it could not say."""

    posts: dict[str, dict[str, Any]]
    organisations: tuple[str, ...]
    """The names in its column of organisations."""
    guesses: list[str]
    unknown: list[str]


def read_organogram(senior: Path, junior: Path | None) -> Posts:
    """Return the posts of an organogram; raise ``BadInput`` with file and line for what cannot be read."""
    rows = _senior_rows(senior)
    taken = set(RESERVED)
    ids = {reference: new_key(_title(row), taken, "post") for reference, row in rows.items()}
    posts: dict[str, dict[str, Any]] = {}
    guesses: list[str] = []
    unknown: list[str] = []
    for reference, row in rows.items():
        posts[ids[reference]] = _senior_post(row, reference, ids, unknown)
    _mark_roles(posts, guesses, unknown)
    if junior:
        for row in read_rows(junior, (JUNIOR_ABOVE, JUNIOR_TITLE), (UNIT, NUMBER)):
            post = _junior_post(row, ids, unknown)
            posts[new_key(row.cells[JUNIOR_TITLE], taken, "junior-posts")] = post
    return Posts(posts, tuple(dict.fromkeys(row.cells[ORGANISATION] for row in rows.values())), guesses, unknown)


def _senior_rows(path: Path) -> dict[str, Row]:
    """Return the row of each post by its reference, leaving out posts that are gone and people who are in none."""
    found: dict[str, Row] = {}
    problems: list[Problem] = []
    for row in read_rows(path, (REFERENCE, TITLE, ABOVE), (NAME, ORGANISATION, UNIT)):
        reference = row.cells[REFERENCE].casefold()
        first = found.get(reference)
        if reference in NOT_IN_POST or row.cells[NAME].casefold() == "eliminated":
            continue
        if first is None:
            found[reference] = row
        elif any(first.cells[name] != row.cells[name] for name in (TITLE, ABOVE)):
            what = f"has the reference '{row.cells[REFERENCE]}', which line {first.line} has for another post."
            problems.append(Problem(path, row.line, what, "A job share repeats title and superior; else change one."))
    if problems:
        raise BadInput(*first_of(problems))
    if not found:
        raise BadInput(Problem(path, None, "has no posts in it."))
    return found


def _title(row: Row) -> str:
    return without_name(row.cells[TITLE], row.cells[NAME])[:200]


def _senior_post(row: Row, reference: str, ids: dict[str, str], unknown: list[str]) -> dict[str, Any]:
    title = _title(row) or "A post without a title"
    post: dict[str, Any] = {"title": Words(title)}
    above = row.cells[ABOVE].casefold()
    if above in ids and above != reference:
        post["reports_to"] = ids[above]
    elif above in (TOP, ""):
        unknown.append(
            f"{title}: whom it reports to; the file has no post above it. The head of paid service: `council`."
        )
    else:
        unknown.append(f"{title}: whom it reports to; the file says '{row.cells[ABOVE][:40]}', which is no post in it.")
    held = row.cells[NAME].casefold()
    if held:
        person = f"person-{as_key(reference) or 'unnamed'}"
        post["holders"] = [] if held == "vacant" else [{"person": person}]
    return post


def _mark_roles(posts: dict[str, dict[str, Any]], guesses: list[str], unknown: list[str]) -> None:
    """Mark the statutory designations that titles say plainly, and say so."""
    roles = {key: post_role(post["title"]) for key, post in posts.items()}
    twice = claimed_twice(roles)
    for key, role in roles.items():
        if role and role not in twice:
            posts[key] = {"title": posts[key]["title"], "roles": [role], **posts[key]}
            guesses.append(f"posts.{key} has the role {role}, because its title is '{posts[key]['title']}'.")
    unknown += [
        f"which post has the role {role}: two titles or more say so, and none was marked." for role in sorted(twice)
    ]
    if "dcs" not in roles.values():
        unknown.append("which post is designated as director of children's services: no title says so plainly. " + MARK)
    unknown.append("which post is head of paid service, and who is on the senior management team.")


def _junior_post(row: Row, ids: dict[str, str], unknown: list[str]) -> dict[str, Any]:
    """Return a group of junior posts as one post: the file does not tell them apart."""
    cells = row.cells
    number = f" ({cells[NUMBER]} full-time equivalent)" if _is_number(cells[NUMBER]) else ""
    title = ", ".join(part for part in (cells[JUNIOR_TITLE] or "Posts without a title", cells[UNIT]) if part)[:200]
    post: dict[str, Any] = {"title": Words(title + number)}
    if cells[JUNIOR_ABOVE].casefold() in ids:
        post["reports_to"] = ids[cells[JUNIOR_ABOVE].casefold()]
    else:
        said = f"the file says '{cells[JUNIOR_ABOVE][:40]}', which is no senior post"
        unknown.append(f"{title}: whom these posts report to; {said}.")
    return post


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and len(text) < 12
