"""Writes an edition as an OSCAL catalog, so that it opens in the tools that compliance people already have.

A chapter is a group, a provision a control, and each duty an item of the control's statement. The bytes depend on the
content alone: identifiers are made from it, and the date is that of the edition, never the clock's.
"""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from clearline.guidance.content import edition_checksum
from clearline.guidance.exporting import proof_name
from clearline.guidance.queries import Stated
from clearline.guidance.schema import Duty, Edition, Guidance, Provision
from clearline.kit.errors import BadInput

OSCAL_VERSION = "1.2.1"
"""The version of OSCAL that compliance-trestle 5 reads."""

NAMESPACE = "https://clearline.example/ns/oscal"
"""Marks the properties that are ours. A name under .example can belong to nobody, and nothing is fetched from it."""

_UUIDS = uuid5(NAMESPACE_URL, NAMESPACE)

_DATES = (
    (re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b"), "%d %B %Y"),
    (re.compile(r"\b[A-Z][a-z]+ \d{4}\b"), "%B %Y"),
    (re.compile(r"\b\d{4}\b"), "%Y"),
)
"""How ``published`` may tell the day, the most exact first."""

Node = dict[str, Any]
"""A piece of the catalog. What is empty is left out, as OSCAL allows no empty lists."""


def as_oscal(guidance: Guidance, edition: Edition) -> str:
    """Return an edition as the JSON text of an OSCAL catalog.

    ``guidance`` gives the names of the systems. Raises ``BadInput`` when ``published`` names no year.
    """
    systems = {system.number: system.name for system in guidance.systems}
    control_ids = _control_ids(edition)
    groups = []
    for number, chapter in enumerate(edition.chapters, start=1):
        controls = [_control(edition, each, control_ids[each.at], systems) for each in chapter.provisions]
        groups.append(_node(id=f"chapter-{number:02}", title=_line(chapter.title), controls=controls))
    identity = f"{edition.document}/{edition.edition}/{edition_checksum(edition)}"
    catalog = _node(uuid=_uuid(identity), metadata=_metadata(edition), groups=groups)
    return json.dumps({"catalog": catalog}, indent=2, ensure_ascii=False) + "\n"


def published_on(edition: Edition) -> date:
    """Return the day an edition was published; the first of the month or year where only that is known.

    Raises ``BadInput`` when ``published`` names no year.
    """
    for pattern, form in _DATES:
        for found in pattern.findall(edition.published):
            try:
                return datetime.strptime(found, form).date()
            except ValueError:  # "Winter 2008" looks like a month and is none
                continue
    raise BadInput(f"{edition.document}/{edition.edition} can't be dated: its `published` names no year.")


def _metadata(edition: Edition) -> Node:
    publisher = _uuid(f"publisher/{edition.publisher}")
    props = [
        ("kind", edition.kind),
        ("certainty", edition.certainty),
        ("in-force-from", edition.start),
        ("in-force-to", edition.end),
        ("replaced-by", edition.replaced_by),
    ]
    return _node(
        title=_line(edition.title),
        last_modified=f"{published_on(edition)}T00:00:00+00:00",
        version=edition.edition,
        oscal_version=OSCAL_VERSION,
        document_ids=[{"identifier": f"{edition.document}/{edition.edition}"}],
        props=_props(props),
        links=_links(edition.link),
        roles=[{"id": "publisher", "title": "Publisher of the source"}],
        parties=[{"uuid": publisher, "type": "organization", "name": _line(edition.publisher)}],
        responsible_parties=[{"role-id": "publisher", "party-uuids": [publisher]}],
        remarks="\n\n".join(_line(text) for text in (edition.acknowledgement, edition.note) if text),
    )


def _control(edition: Edition, provision: Provision, control_id: str, systems: dict[int, str]) -> Node:
    statement = f"{control_id}_smt"
    items = [_item(Stated(edition, provision, duty), statement, systems) for duty in provision.duties]
    title = f"{provision.at} {_line(provision.heading)}" if provision.heading else provision.at
    return _node(
        id=control_id,
        title=title,
        props=_label(provision.at),
        links=_links(provision.link or edition.link),
        parts=[_node(id=statement, name="statement", parts=items)] if items else (),
    )


def _item(stated: Stated, statement: str, systems: dict[int, str]) -> Node:
    """Return a duty as an item of a statement, what it lists as items of its own."""
    duty = stated.duty
    item = f"{statement}.{duty.key}"
    listed = [
        _node(id=f"{item}.{number}", name="item", props=_label(str(number)), prose=_line(text))
        for number, text in enumerate(duty.items, start=1)
    ]
    return _node(
        id=item,
        name="item",
        props=[*_label(duty.key), *_props([*_facts(stated), *_relations(duty, systems)])],
        prose=_line(duty.says),
        parts=listed,
        links=_links(stated.link),
    )


def _facts(stated: Stated) -> list[tuple[str, object]]:
    """Return what binds whom, how, when and how surely, as names and values."""
    duty = stated.duty
    return [
        ("key", duty.key),
        ("force", duty.force),
        ("basis", duty.basis),
        ("certainty", stated.certainty),
        ("bearers", duty.bearers),
        ("counterparts", duty.counterparts),
        ("wording", duty.wording),
        ("cadence", duty.cadence),
        ("only-when", duty.when),
        ("waits-for", duty.switch),
        ("in-force-from", duty.start),
        ("in-force-to", duty.end),
        ("note", duty.note),
    ]


def _relations(duty: Duty, systems: dict[int, str]) -> list[tuple[str, object]]:
    """Return what a duty is linked to: systems, bodies, its pair, proofs and the duties it follows."""
    return [
        ("systems", [f"{number} {systems[number]}" for number in duty.systems]),
        ("rests-on", duty.rests_on),
        ("pair", duty.pair),
        ("proofs", [proof_name(proof) for proof in duty.proofs]),
        ("follows", [f"{link.as_} {link.edition} {link.key}" for link in duty.follows]),
    ]


def _control_ids(edition: Edition) -> dict[str, str]:
    """Return an OSCAL token for each locator: a letter first, nothing but letters, digits, dots and hyphens.

    Locators that come out alike get a number after them, in the order of the document.
    """
    found: dict[str, str] = {}
    for at in (provision.at for chapter in edition.chapters for provision in chapter.provisions):
        token = re.sub(r"[^a-zA-Z0-9.]+", "-", at).strip("-.")
        token = token if token[:1].isalpha() else f"p{token}"
        taken = set(found.values())
        numbers = (f"{token}_{number}" for number in range(2, len(taken) + 3))
        found[at] = token if token not in taken else next(each for each in numbers if each not in taken)
    return found


def _props(pairs: Iterable[tuple[str, object]]) -> list[Node]:
    """Return properties in our namespace, none for what is ``None`` or empty.

    Several values make one property: trestle keeps one of each name when it assembles a catalog from Markdown.
    """
    values = ((name, "; ".join(value) if isinstance(value, list | tuple) else value) for name, value in pairs)
    return [{"name": name, "ns": NAMESPACE, "value": _line(str(value))} for name, value in values if value]


def _label(text: str) -> list[Node]:
    return [{"name": "label", "value": text}]


def _links(href: str | None) -> list[Node]:
    return [{"href": href, "rel": "reference", "text": "Official source"}] if href else []


def _node(**parts: Any) -> Node:
    """Return a piece with OSCAL's spelling of its names, without what is empty."""
    return {name.replace("_", "-"): value for name, value in parts.items() if value}


def _line(text: str) -> str:
    return " ".join(text.split())


def _uuid(name: str) -> str:
    return str(uuid5(_UUIDS, name))
