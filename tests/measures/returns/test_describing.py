"""The reference of the derived tables says of each what a row is and what its columns hold."""

from typing import get_args

from clearline.measures.returns.deriving import derived_tables
from clearline.measures.returns.describing import reference
from clearline.measures.returns.reading import Collection


def test_every_derived_table_is_described_with_its_columns() -> None:
    text = reference()
    for collection in get_args(Collection):
        for table in derived_tables(collection):
            assert f"### {table}\n" in text
    said = text.split("### looked_after\n\n")[1].split("###")[0]
    assert said.startswith("One row a child and year: children looked after on 31 March.")
    assert "`age` (whole number)" in said
    assert "`out_of_area` (yes or no)" in said
    assert "`whereabouts` (text)" in said
    assert "--" not in text
