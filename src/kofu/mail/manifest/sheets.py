"""Lists as CSV: UTF-8 without BOM, a comma, a line feed.

Lists as long as the run are asked for in parts, so that no part's sorting holds all of it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as pcsv

from kofu.mail.manifest.index import ask

_ROWS = 10_000
_AT_ONCE = 200_000
_OPTIONS = pcsv.WriteOptions(include_header=False, quoting_style="needed")


def write_list(db: duckdb.DuckDBPyConnection, path: Path, question: str) -> None:
    """The rows of a question under its column names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = str(path).replace("'", "''")
    db.execute(f"copy ({question}) to '{target}' (format csv, header true, delimiter ',')")


def write_long(db: duckdb.DuckDBPyConnection, path: Path, question: str, number: str = "") -> None:
    """The same for a question over `piece` with a place for `{part}`, a condition on envelopes.

    With `number`, a first column of that name counts the rows.
    """
    last = ask(db, "select max(envelope) from piece")
    done = 0
    with path.open("xb") as file:
        for first in range(1, max(last, 1) + 1, _AT_ONCE):
            part = f"envelope between {first} and {first + _AT_ONCE - 1}"
            with db.sql(question.format(part=part)).to_arrow_reader(_ROWS) as batches:
                if first == 1:
                    names = ([number] if number else []) + batches.schema.names
                    file.write((",".join(names) + "\n").encode())
                for batch in batches:
                    rows = pa.table(batch)
                    if number:
                        counted = pa.array(range(done + 1, done + 1 + rows.num_rows))
                        rows = rows.add_column(0, number, counted)
                    pcsv.write_csv(rows, file, _OPTIONS)
                    done += rows.num_rows


def write_split(
    db: duckdb.DuckDBPyConnection, folder: Path, table: str, question: str
) -> tuple[str, ...]:
    """One list for each `key` of a table or view, without the key; rows in the question's order.

    The names of the files, without folder and `.csv`.
    """
    names: list[str] = []
    for first, last in _groups(db, table):
        asked = db.execute(f"{question.format(part='key between ? and ?')}", [first, last])
        head = [column[0] for column in asked.description or ()][1:]
        for key, rows in _runs(asked):
            names.append(file_name(key))
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / f"{names[-1]}.csv").open("x", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(head)
                writer.writerows(rows)
    return tuple(names)


def _groups(db: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[str, str]]:
    """Keys in order, first and last of each group of about so many rows."""
    counted = db.execute(f"select key, count(*) from {table} group by key order by key").fetchall()
    begins, rows = "", 0
    for place, (key, count) in enumerate(counted):
        begins = begins if rows else key
        rows += count
        if rows >= _AT_ONCE or place == len(counted) - 1:
            yield begins, key
            rows = 0


def _runs(
    asked: duckdb.DuckDBPyConnection,
) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    """Rows by their first cell; each run is to be read to its end before the next begins."""
    rows = _rows(asked)
    following = next(rows, None)

    def run(key: object) -> Iterator[Sequence[object]]:
        nonlocal following
        while following is not None and following[0] == key:
            yield following[1:]
            following = next(rows, None)

    while following is not None:
        key = following[0]
        yield str(key), run(key)


def _rows(asked: duckdb.DuckDBPyConnection) -> Iterator[Sequence[object]]:
    while rows := asked.fetchmany(_ROWS):
        yield from rows


def file_name(code: str) -> str:
    """A code of somebody else's as a file name: letters, digits, hyphen; all else as %XX.

    `%unknown` stands for an empty one. Two codes never share a name.
    """
    return "".join(_safe(one) for one in code) or "%unknown"


def _safe(sign: str) -> str:
    if sign.isascii() and (sign.isalnum() or sign in "-_"):
        return sign
    return "".join(f"%{byte:02X}" for byte in sign.encode())


def read_list(path: Path) -> Iterator[dict[str, str]]:
    """A list as it was written, row by row."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        head = next(rows, [])
        for cells in rows:
            yield dict(zip(head, cells, strict=True))


def read_columns(path: Path, *names: str) -> Iterator[pa.RecordBatch]:
    """Some columns of a list as it was written, as text, a piece of the file at a time."""
    convert = pcsv.ConvertOptions(
        include_columns=list(names), column_types=dict.fromkeys(names, pa.string())
    )
    parse = pcsv.ParseOptions(newlines_in_values=True)
    with pcsv.open_csv(path, parse_options=parse, convert_options=convert) as batches:
        yield from batches
