"""The JSON Schema lets an editor complete and check every picture that the reader takes."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from clearline.cli import main
from clearline.kit.reading import read_yaml
from clearline.organisations.commands import STARTER
from clearline.organisations.json_schema import ADDRESS, picture_schema
from clearline.organisations.organisation import Organisation

EXAMPLES = Path(__file__).parents[2] / "examples"
SCHEMA = picture_schema()
CHECKER = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def every_node(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for part in node for found in every_node(part)]
    return [node, *(found for part in node.values() for found in every_node(part))] if isinstance(node, dict) else []


def test_the_command_prints_a_schema_that_is_one() -> None:
    result = CliRunner().invoke(main, ["organisation", "schema"])
    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    assert printed["$schema"] == ADDRESS
    assert printed["title"] == "A picture of a children's services organisation"
    assert printed == SCHEMA
    jsonschema.Draft202012Validator.check_schema(printed)


@pytest.mark.parametrize("path", [STARTER, *sorted(EXAMPLES.glob("*.yaml"))], ids=lambda path: path.name)
def test_the_starter_and_every_example_agree_with_the_schema(path: Path) -> None:
    CHECKER.validate(read_yaml(path)[0])


GOOD: dict[str, dict[str, Any]] = {
    "a variant without an authority": {"extends": "base.yaml"},
    "null in place of a thing": {
        "extends": "base.yaml",
        "posts": {"dcs": None},
        "plan": None,
        "schools": {"primary": None},
    },
    "a part of a thing": {
        "extends": "base.yaml",
        "functions": {"fostering": {"carried_out_by": None}},
        "authority": {},
    },
    "yes and no as YAML writes them": {"posts": {"dcs": {"front_line": "yes", "head_of_paid_service": "no"}}},
    "yes, no and true in a dictionary": {"relations": {"family-courts": "yes", "safeguarding-board": True}},
}


@pytest.mark.parametrize("picture", GOOD.values(), ids=GOOD)
def test_an_editor_does_not_complain_of_what_may_be_written(picture: dict[str, Any]) -> None:
    CHECKER.validate(picture)


BAD: dict[str, dict[str, Any]] = {
    "an unknown section": {"postings": {}},
    "an unknown key": {"posts": {"dcs": {"titel": "X"}}},
    "an id with capitals": {"posts": {"DCS": {"title": "X"}}},
    "an unknown kind of school": {"schools": {"primry": {"number": 1}}},
    "an unknown role": {"posts": {"dcs": {"roles": ["boss"]}}},
    "neither yes nor no": {"posts": {"dcs": {"front_line": "maybe"}}},
    "a holder without a person": {"posts": {"dcs": {"holders": [{"kind": "acting"}]}}},
    "null in a list": {"posts": {"dcs": {"holders": [None]}}},
    "a day that is none": {"posts": {"dcs": {"from": "2009-02-30"}}},
}


@pytest.mark.parametrize("picture", BAD.values(), ids=BAD)
def test_an_editor_complains_of_what_the_reader_refuses(picture: dict[str, Any]) -> None:
    assert list(CHECKER.iter_errors(picture))


def test_nothing_is_open_to_unknown_keys_and_every_section_is_there() -> None:
    objects = [node for node in every_node(SCHEMA) if node.get("type") == "object"]
    assert objects
    assert all("additionalProperties" in node for node in objects)
    assert set(SCHEMA["properties"]) == set(Organisation.__struct_encode_fields__)
    assert "required" not in SCHEMA


def test_fixed_words_can_be_completed() -> None:
    schools = SCHEMA["properties"]["schools"]["anyOf"][0]
    assert "primary" in schools["properties"]
    assert schools["additionalProperties"] is False


def test_what_is_needed_is_said_in_words_and_required_only_in_lists() -> None:
    assert SCHEMA["$defs"]["Post"]["description"].endswith("Needs title.")
    assert "required" not in SCHEMA["$defs"]["Post"]
    assert SCHEMA["$defs"]["Holder"]["required"] == ["person"]
    assert SCHEMA["$defs"]["Seat"]["required"] == ["held_by"]
