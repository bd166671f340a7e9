"""Reads an organisation from a YAML file, with what it extends, and checks that its parts fit together."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.kit.reading import Place, Places, convert, problem_at, read_yaml
from clearline.organisations.officers import Holder
from clearline.organisations.organisation import SECTIONS, Organisation, as_on
from clearline.organisations.partnerships import Framework
from clearline.organisations.picture import refs
from clearline.organisations.posts_csv import read_posts

LONGEST_CHAIN = 10
"""How many files may extend one another; a variant of a variant is already unusual."""


def read_organisation(path: Path, *, alone: bool = False) -> Organisation:
    """Return the organisation that a file describes; raise ``BadInput`` with file and line for all that is wrong.

    A CSV file is a large organisation's table of posts (see ``posts_csv``); anything else is read as YAML. ``alone``
    refuses a file that extends another: one that comes from elsewhere could name any file of this machine.
    """
    with _collecting_later():
        if path.suffix.lower() == ".csv":
            organisation, places = read_posts(path)
        else:
            data, places = _read_chain(path, (), alone)
            organisation = convert(data, Organisation, places)
        check_fit(organisation, places)
    return organisation


def check_fit(organisation: Organisation, places: Places) -> None:
    """Raise ``BadInput`` with all that does not fit together, at first and after each of the dated changes."""
    problems = [*_dates(organisation, places, ()), *_gone(organisation, places)]
    if not problems:
        problems = [one for version, there in _versions(organisation, places) for one in _misfits(version, there)]
    if problems:
        raise BadInput(*first_of(list(dict.fromkeys(problems))))


def _versions(organisation: Organisation, places: Places) -> Iterator[tuple[Organisation, Places]]:
    """Yield an organisation before its changes and after each, with the places of what each change states."""
    yield msgspec.structs.replace(organisation, changes=()), places
    there = dict(places)
    for index, change in sorted(enumerate(organisation.changes), key=lambda each: each[1].on):
        there |= {place[2:]: where for place, where in places.items() if place[:2] == ("changes", index)}
        yield as_on(organisation, change.on), there


def _misfits(organisation: Organisation, places: Places) -> Iterator[Problem]:
    for check in (_same_ids, _departures, _dangling, _doubles):
        yield from check(organisation, places)


def _gone(organisation: Organisation, places: Places) -> Iterator[Problem]:
    """Yield every change that takes away what never was."""
    for index, change in enumerate(organisation.changes):
        for number, place in enumerate(change.gone):
            section, _, key = place.partition("/")
            if section not in SECTIONS or (key and not isinstance(getattr(organisation, section), dict)):
                at = ("changes", index, "gone", number)
                yield problem_at(places, at, f"'{place}' is no section, and no thing of a section.", "Write people/x.")


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Put off garbage collection while many values are made that all stay: it would look at each again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_chain(path: Path, above: tuple[Path, ...], alone: bool = False) -> tuple[dict[str, Any], Places]:
    """Read a file and what it extends, the nearer file winning; a CSV file of posts can be what is extended."""
    if above and path.suffix.lower() == ".csv":
        organisation, places = read_posts(path)
        return msgspec.to_builtins(organisation), places
    data, places = read_yaml(path)
    if not isinstance(data, dict):
        raise BadInput(Problem(path, 1, "is not a mapping of sections.", "See `clearline organisation new`."))
    base_name = data.get("extends")
    if base_name is None:
        return merge({}, data), places
    if alone:
        what = "extends another file, which is not read here."
        raise BadInput(problem_at(places, ("extends",), what, "Write the organisation whole."))
    if not isinstance(base_name, str):
        raise BadInput(problem_at(places, ("extends",), "extends: expected the name of a file."))
    base_path = path.parent / base_name
    if not _is_file(base_path):
        raise BadInput(problem_at(places, ("extends",), f"extends {base_name[:200]}, which is not there."))
    chain = (*above, path.resolve())
    if base_path.resolve() in chain or len(chain) > LONGEST_CHAIN:
        what = f"extends {base_name}, which comes round to itself or goes on too long."
        raise BadInput(problem_at(places, ("extends",), what))
    base, base_places = _read_chain(base_path, chain)
    return merge(base, data), base_places | places


def _is_file(path: Path) -> bool:
    """Return whether there is a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def merge(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Return the base with the change laid over it: mappings by key, all else replaced, null taken away."""
    merged = dict(base)
    for key, value in change.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict):
            below = merged.get(key)
            merged[key] = merge(below if isinstance(below, dict) else {}, value)
        else:
            merged[key] = value
    return merged


_WITHOUT_PARTS = frozenset((str, bool, int, date))


def _dates(value: Any, places: Places, place: Place) -> Iterable[Problem]:
    """Yield every pair of dates in the wrong order."""
    parts: Iterable[tuple[str | int, Any]]
    if isinstance(value, msgspec.Struct):
        start, end = getattr(value, "start", None), getattr(value, "end", None)
        if start and end and end < start:
            what = f"ends on {end}, before it begins on {start}."
            yield problem_at(places, (*place, "to"), what, "Put the dates right.")
        parts = zip(value.__struct_encode_fields__, msgspec.structs.astuple(value), strict=True)
    else:
        parts = value.items() if isinstance(value, dict) else enumerate(value)
    for step, part in parts:
        if part and type(part) not in _WITHOUT_PARTS:
            yield from _dates(part, places, (*place, step))


NO_WORDS = frozenset(("", "n/a", "na", "none", "nil", "no", "not applicable", "tbc", "tbd", "todo", "unknown"))
"""What people write where they have nothing to say."""


def _departures(org: Organisation, places: Places) -> Iterable[Problem]:
    """Yield every departure without reasons or a decision-maker, or that would be looked at again before it begins."""
    for key, departure in org.departures.items():
        for name in ("provision", "reasons", "decided_by"):
            if getattr(departure, name).strip(" .-_?!\n").casefold() in NO_WORDS:
                todo = "A departure needs clear reasons and a named decision-maker (1.12)."
                yield problem_at(places, ("departures", key, name), f"departures.{key}: '{name}' says nothing.", todo)
        if departure.review < departure.start:
            what = f"departures.{key}: the review on {departure.review} is before it begins on {departure.start}."
            yield problem_at(places, ("departures", key, "review"), what, "Put the dates right.")


NAMED = ("people", "posts", "offices", "bodies", "partners")
"""The sections whose things other things refer to by id alone."""

RESERVED = ("council", "nobody", "company")


def _same_ids(org: Organisation, places: Places) -> Iterable[Problem]:
    """Yield every id that stands for two things, so that a reference to it could mean either."""
    first: dict[str, str] = dict.fromkeys(RESERVED, "words with a meaning of their own")
    for section in NAMED:
        for key in getattr(org, section):
            if key in first:
                what = f"the id '{key}' is in {section} and in {first[key]}."
                yield problem_at(places, (section, key), what, "Give one of them another id.")
            first.setdefault(key, section)


def _dangling(org: Organisation, places: Places) -> Iterable[Problem]:
    """Yield every reference to something that is not in the file."""
    known = set(org.posts) | set(org.offices) | set(org.bodies) | set(org.partners) | set(org.people)
    known |= {holder.person for _, holder in _all_holders(org)} | {"council"}
    if org.authority.company:
        known.add("company")
    for place, ref in _references(org):
        if ref not in known:
            what = f"{'.'.join(str(step) for step in place)} refers to '{ref}', which is not in the file."
            yield problem_at(places, place, what, "Add it, or write the id of something that is there.")
    given: dict[Place, tuple[str, ...]] = {}
    if org.authority.company:
        given["authority", "company", "functions"] = org.authority.company.functions
    for key, direction in org.authority.directions.items():
        given["authority", "directions", key, "functions"] = direction.functions
    for place, functions in given.items():
        for ref in functions:
            if ref not in org.functions:
                yield problem_at(places, place, f"refers to the function '{ref}', which is not in the file.")


def _references(org: Organisation) -> Iterable[tuple[Place, str]]:
    """Yield every reference with its place; a section that gains a reference gains a line here."""
    single: list[tuple[Place, str | bool | None]] = [
        (("officer_concerns_go_to",), org.officer_concerns_go_to),
        (("safeguarding_owner",), org.safeguarding_owner),
    ]
    if org.authority.company:
        single.append((("authority", "company", "answers_to"), org.authority.company.answers_to))
    for section in ("corporate_parenting", "monitoring", "arrangement_owners"):
        value = getattr(org, section)
        for name in value.__struct_fields__ if value else ():
            if isinstance(getattr(value, name), str | bool):
                single.append(((section, name), getattr(value, name)))
    for key, post in org.posts.items():
        yield from ((("posts", key, "reports_to"), ref) for ref in refs(post.reports_to) if ref != "nobody")
    for key, office in org.offices.items():
        single.append((("offices", key, "answers_to"), office.answers_to))
    for key, function in org.functions.items():
        for name in ("responsible", "political_owner", "led_by", "carried_out_by"):
            yield from ((("functions", key, name), ref) for ref in refs(getattr(function, name)))
    for key, body in org.bodies.items():
        yield from ((("bodies", key, "seats", index), seat.held_by) for index, seat in enumerate(body.seats or ()))
        single += [(("bodies", key, name), getattr(body, name)) for name in ("political_lead", "professional_lead")]
        if isinstance(body.framework, Framework):
            single.append((("bodies", key, "framework", "owner"), body.framework.owner))
    if isinstance(org.authority_framework, Framework):
        single.append((("authority_framework", "owner"), org.authority_framework.owner))
    processes = org.corporate_parenting.processes if org.corporate_parenting else None
    for key, process in (processes or {}).items():
        at = ("corporate_parenting", "processes", key, "takes_part")
        yield from ((at, ref) for ref in process.takes_part)
    for key, team in org.teams.items():
        yield from ((("teams", key, "leader"), ref) for ref in refs(team.leader))
    for kind, arrangement in org.arrangements.items():
        yield from ((("arrangements", kind, "led_by"), ref) for ref in arrangement.led_by or ())
    yield from ((place, ref) for place, ref in single if isinstance(ref, str) and ref != "nobody")


def _all_holders(org: Organisation) -> Iterable[tuple[Place, Holder]]:
    for section, held in (("posts", org.posts), ("offices", org.offices)):
        for key, place in held.items():
            for index, holder in enumerate(place.holders or ()):
                yield (section, key, "holders", index), holder


def _doubles(org: Organisation, places: Places) -> Iterable[Problem]:
    """Yield every post that two people hold at once. Cover is no double; two lead members are for a rule to find."""
    for key, post in org.posts.items():
        lasting = [(i, h) for i, h in enumerate(post.holders or ()) if h.kind in ("substantive", "joint")]
        lasting.sort(key=lambda each: each[1].start or date.min)
        latest: dict[str, date] = {}  # the last days of the two people who stay longest, so that each is met once
        for index, holder in lasting:
            starts = holder.start or date.min
            other = next((who for who, ends in latest.items() if who != holder.person and ends >= starts), None)
            if other:
                what = f"two people hold the post '{key}' at once: {other} and {holder.person}."
                todo = "End one of them, make one acting or interim, or give them a post each."
                yield problem_at(places, ("posts", key, "holders", index), what, todo)
            latest[holder.person] = max(latest.get(holder.person, date.min), holder.end or date.max)
            if len(latest) > 2:
                del latest[min(latest, key=lambda who: latest[who])]
