"""Files kept by what is in them."""

from pathlib import Path

import pytest

from clearline.kit.errors import BadInput
from clearline.kit.filed import digest_of, file_away, path_of, read_filed


def test_what_is_filed_comes_back_and_the_same_is_kept_once(tmp_path: Path) -> None:
    digest = file_away(tmp_path, b"minutes")
    assert file_away(tmp_path, b"minutes") == digest == digest_of(b"minutes")
    assert read_filed(tmp_path, digest) == b"minutes"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [digest]


def test_a_filed_file_cannot_be_written_over_by_the_program(tmp_path: Path) -> None:
    assert path_of(tmp_path, file_away(tmp_path, b"minutes")).stat().st_mode & 0o222 == 0


def test_a_file_that_is_gone_or_changed_is_told_and_never_handed_out(tmp_path: Path) -> None:
    place = path_of(tmp_path, file_away(tmp_path, b"minutes"))
    place.chmod(0o600)
    place.write_bytes(b"other minutes")
    with pytest.raises(BadInput, match="not what was filed"):
        read_filed(tmp_path, place.name)
    place.unlink()
    with pytest.raises(BadInput, match="no longer there"):
        read_filed(tmp_path, place.name)


def test_a_name_that_is_no_digest_reaches_no_file(tmp_path: Path) -> None:
    for name in ("../secret-key", "", "A" * 64, "0" * 63, "0" * 64 + "\n"):
        with pytest.raises(ValueError, match="no digest"):
            path_of(tmp_path, name)
