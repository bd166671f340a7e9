"""The drawing: everything is there, nothing overlaps, words carry what shapes say, and it is fit for print and ear."""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from line_pictures import STARTER, picture

from clearline.cli import main
from clearline.organisations.drawing import layout as drawing_layout
from clearline.organisations.drawing import svg as drawing_svg
from clearline.organisations.drawing.boxes import Box, Half, Joint, halves
from clearline.organisations.drawing.draw import LEGIBLE, Drawing, draw
from clearline.organisations.drawing.layout import Layout, Place, Point, lay_out
from clearline.organisations.drawing.plan import WIDTH
from clearline.organisations.lines.report import report

SVG = "{http://www.w3.org/2000/svg}"


def drawn(change: dict[str, Any] | None = None, start: str | None = None) -> Drawing:
    shown = picture(change)
    return draw(shown, report(shown, start), whole=start is None)


def words(svg: str) -> list[str]:
    return [str(text.text) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def sides(change: dict[str, Any] | None = None, start: str | None = None) -> tuple[Half, Half]:
    shown = picture(change)
    return halves(shown, report(shown, start), None)


def box(half: Half, key: str) -> Box:
    return half.boxes[key]


def posts(count: int, superior: str, **more: Any) -> dict[str, Any]:
    return {f"post-{n:02}": {"title": f"Post number {n}", "reports_to": superior, **more} for n in range(count)}


SIXTY = {
    "posts": posts(12, "duty-team-manager", front_line=True)
    | {f"lead-{n}": {"title": f"Lead for service {n}", "reports_to": "deputy-director"} for n in range(4)}
    | {f"team-{n:02}": {"title": f"Team manager {n}", "reports_to": f"lead-{n % 4}"} for n in range(14)}
    | {f"worker-{n:02}": {"title": f"Worker {n}", "reports_to": f"team-{n:02}"} for n in range(13)}
}
"""Sixty posts with those of the starter."""

COMMITTEE = {
    "authority": {"executive": "committee-system"},
    "bodies": {"childrens-committee": {"name": "Children's Committee", "kind": "committee"}},
    "offices": {"lead-member": {"answers_to": "childrens-committee"}},
    "posts": {
        "dcs": {"holders": []},
        "duty-team-manager": {"reports_to": "nobody"},
        "head-of-education": {"reports_to": "admissions-manager"},
        "admissions-manager": {"reports_to": "head-of-education"},
    },
}
"""A vacancy, a break and a loop."""

ODD = {
    "posts": {
        "self": {"title": "Self", "reports_to": "self"},
        "b": {"title": "Lead B", "reports_to": "c"},
        "c": {"title": "Lead C", "reports_to": "d"},
        "d": {"title": "Lead D", "reports_to": "b"},
        "e": {"title": "Worker E", "reports_to": "d", "front_line": True},
        "g": {"title": "Lead G", "reports_to": ["head-of-housing", "e", "head-of-education"]},
        "h": {"title": "Post H", "reports_to": "leader"},
        "visitor": {"title": "Visitor", "reports_to": "nobody", "employer": "primary-care-trust"},
        "lost": {"title": "Lost", "reports_to": ["chief-executive", "resources-member"]},
        "youth": {"title": "Youth worker", "front_line": True, "reports_to": "head-of-housing"},
        "admissions-manager": {"reports_to": None},
    }
}


class TestWhatIsDrawn:
    def test_every_post_and_office_of_the_picture_is_there(self) -> None:
        professional, political = sides()
        assert set(picture().own_posts) == set(professional.boxes)
        assert set(picture().offices) == set(political.boxes)

    def test_the_director_and_the_lead_member_stand_out(self) -> None:
        professional, political = sides()
        strong = {key for half in (professional, political) for key, one in half.boxes.items() if one.strong}
        assert strong == {"dcs", "chief-executive", "lead-member"}
        assert box(political, "lead-member").labels == ("lead member",)

    def test_posts_of_another_authority_are_left_out(self) -> None:
        professional, _ = sides({"posts": {"theirs": {"title": "Theirs", "authority": "westshire"}}})
        assert "theirs" not in professional.boxes

    def test_a_vacancy_has_a_dashed_box_and_the_word(self) -> None:
        professional, _ = sides(COMMITTEE)
        assert box(professional, "dcs").vacant
        assert "vacant" in words(drawn(COMMITTEE).svg)

    def test_a_break_a_loop_and_what_is_not_known_are_said_in_boxes(self) -> None:
        said = " ".join(words(drawn(COMMITTEE).svg))
        assert "Line breaks reports to nobody" in said
        assert "A loop" in said
        assert "on a loop" in said
        odd = " ".join(words(drawn(ODD).svg))
        assert "Not known superior not stated" in odd
        assert "No line here Managed by Primary Care Trust" in odd
        assert "fork: 3 superiors" in odd
        assert "fork: also to a politician" in odd.replace("fork: also to a  ", "fork: also to a ")
        assert "line at fault: see below" in odd

    def test_a_loop_with_a_way_out_has_no_note_above_it(self) -> None:
        change = {"posts": {
            "head-of-education": {"reports_to": ["admissions-manager", "deputy-director"]},
            "admissions-manager": {"reports_to": "head-of-education"},
        }}  # fmt: skip
        professional, _ = sides(change)
        assert not any(one.shape == "note" for one in professional.boxes.values())

    def test_a_loop_at_the_very_top_has_its_note_at_the_top(self) -> None:
        change = {"posts": {"chief-executive": {"reports_to": "dcs"}}}
        professional, _ = sides(change)
        note = next(one for one in professional.boxes.values() if one.shape == "note")
        assert not any(joint.below == note.key for joint in professional.joints)

    def test_a_break_at_the_very_top_has_its_note_at_the_top(self) -> None:
        professional, _ = sides({"posts": {"chief-executive": {"reports_to": "nobody"}}})
        (note,) = (one for one in professional.boxes.values() if one.shape == "note")
        assert [joint.below for joint in professional.joints if joint.above == note.key] == ["chief-executive"]
        assert professional.to_council == []

    def test_posts_with_the_same_fault_share_one_note(self) -> None:
        professional, _ = sides(
            {"posts": {"dass": {"reports_to": "nobody"}, "head-of-housing": {"reports_to": "nobody"}}}
        )
        (note,) = (one for one in professional.boxes.values() if one.shape == "note")
        assert {j.below for j in professional.joints if j.above == note.key} == {"dass", "head-of-housing"}

    def test_a_member_who_answers_to_nobody_has_a_note(self) -> None:
        _, political = sides({"offices": {"lead-member": {"answers_to": "nobody"}}})
        assert any(one.shape == "note" for one in political.boxes.values())

    def test_a_company_and_a_commissioner_stand_on_the_professional_side(self) -> None:
        change = {
            "authority": {
                "company": {"name": "Children Limited", "functions": ["fostering"]},
                "directions": {"first": {"commissioner": "Commissioner", "functions": ["leaving-care"]}},
            },
            "posts": {"fostering-manager": {"reports_to": "company"}},
        }
        professional, _ = sides(change)
        assert box(professional, "company").shape == "outside"
        assert box(professional, "direction:first").marks == ("holds: Leaving care",)
        assert any(joint.style == "direction" and joint.below == "dcs" for joint in professional.joints)
        said = " ".join(words(drawn(change).svg))
        assert "company or commissioner" in said
        assert "Commissioner" in said
        assert "Commissioner" not in " ".join(words(drawn(change, "social-worker").svg))
        assert "Commissioner" in " ".join(words(drawn(change, "leaving-care").svg))

    def test_a_commissioner_without_a_director_stands_alone(self) -> None:
        change = {
            "authority": {"directions": {"first": {"commissioner": "Commissioner", "functions": ["leaving-care"]}}},
            "posts": {"dcs": {"roles": []}},
        }
        professional, _ = sides(change)
        assert not any(joint.style == "direction" for joint in professional.joints)

    def test_from_a_post_only_its_lines_and_those_just_below_are_drawn(self) -> None:
        said = words(drawn(start="duty-team-manager").svg)
        assert "Social Worker" in said
        assert "Admissions" not in said
        assert "Leader of the" in said
        assert "2009: Duty and Assessment Team Manager" in " ".join(said)

    def test_from_an_office_its_line_and_those_who_answer_to_it_are_drawn(self) -> None:
        said = " ".join(words(drawn(start="lead-member").svg))
        assert "Assistant Cabinet Member for Schools" in said
        assert "Professional line" not in said

    def test_a_fork_near_what_is_asked_for_shows_both_superiors(self) -> None:
        change = {"posts": {"social-worker": {"reports_to": ["duty-team-manager", "fostering-manager"]}}}
        assert "Fostering Team" in words(drawn(change, "social-worker").svg)


class TestTheLayout:
    @pytest.mark.parametrize("change", [{}, SIXTY, COMMITTEE, ODD], ids=["starter", "sixty", "committee", "odd"])
    @pytest.mark.parametrize(("hang", "longest"), [(1, 6), (2, 10), (3, 6), (3, 17)])
    def test_no_box_lies_on_another(self, change: dict[str, Any], hang: int, longest: int) -> None:
        for half in sides(change):
            layout = self.laid(half, hang, longest)
            assert set(layout.places) == set(half.boxes)
            for one, other in combinations(layout.places.values(), 2):
                beside = one.x + one.width <= other.x + 0.01 or other.x + other.width <= one.x + 0.01
                assert beside or one.bottom <= other.y + 0.01 or other.bottom <= one.y + 0.01

    @staticmethod
    def laid(half: Half, hang: int, longest: int) -> Layout:
        heights = {key: drawing_svg.box_height(one) for key, one in half.boxes.items()}
        return lay_out(heights, half.joints, half.apart, hang, longest)

    @pytest.mark.parametrize("hang", [1, 2, 3])
    def test_a_superior_stands_above_those_below(self, hang: int) -> None:
        half = sides(SIXTY)[0]
        places = self.laid(half, hang, 10).places
        for joint in half.joints:
            assert places[joint.above].y < places[joint.below].y

    def test_a_line_past_several_rows_ends_at_both_boxes(self) -> None:
        half = sides(ODD)[0]
        layout = self.laid(half, 1, 6)
        above, below = layout.places["head-of-housing"], layout.places["g"]
        assert any(
            s.points[0] == (above.middle, above.bottom) and s.points[-1][1] == below.y and below.x < s.points[-1][0]
            for s in layout.strokes
        )

    def test_nothing_lies_outside_the_frame(self) -> None:
        layout = self.laid(sides(ODD)[0], 3, 17)
        for x, y in (point for stroke in layout.strokes for point in stroke.points):
            assert -0.01 <= x <= layout.width + 0.01
            assert -0.01 <= y <= layout.height + 0.01

    @pytest.mark.parametrize(
        ("first", "second"),
        [((0, 200), (300, 100)), ((0, 150), (100, 300)), ((0, 200), (200, 0))],
        ids=["overlapping", "one over the other's line", "each over the other's line"],
    )
    def test_lines_of_two_superiors_turn_at_different_levels(
        self, monkeypatch: pytest.MonkeyPatch, first: tuple[int, int], second: tuple[int, int]
    ) -> None:
        levels = [points[1][1] for points in self.two_superiors(monkeypatch, first, second)]
        assert len(set(levels)) == 2

    def test_a_superior_over_anothers_line_turns_off_above_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        long, over = sorted(self.two_superiors(monkeypatch, (0, 150), (100, 300)))
        assert over[1][1] < long[1][1]

    @staticmethod
    def two_superiors(
        monkeypatch: pytest.MonkeyPatch, first: tuple[int, int], second: tuple[int, int]
    ) -> list[tuple[Point, ...]]:
        """Return the lines of two superiors, each given as its x and the x of the one below, as Graphviz would."""
        at = {
            "a": (first[0], 3),
            "b": (second[0], 3),
            "c": (first[1], 2),
            "d": (second[1], 2),
            "e": (0, 1),
            "f": (400, 1),
        }
        answer = "\n".join(f"node n{n} {x / 72} {row} 1 1" for n, (x, row) in enumerate(at.values()))
        monkeypatch.setattr(drawing_layout, "ask_graphviz", lambda dot: answer)
        joints = [
            Joint("a", "c", "professional"),
            Joint("b", "d", "professional"),
            Joint("c", "e", "professional"),
            Joint("d", "f", "professional"),
        ]
        layout = lay_out(dict.fromkeys(at, 20.0), joints, set(), 0, 1)
        return [stroke.points for stroke in layout.strokes if stroke.points[0][1] == 20.0]

    def test_the_engine_is_asked_nothing_twice_for_one_drawing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str] = []

        def ask(dot: str) -> str:
            asked.append(dot)
            return drawing_layout.ask_graphviz(dot)

        monkeypatch.setattr("clearline.organisations.drawing.draw.ask_graphviz", ask)
        drawn(SIXTY)
        assert 1 < len(asked) == len(set(asked))

    def test_a_side_with_nothing_in_it_takes_no_room(self) -> None:
        assert lay_out({}, [], set(), 1, 6) == Layout({}, (), 0.0, 0.0)


class TestPrinting:
    def test_the_starter_is_legible_on_a4(self) -> None:
        found = drawn()
        assert found.size.startswith("A4")
        assert found.smallest_text >= LEGIBLE

    def test_sixty_posts_are_legible_on_one_sheet(self) -> None:
        assert len(picture(SIXTY).own_posts) == 60
        found = drawn(SIXTY)
        assert found.smallest_text >= LEGIBLE
        wide, high = re.findall(r'(?:width|height)="([0-9.]+)pt"', found.svg)
        assert max(float(wide), float(high)) <= 1134
        assert min(float(wide), float(high)) <= 785

    def test_the_size_named_is_the_size_of_the_smallest_text(self) -> None:
        found = drawn(SIXTY)
        root = ElementTree.fromstring(found.svg)
        scale = float(root.attrib["width"][:-2]) / float(root.attrib["viewBox"].split()[2])
        sizes = [float(text.attrib["font-size"]) for text in root.iter(f"{SVG}text")]
        assert min(sizes) * scale == pytest.approx(found.smallest_text, abs=0.05)

    def test_titles_stay_inside_their_boxes_however_long(self) -> None:
        long = {"posts": {"dcs": {"title": "Extraordinarily-" * 12 + "long " * 40}}}
        half = sides(long)[0]
        for line, size, more in drawing_svg.box_words(box(half, "dcs")):
            wide = drawing_svg.text_width(line, size) * (1.14 if "bold" in more else 1)
            assert wide <= WIDTH
        assert "…" in drawn(long).svg

    def test_a_title_of_nothing_but_spaces_has_a_box_all_the_same(self) -> None:
        assert drawing_svg.wrap("   ", 100, 10) == [""]

    def test_the_same_picture_gives_the_same_bytes(self) -> None:
        assert drawn(ODD).svg == drawn(ODD).svg

    def test_a_picture_too_long_for_legible_print_says_so(self, tmp_path: Path) -> None:
        tiers = {
            f"t{n:02}": {"title": f"Tier {n}", "reports_to": f"t{n - 1:02}" if n else "social-worker"}
            for n in range(40)
        }
        path = tmp_path / "deep.yaml"
        (tmp_path / "starter.yaml").write_text(STARTER.read_text(encoding="utf-8"), encoding="utf-8")
        path.write_text(json.dumps({"extends": "starter.yaml", "posts": tiers}), encoding="utf-8")
        out = tmp_path / "deep.svg"
        result = CliRunner().invoke(main, ["line", str(path), "--on", "2009-09-01", "--draw", str(out)])
        assert "That is hard to read: draw a part of it with --from." in result.stderr


class TestReadingAloud:
    def test_title_and_description_are_tied_to_the_picture(self) -> None:
        root = ElementTree.fromstring(drawn().svg)
        title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert desc is not None
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {desc.attrib['id']}"
        assert title.text == "Our Council, lines of accountability on 1 September 2009"

    def test_the_description_has_both_lines_in_words(self) -> None:
        desc = ElementTree.fromstring(drawn().svg).find(f"{SVG}desc")
        assert desc is not None
        assert "- Social Worker > Duty and Assessment Team Manager > " in str(desc.text)
        assert "(lead member) > Leader of the Council > the Council" in str(desc.text)

    def test_reading_order_is_top_down_and_the_council_first(self) -> None:
        said = words(drawn().svg)
        order = [
            said.index(one) for one in ("The Council", "Professional line", "Chief Executive", "DCS", "Social Worker")
        ]
        assert order == sorted(order)
        assert said.index("Social Worker") < said.index("Political line") < said.index("lead member")

    def test_the_faults_are_listed_in_words_under_the_picture(self) -> None:
        said = words(drawn(COMMITTEE).svg)
        assert "Where the lines are broken, forked or looping" in said
        assert any(one.startswith("The Duty and Assessment Team Manager reports to nobody.") for one in said)
        assert "Where the lines are broken, forked or looping" not in words(drawn().svg)

    def test_no_colour_carries_a_meaning_alone(self) -> None:
        said = words(drawn(COMMITTEE).svg)
        for one in ("vacant on the day", "why a line goes no further", "line at fault, said in words"):
            assert one in said
        svg = drawn(COMMITTEE).svg
        assert "stroke-dasharray" in svg
        assert 'stroke-width="3.6"' in svg

    def test_the_legend_has_only_what_is_on_the_page(self) -> None:
        said = words(drawn().svg)
        assert "officer's post" in said
        assert "vacant on the day" not in said

    def test_words_that_look_like_markup_stay_words(self) -> None:
        svg = drawn({"posts": {"dcs": {"title": '<b>"&\x08'}}}).svg
        assert "<b>" not in svg
        assert '<b>"&\ufffd' in words(svg)


def test_a_place_knows_its_middle_and_bottom() -> None:
    place = Place(10, 20, 30, 40)
    assert (place.middle, place.bottom) == (25, 60)
