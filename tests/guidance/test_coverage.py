"""Coverage: every sentence of a source is answered, and none is copied. The texts here are made up."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clearline.guidance.content import read_editions
from clearline.guidance.coverage import (
    copied_runs,
    coverage,
    layout_of,
    passages,
    read_source,
    source_sentences,
    source_units,
    split_sentences,
)
from clearline.guidance.schema import Chapter, Duty, Edition, Provision
from clearline.kit.reading import read_yaml

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"
REGISTER = SHARED / "guidance" / "register.jsonl"

with_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the source documents are not here: {SEEDS}")
with_register = pytest.mark.skipif(not REGISTER.is_file(), reason=f"the draft register is not here: {REGISTER}")


def units(*lines: str) -> dict[str, str]:
    return source_units("\n".join(["- 1.1** Opening words.", "", *lines]), "numbered")


def edition(*duties: Duty, name: str = "2001", source_file: str | None = "gardens.txt") -> Edition:
    return Edition(
        document="gardens",
        edition=name,
        title="Gardens",
        kind="statutory-guidance",
        publisher="Nobody",
        published="2001",
        acknowledgement="None.",
        source_file=source_file,
        chapters=(Chapter(title="All", provisions=(Provision(at="1.1", duties=duties),)),),
    )


def duty(*answers: str, says: str = "Somebody waters.", key: str = "gardener-waters", **more: Any) -> Duty:
    return Duty(key=key, says=says, answers=answers, bearers=("others",), force="should", **more)


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("One bed.", 1),
            ("One bed. Two beds.", 2),
            ("no full stop at the end", 1),
            ("Is it wet? It is! So wait.", 3),
            ("Use peat, e.g. Irish peat, or bark, i.e. Scots bark.", 1),
            ("See the Act (c. 41) and S.I. No. 12 of that year.", 1),
            ("Ask Mr. Green and Dr. Brown.", 1),
            ("He said “water it”. Then it rained.", 2),
            ('He said "water it." Then it rained.', 2),
            ("(All of it.) Then stop.", 2),
            ("It ended in 2009. The next began.", 2),
            ("The 3.5 metres stay. Elsewhere 4.", 2),
            ("These are the children's. Others are not.", 2),
            ("A list (Kew, 2007) [kew.example] and more . . . to come", 1),
            ("A stray mark in ?essence or the Local ?Garden Board is no end.", 1),
            ("'Who waters? Gardens in drought' is one title and two sentences.", 2),
            ("", 0),
            ("   ", 0),
        ],
    )
    def test_count(self, text: str, count: int) -> None:
        assert len(split_sentences(text)) == count

    def test_words_are_kept_whole(self) -> None:
        assert split_sentences("He said “yes”. “No,” she said.") == ["He said “yes”.", "“No,” she said."]


class TestNumbered:
    def test_paragraphs_with_and_without_the_dash(self) -> None:
        found = units("**1.2** Bold, no dash.", "- **1.3** Bold and dash.", "- 1.4** Half bold.")
        assert found == {
            "1.1": "Opening words.",
            "1.2": "Bold, no dash.",
            "1.3": "Bold and dash.",
            "1.4": "Half bold.",
        }

    def test_a_figure_at_the_start_of_a_line_is_no_paragraph(self) -> None:
        assert units("1.5 metres is enough.") == {"1.1": "Opening words. 1.5 metres is enough."}

    def test_headings_and_front_matter_are_no_units(self) -> None:
        front = "# Gardens\n\n# Contents\n\n<b>Section 1</b>\t<b>3</b>\n\n"
        text = front + "# Section 1:\n\n- 1.1** Dig.\n\n## Next\n\n- 1.2** Sow."
        assert source_units(text, "numbered") == {"1.1": "Dig.", "1.2": "Sow."}

    def test_text_under_a_heading_without_a_number_is_not_lost(self) -> None:
        assert units("### On **weeds**", "", "Pull them.")["On weeds"] == "Pull them."

    def test_page_break_and_footnotes_inside_a_paragraph(self) -> None:
        found = units(
            "- 1.2** Water the<sup>1</sup> roses and", "", "<sup>1</sup> All kinds. Even dog roses.", "",
            "<sup>2</sup> And", "tulips.", "", "", "the tulips.<sup>2</sup> Then rest.",
        )  # fmt: skip
        assert found["1.2"] == "Water the roses and the tulips. Then rest."
        assert found["fn1"] == "All kinds. Even dog roses."
        assert found["fn2"] == "And tulips."

    def test_page_break_inside_a_bullet(self) -> None:
        found = units("- 1.2** Tools:", "- a spade and", "", "<sup>3</sup> Sharp.", "", "a fork;", "- a rake.")
        assert (found["1.2.1"], found["1.2.2"]) == ("a spade and a fork;", "a rake.")

    def test_letters_with_and_without_the_dash(self) -> None:
        found = units("**1.2** Gardeners:", "", "a) dig:", "", "- deep;", "- straight;", "", "- b) sow.")
        assert found["1.2.a"] == "dig:"
        assert (found["1.2.a.1"], found["1.2.a.2"], found["1.2.b"]) == ("deep;", "straight;", "sow.")

    def test_bullets_indented_irregularly_are_one_list(self) -> None:
        found = units("- 1.2** Tools:", "- one", "  - two", "    - three", "- four")
        assert [unit for unit in found if unit.startswith("1.2.")] == ["1.2.1", "1.2.2", "1.2.3", "1.2.4"]

    def test_letter_indented_after_unindented_letter(self) -> None:
        found = units(
            "- 1.2** They:", "- a) dig;", "  - b) sow, by:", "", "<sup>1</sup> Note.", "", "- hand;", "  - drill."
        )
        assert {"1.2.a", "1.2.b", "1.2.b.1", "1.2.b.2"} <= set(found)

    def test_a_deeper_bullet_after_a_colon_opens_a_list_of_its_own(self) -> None:
        found = units(
            "- 1.2** Keep:", "- a) the shed. In particular:", "- tidy;", "  - locked, with:", "    - a key;",
            "    - a bolt;", "  - dry;", "- b) the gate.",
        )  # fmt: skip
        assert [unit for unit in found if unit.startswith("1.2.")] == [
            "1.2.a", "1.2.a.1", "1.2.a.2", "1.2.a.2.1", "1.2.a.2.2", "1.2.a.3", "1.2.b",
        ]  # fmt: skip

    def test_sections_of_an_act_in_an_appendix(self) -> None:
        found = units(
            "# Appendix 1: Law", "## Gardens Act 1901", "### Section 18: Head gardener<sup>9</sup>", "",
            "- (1) There must be one for—", "  - (a) beds; and", "", "- (b) paths.", "  - (2) The head", "rests.", "",
            "### Section 19A: Under gardener", "", "Alone here.", "", "- (1) May help.<sup>9</sup>", "---", "",
            "<sup>9</sup> In force (see SI 1902 No. 7 The Order).",
        )  # fmt: skip
        del found["1.1"]
        assert found == {
            "s18(1)": "There must be one for—",
            "s18(1)(a)": "beds; and",
            "s18(1)(b)": "paths.",
            "s18(2)": "The head rests.",
            "s19A": "Alone here.",
            "s19A(1)": "May help.",
            "fn9": "In force (see SI 1902 No. 7 The Order).",
        }

    def test_a_chapter_called_section_is_no_section_of_an_act(self) -> None:
        assert "1.2" in units("# Section 2: Beds", "", "- 1.2** Dig.")

    def test_lists_of_an_appendix_are_named_by_their_heading(self) -> None:
        text = source_sentences(
            "- 1.1** Dig.\n# Appendix 2:\n## Useful links\n\nAll [here](http://x.example)\n\n### **Spades**\n\n"
            "*Which spade? Spades compared* (Kew, 1999)\n\nHoes. [www.hoe.example](http://www.hoe.example)\n",
            "numbered",
        )
        assert list(text) == ["1.1#1", "App2:Useful links#1", "App2:Spades#1", "App2:Spades#2"]
        assert text["App2:Useful links#1"] == "All here"

    def test_no_word_is_lost_or_invented(self) -> None:
        lines = ["- 1.2** *Every* word", "", "<sup>1</sup> Note.", "", "stays.", "- b) here:", "    - and here"]
        words = " ".join(units(*lines).values()).split()
        assert sorted(words) == sorted(
            ["Opening", "words.", "Every", "word", "stays.", "Note.", "here:", "and", "here"]
        )


class TestLines:
    def test_references_are_line_and_sentence(self) -> None:
        text = "Gardens\n\nDig. Then sow.\n  • Weed\n---\n- Rest\n<http://garden.example>"
        assert source_sentences(text, "lines") == {
            "L1#1": "Gardens",
            "L3#1": "Dig.",
            "L3#2": "Then sow.",
            "L4#1": "Weed",
            "L6#1": "Rest",
            "L7#1": "<http://garden.example>",
        }

    def test_form_markup_is_not_counted(self) -> None:
        assert source_units('<input type="checkbox"/> Rose\t<input checked="" type="checkbox"/> Lily', "lines") == {
            "L1": "Rose Lily"
        }

    def test_layout_is_told_from_the_text(self) -> None:
        assert layout_of("Title\n\n**1.1** Dig.") == "numbered"
        assert layout_of("Title\n\n1.5 metres of rope. See 2.1.") == "lines"


class TestCoverage:
    SOURCE = "- 1.1** Water the beds. Then rest.\n- 1.2** Sow.\n"

    def test_all_answered(self) -> None:
        found = coverage(edition(duty("1.1#1", "1.1#2"), duty("1.2#1", key="sower-sows")), self.SOURCE, ())
        assert found.complete
        assert (found.units, found.sentences) == (2, 3)

    def test_what_is_not_answered_is_named_in_order(self) -> None:
        found = coverage(edition(duty("1.1#1")), self.SOURCE, ())
        assert found.unanswered == ("1.1#2", "1.2#1")
        assert not found.complete

    def test_an_answer_that_points_nowhere_is_named_with_its_duty(self) -> None:
        found = coverage(edition(duty("1.1#1", "1.1#2", "1.2#1", "1.1#3", "1.2")), self.SOURCE, ())
        assert [fault.words for fault in found.astray] == ["1.1#3", "1.2"]
        assert found.astray[0].place == "gardens/2001 1.1 gardener-waters"
        assert not found.complete

    def test_editions_with_the_same_source_answer_together(self) -> None:
        act = edition(duty("1.2#1"), name="act")
        other = edition(duty("1.1#2"), name="other", source_file="ponds.txt")
        unnamed = edition(duty("1.1#2"), name="unnamed", source_file=None)
        one = edition(duty("1.1#1"))
        assert coverage(one, self.SOURCE, (), [one, act, other, unnamed]).unanswered == ("1.1#2",)

    def test_copied_words_are_found_wherever_they_stand(self) -> None:
        source = "- 1.1** Every gardener should water the red roses at dawn.\n"
        words = "gardener should water the red roses at dawn"
        for part in (
            {"says": words}, {"note": words}, {"cadence": words}, {"wording": words}, {"items": ("x", words)},
        ):  # fmt: skip
            found = coverage(edition(duty("1.1#1", **part)), source, ())
            assert [fault.words for fault in found.copied] == [words], part

    def test_source_that_is_absent_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "gardens.txt").write_text("- 1.1** Dig.", encoding="utf-8")
        assert read_source(edition(), tmp_path) == "- 1.1** Dig."
        assert read_source(edition(source_file="ponds.txt"), tmp_path) is None
        assert read_source(edition(source_file=None), tmp_path) is None


class TestCopiedRuns:
    SOURCE = (
        "- 1.1** The *Royal Garden Act 1901* asks every head gardener<sup>1</sup> to wa-ter each of the\n\n"
        "<sup>1</sup> Or deputy.\n\n"
        "kitchen’s beds daily and well.\n"
    )

    def runs(self, passage: str, *terms: str) -> list[str]:
        return [fault.words for fault in copied_runs([("here", passage)], [self.SOURCE], terms)]

    def test_seven_words_are_no_copy_and_eight_are(self) -> None:
        assert self.runs("asks every head gardener to wa ter") == []
        assert self.runs("asks every head gardener to wa ter each") == ["asks every head gardener to wa ter each"]

    def test_capitals_punctuation_footnotes_and_page_breaks_do_not_hide_a_copy(self) -> None:
        assert self.runs("EACH of the kitchen's, beds -- daily; AND (well)") == [
            "each of the kitchen's beds daily and well"
        ]

    def test_a_run_is_given_whole_and_once(self) -> None:
        found = self.runs("Here it asks every head gardener to wa-ter each of the kitchen's beds, they say")
        assert found == ["asks every head gardener to wa ter each of the kitchen's beds"]

    def test_two_runs_in_one_passage(self) -> None:
        again = "asks every head gardener to wa ter each"
        assert self.runs(f"{again} or not {again}") == [again, again]

    def test_a_name_counts_as_one_word(self) -> None:
        passage = "the Royal Garden Act 1901 asks every head gardener"
        assert self.runs(passage) == ["the royal garden act 1901 asks every head gardener"]
        assert self.runs(passage, "Royal Garden Act 1901") == []
        assert self.runs(passage + " to wa ter", "Royal Garden Act 1901") != []

    def test_a_name_cut_short_excuses_nothing(self) -> None:
        assert self.runs("Garden Act 1901 asks every head gardener to", "Royal Garden Act 1901") != []

    def test_the_longest_name_counts(self) -> None:
        passage = "the royal garden act 1901 asks every head gardener"
        assert self.runs(passage, "Royal Garden", "Royal Garden Act 1901", "") == []

    def test_other_wording_is_free(self) -> None:
        assert self.runs("Beds in the kitchen garden get water each day from whoever is in charge.") == []


@with_seeds
@with_register
def test_parser_gives_exactly_the_references_of_the_register() -> None:
    cited: dict[str, set[str]] = {}
    for line in REGISTER.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        cited.setdefault(row["seed"], set()).update(row["src"])
    for name, references in cited.items():
        (path,) = SEEDS.glob(f"{Path(name).stem[:3]}*.txt")
        text = path.read_text(encoding="utf-8")
        assert set(source_sentences(text, layout_of(text))) == references, path.name


@with_seeds
def test_no_word_of_the_guidance_is_lost() -> None:
    (path,) = SEEDS.glob("003*.txt")
    text = path.read_text(encoding="utf-8")
    kept = " ".join(source_units(text, "numbered").values())
    body = text[text.index("- 1.1**") :]
    body = re.sub(r"(?m)^#.*$|^---$", " ", body)  # headings are no units
    body = re.sub(r"(?m)^\s*(?:- )?(?:\*\*)?(?:\d+\.\d+\*\*|[a-z]\)|\((?:\d+|[a-z])\)|<sup>\d+</sup>) ", " ", body)
    body = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"(?m)^\s*- (?:[a-z]\)|\(\w+\))? ?", " ", body))
    body = re.sub(r"<sup>\d+</sup>|\*", "", body)
    assert sorted(kept.split()) == sorted(body.split())


EDITIONS = sorted(f"{path.parent.parent.name}/{path.parent.name}" for path in CONTENT.glob("guidance/*/*/edition.yaml"))


def terms() -> list[str]:
    found: list[str] = read_yaml(CONTENT / "guidance" / "terms.yaml")[0]["terms"]
    return found


@with_seeds
@pytest.mark.parametrize("name", EDITIONS)
def test_every_sentence_of_every_source_is_answered(name: str) -> None:
    editions = read_editions(CONTENT / "guidance")
    (each,) = (each for each in editions if f"{each.document}/{each.edition}" == name)
    if each.source_file is None:
        pytest.skip(f"{name} has no source document to hold it against")
    text = read_source(each, SEEDS)
    assert text is not None, f"{each.source_file} is not in {SEEDS}"
    found = coverage(each, text, terms(), editions)
    assert found.unanswered == ()
    assert found.astray == ()
    assert found.copied == ()


@with_seeds
def test_nothing_in_the_content_is_copied_from_any_source() -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    files = [path for path in sorted(CONTENT.rglob("*.yaml")) if path.name != "terms.yaml"]
    content = [found for path in files for found in words_of(read_yaml(path)[0], str(path.relative_to(ROOT)))]
    assert list(copied_runs(content, sources, terms())) == []


def words_of(data: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield every text in a file with where it stands; an address is not wording."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key != "link":
                yield from words_of(value, f"{place} {key}")
    elif isinstance(data, list):
        for value in data:
            yield from words_of(value, place)
    elif isinstance(data, str):
        yield place, data


def test_terms_are_names_in_order_and_said_once() -> None:
    found = terms()
    assert found == sorted(found, key=str.lower)
    assert len({name.lower() for name in found}) == len(found)
    for name in found:
        assert name[0].isupper(), name
        assert len(name.split()) > 1, name


def test_passages_hold_all_the_wording_of_an_edition() -> None:
    one = edition(duty("1.1#1", note="A note.", items=("an item",), cadence="weekly", wording="should"))
    words = {words for _, words in passages(one)}
    assert {"Gardens", "All", "Somebody waters.", "A note.", "an item", "weekly", "should", "None."} <= words
