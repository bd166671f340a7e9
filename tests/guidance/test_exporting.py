"""The plain exports: one row a duty, and JSON that reads back in as what it was made from."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from clearline.guidance.content import read_guidance
from clearline.guidance.exporting import COLUMNS, as_json, as_rows, proof_name
from clearline.guidance.queries import stated_in
from clearline.guidance.schema import Chapter, Duty, Edition, Follows, Guidance, Proof, Provision

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def guidance() -> Guidance:
    return read_guidance(CONTENT)


def edition(duty: Duty, **more: Any) -> Edition:
    return Edition(
        document="gardens",
        edition="2001",
        title="Gardens",
        kind="statutory-guidance",
        publisher="Nobody",
        published="2001",
        acknowledgement="None.",
        link="https://law.example",
        certainty="second-hand",
        chapters=(Chapter(title="All", provisions=(Provision(at="1.1", heading="Wet", duties=(duty,), **more),)),),
    )


FULL = Duty(
    key="gardener-waters", says="Water.", answers=("1.1#1", "1.1#2"), bearers=("others", "schools"),
    counterparts=("members",), force="must", basis="statute", wording="must", systems=(3, 7), cadence="daily",
    items=("roses", "tulips"), when=("combined",), switch="ascl-act-2009", start=date(2001, 5, 2),
    end=date(2002, 5, 2), rests_on=("water-board",), pair="owner-is-satisfied",
    proofs=(Proof(kind="rule", key="is-wet"), Proof(kind="judgement")),
    follows=(Follows(edition="gardens/1999", key="gardener-sprinkles", as_="widened"),), note="Dry.",
)  # fmt: skip


def test_a_row_tells_all_that_is_known_of_a_duty() -> None:
    (row,) = as_rows(edition(FULL))
    assert dict(zip(COLUMNS, row, strict=True)) == {
        "document": "gardens", "edition": "2001", "chapter": "All", "at": "1.1", "heading": "Wet",
        "key": "gardener-waters", "says": "Water.", "bearers": ("others", "schools"), "counterparts": ("members",),
        "force": "must", "basis": "statute", "wording": "must", "certainty": "second-hand", "systems": (3, 7),
        "cadence": "daily", "items": ("roses", "tulips"), "when": ("combined",), "switch": "ascl-act-2009",
        "from": date(2001, 5, 2), "to": date(2002, 5, 2), "rests_on": ("water-board",), "pair": "owner-is-satisfied",
        "proofs": ("rule:is-wet", "judgement"), "follows": ("widened gardens/1999 gardener-sprinkles",),
        "answers": ("1.1#1", "1.1#2"), "note": "Dry.", "link": "https://law.example",
    }  # fmt: skip


def test_a_row_takes_link_and_certainty_from_where_they_are_stated_nearest() -> None:
    duty = Duty(key="dig", says="Dig.", bearers=("others",), force="may", certainty="seen")
    (row,) = as_rows(edition(duty, link="https://law.example/1.1"))
    found = dict(zip(COLUMNS, row, strict=True))
    assert (found["link"], found["certainty"]) == ("https://law.example/1.1", "seen")


def test_every_field_of_a_duty_has_a_column() -> None:
    fields = {field.encode_name for field in msgspec.structs.fields(Duty)}
    assert fields - set(COLUMNS) == set()


def test_every_duty_of_the_guidance_has_a_row(guidance: Guidance) -> None:
    rows = [row[COLUMNS.index("key")] for row in as_rows(*guidance.editions)]
    assert rows == [stated.duty.key for each in guidance.editions for stated in stated_in(each)]


def test_json_reads_back_in_as_the_same_editions(guidance: Guidance) -> None:
    text = as_json(*guidance.editions)
    assert msgspec.json.decode(text, type=tuple[Edition, ...]) == guidance.editions
    assert text.endswith("]\n")


def test_a_proof_is_named_by_its_kind_and_key() -> None:
    assert proof_name(Proof(kind="register", key="visits")) == "register:visits"
    assert proof_name(Proof(kind="judgement")) == "judgement"
