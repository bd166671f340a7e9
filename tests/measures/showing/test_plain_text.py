"""Plain text keeps within 80 columns whatever it is given, and loses no word."""

from hypothesis import given
from hypothesis import strategies as st

from clearline.measures.showing.plain_text import WIDTH, labelled, prose, table

WORDS = st.text("abc -", max_size=200)


def test_prose_wraps_at_the_width_and_indents_the_lines_after_the_first() -> None:
    lines = prose("word " * 40, 2, 4).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert lines[0].startswith("  word")
    assert all(line.startswith("    word") for line in lines[1:])


def test_a_label_stands_beside_its_text_and_a_long_one_above_it() -> None:
    assert labelled("Change", "up " * 40).splitlines()[0].startswith("Change       up")
    assert labelled("Change", "up " * 40).splitlines()[1].startswith(" " * 13 + "up")
    assert labelled("A label that is long", "up") == "A label that is long\n             up"


def test_a_label_that_stands_in_its_text_too_is_put_only_in_front() -> None:
    assert labelled("", "up") == "             up"


@given(st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=4))
def test_a_table_of_anything_fits_and_keeps_every_letter(rows: list[tuple[str, ...]]) -> None:
    text = table(("one", "two", "three", "four"), rows)
    assert max(map(len, text.splitlines())) <= WIDTH
    wanted = "".join("".join(cell for row in rows for cell in row).split())
    body = "".join(text.split("\n", 2)[2].split())
    assert sorted(body) == sorted(wanted)


def test_numbers_stand_to_the_right_under_their_heading() -> None:
    lines = table(("area", "figure"), [("Northmoor", "1"), ("x", "1,000")], right=("figure",)).splitlines()
    assert lines == ["area       figure", "---------  ------", "Northmoor       1", "x           1,000"]


def test_more_columns_than_there_is_room_for_stay_readable() -> None:
    text = table([f"column{n}" for n in range(20)], [[str(n) for n in range(20)]])
    assert "19" in text
