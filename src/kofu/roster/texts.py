"""Arrow columns as plain texts, and as the bytes of these texts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc


def as_text(cells: pa.Array) -> pa.Array:
    """Cells of any type as strings without nulls (or a dictionary of them); null gives ""."""
    if pa.types.is_dictionary(cells.type) and cells.type.value_type == pa.string():
        if cells.null_count == 0 and cells.dictionary.null_count == 0:
            return cells
        cells = cells.dictionary_decode()
    return pc.fill_null(cells if cells.type == pa.string() else cells.cast(pa.string()), "")


def utf8_bytes(texts: pa.Array) -> npt.NDArray[np.uint8]:
    """The UTF-8 of all texts of a string array, one after the other."""
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int32)
    first, last = offsets[texts.offset], offsets[texts.offset + len(texts)]
    data = texts.buffers()[2]
    if data is None or first == last:
        return np.empty(0, dtype=np.uint8)
    return np.frombuffer(data, dtype=np.uint8)[first:last]
