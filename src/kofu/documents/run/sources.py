"""Roster and decisions side by side: a person's two rows, found by `person_id`.

A page is drawn from one such pair, and held against it again when it is read back. Rows are
never put beside each other by position alone (Shiga: the column of names sorted apart from the
column of addresses), and each pair is checked to be of one person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from kofu.base.errors import KofuError, Place
from kofu.decide.decision import SCHEMA
from kofu.decide.engine import typed_batches
from kofu.documents.values.person import ROSTER_COLUMNS
from kofu.policy.facts import FACTS
from kofu.roster.columns import COLUMNS, WISHES
from kofu.roster.schema import arrow_type
from kofu.roster.source import columns, is_typed_parquet, open_source

READ = (*ROSTER_COLUMNS, *(name for name in FACTS if name not in (*ROSTER_COLUMNS, "event")))
"""What a run reads of a roster besides `person_id`: what pages show and what rules ask.

`event` is not among them: it may have been given for everybody when deciding.
"""

BESIDE = (*READ, *WISHES)
"""What is kept of a roster beside `person_id`; how somebody reads decides nothing."""

DECIDED = (
    "person_id",
    "document",
    "variant",
    "basis",
    "rule",
    "valid_from",
    "valid_until",
    "provisional",
    "form",
    "delivery",
    "class_key",
    "receipt",
)
"""What a run reads of a file of decisions."""

_REPEATED = frozenset(
    {"document", "variant", "basis", "rule", "form", "delivery", "receipt", "sex", "membership"}
    | {"limit_class", "specified_disease", "application", "symbol", "branch"}
    | {"municipality_code", "employer_id", *WISHES}
)
"""Columns with few values, kept as codes: a run of millions stays small in memory."""

_EPOCH = date(1970, 1, 1).toordinal()

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """People by what becomes of them in a run."""

    people: int
    printed: int
    withheld: int
    nothing: int
    review: int


@dataclass(frozen=True)
class Sources:
    """Both files in memory. `beside` is the roster's row for each row of the decisions."""

    decided: pa.Table
    roster: pa.Table
    beside: Numbers

    def kinds(self) -> list[Mapping[str, object]]:
        """The ways in which rows were decided; of each the `rows`, those `ending`, the `latest`."""
        names = [name for name in DECIDED if name not in ("person_id", "valid_until")]
        grouped = self.decided.group_by(names).aggregate(
            [("person_id", "count"), ("valid_until", "count"), ("valid_until", "max")]
        )
        renamed = {
            "person_id_count": "rows",
            "valid_until_count": "ending",
            "valid_until_max": "latest",
        }
        return [
            {renamed.get(name, name): value for name, value in row.items()}
            for row in grouped.to_pylist()
        ]

    def due(self) -> npt.NDArray[np.bool_]:
        """Per decision: whether pages are due, be they printed or held back."""
        documents = self._one_of("document", "certificate", "notice")
        return documents | self._one_of("basis", "refused")

    def held(self) -> npt.NDArray[np.bool_]:
        """Per decision: whether its document is held back (DV and others)."""
        return self._one_of("delivery", "hold")

    def counts(self) -> Counts:
        """Everyone in the file of decisions, once."""
        due, held = self.due(), self.held()
        nothing = self._one_of("document", "nothing") & ~due
        review = self._one_of("document", "review") & ~due
        return Counts(
            people=self.decided.num_rows,
            printed=int((due & ~held).sum()),
            withheld=int((due & held).sum()),
            nothing=int(nothing.sum()),
            review=int(review.sum()),
        )

    def delivery(self) -> npt.NDArray[np.object_]:
        """Per decision how it goes; `ordinary` for a letter without a document."""
        column = self.decided.column("delivery").combine_chunks()
        names = np.array([*column.dictionary.to_pylist(), "ordinary"], dtype=object)
        codes = pc.fill_null(column.indices, len(names) - 1)
        texts: npt.NDArray[np.object_] = names[codes.to_numpy()]
        return texts

    def kinds_of_document(self) -> npt.NDArray[np.str_]:
        """Per decision `certificate`, `notice` or `letter`."""
        notice = np.where(self._one_of("document", "notice"), "notice", "letter")
        return np.where(self._one_of("document", "certificate"), "certificate", notice)

    def sheets(self) -> Numbers:
        """Per decision the sheets of paper to enclose: one, one for a letter of refusal, and one
        for another language where the back of the sheet is printed on.
        """
        with_letter = self._one_of("document", "certificate", "notice") & self._one_of(
            "basis", "refused"
        )
        carried = self._one_of("document", "certificate") & ~self._one_of("form", "a4")
        carried &= ~self._one_of("delivery", "counter")
        everybody = np.arange(self.decided.num_rows)
        behind = carried & self.given("letter_language", everybody)
        return 1 + with_letter.astype(np.int64) + behind.astype(np.int64)

    def languages(self) -> tuple[str, ...]:
        """The languages of back pages that the roster asks for."""
        found = pc.unique(self.roster.column("letter_language").cast(pa.string())).to_pylist()
        return tuple(sorted(one for one in found if one))

    def given(self, column: str, rows: Numbers) -> npt.NDArray[np.bool_]:
        """Whether the roster says anything in this column, for rows of the decisions."""
        said: npt.NDArray[np.bool_] = self.roster.column(column).is_valid().to_numpy()
        return said[self.beside[rows]]

    def texts(self, column: str, rows: Numbers) -> npt.NDArray[np.str_]:
        """A text column of the roster for rows of the decisions; empty where unknown."""
        taken = self.roster.column(column).take(pa.array(self.beside[rows]))
        filled = pc.fill_null(taken.cast(pa.string()), "")
        texts: npt.NDArray[np.str_] = filled.to_numpy().astype(str)
        return texts

    def rows(self, numbers: Numbers) -> pa.Table:
        """Decision and roster of these rows of the decisions, in this order."""
        decided = self.decided.take(pa.array(numbers))
        roster = self.roster.take(pa.array(self.beside[numbers]))
        if not decided.column("person_id").equals(roster.column("person_id")):
            raise AssertionError("rows of different people")
        for name in BESIDE:
            decided = decided.append_column(name, roster.column(name))
        return decided

    def numbers(self, people: pa.Array) -> Numbers:
        """The rows of the decisions on these people. Raises KofuError `person-not-decided`.

        Ask once for many: every call makes an index of everybody.
        """
        return _found(people, self.decided, "person-not-decided")

    def _one_of(self, column: str, *values: str) -> npt.NDArray[np.bool_]:
        found = pc.is_in(self.decided.column(column).cast(pa.string()), value_set=pa.array(values))
        array: npt.NDArray[np.bool_] = found.to_numpy()
        return array


def rows_of(table: pa.Table) -> list[dict[str, object]]:
    """What `Table.to_pylist` gives, three times as fast: a scalar for each cell is spared."""
    columns = [_cells(column) for column in table.columns]
    names = table.column_names
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _cells(column: pa.ChunkedArray) -> list[object]:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if not pa.types.is_date32(column.type):
        return list(column.to_pylist())
    days = column.cast(pa.int32()).to_pylist()
    return [None if day is None else date.fromordinal(day + _EPOCH) for day in days]


def read_sources(decisions: Path, roster: Path, mapping: Path | None) -> Sources:
    """Both files, each person once in each. Raises KofuError, RefusedError.

    Among others `people-twice`, `person-not-in-roster`, `decisions-unreadable`,
    `decisions-column-missing`, `decisions-empty`, `roster-refused`.
    """
    decided, people = _decided(decisions), _roster(roster, mapping)
    for table, path in ((decided, decisions), (people, roster)):
        twice = table.num_rows - pc.count_distinct(table.column("person_id"), mode="all").as_py()
        if twice:
            raise KofuError("people-twice", Place(str(path)), people=twice)
    beside = _found(decided.column("person_id"), people, "person-not-in-roster", str(roster))
    return Sources(decided, people, beside)


def _found(wanted: pa.Array, table: pa.Table, code: str, file: str | None = None) -> Numbers:
    at = pc.index_in(wanted, value_set=table.column("person_id"))
    if at.null_count:
        raise KofuError(code, Place(file), people=at.null_count)
    numbers: Numbers = at.to_numpy().astype(np.int64)
    return numbers


def _decided(path: Path) -> pa.Table:
    if not path.is_file():
        raise KofuError("file-missing", Place(str(path)))
    if path.suffix not in (".parquet", ".csv"):
        raise KofuError("decisions-format", Place(str(path)))
    types = {name: _kept(name, SCHEMA.field(name).type) for name in DECIDED}
    try:
        table = _parquet(path) if path.suffix == ".parquet" else _csv(path)
        for name in DECIDED:
            if name not in table.column_names:
                raise KofuError("decisions-column-missing", Place(str(path), column=name))
        table = table.select(list(DECIDED)).cast(pa.schema(list(types.items())))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        # The words of the library may hold a cell.
        raise KofuError("decisions-unreadable", Place(str(path))) from error
    if table.num_rows == 0:
        raise KofuError("decisions-empty", Place(str(path)))
    return table.unify_dictionaries().combine_chunks()


def _parquet(path: Path) -> pa.Table:
    there = pq.read_schema(path).names
    wanted = [name for name in DECIDED if name in there]
    return pq.read_table(
        path, columns=wanted, read_dictionary=[name for name in wanted if name in _REPEATED]
    )


def _csv(path: Path) -> pa.Table:
    types = {name: SCHEMA.field(name).type for name in DECIDED}
    options = pcsv.ConvertOptions(
        column_types=types,
        strings_can_be_null=True,
        null_values=[""],
        true_values=["true"],
        false_values=["false"],
    )
    return pcsv.read_csv(path, convert_options=options)


def _roster(path: Path, mapping: Path | None) -> pa.Table:
    source = open_source(path, mapping)
    there = set(columns(source))
    wanted = ("person_id", *BESIDE)
    names = [name for name in wanted if name in there]
    if is_typed_parquet(source):
        repeated = [name for name in names if name in _REPEATED]
        table = pq.read_table(path, columns=names, read_dictionary=repeated)
    else:
        kept = (_compact(batch.select(names)) for batch in typed_batches(source))
        batches = list(kept)
        if not batches:
            raise KofuError("roster-without-people", Place(str(path)))
        table = pa.Table.from_batches(batches)
    for name in wanted:
        if name not in there:
            kind = _kept(name, arrow_type(COLUMNS[name]))
            table = table.append_column(name, pa.nulls(table.num_rows, kind))
    return _in_one_piece(table.select(list(wanted)).unify_dictionaries())


def _in_one_piece(table: pa.Table) -> pa.Table:
    """Columns without seams: rows are taken from them in any order, a thousand times."""
    names, columns = table.column_names, table.columns
    del table
    for place in range(len(columns)):
        columns[place] = columns[place].combine_chunks()
    return pa.table(columns, names)


def _compact(batch: pa.RecordBatch) -> pa.RecordBatch:
    schema = pa.schema([(field.name, _kept(field.name, field.type)) for field in batch.schema])
    return batch.cast(schema)


def _kept(name: str, kind: pa.DataType) -> pa.DataType:
    if name in _REPEATED and pa.types.is_string(kind):
        return pa.dictionary(pa.int32(), pa.string())
    return kind
