"""Areas are found by any name or code, know what they were made from, and never stand for one another silently."""

import pytest

from clearline.kit.errors import BadInput
from clearline.measures.areas import Areas
from clearline.measures.figures import Area

BUCKS = "Buckinghamshire"

LIST = [
    Area(code="E06000999", name="Northmoor, City of", level="authority", region="E12000001", old_code="999"),
    Area(
        code="E10000002", name="Buckinghamshire", level="authority", region="E12000008", old_code="825", last_year=2020
    ),
    Area(
        code="E06000060", name="Buckinghamshire", level="authority", region="E12000008", old_code="825", first_year=2021
    ),
    Area(code="E10000009", name="Dorset", level="authority", region="E12000009", old_code="835", last_year=2019),
    Area(code="E06000059", name="Dorset", level="authority", region="E12000009", old_code="838", first_year=2020),
    Area(code="E08000016", name="Barnsley", level="authority", region="E12000003", old_code="370"),
    Area(code="E08000038", name="Barnsley", level="authority", old_code="370"),
    Area(code="E06000047", name="County Durham", level="authority", region="E12000001", old_code="840"),
    Area(code="E06000010", name="Kingston upon Hull, City of", level="authority", region="E12000003", old_code="810"),
    Area(code="E09000021", name="Kingston upon Thames", level="authority", region="E13000002", old_code="314"),
    Area(code="E12000999", name="The Moors", level="region"),
]
AREAS = Areas(LIST, {"2025": {"825": ("999", "838", "111")}}, {"Northmoor Borough": "E06000999"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("northmoor", "E06000999"), ("Northmoor, City of", "E06000999"), ("e06000999", "E06000999"),
        ("999", "E06000999"),
        ("NORTHMOOR BOROUGH", "E06000999"), ("Buckinghamshire", "E06000060"), ("825", "E06000060"),
        ("E10000002", "E10000002"), ("dorset", "E06000059"), ("835", "E10000009"), ("Barnsley", "E08000016"),
        ("durham", "E06000047"), ("hull", "E06000010"), ("England", "E92000001"), ("970", "E92000001"),
        ("London (Inner)", "E13000001"), ("yorkshire & the humber", "E12000003"), ("the moors", "E12000999"),
        ("Northmoor City Council", "E06000999"), ("Royal Borough of Northmoor", "E06000999"),
        ("City of Northmoor Council", "E06000999"), ("LB Northmoor", "E06000999"),
        ("Durham County Council", "E06000047"),
        ("Hull City Council", "E06000010"), ("South West region", "E12000009"), ("Kingston", "E09000021"),
        ("Buckingham", "E06000060"), ("yorkshire", "E12000003"),
    ],
)  # fmt: skip
def test_an_area_is_found_by_name_or_code_and_the_one_of_today_comes_first(text: str, code: str) -> None:
    assert AREAS.find(text).code == code


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Buckinghamshyre", "closest are: Buckinghamshire"), ("South", "no area 'South'"), ("BCP", "no area 'BCP'"),
        ("County Council", "no area 'County Council'"),
        ("", "Give a name or a code"),
        ("E06000064", "is in no figures that are loaded"), ("zzzz", "Give a name or a code"),
    ],
)  # fmt: skip
def test_an_area_that_is_not_there_is_said_with_the_closest(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        AREAS.find(text)


def test_an_area_names_what_it_was_made_from_and_what_came_after() -> None:
    assert AREAS.find("E06000059").predecessors == ("E10000009",)
    assert AREAS.find("E10000009").successors == ("E06000059",)
    assert AREAS.find("E06000060").predecessors == ("E10000002",)


def test_only_codes_with_one_number_are_one_authority() -> None:
    assert AREAS.codes("E06000060") == ("E06000060", "E10000002")
    assert AREAS.codes("E06000059") == ("E06000059",)
    assert AREAS.codes("E08000038") == ("E08000016", "E08000038")
    assert AREAS.codes("E12000999") == ("E12000999",)
    assert AREAS.codes("nowhere") == ("nowhere",)


def test_neighbours_are_found_by_number_and_the_model_must_be_loaded() -> None:
    assert AREAS.neighbours("E10000002", "2025") == ("E06000999", "E06000059")
    with pytest.raises(BadInput, match="Loaded: 2025"):
        AREAS.neighbours("E10000002", "2021")
    with pytest.raises(BadInput, match="Load a table of neighbours"):
        Areas([], {}, {}).neighbours("E10000002", "2021")


def test_regions_are_the_nine_two_parts_of_london_and_those_of_the_figures() -> None:
    assert len(AREAS.regions()) == 12
    assert {area.level for area in AREAS.authorities()} == {"authority"}
    assert AREAS.of_number("000") is None
