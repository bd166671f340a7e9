"""Reads an organisation from a YAML file, with what it extends, and checks that its parts fit together."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import Place, Places, convert, problem_at, read_yaml
from clearline.organisations.officers import Holder
from clearline.organisations.picture import Organisation, holds_on, refs
from clearline.organisations.posts_csv import read_posts

LONGEST_CHAIN = 10
"""How many files may extend one another; a variant of a variant is already unusual."""


def read_organisation(path: Path) -> Organisation:
    """Return the organisation that a file describes; raise ``BadInput`` with file and line for all that is wrong.

    A CSV file is a large organisation's table of posts (see ``posts_csv``); anything else is read as YAML.
    """
    if path.suffix.lower() == ".csv":
        organisation, places = read_posts(path)
    else:
        data, places = _read_chain(path, ())
        organisation = convert(data, Organisation, places)
    problems = [*_dates(organisation, places, ()), *_dangling(organisation, places), *_doubles(organisation, places)]
    if problems:
        raise BadInput(*problems)
    return organisation


def _read_chain(path: Path, above: tuple[Path, ...]) -> tuple[dict[str, Any], Places]:
    """Read a file and what it extends, the nearer file winning."""
    real = path.resolve()
    if real in above or len(above) >= LONGEST_CHAIN:
        raise BadInput(Problem(above[-1], None, f"extends {path.name}, which comes round to itself or goes on too long."))
    data, places = read_yaml(path)
    if not isinstance(data, dict):
        raise BadInput(Problem(path, 1, "is not a mapping of sections.", "See `clearline organisation new`."))
    base_name = data.get("extends")
    if base_name is None:
        return data, places
    if not isinstance(base_name, str):
        raise BadInput(problem_at(places, ("extends",), "extends: expected the name of a file."))
    base_path = path.parent / base_name
    if not base_path.is_file():
        raise BadInput(problem_at(places, ("extends",), f"extends {base_name}, which is not there."))
    base, base_places = _read_chain(base_path, (*above, real))
    return merge(base, data), base_places | places


def merge(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Return the base with the change laid over it: mappings by key, all else replaced, null taken away."""
    merged = dict(base)
    for key, value in change.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = merge(merged[key], value)
        else:
            merged[key] = value
    return merged


def _dates(value: Any, places: Places, place: Place) -> Iterable[Problem]:
    """Yield every pair of dates in the wrong order."""
    if isinstance(value, msgspec.Struct):
        start, end = getattr(value, "start", None), getattr(value, "end", None)
        if start and end and end < start:
            yield problem_at(places, (*place, "to"), f"ends on {end}, before it begins on {start}.", "Put the dates right.")
        for info in msgspec.structs.fields(value):
            yield from _dates(getattr(value, info.name), places, (*place, info.encode_name))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _dates(part, places, (*place, key))
    elif isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
        for index, part in enumerate(value):
            yield from _dates(part, places, (*place, index))


def _dangling(org: Organisation, places: Places) -> Iterable[Problem]:
    """Yield every reference to something that is not in the file."""
    known = set(org.posts) | set(org.offices) | set(org.bodies) | set(org.partners) | set(org.people)
    known |= {holder.person for _, holder in _all_holders(org)} | {"council"}
    if org.authority.company:
        known.add("company")
    for place, ref in _references(org):
        if ref not in known:
            what = f"refers to '{ref}', which is not in the file."
            yield problem_at(places, place, what, "Add it, or write the id of something that is there.")
    served = set(org.functions)
    given = [(("authority", "company", "functions"), org.authority.company.functions)] if org.authority.company else []
    given += [(("authority", "directions", key, "functions"), d.functions) for key, d in org.authority.directions.items()]
    for place, functions in given:
        for ref in set(functions) - served:
            yield problem_at(places, place, f"refers to the function '{ref}', which is not in the file.")


def _references(org: Organisation) -> Iterable[tuple[Place, str]]:
    """Yield every reference with its place; a section that gains a reference gains a line here."""
    single: list[tuple[Place, str | bool | None]] = [
        (("officer_concerns_go_to",), org.officer_concerns_go_to),
        (("safeguarding_owner",), org.safeguarding_owner),
    ]
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
        for n, (_, first) in enumerate(lasting):
            for index, second in lasting[n + 1 :]:
                day = max((d for d in (first.start, second.start) if d), default=None) or first.end or second.end
                together = day is None or (holds_on(first, day) and holds_on(second, day))
                if together and first.person != second.person:
                    what = f"two people hold the post '{key}' at once: {first.person} and {second.person}."
                    todo = "End one of them, make one acting or interim, or give them a post each."
                    yield problem_at(places, ("posts", key, "holders", index), what, todo)
