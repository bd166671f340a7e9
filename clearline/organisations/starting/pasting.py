"""Reads a senior structure as somebody pastes it: one post a line, and the post it reports to.

The columns stand apart by a tab, as a spreadsheet copies them, or by ``|`` or ``;``. A third column may say ``vacant``
or ``front line``.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.kit.identifiers import new_key
from clearline.organisations.starting.writing import Words

MOST = 500
"""Posts that can be pasted; a larger organisation is imported from its file."""

_HEADERS = frozenset(("title", "post", "post title", "job title", "role"))
_NOBODY = frozenset(("nobody", "none", "-"))
_COUNCIL = frozenset(("council", "the council", "full council"))
_NOTES = ("vacant", "front line")


class Pasted(NamedTuple):
    """A post as it was pasted."""

    line: int
    title: str
    above: str
    """Title of the post that it reports to; empty when that is not said."""
    notes: tuple[str, ...]


def read_pasted(text: str) -> tuple[Pasted, ...]:
    """Return the posts in pasted text. Raises ``BadInput`` with the line for whatever cannot be read."""
    found: list[Pasted] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = _cells(line)
        if not any(cells) or (not found and cells[0].casefold() in _HEADERS):
            continue
        fault = _fault(cells)
        if fault:
            problems.append(Problem(None, None, f"Line {number} of the structure {fault[0]}", fault[1]))
        else:
            above = cells[1] if len(cells) > 1 else ""
            found.append(Pasted(number, cells[0], above, tuple(cell.casefold() for cell in cells[2:] if cell)))
    if len(found) > MOST:
        problems.append(Problem(None, None, f"The structure has more than {MOST} posts.", "Import it from a file."))
    if problems:
        raise BadInput(*first_of(problems))
    return tuple(found)


def _cells(line: str) -> list[str]:
    mark = next((mark for mark in ("\t", "|", ";") if mark in line), "\t")
    return [" ".join(cell.split()) for cell in line.split(mark)]


def _fault(cells: list[str]) -> tuple[str, str] | None:
    """Return what is wrong with a line, and what to do; ``None`` when nothing is."""
    title, *others = cells
    if not any(letter.isalpha() for letter in title) or not all(cell.isprintable() for cell in cells):
        return "has no title.", "Write the title of a post, a tab or |, and the title of the post it reports to."
    if any(len(cell) > 200 for cell in cells):
        return "has a title of more than 200 characters.", "Shorten it."
    if others and others[0].casefold() == title.casefold():
        return f"says that “{title}” reports to itself.", "Write the post above it, or nobody."
    unknown = [cell for cell in others[1:] if cell and cell.casefold() not in _NOTES]
    if unknown:
        return f"has “{unknown[0][:60]}” in the third column.", "Only “vacant” or “front line” can stand there."
    return None


def with_posts(picture: Mapping[str, Any], pasted: tuple[Pasted, ...]) -> dict[str, Any]:
    """Return a picture from the answers with the pasted posts in it; a title that is there already is the same post.

    What the answers said of a post stands; the paste adds what they left open.
    """
    posts: dict[str, Any] = {key: dict(facts) for key, facts in picture.get("posts", {}).items()}
    keys = {_plain(str(facts["title"])): key for key, facts in posts.items()}
    taken = {"council", "nobody", *posts, *picture.get("offices", {}), *picture.get("functions", {})}

    def key_of(title: str) -> str:
        if _plain(title) not in keys:
            keys[_plain(title)] = new_key(title, taken, "post")
            posts[keys[_plain(title)]] = {"title": Words(title)}
        return keys[_plain(title)]

    for one in pasted:
        post = posts[key_of(one.title)]
        if one.above and "reports_to" not in post:
            above = one.above.casefold()
            up = "nobody" if above in _NOBODY else "council" if above in _COUNCIL else key_of(one.above)
            post["reports_to"] = up
        if "vacant" in one.notes:
            post.setdefault("holders", [])
        if "front line" in one.notes:
            post["front_line"] = True
    return {**picture, "posts": posts}


def _plain(title: str) -> str:
    return title.casefold().removeprefix("the ")
