"""England, its regions and its authorities: finding one by any name or code, what came before it, who is like it.

An authority has two codes: the nine characters of the Office for National Statistics, which change with its council or
its boundary, and DfE's number of three figures, which changes with its boundary only. So Buckinghamshire has had two
codes and one number, and Dorset two of each.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import msgspec

from clearline.kit.errors import BadInput, Problem
from clearline.measures.figures import Area

ENGLAND = Area(code="E92000001", name="England", level="england", old_code="970")

REGIONS = tuple(
    Area(code=code, name=name, level="region", old_code=old)
    for code, name, old in [
        ("E12000001", "North East", "980"), ("E12000002", "North West", "981"),
        ("E12000003", "Yorkshire and The Humber", "982"), ("E12000004", "East Midlands", "983"),
        ("E12000005", "West Midlands", "984"), ("E12000006", "East of England", "985"),
        ("E12000007", "London", "986"), ("E13000001", "Inner London", "987"), ("E13000002", "Outer London", "988"),
        ("E12000008", "South East", "989"), ("E12000009", "South West", "990"),
    ]
)  # fmt: skip
"""The nine regions, and the two parts of London that DfE's statistics of children use as well. The number is LAIT's."""

_ALSO = {
    "London (Inner)": "E13000001", "London (Outer)": "E13000002",
    "BCP": "E06000058", "Kingston": "E09000021", "RBKC": "E09000020", "RBWM": "E06000040",
}  # fmt: skip
"""Other names of regions, and those that people call an authority by; Kingston upon Hull is called Hull."""

_TITLE = r"the|royal|london|metropolitan|unitary|city|county|borough|district|region|council|corporation|authority"
_TITLES_BEFORE = re.compile(rf"^(?:(?:{_TITLE}|and|lb|rb) )+(?:of )?(?:the )?")
_TITLES_AFTER = re.compile(rf"(?: (?:{_TITLE}|mbc|mdc|cc|bc))+$")
"""What stands before and after a place's name: the Royal Borough of Greenwich, Leeds City Council, London region."""

LONDON = "E12000007"
LONDON_PARTS = ("E13000001", "E13000002")

PREDECESSORS: Mapping[str, tuple[str, ...]] = {
    "E06000047": ("E10000010",), "E06000049": ("E10000004",), "E06000050": ("E10000004",),
    "E06000051": ("E10000026",), "E06000052": ("E10000005",), "E06000053": ("E10000005",),
    "E06000054": ("E10000033",), "E06000055": ("E10000001",), "E06000056": ("E10000001",),
    "E06000057": ("E06000048", "E10000022"), "E08000037": ("E08000020",),
    "E08000038": ("E08000016",), "E08000039": ("E08000019",),
    "E06000058": ("E06000028", "E06000029", "E10000009"), "E06000059": ("E10000009",),
    "E06000060": ("E10000002",), "E06000061": ("E10000021",), "E06000062": ("E10000021",),
    "E06000063": ("E10000006",), "E06000064": ("E10000006",), "E06000065": ("E10000023",), "E06000066": ("E10000027",),
}  # fmt: skip
"""What each authority was made from, by the structural changes orders of 2009 to 2023 and ONS's code history. Part of a
predecessor counts: Christchurch went from Dorset to Bournemouth, Christchurch and Poole."""


class Areas:
    """The areas that a store knows, with the neighbour models that are loaded."""

    def __init__(
        self,
        areas: Iterable[Area],
        neighbours: Mapping[str, Mapping[str, tuple[str, ...]]],
        also: Mapping[str, str],
    ) -> None:
        """Take authorities; for each neighbour model the numbers in rank order by number; and other names to codes."""
        self._areas = {area.code: area for area in (ENGLAND, *REGIONS)}
        self._areas |= _with_changes({area.code: area for area in areas if area.code not in self._areas})
        self._neighbours = neighbours
        self._by_number: dict[str, list[Area]] = {}
        self._by_name: dict[str, list[Area]] = {}
        for area in self._areas.values():
            if area.old_code:
                self._by_number.setdefault(area.old_code, []).append(area)
            for name in _names(area.name):
                self._by_name.setdefault(name, []).append(area)
        for name, code in {**_ALSO, **also}.items():
            for plain in _names(name) if code in self._areas else ():
                self._by_name.setdefault(plain, []).append(self._areas[code])

    def find(self, text: str) -> Area:
        """Return the area of a name or code, whatever its case; of several, the one that is there today.

        The name may have the titles of a council or a region about it, or be the beginning of one name only. Raises
        ``BadInput`` with the closest names when there is none.
        """
        wanted = _plain(text)
        found = [area for code, area in self._areas.items() if _plain(code) == wanted]
        found = found or self._by_number.get(text.strip(), []) or self._by_name.get(wanted, [])
        found = found or next(filter(None, map(self._called, _without_titles(wanted))), [])
        if found:
            return max(found, key=_latest)
        if text.casefold() in map(str.casefold, PREDECESSORS):
            raise BadInput(Problem(None, None, f"'{text}' is in no figures that are loaded.", "Load the area lookup."))
        close = get_close_matches(wanted, self._by_name, n=5, cutoff=0.5)
        names = sorted({self._by_name[name][0].name for name in close})
        todo = f"The closest are: {', '.join(names)}." if names else "Give a name or a code such as E09000007 or 202."
        raise BadInput(Problem(None, None, f"There is no area '{text}'.", todo))

    def _called(self, wanted: str) -> list[Area]:
        """Return the areas of a name, or else the one that has its words, or begins so."""
        return self._by_name.get(wanted) or self._with_words(wanted) or self._beginning(wanted)

    def _beginning(self, wanted: str) -> list[Area]:
        """Return the one authority of today or region whose name begins so; none if there are more."""
        found = [area for area in (*self._today(), *self.regions()) if _plain(area.name).startswith(wanted)]
        return found if len(found) == 1 else []

    def _with_words(self, wanted: str) -> list[Area]:
        """Return the one authority of today whose name has all of these words, such as Hull; none if there are more."""
        words = set(wanted.split())
        found = [area for area in self._today() if words and words <= set(_plain(area.name).split())]
        return found if len(found) == 1 else []

    def _today(self) -> list[Area]:
        """Return the authorities of today; a lookup gives no region to joint returns and codes that are not in use."""
        return [area for area in self.authorities() if area.region and area.last_year is None]

    def get(self, code: str) -> Area | None:
        """Return the area of a nine-character code; ``None`` when it is not known."""
        return self._areas.get(code)

    def of_number(self, number: str) -> Area | None:
        """Return the authority, region or England that has DfE's number today; ``None`` when none has it."""
        found = self._by_number.get(number)
        return max(found, key=_latest) if found else None

    def codes(self, code: str) -> tuple[str, ...]:
        """Return every code that one and the same authority has had, the latest first: those that share its number.

        Its series can be read across them: its boundary did not change. (Barnsley's and Sheffield's did, by a few
        hundred homes.) An area without a number has its own code only.
        """
        area = self._areas.get(code)
        if area is None or area.old_code is None:
            return (code,)
        return tuple(other.code for other in sorted(self._by_number[area.old_code], key=_latest, reverse=True))

    def authorities(self) -> tuple[Area, ...]:
        """Return every authority, former ones and joint returns as well, by name."""
        found = [area for area in self._areas.values() if area.level == "authority"]
        return tuple(sorted(found, key=lambda area: (area.name, area.code)))

    def regions(self) -> tuple[Area, ...]:
        """Return the nine regions and the two parts of London, and any that the figures have besides."""
        return tuple(area for area in self._areas.values() if area.level == "region")

    def models(self) -> tuple[str, ...]:
        """Return the neighbour models that are loaded, e.g. ``2021`` and ``2025``, the newest first."""
        return tuple(sorted(self._neighbours, reverse=True))

    def neighbours(self, code: str, model: str) -> tuple[str, ...]:
        """Return the codes of an authority's statistical neighbours in rank order; none when the model has not got it.

        Raises ``BadInput`` when the model is not loaded.
        """
        if model not in self._neighbours:
            have = ", ".join(self.models())
            todo = f"Loaded: {have}." if have else "Load a table of neighbours with `clearline figures load`."
            raise BadInput(Problem(None, None, f"There is no neighbour model '{model}'.", todo))
        area = self._areas.get(code)
        numbers = self._neighbours[model].get(area.old_code or "", ()) if area else ()
        found = [self.of_number(number) for number in numbers]
        return tuple(area.code for area in found if area)


def _with_changes(areas: dict[str, Area]) -> dict[str, Area]:
    """Return authorities with their predecessors and successors, as far as these are known themselves."""
    successors: dict[str, list[str]] = {}
    for later, earlier in PREDECESSORS.items():
        for code in earlier:
            if later in areas:
                successors.setdefault(code, []).append(later)
    return {
        code: msgspec.structs.replace(
            area,
            predecessors=tuple(before for before in PREDECESSORS.get(code, ()) if before in areas),
            successors=tuple(successors.get(code, ())),
        )
        for code, area in areas.items()
    }


def _latest(area: Area) -> tuple[bool, int, bool, str]:
    """Order areas by how much they are today's: placed in a region, by the last year, without successor, newest code.

    A lookup gives no region to the codes that figures have not used yet, or use no more.
    """
    return area.region is not None, area.last_year or 9999, not area.successors, area.code


def _without_titles(wanted: str) -> tuple[str, ...]:
    """Return a name as it is, and without the titles after it, before it, and both; what is titles only is no name."""
    after, before = _TITLES_AFTER.sub("", wanted), _TITLES_BEFORE.sub("", wanted)
    forms = dict.fromkeys((wanted, after, before, _TITLES_BEFORE.sub("", after)))
    return tuple(form for form in forms if set(form.split()) - set(_TITLE.split("|")))


def _names(name: str) -> set[str]:
    """Return the forms in which a name is asked for: with and without its title, e.g. ``County of`` or ``County``."""
    plain = _plain(name)
    forms = {plain, _plain(name.split(", ")[0]) if ", City of" in name or ", County of" in name else plain}
    return forms | {form.removeprefix("county ") for form in forms}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("&", " and ").replace("'", "")).split())
