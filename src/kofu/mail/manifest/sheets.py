"""Lists as CSV: UTF-8 without BOM, a comma, a line feed; written by the database in one stream."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as pcsv

_ROWS = 10_000


def write_list(db: duckdb.DuckDBPyConnection, path: Path, question: str) -> None:
    """The rows of a question under its column names. Memory does not grow with the rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = str(path).replace("'", "''")
    db.execute(f"copy ({question}) to '{target}' (format csv, header true, delimiter ',')")


def write_split(db: duckdb.DuckDBPyConnection, folder: Path, question: str) -> tuple[str, ...]:
    """One list for each value of the first column, which is left out; rows come in its order.

    The names of the files, without folder and `.csv`.
    """
    asked = db.execute(question)
    head = [column[0] for column in asked.description or ()][1:]
    names: list[str] = []
    for key, rows in _runs(asked):
        names.append(file_name(key))
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{names[-1]}.csv").open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(head)
            writer.writerows(rows)
    return tuple(names)


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
