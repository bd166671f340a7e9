"""What the references of a form can lead to, by id and by title."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from clearline.organisations.officers import Office, Post
from clearline.organisations.picture import Picture

FEW = 200
"""As many choices are shown as a list; where there are more, the id or the title is written."""

WORDS = {"council": "The Council", "nobody": "Nobody", "company": "The company"}
"""Ids with a meaning of their own."""


class Choices:
    """The things of a picture that others refer to."""

    def __init__(
        self,
        picture: Picture | None,
        names: Mapping[str, str] | None = None,
        link: Callable[[str, str, str], Any] | None = None,
    ) -> None:
        """Take the names of people as far as the reader may see them, and how to show a section, id and title."""
        self.names, self._link = names or {}, link
        self.rooms: dict[str, dict[str, str]] = {word: {word: title} for word, title in WORDS.items()}
        self._section: dict[str, str] = {}
        self._among: dict[tuple[str, ...], dict[str, str]] = {}
        if picture is None:
            return
        org = picture.organisation
        rooms: tuple[tuple[str, Mapping[str, Any]], ...] = (
            ("posts", picture.posts), ("offices", picture.offices), ("functions", picture.functions),
            ("bodies", picture.bodies), ("partners", picture.partners), ("teams", org.teams),
        )  # fmt: skip
        for room, things in rooms:
            self.rooms[room] = {
                key: getattr(one, "title", "") or getattr(one, "name", "") for key, one in things.items()
            }
        places: tuple[Post | Office, ...] = (*org.posts.values(), *org.offices.values())
        held = (holder.person for place in places for holder in place.holders or ())
        self.rooms["people"] = {
            key: self.names.get(key, key) for key in dict.fromkeys((*org.people, *held, *self.names))
        }
        for room in ("people", "functions", "partners", "bodies", "offices", "posts"):
            self._section |= dict.fromkeys(self.rooms[room], room)

    def among(self, rooms: Iterable[str]) -> dict[str, str]:
        """Return the titles of all things in some rooms by id; where two share a title each has its id behind it."""
        asked = tuple(rooms)
        if asked not in self._among:
            self._among[asked] = self._titles(asked)
        return dict(self._among[asked])

    def _titles(self, rooms: tuple[str, ...]) -> dict[str, str]:
        found = {key: title for room in rooms for key, title in self.rooms.get(room, {}).items()}
        often = Counter(found.values())
        return {key: f"{title} ({key})" if often[title] > 1 else title for key, title in found.items()}

    def title(self, key: str) -> str:
        """Return the title of anything, or the words that stand for it."""
        section = self._section.get(key, "")
        return self.rooms.get(section, {}).get(key) or WORDS.get(key) or key

    def shown(self, key: str) -> Any:
        """Return a reference as a page shows it."""
        section = self._section.get(key)
        return self._link(section, key, self.title(key)) if self._link and section else self.title(key)

    def find(self, written: str, rooms: Iterable[str]) -> str:
        """Return the id of what somebody wrote, an id or a title. Raises ``ValueError`` with what to do about it."""
        titles = self.among(rooms)
        if written in titles:
            return written
        wanted = written.casefold()
        plain = {key: self.title(key).casefold() for key in titles}
        found = [key for key, title in titles.items() if wanted in (title.casefold(), plain[key])]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(f"Several are called “{written}”. Write one of the ids: {', '.join(found[:8])}")
        close = get_close_matches(wanted, plain.values(), n=3, cutoff=0.5) if len(plain) <= 20_000 else []
        meant = [titles[next(key for key, title in plain.items() if title == one)] for one in dict.fromkeys(close)]
        hint = f"Did you mean: {'; '.join(meant)}?" if meant else "Write the title or the id of something that is there"
        raise ValueError(f"Nothing here is called “{written}”. {hint}")
