"""The JSON Schema of a picture, with which an editor completes and checks a YAML file as it is typed.

It is a little wider than the reader of files: YAML's yes and no, and null, which takes a thing away in a file that
extends another. Such a file needs less than a whole one, so that only what stands in a list has required keys; what
else is needed is said in words, and `clearline organisation validate` sees to it.
"""

from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from clearline.organisations.organisation import Organisation

ADDRESS = "https://json-schema.org/draft/2020-12/schema"

YES_NO = [True, False, "yes", "no"]


def picture_schema() -> dict[str, Any]:
    """Return the schema of a picture file."""
    whole = msgspec.json.schema(Organisation)
    kinds: dict[str, Any] = whole["$defs"]
    in_lists = set(_referred(kinds, in_list=False))
    structs = _structs(Organisation)
    for name, kind in kinds.items():
        _close(kind, structs[name], needs_all=name in in_lists)
    top = kinds.pop("Organisation")
    top |= {"title": "A picture of a children's services organisation", "description": _ABOUT}
    return {"$schema": ADDRESS, **top, "$defs": _widened(kinds), "properties": _widened(top["properties"])}


_ABOUT = (
    "A children's services organisation as a governance officer writes it down. What is left out is not known, "
    "never no. A file that extends another states only what differs, and null takes a thing away; what it extends may "
    "be a CSV file of posts. A file that stands alone needs authority. `clearline organisation new` writes a whole one."
)


def _referred(node: Any, in_list: bool) -> list[str]:
    """Return the names of the kinds that stand in lists: a list is replaced whole, so its parts are never partial."""
    if isinstance(node, list):
        return [name for part in node for name in _referred(part, in_list)]
    if not isinstance(node, dict):
        return []
    found = [node["$ref"].rpartition("/")[2]] if in_list and "$ref" in node else []
    return found + [name for key, part in node.items() for name in _referred(part, in_list or key == "items")]


def _structs(struct: Any) -> dict[str, Any]:
    """Return every struct that a type is made of, by name."""
    found: dict[str, Any] = {}
    waiting = [struct]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, msgspec.Struct) and one.__name__ not in found:
            found[one.__name__] = one
            waiting += get_type_hints(one).values()
        waiting += get_args(one)
    return found


def _close(kind: dict[str, Any], struct: Any, needs_all: bool) -> None:
    """Name the keys of dictionaries that have a fixed choice, and allow null and parts where a file may be partial."""
    hints = get_type_hints(struct)
    for info in msgspec.structs.fields(struct):
        part = kind["properties"][info.encode_name]
        part.pop("default", None)
        words = _fixed_keys(hints[info.name])
        if words:
            values = _or_null(part.pop("additionalProperties"))
            part |= {"properties": dict.fromkeys(words, values), "additionalProperties": False}
        if not needs_all:
            kind["properties"][info.encode_name] = _or_null(part)
    required = kind.get("required", [])
    if required and not needs_all:
        kind["description"] = f"{kind['description']} Needs {', '.join(kind.pop('required'))}."


def _fixed_keys(hint: Any) -> tuple[str, ...]:
    """Return the keys that a dictionary can have; none where they are free."""
    if get_origin(hint) is not dict:
        return ()
    return tuple(word for word in get_args(get_args(hint)[0]) if isinstance(word, str))


def _or_null(part: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that takes null as well, its description kept in front."""
    if "anyOf" in part and {"type": "null"} in part["anyOf"]:
        return part
    words = {"description": part.pop("description")} if "description" in part else {}
    return {**words, "anyOf": [part, {"type": "null"}]}


def _widened(node: Any) -> Any:
    """Return a schema with yes and no for true and false, and null for the entries of dictionaries."""
    if isinstance(node, list):
        return [_widened(part) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "boolean":
        return {**{key: part for key, part in node.items() if key not in ("type", "default")}, "enum": YES_NO}
    wide = {key: _widened(part) for key, part in node.items()}
    if isinstance(wide.get("additionalProperties"), dict):
        wide["additionalProperties"] = _or_null(wide["additionalProperties"])
    return wide
