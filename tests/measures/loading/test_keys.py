"""Two rows with the same labels are found however many slices a large file is looked at in, and others are not."""

import numpy as np
import pytest

from clearline.measures.loading import labels
from clearline.measures.loading.labels import Keys, column_of

PLACES = [f"place {at}" for at in range(100)]


@pytest.mark.parametrize("slice_", [7, 1 << 20])
def test_a_twin_in_another_block_is_found_in_any_number_of_slices(slice_: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "_SLICE", slice_)
    keys = Keys()
    keys.add([column_of(PLACES, np.arange(100, dtype=np.int32)), column_of(["a", "b"], np.zeros(100, np.int32))])
    keys.add([column_of(PLACES, np.arange(100, dtype=np.int32)), column_of(["b", "a"], np.zeros(100, np.int32))])
    assert not keys.any_twice()
    keys.add([column_of(["place 42"], np.zeros(1, np.int32)), column_of(["b"], np.zeros(1, np.int32))])
    assert keys.any_twice()
