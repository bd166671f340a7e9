"""What is written as plain YAML is read back as the same data, a thing that is taken away among it."""

from pathlib import Path
from typing import Any

import pytest

from clearline.kit.reading import read_yaml
from clearline.organisations.writing import plain_yaml


@pytest.mark.parametrize(
    "plain",
    [
        {"posts": {"head-of-libraries": None, "head": {"title": 'Head: of "Books"', "front_line": True}}},
        {"plan": None, "considerations": {}, "switched_on": ["ascl-act-2009"]},
    ],
)
def test_plain_data_comes_back_as_it_was(tmp_path: Path, plain: dict[str, Any]) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(plain_yaml(plain), encoding="utf-8")
    assert read_yaml(path)[0] == plain
