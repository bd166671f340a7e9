"""The OSCAL export: its shape, that its bytes depend on content alone, and that compliance-trestle reads it."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from clearline.guidance.content import read_guidance
from clearline.guidance.oscal import NAMESPACE, OSCAL_VERSION, as_oscal, published_on
from clearline.guidance.schema import Chapter, Duty, Edition, Follows, Guidance, Proof, ProofKeys, Provision, System
from clearline.kit.errors import BadInput

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "tests" / "oscal" / "requirements.lock"
HOME = ROOT / ".venvs" / "trestle"

OFFLINE = re.compile(r"failed to fetch|error sending request|could not connect|dns error|not found in the cache", re.I)
"""What uv says when it cannot reach a package index; anything else it says is a fault."""

TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@pytest.fixture(scope="module")
def guidance() -> Guidance:
    return read_guidance(ROOT / "content")


def edition(*provisions: Provision, **more: Any) -> Edition:
    known: dict[str, Any] = {
        "document": "gardens",
        "edition": "2001",
        "title": "Gardens",
        "kind": "statutory-guidance",
        "publisher": "Ministry of Gardens",
        "published": "May 2001",
        "acknowledgement": "Crown copyright 2001.",
        "chapters": (Chapter(title="All\n of them", provisions=provisions),),
    }
    return Edition(**(known | more))


def gardens(each: Edition) -> Guidance:
    system = System(number=7, name="Watering", cadence="daily", software="count the cans")
    none = ProofKeys(measures={}, reports={}, registers={})
    return Guidance(editions=(each,), bodies={}, systems=(system,), terms=(), proofs=none)


def catalog(each: Edition) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(as_oscal(gardens(each), each))["catalog"]
    return found


def duty(**more: Any) -> Duty:
    known: dict[str, Any] = {"key": "gardener-waters", "says": "Water.", "bearers": ("others",), "force": "should"}
    return Duty(**(known | more))


FULL = duty(
    says="The gardener\n  waters.", counterparts=("schools",), basis="statute", wording="should", systems=(7,),
    cadence="daily", items=("roses", "tulips"), when=("combined",), switch="ascl-act-2009", start=date(2001, 5, 2),
    end=date(2002, 5, 2), rests_on=("water-board",), pair="owner-is-satisfied", certainty="second-hand", note="Dry.",
    proofs=(Proof(kind="rule", key="is-wet"), Proof(kind="judgement")),
    follows=(Follows(edition="gardens/1999", key="gardener-sprinkles", as_="widened"),),
)  # fmt: skip


def test_a_duty_becomes_an_item_with_all_that_is_known_of_it() -> None:
    (group,) = catalog(edition(Provision(at="1.2", heading="Water", link="https://law.example/1.2", duties=(FULL,))))[
        "groups"
    ]
    assert (group["id"], group["title"]) == ("chapter-01", "All of them")
    (control,) = group["controls"]
    assert (control["id"], control["title"]) == ("p1.2", "1.2 Water")
    assert control["links"] == [{"href": "https://law.example/1.2", "rel": "reference", "text": "Official source"}]
    (statement,) = control["parts"]
    (item,) = statement["parts"]
    assert (statement["id"], statement["name"]) == ("p1.2_smt", "statement")
    assert (item["id"], item["prose"]) == ("p1.2_smt.gardener-waters", "The gardener waters.")
    assert [listed["prose"] for listed in item["parts"]] == ["roses", "tulips"]
    assert item["links"] == control["links"]
    assert {prop["name"]: prop["value"] for prop in item["props"] if prop.get("ns") == NAMESPACE} == {
        "key": "gardener-waters", "force": "should", "basis": "statute", "certainty": "second-hand",
        "bearers": "others", "counterparts": "schools", "wording": "should", "cadence": "daily",
        "only-when": "combined", "waits-for": "ascl-act-2009", "in-force-from": "2001-05-02",
        "in-force-to": "2002-05-02", "note": "Dry.", "systems": "7 Watering", "rests-on": "water-board",
        "pair": "owner-is-satisfied", "proofs": "rule:is-wet; judgement",
        "follows": "widened gardens/1999 gardener-sprinkles",
    }  # fmt: skip


def test_what_is_not_known_is_left_out_and_no_list_is_empty() -> None:
    found = catalog(edition(Provision(at="fn3", duties=(duty(),)), Provision(at="9")))
    with_duty, without = found["groups"][0]["controls"]
    assert with_duty["title"] == "fn3"
    assert "links" not in with_duty
    assert "parts" not in with_duty["parts"][0]["parts"][0]
    assert "parts" not in without
    assert [] not in list(values(found))
    assert "" not in list(values(found))


def test_an_edition_without_duties_is_a_catalog_of_metadata() -> None:
    assert set(catalog(edition(chapters=()))) == {"uuid", "metadata"}


def test_metadata_acknowledges_the_source_and_says_when_it_was_in_force() -> None:
    found = catalog(edition(start=date(2001, 5, 2), link="https://law.example", note="Thin.", replaced_by="gardens/9"))
    metadata = found["metadata"]
    assert metadata["remarks"] == "Crown copyright 2001.\n\nThin."
    assert metadata["oscal-version"] == OSCAL_VERSION
    assert metadata["last-modified"] == "2001-05-01T00:00:00+00:00"
    assert metadata["parties"][0]["name"] == "Ministry of Gardens"
    assert metadata["links"][0]["href"] == "https://law.example"
    props = {prop["name"]: prop["value"] for prop in metadata["props"]}
    assert props == {
        "kind": "statutory-guidance", "certainty": "seen", "in-force-from": "2001-05-02", "replaced-by": "gardens/9",
    }  # fmt: skip


def test_identifiers_change_with_the_content_and_with_nothing_else() -> None:
    one, other = edition(Provision(at="1", duties=(duty(),))), edition(Provision(at="1", duties=(duty(note="Wet."),)))
    assert as_oscal(gardens(one), one) == as_oscal(gardens(one), one)
    assert catalog(one)["uuid"] != catalog(other)["uuid"]
    assert catalog(one)["metadata"]["parties"] == catalog(other)["metadata"]["parties"]


def test_locators_that_would_come_out_alike_stay_apart() -> None:
    found = catalog(edition(*(Provision(at=at) for at in ("s1(2)", "s1-2", "s1 (2)", "s2(2A)(a)", "App2:Rose's beds"))))
    ids = [control["id"] for control in found["groups"][0]["controls"]]
    assert ids == ["s1-2", "s1-2_2", "s1-2_3", "s2-2A-a", "App2-Rose-s-beds"]


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("April 2013 (GOV.UK 8 April 2013)", date(2013, 4, 8)),
        ("July 2009 (DCSF-00686-2009)", date(2009, 7, 1)),
        ("Winter 2008 to 2009", date(2008, 1, 1)),
        ("31 February 2010", date(2010, 2, 1)),
        ("2026, a selection", date(2026, 1, 1)),
    ],
)
def test_the_day_of_publication_is_as_exact_as_its_words(published: str, day: date) -> None:
    assert published_on(edition(published=published)) == day


def test_an_edition_that_names_no_year_is_refused() -> None:
    with pytest.raises(BadInput, match="gardens/2001 can't be dated"):
        as_oscal(gardens(edition()), edition(published="long ago"))


def test_identifiers_in_every_edition_are_tokens_and_occur_once(guidance: Guidance) -> None:
    for each in guidance.editions:
        found = [value for key, value in pairs(json.loads(as_oscal(guidance, each))) if key == "id"]
        assert [name for name in found if not TOKEN.fullmatch(name)] == []
        assert [name for name, count in Counter(found).items() if count > 1] == []


def test_every_duty_of_every_edition_is_in_its_catalog(guidance: Guidance) -> None:
    for each in guidance.editions:
        found = Counter(value for key, value in pairs(json.loads(as_oscal(guidance, each))) if key == "prose")
        said = Counter(
            " ".join(text.split())
            for chapter in each.chapters
            for provision in chapter.provisions
            for stated in provision.duties
            for text in (stated.says, *stated.items)
        )
        assert found == said


def test_trestle_validates_every_edition_and_edits_one_without_loss(guidance: Guidance, tmp_path: Path) -> None:
    trestle = made_on_demand()
    run(trestle, "init", "--local", at=tmp_path)
    for each in guidance.editions:
        home = tmp_path / "catalogs" / f"{each.document}-{each.edition}"
        home.mkdir()
        (home / "catalog.json").write_text(as_oscal(guidance, each), encoding="utf-8")
    said = run(trestle, "validate", "--all", at=tmp_path)
    assert said.count("VALID: Model") - said.count("INVALID: Model") == len(guidance.editions)
    run(trestle, "author", "catalog-generate", "-n", "dcs-lm-2013", "-o", "markdown", at=tmp_path)
    run(trestle, "author", "catalog-assemble", "-n", "dcs-lm-2013", "-m", "markdown", "-o", "back", at=tmp_path)
    there, back = (tmp_path / "catalogs" / name / "catalog.json" for name in ("dcs-lm-2013", "back"))
    assert unordered(json.loads(back.read_bytes())) == unordered(json.loads(there.read_bytes()))


def made_on_demand() -> Path:
    """Return trestle's command, in an environment made from its own lock; skip the test where that can't be got."""
    digest = HOME / ".lock"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not digest.is_file() or digest.read_text() != wanted:
        beside = Path(sys.executable).with_name("uv")
        uv = str(beside) if beside.is_file() else shutil.which("uv")
        if uv is None:
            pytest.skip("uv is not here to make the environment for compliance-trestle: `make test` brings it")
        install = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(HOME), str(LOCK)]
        for command in ([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(HOME)], install):
            made = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
            if made.returncode and OFFLINE.search(made.stderr):
                pytest.skip(f"compliance-trestle can't be fetched from here: {made.stderr.strip()[:300]}")
            assert made.returncode == 0, made.stderr
        digest.write_text(wanted)
    return HOME / "bin" / "trestle"


def run(trestle: Path, *arguments: str, at: Path) -> str:
    done = subprocess.run([trestle, *arguments], capture_output=True, text=True, cwd=at, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def unordered(value: Any) -> Any:
    """Return a catalog without what trestle changes on purpose: the date, and the order of properties."""
    if isinstance(value, list):
        return [unordered(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {key: unordered(each) for key, each in value.items() if key != "last-modified"}
    return kept | {"props": sorted(kept.get("props", ()), key=lambda prop: str(prop["name"]))}


def pairs(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key with its value, at any depth."""
    for each in value if isinstance(value, list) else ():
        yield from pairs(each)
    for key, each in value.items() if isinstance(value, dict) else ():
        yield key, each
        yield from pairs(each)


def values(value: Any) -> Iterator[Any]:
    return (each for _, each in pairs(value))


def test_the_export_is_json_with_a_last_line_break_and_readable_letters() -> None:
    each = msgspec.structs.replace(edition(), title="Gärten")
    text = as_oscal(gardens(each), each)
    assert text.endswith("}\n")
    assert "Gärten" in text
