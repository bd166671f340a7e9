"""Turns the answers of `organisation new --ask` into a picture."""

from collections.abc import Mapping
from typing import Any

from clearline.kit.identifiers import as_key, new_key
from clearline.organisations.files import RESERVED
from clearline.organisations.starting.asking import GROUPS, HEAD, Answers, is_vacant
from clearline.organisations.starting.writing import Words

_TITLES = {
    "education": "Education",
    "social-services": "Social services for children",
    "leaving-care": "Leaving care",
    "co-operation": "Co-operation, safeguarding arrangements, information and the plan",
    "health": "Children's health functions under section 75",
    "early-childhood": "Childcare and children's centres",
}

_KINDS = {
    "county": ("county", True),
    "unitary": ("unitary", False),
    "metropolitan district": ("metropolitan-district", False),
    "london borough": ("london-borough", False),
}
"""The kind of authority, and whether district councils share the area."""

_FORMS = {"leader": "leader-and-cabinet", "mayor": "mayor-and-cabinet", "committees": "committee-system"}

_PERSON = "person-dcs"
_MEMBER = "person-lead-member"


class _Titles:
    """Things with titles, each with one id. A title that comes again is the same thing."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken
        self.ids: dict[str, str] = {}
        self.things: dict[str, dict[str, Any]] = {}

    def id_of(self, title: str, wanted: str | None = None, **facts: Any) -> str:
        """Return the id of the thing with a title, made with ``facts`` when it is new."""
        key = self.ids.get(title.casefold().removeprefix("the "))
        if key is None:
            key = new_key(wanted or title, self.taken, "post")
            self.ids[title.casefold().removeprefix("the ")] = key
            self.things[key] = {"title": Words(title), **facts}
        return key


def picture_from(answers: Answers, key: str = "") -> dict[str, Any]:
    """Return the picture that answers make, as plain data in the order of the starter.

    ``key``: the authority's id; empty makes one of its name.
    """
    authority = _authority(answers, key)
    taken = {*RESERVED, _PERSON, _MEMBER}
    posts, offices = _Titles(taken), _Titles(taken)
    director = _director(answers, posts, authority["id"])
    top = answers["top"] or (HEAD if HEAD in (answers.get("superiors") or ()) else None)
    if top:
        posts.things[posts.id_of(top, "head-of-paid-service")]["head_of_paid_service"] = True
    if director:
        _place_of_director(answers, posts, director)
    else:  # a list of posts with none of that role says there is none; without any posts it would not be known
        posts.id_of("Other officers", "other-officers")
    member = _member(answers, offices)
    if not member:
        offices.id_of("Other members of the Council", "other-members", role="member")
    functions = _functions(answers, director, member, posts, offices)
    sections: dict[str, Any] = {
        "authority": authority,
        "people": _people(answers, authority["id"], member),
        "posts": posts.things,
        "offices": offices.things,
        "functions": functions,
        "arrangements": None if answers["health"] is None else {"section-75": {"exists": answers["health"]}},
        "considerations": _considerations(answers),
    }
    return {name: part for name, part in sections.items() if part or (name == "considerations" and part == {})}


def unanswered_kind(answers: Answers) -> bool:
    """Return whether the kind of council is a stand-in: a picture cannot be without one."""
    return answers["kind"] is None


def _authority(answers: Answers, key: str) -> dict[str, Any]:
    name = answers["name"] or "Our Council"
    authority: dict[str, Any] = {"id": key or as_key(name) or "our-council", "name": Words(name), "kind": "unitary"}
    if answers["kind"]:
        authority["kind"], authority["two_tier"] = _KINDS[answers["kind"]]
    if answers["executive"]:
        authority["executive"] = _FORMS[answers["executive"]]
    return authority


def _director(answers: Answers, posts: _Titles, authority: str) -> str | None:
    """Add the posts designated as DCS; return the id of the first, ``None`` when there is none.

    When the title is not known there is a post all the same, since that there is none is not known either.
    """
    titles = ("Director of Children's Services",) if answers["dcs"] is None else answers["dcs"]
    keys = [posts.id_of(title, "dcs", roles=["dcs"]) for title in titles]
    shared = {"kind": "joint", "joint_with": ["other-council"]}
    terms: Mapping[str, dict[str, Any]] = {
        "own": {},
        "acting": {"kind": "acting"},
        "shared": {**shared, "appointed_by": [authority, "other-council"]},
        "borrowed": {**shared, "appointed_by": ["other-council"]},
    }
    for number, key in enumerate(keys, 1):
        if answers["holder"] == "vacant":
            posts.things[key]["holders"] = []
        elif answers["holder"]:
            person = _PERSON if number == 1 else f"{_PERSON}-{number}"
            posts.things[key]["holders"] = [{"person": person, **terms[answers["holder"]]}]
    return keys[0] if keys else None


def _place_of_director(answers: Answers, posts: _Titles, director: str) -> None:
    """Say of the DCS's post what it reports to, whether it is on the senior team and whether it is also DASS."""
    post = posts.things[director]
    if answers["superiors"] is not None:
        titles = answers["superiors"]
        superiors = ["council" if title.casefold() in _COUNCIL else posts.id_of(title) for title in titles]
        post["reports_to"] = superiors if len(superiors) > 1 else superiors[0] if superiors else "nobody"
    if answers["senior"] is not None:
        post["senior_management_team"] = answers["senior"]
    if _is_adults(answers):
        post["roles"].append("dass")


_COUNCIL = frozenset(("council", "the council", "full council", "the full council"))


def _is_adults(answers: Answers) -> bool:
    return any(title.casefold() in _ADULTS for title in answers.get("extra") or ())


_ADULTS = frozenset(("adults", "adult", "adult social services", "adult social care", "adults' services"))


def _member(answers: Answers, offices: _Titles) -> str | None:
    """Add the offices designated as lead member; return the id of the first, ``None`` when there is none."""
    stated = answers["member"]
    vacant = is_vacant(stated)
    titles = ("Lead Member for Children's Services",) if stated is None or vacant else stated
    keys = []
    for number, title in enumerate(titles, 1):
        key = offices.id_of(title, "lead-member", role="lead-member")
        keys.append(key)
        if answers.get("place") in ("cabinet", "council"):
            offices.things[key]["in_executive"] = answers["place"] == "cabinet"
        if vacant:
            offices.things[key]["holders"] = []
        elif stated is not None:
            offices.things[key]["holders"] = [{"person": _MEMBER if number == 1 else f"{_MEMBER}-{number}"}]
    return keys[0] if keys else None


def _people(answers: Answers, authority: str, member: str | None) -> dict[str, Any]:
    place = answers.get("place")
    return {_MEMBER: {"councillor_of": [] if place == "outside" else [authority]}} if member and place else {}


def _functions(
    answers: Answers, director: str | None, member: str | None, posts: _Titles, offices: _Titles
) -> dict[str, dict[str, Any]]:
    """Return one function for each group that there is, and one for each other function of the DCS."""
    functions: dict[str, dict[str, Any]] = {}
    for group in GROUPS:
        if group == "health" and answers["health"] is False:
            continue
        function = functions[group] = {"title": _TITLES[group], "group": group}
        if director and answers["others"] is not None:
            function["responsible"] = _held(answers["others"].get(group), director, posts, {})
        if member and answers["members"] is not None:
            role = {"role": "portfolio-holder"}
            function["political_owner"] = _held(answers["members"].get(group), member, offices, role)
    taken = set(functions)
    for title in answers.get("extra") or ():
        if title.casefold() not in _ADULTS:
            extra = {"title": Words(title), "group": "additional", "responsible": director}
            functions[new_key(title, taken, "function")] = extra
    return functions


def _held(titles: tuple[str, ...] | None, otherwise: str, things: _Titles, facts: dict[str, Any]) -> str | list[str]:
    """Return who answers for a group, by id: the one who should, unless titles say that others do."""
    if not titles:
        return otherwise
    ids = [things.id_of(title, **facts) for title in titles if title.casefold() != "nobody"]
    return "nobody" if not ids else ids[0] if len(ids) == 1 else ids


def _considerations(answers: Answers) -> dict[str, Any] | None:
    """Return what is on record; empty when it was said that nothing is, ``None`` when it was not said."""
    records = answers.get("records")
    if records is None:
        return None
    return {kind: {"kind": kind, "on": day} if day else {"kind": kind} for kind, day in records.items()}
