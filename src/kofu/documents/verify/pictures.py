"""Some pages of every form looked at: the bulk file beside the single engine, pixel by pixel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from kofu.documents.forms.form import StoppedError
from kofu.documents.readback.damage import DamageError
from kofu.documents.readback.pictures import Sample, compare
from kofu.documents.run.sources import Sources
from kofu.documents.run.work import written
from kofu.documents.values.assignment import assign
from kofu.documents.verify.files import Found, Placed, Reader


@dataclass(frozen=True, slots=True)
class Looked:
    """How many pages were compared, and which differ."""

    compared: int
    found: tuple[Found, ...]


def look(
    reader: Reader, folder: Path, sources: Sources, samples: Mapping[str, list[Placed]]
) -> Looked:
    """Compare the sampled documents, by file; all of their pages."""
    found: list[Found] = []
    compared = 0
    for file, placed in samples.items():
        pages: list[Sample] = []
        for one in placed:
            (row,) = sources.rows(sources.numbers(pa.array([one.person_id]))).to_pylist()
            form = reader.form(one.form)
            assigned = assign(row, reader.office, reader.sheets)
            values = written(row, reader.office, reader.issued, assigned)
            values.update(reader.letters(one, row))
            pages += [
                Sample(one.first_page + number, form, values, number + 1)
                for number in range(one.pages)
            ]
        try:
            differences = compare(folder / file, pages)
        except DamageError as error:
            found.append(Found(error.code.value, file, error.page, detail=error.detail))
            continue
        except StoppedError as error:
            found.append(Found("picture-refused", file, field=error.key))
            continue
        compared += len(differences)
        found += [
            Found("picture-differs", file, one.page, detail=f"{one.pixels}")
            for one in differences
            if one.pixels
        ]
    return Looked(compared, tuple(found))
