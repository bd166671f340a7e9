"""The real content has the shape that everything else relies on, and faults in content are told with file and line."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest

from clearline.checks import rules
from clearline.checks.engine import find_rule
from clearline.guidance import content
from clearline.guidance.content import compiled_bytes, edition_checksum, read_edition, read_editions, read_guidance
from clearline.guidance.queries import Stated, stated_in
from clearline.guidance.schema import Guidance, Proof
from clearline.kit.errors import BadInput
from clearline.kit.reading import read_yaml

CONTENT = Path(__file__).parents[2] / "content"
EDITIONS = sorted(
    f"{path.parent.parent.name}/{path.parent.name}" for path in (CONTENT / "guidance").glob("*/*/edition.yaml")
)
RULES = Path(rules.__path__[0])
RULE_KEYS = sorted(path.stem.replace("_", "-") for path in RULES.glob("*.py") if path.stem != "__init__")
NEEDS_NO_PROOF = ("information", "may", "asked", "comment")


@pytest.fixture(scope="module")
def guidance() -> Guidance:
    return read_guidance(CONTENT)


def everything(guidance: Guidance) -> Iterator[Stated]:
    return chain.from_iterable(stated_in(edition) for edition in guidance.editions)


def proofs(guidance: Guidance) -> Iterator[tuple[str, Proof]]:
    """Yield every proof with the place of its duty."""
    return ((place(stated), proof) for stated in everything(guidance) for proof in stated.duty.proofs)


def place(stated: Stated) -> str:
    return f"{stated.edition.document}/{stated.edition.edition} {stated.provision.at} {stated.duty.key}"


class TestEditions:
    def test_every_edition_that_has_a_folder_is_read(self, guidance: Guidance) -> None:
        assert [f"{edition.document}/{edition.edition}" for edition in guidance.editions] == EDITIONS

    def test_keys_and_locators_occur_once_in_an_edition(self, guidance: Guidance) -> None:
        for edition in guidance.editions:
            keys = Counter(stated.duty.key for stated in stated_in(edition))
            places = Counter(provision.at for chapter in edition.chapters for provision in chapter.provisions)
            assert [name for name, count in (*keys.items(), *places.items()) if count > 1] == []

    def test_a_replaced_edition_ends_the_day_before_the_next_begins(self, guidance: Guidance) -> None:
        known = {f"{edition.document}/{edition.edition}": edition for edition in guidance.editions}
        for edition in guidance.editions:
            if edition.replaced_by:
                assert edition.end is not None
                assert known[edition.replaced_by].start == edition.end + timedelta(days=1)

    def test_dates_are_in_order(self, guidance: Guidance) -> None:
        spans = [(edition.edition, edition.start, edition.end) for edition in guidance.editions]
        spans += [(key, body.start, body.end) for key, body in guidance.bodies.items()]
        spans += [(place(stated), stated.duty.start, stated.duty.end) for stated in everything(guidance)]
        assert [name for name, start, end in spans if start and end and start > end] == []

    def test_what_binds_nobody_raises_no_finding(self, guidance: Guidance) -> None:
        for stated in everything(guidance):
            if stated.edition.kind in ("article", "consultation-response"):
                assert stated.duty.force in ("asked", "comment", "information"), place(stated)


class TestLinks:
    def test_a_pair_is_in_the_same_edition_and_points_back(self, guidance: Guidance) -> None:
        for edition in guidance.editions:
            pair_of = {stated.duty.key: stated.duty.pair for stated in stated_in(edition)}
            assert {key: pair for key, pair in pair_of.items() if pair and pair_of.get(pair) != key} == {}

    def test_a_pair_is_one_of_the_lead_member_with_one_of_the_director(self, guidance: Guidance) -> None:
        for edition in guidance.editions:
            bearers = {stated.duty.key: stated.duty.bearers for stated in stated_in(edition)}
            for stated in stated_in(edition):
                if stated.duty.pair:
                    sides = {*stated.duty.bearers, *bearers[stated.duty.pair]}
                    assert {"dcs", "lead-member"} <= sides, place(stated)

    def test_a_duty_follows_one_that_is_there_in_an_edition_that_came_before(self, guidance: Guidance) -> None:
        keys = {f"{e.document}/{e.edition}": {s.duty.key for s in stated_in(e)} for e in guidance.editions}
        known = {f"{e.document}/{e.edition}": e for e in guidance.editions}
        for stated in everything(guidance):
            for link in stated.duty.follows:
                assert link.key in keys.get(link.edition, ()), place(stated)
                earlier, later = known[link.edition].start, stated.edition.start
                assert earlier is not None
                assert later is None or earlier < later, place(stated)

    def test_a_duty_follows_another_once(self, guidance: Guidance) -> None:
        for stated in everything(guidance):
            links = Counter((link.edition, link.key) for link in stated.duty.follows)
            assert [link for link, count in links.items() if count > 1] == [], place(stated)

    def test_bodies_that_duties_rest_on_are_known(self, guidance: Guidance) -> None:
        missing = [
            (place(stated), body)
            for stated in everything(guidance)
            for body in stated.duty.rests_on
            if body not in guidance.bodies
        ]
        assert missing == []

    def test_systems_of_duties_are_known_and_each_of_the_52_has_a_duty(self, guidance: Guidance) -> None:
        used = {number for stated in everything(guidance) for number in stated.duty.systems}
        assert [system.number for system in guidance.systems] == list(range(1, 53))
        assert sorted(used) == list(range(1, 53))


class TestProofs:
    def test_every_duty_that_can_bind_has_a_proof(self, guidance: Guidance) -> None:
        bare = [s for s in everything(guidance) if s.duty.force not in NEEDS_NO_PROOF and not s.duty.proofs]
        assert [place(stated) for stated in bare] == []

    def test_a_judgement_has_no_key_and_every_other_proof_has_one(self, guidance: Guidance) -> None:
        assert [where for where, proof in proofs(guidance) if (proof.kind == "judgement") != (proof.key is None)] == []

    def test_only_a_measure_says_when_it_passes_and_only_a_rule_has_aspects(self, guidance: Guidance) -> None:
        for where, proof in proofs(guidance):
            assert (proof.kind == "measure") == (proof.passes is not None), where
            assert proof.kind == "rule" or not proof.aspects, where

    @pytest.mark.parametrize("kind", ["measure", "report", "register"])
    def test_keys_that_are_content_are_listed_and_each_is_used(self, guidance: Guidance, kind: str) -> None:
        listed = set(getattr(guidance.proofs, f"{kind}s"))
        used = {proof.key for _, proof in proofs(guidance) if proof.kind == kind and proof.key}
        assert (sorted(used - listed), sorted(listed - used)) == ([], [])

    def test_the_rules_that_duties_name_are_the_rules_there_are(self, guidance: Guidance) -> None:
        named = {proof.key for _, proof in proofs(guidance) if proof.kind == "rule" and proof.key}
        assert (sorted(named - set(RULE_KEYS)), sorted(set(RULE_KEYS) - named)) == ([], [])


class TestRules:
    @pytest.mark.parametrize("key", RULE_KEYS)
    def test_a_rule_has_the_key_of_its_module_a_sentence_and_a_remedy(self, key: str) -> None:
        rule = find_rule(key)
        assert rule.key == key
        assert rule.sentence.endswith(".")
        assert rule.remedy.endswith(".")

    @pytest.mark.parametrize("key", RULE_KEYS)
    def test_a_rule_has_a_case_that_finds_and_one_that_does_not(self, key: str) -> None:
        cases, _ = read_yaml(RULES / f"{key.replace('-', '_')}.cases.yaml")
        assert {bool(case["finds"]) for case in cases} == {True, False}


class TestCompiled:
    def test_the_compiled_file_is_current(self, guidance: Guidance) -> None:
        assert content.COMPILED.read_bytes() == compiled_bytes(guidance), "run `make content`"

    def test_closed_editions_are_what_their_recorded_checksums_say(self, guidance: Guidance) -> None:
        recorded, _ = read_yaml(CONTENT / "guidance" / "checksums.yaml")
        closed = [edition for edition in guidance.editions if edition.closed]
        assert recorded == {f"{e.document}/{e.edition}": edition_checksum(e) for e in closed}

    def test_loading_gives_what_was_compiled(
        self, guidance: Guidance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(content, "COMPILED", tmp_path / "compiled.json")
        content.COMPILED.write_bytes(compiled_bytes(guidance))
        assert content.load.__wrapped__() == guidance

    def test_a_missing_compiled_file_is_bad_input(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(content, "COMPILED", tmp_path / "compiled.json")
        with pytest.raises(BadInput, match=r"is missing\. Run `make content`"):
            content.load.__wrapped__()

    @pytest.mark.parametrize("spoil", [b"\n ", b"\xff\n"], ids=["content", "checksum"])
    def test_a_compiled_file_that_was_changed_by_hand_is_bad_input(
        self, guidance: Guidance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: bytes
    ) -> None:
        monkeypatch.setattr(content, "COMPILED", tmp_path / "compiled.json")
        content.COMPILED.write_bytes(compiled_bytes(guidance).replace(b"\n", spoil, 1))
        with pytest.raises(BadInput, match="has been changed since it was compiled"):
            content.load.__wrapped__()

    def test_the_checksum_of_an_edition_moves_with_its_content_and_not_with_its_files(self, tmp_path: Path) -> None:
        write(tmp_path, "2001", one="title: All\nprovisions: [{at: '1'}]\n")
        first = read_edition(tmp_path / "gardens/2001/edition.yaml")
        write(tmp_path, "2001", one="# A comment.\ntitle: 'All'\nprovisions:\n  - at: '1'\n")
        same = read_edition(tmp_path / "gardens/2001/edition.yaml")
        write(tmp_path, "2001", one="title: All\nprovisions: [{at: '2'}]\n")
        other = read_edition(tmp_path / "gardens/2001/edition.yaml")
        assert edition_checksum(first) == edition_checksum(same) != edition_checksum(other)


HEAD = """\
document: gardens
edition: "{name}"
title: Gardens
kind: act
publisher: Nobody
published: "2001"
acknowledgement: None.
"""


def write(root: Path, name: str, head: str = HEAD, **chapters: str) -> None:
    folder = root / "gardens" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "edition.yaml").write_text(head.format(name=name), encoding="utf-8")
    for title, text in chapters.items():
        (folder / f"{title}.yaml").write_text(text, encoding="utf-8")


class TestFaults:
    def test_chapters_are_read_in_the_order_of_their_names(self, tmp_path: Path) -> None:
        write(tmp_path, "2001", b="title: B\nprovisions: []\n", a="title: A\nprovisions: []\n")
        (edition,) = read_editions(tmp_path)
        assert [chapter.title for chapter in edition.chapters] == ["A", "B"]

    def test_every_fault_of_every_file_is_told_at_once_with_its_line(self, tmp_path: Path) -> None:
        write(tmp_path, "2001", a="title: A\nprovisions:\n  - at: '1'\n    colour: red\n", b="title: B\n")
        write(tmp_path, "2002", head=HEAD + "kinds: act\n")
        with pytest.raises(BadInput) as caught:
            read_editions(tmp_path)
        told = [str(problem).replace(str(tmp_path), "") for problem in caught.value.problems]
        assert [line.split(": ")[0] for line in told] == [
            "/gardens/2001/a.yaml:4", "/gardens/2001/b.yaml:1", "/gardens/2002/edition.yaml:8",
        ]  # fmt: skip
        assert "'colour' is not a key" in told[0]

    def test_an_edition_in_the_wrong_folder_is_refused(self, tmp_path: Path) -> None:
        write(tmp_path, "2001")
        (tmp_path / "gardens/2001").rename(tmp_path / "gardens/2002")
        with pytest.raises(BadInput, match="says gardens/2001, unlike the folder it is in"):
            read_editions(tmp_path)

    @pytest.mark.parametrize("text", ["- a\n", "terms: []\nnames: []\n"])
    def test_a_file_of_one_section_holds_nothing_else(self, tmp_path: Path, text: str) -> None:
        root = tmp_path / "guidance"
        root.mkdir()
        for name in ("bodies", "systems", "terms"):
            (root / f"{name}.yaml").write_text(f"{name}: {'{}' if name == 'bodies' else '[]'}\n", encoding="utf-8")
        (root / "proofs.yaml").write_text("measures: {}\nreports: {}\nregisters: {}\n", encoding="utf-8")
        assert read_guidance(tmp_path).editions == ()
        (root / "terms.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(BadInput, match=r"terms\.yaml:1: needs one section, 'terms', and nothing else"):
            read_guidance(tmp_path)


def test_compiled_bytes_begin_with_the_checksum_of_the_rest() -> None:
    none = read_guidance(CONTENT)
    digest, _, body = compiled_bytes(none).partition(b"\n")
    assert digest.decode() == hashlib.sha256(body).hexdigest()
