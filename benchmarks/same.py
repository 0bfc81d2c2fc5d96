"""Are files of decisions the same, row by row, in the same order or in any? Says which are not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from kofu.decide.decision import SCHEMA

COMPARED = tuple(name for name in SCHEMA.names if name not in ("class_key", "receipt"))
"""All columns but `class_key` and `receipt`, which name the class."""


def digest(
    db: duckdb.DuckDBPyConnection,
    file: Path,
    columns: Sequence[str],
    rows: int,
    any_order: bool = False,
) -> tuple[int, int]:
    """The number of rows among the first `rows`, and a sum over their hashes with their places."""
    place = "0" if any_order else "n"
    listed = ", ".join(f"{_plain(name)} as {name}" for name in columns)
    scan = f"read_parquet('{file}', file_row_number=true) where file_row_number < {rows}"
    hashed = f"select count(*), coalesce(sum(hash({place}, {', '.join(columns)})::hugeint), 0)"
    row = db.execute(
        f"{hashed} from (select file_row_number as n, {listed} from {scan})"
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def differences(
    db: duckdb.DuckDBPyConnection, one: Path, other: Path, columns: Sequence[str], rows: int
) -> list[tuple[object, ...]]:
    """Some rows of `one` that `other` does not have; none where only the order differs."""
    listed = ", ".join(f"{_plain(name)} as {name}" for name in columns)
    first = f"(select {listed} from read_parquet('{one}') limit {rows})"
    return db.execute(f"{first} except (select {listed} from '{other}') limit 5").fetchall()


def _plain(name: str) -> str:
    return "cast(reasons as varchar[])" if name == "reasons" else f"cast({name} as varchar)"


def _rows(db: duckdb.DuckDBPyConnection, file: Path) -> int:
    row = db.execute(f"select count(*) from read_parquet('{file}')").fetchone()
    assert row is not None
    return int(row[0])


def main() -> int:
    """Exit 1 where the files differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--columns", nargs="+", default=COMPARED)
    parser.add_argument("--sample", action="store_true", help="as far as the shortest file goes")
    parser.add_argument("--any-order", action="store_true", help="the rows may stand anywhere")
    given = parser.parse_args()
    first, *others = given.files
    with duckdb.connect() as db:
        sizes = [_rows(db, file) for file in given.files]
        rows = min(sizes) if given.sample else max(sizes)
        expected = digest(db, first, given.columns, rows, given.any_order)
        for file in others:
            if digest(db, file, given.columns, rows, given.any_order) != expected:
                print(f"{first} and {file} differ:", file=sys.stderr)
                for row in differences(db, first, file, given.columns, rows):
                    print(row, file=sys.stderr)
                return 1
    print(f"{expected[0]:,} rows, the same")
    return 0


if __name__ == "__main__":
    sys.exit(main())
