"""What a register gives out so that no spreadsheet runs it comes back as it was recorded."""

from pathlib import Path

import pytest

from clearline.kit.errors import BadInput
from clearline.kit.writing import neutral
from clearline.registers.cells import from_text
from clearline.registers.content import register_named
from clearline.registers.known import Known
from clearline.registers.loading import LARGEST, read_file


@pytest.mark.parametrize("said", ["- the rota is thin", "=1+1", "+44 people", "@home", "'quoted'", "plain", '"- x"'])
def test_words_that_look_like_a_formula_come_back_without_the_apostrophe(said: str) -> None:
    column = register_named("visits").column("heard")
    assert from_text(column, neutral(said), Known(of={}, stated=True)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("x" * (LARGEST + 1), "too large to read"), ("x" * 200_000 + ",y", "no CSV|not CSV"), (None, "cannot be read")],
)
def test_a_file_that_never_ends_or_is_none_is_told_and_not_read_on(text: str | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "given.csv"
    path.mkdir() if text is None else path.write_text(text)
    with pytest.raises(BadInput, match=said):
        read_file(path, register_named("visits"))
