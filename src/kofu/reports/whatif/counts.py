"""People counted once: how many in each joint class, age group and area; kept as Parquet.

The file holds no person, but a count of one may point to somebody: it is kept like a roster.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.decide.sql import Columns

Numbers = npt.NDArray[np.int64]
Small = npt.NDArray[np.uint8]
_META = b"kofu-counts"
_OTHERS = ("age", "area", "people")


@dataclass(frozen=True)
class Counts:
    """One row for each joint class, age group and area that occurs, with its people.

    `given`: the roster's columns, and the event if it was given for all. `axes`: a column of band
    numbers by the axis' name. `area`: the place in `areas`.
    """

    given: Columns
    aged_on: date
    axes: Mapping[str, Small]
    age: Small
    area: Numbers
    areas: tuple[str, ...]
    people: Numbers

    @property
    def total(self) -> int:
        return int(self.people.sum())


def save(counts: Counts, path: Path) -> None:
    """Write the counts, whole or not at all. Raises KofuError `output-not-writable`."""
    about = {
        "event": counts.given.constant.get("event"),
        "columns": sorted(counts.given.present),
        "aged_on": counts.aged_on.isoformat(),
    }
    area = pa.DictionaryArray.from_arrays(
        pa.array(counts.area, pa.int32()), pa.array(counts.areas, pa.string())
    )
    columns = {**{name: pa.array(one) for name, one in counts.axes.items()}}
    others = (pa.array(counts.age), area, pa.array(counts.people))
    table = pa.table({**columns, **dict(zip(_OTHERS, others, strict=True))})
    with whole_file(path) as draft:
        pq.write_table(table.replace_schema_metadata({_META: json.dumps(about)}), draft)


def read(path: Path) -> Counts:
    """Counts that `save` wrote. Raises KofuError `file-missing`, `counts-unreadable`."""
    if not path.is_file():
        raise KofuError("file-missing", Place(str(path)))
    try:
        table = pq.read_table(path)
        about = json.loads(table.schema.metadata[_META])
        event = about["event"]
        area = table.column("area").combine_chunks().dictionary_encode()
        return Counts(
            given=Columns(frozenset(about["columns"]), {"event": event} if event else {}),
            aged_on=date.fromisoformat(about["aged_on"]),
            axes={
                name: table.column(name).to_numpy()
                for name in table.column_names
                if name not in _OTHERS
            },
            age=table.column("age").to_numpy(),
            area=area.indices.to_numpy().astype(np.int64),
            areas=tuple(area.dictionary.to_pylist()),
            people=table.column("people").to_numpy(),
        )
    except (pa.ArrowInvalid, KeyError, TypeError, ValueError) as error:
        raise KofuError("counts-unreadable", Place(str(path))) from error
