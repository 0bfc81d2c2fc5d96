"""Lists again in CP932, for software that reads nothing else; never with a character replaced."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from kofu.base.errors import Finding, Place
from kofu.documents.fonts.units import code_points

OUTSIDE = "outside-cp932.csv"
_CHUNK = 1 << 20


def copies(out: Path, lists: list[Path]) -> tuple[Finding, ...]:
    """`NAME-cp932.csv` beside each list; a list with characters outside CP932 gets none.

    Every such cell goes into `outside-cp932.csv` (file, row, column, code points), and each list
    concerned is one finding, `outside-cp932`.
    """
    found: list[Finding] = []
    rows: list[tuple[str, int, str, str]] = []
    for path in lists:
        if _copy(path, path.with_name(f"{path.stem}-cp932.csv")):
            continue
        name = path.relative_to(out).as_posix()
        cells = list(outside(path))
        rows += [(name, row, column, points) for row, column, points in cells]
        found.append(Finding("outside-cp932", Place(name), {"cells": len(cells)}))
    if rows:
        with (out / OUTSIDE).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("file", "row", "column", "code_points"))
            writer.writerows(rows)
    return tuple(found)


def _copy(path: Path, target: Path) -> bool:
    """Write the copy; False, and no copy, where a character does not come back the same."""
    with path.open(encoding="utf-8", newline="") as file, target.open("wb") as copy:
        while text := file.read(_CHUNK):
            if not fits(text):
                break
            copy.write(text.encode("cp932"))
        else:
            return True
    target.unlink()
    return False


def fits(text: str) -> bool:
    """Whether CP932 has every character, and gives the same one back (it turns ¥ into a \\)."""
    try:
        return text.encode("cp932").decode("cp932") == text
    except UnicodeEncodeError:
        return False


def outside(path: Path) -> Iterator[tuple[int, str, str]]:
    """Row (the header is 1), column and code points of each cell that does not fit."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        head = next(rows, [])
        for number, cells in enumerate(rows, start=2):
            for column, cell in zip(head, cells, strict=True):
                if not fits(cell):
                    points = " ".join(code_points(one) for one in cell if not fits(one))
                    yield number, column, points
