"""An area that is twice in a file is found however the two rows write it: no question could be answered from them."""

from pathlib import Path

import pytest
from tidy_texts import NORTHMOOR, row, said


@pytest.mark.parametrize(
    "again",
    [
        row("3,4", NORTHMOOR.replace("Northmoor", "Northmoor Borough")),
        row("3,4", NORTHMOOR.replace("North East", "NE")),
        row("3,4", NORTHMOOR.replace("Local authority", "LA").replace("999,E06000999", ",E06000999")),
    ],
)
def test_an_area_whose_name_is_written_in_two_ways_is_still_the_same_area(tmp_path: Path, again: str) -> None:
    assert "a.csv:4: is about the same group" in said([row("1,2"), row("1,2", year="2024"), again], tmp_path / "a.csv")


def test_an_area_twice_is_found_in_a_file_without_levels_too(tmp_path: Path) -> None:
    heading = "time_period,time_identifier,region_code,new_la_code,la_name,group,children,percent"
    start = "2025,Reporting year,E12000001"
    lines = ["2025,Reporting year,,,,All,1,2", f"{start},,,All,1,2", f"{start},E06000999,A,All,1,2"]
    message = said([*lines, f"{start},E06000999,B,All,1,2"], tmp_path / "a.csv", heading)
    assert "a.csv:5: is about the same group" in message
