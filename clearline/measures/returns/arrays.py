"""Makes Arrow arrays from NumPy arrays and texts, buffer by buffer.

``pyarrow.array`` is not used here: where pandas happens to be installed it imports it, which takes a second.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa


def whole_numbers(values: Any, known: Any = None) -> Any:
    """Return a NumPy array of whole numbers as an Arrow array; null where ``known`` (bool for each) is not."""
    values = np.ascontiguousarray(values)
    type_ = pa.from_numpy_dtype(values.dtype)
    valid = None if known is None or known.all() else pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(type_, len(values), [valid, pa.py_buffer(values)])


def texts(values: Sequence[str]) -> Any:
    """Return texts as an Arrow array."""
    raw = [value.encode() for value in values]
    ends = np.cumsum([0, *map(len, raw)], dtype=np.int32)
    return pa.StringArray.from_buffers(len(raw), pa.py_buffer(ends), pa.py_buffer(b"".join(raw)))


def coded(places: Any, words: Sequence[str]) -> Any:
    """Return text as an Arrow dictionary array: for each row the place of its word, null where that is below 0."""
    known = places >= 0
    indices = whole_numbers(places if known.all() else np.where(known, places, 0).astype(places.dtype), known)
    return pa.DictionaryArray.from_arrays(indices, texts(words))


def places(array: Any) -> Any:
    """Return the indices of an Arrow dictionary array without nulls as a NumPy array."""
    return np.from_dlpack(array.indices)
