"""Ways to spoil a finished run as an accident or a forger would, and to cover the traces."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from towns import Printed

from kofu.documents.verify.verify import Asked, Verified, verify

Cells = list[dict[str, object]]
Json = dict[str, object]


def copy_of(run: Printed, work: Path) -> Path:
    """The run with its roster and decisions, where it may be spoiled; the run's folder."""
    shutil.copytree(run.folder.parent, work / "copy", dirs_exist_ok=True)
    return work / "copy" / run.folder.name


def checked(folder: Path, **asked: object) -> Verified:
    return verify(Asked(folder, **{"pictures": 0, "workers": 1, **asked}))  # type: ignore[arg-type]


def codes(done: Verified) -> set[str]:
    assert done.total == len(done.found)
    return {one.code for one in done.found}


def change_record(folder: Path, change: Callable[[Json], None]) -> None:
    path = folder / "record.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    change(record)
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def cover(folder: Path) -> None:
    """Write the hashes of everything as it is now into the record, as a forger would."""

    def patch(record: Json) -> None:
        files = record["files"]
        assert isinstance(files, list)
        for one in files:
            data = (folder / one["name"]).read_bytes()
            one["sha256"], one["bytes"] = hashlib.sha256(data).hexdigest(), len(data)
        inputs = record["inputs"]
        assert isinstance(inputs, dict)
        for one in inputs.values():
            one["sha256"] = hashlib.sha256((folder / one["path"]).read_bytes()).hexdigest()
        people = record["people"]
        assert isinstance(people, dict)
        lines = [
            f"{one['name']} {one['sha256']} {one['documents']} {one['pages']}" for one in files
        ]
        lines += [f"{name} {number}" for name, number in sorted(people.items())]
        record["root"] = hashlib.sha256("\n".join(lines).encode()).hexdigest()

    change_record(folder, patch)


def change_index(folder: Path, change: Callable[[Cells], Cells]) -> None:
    """`pages.parquet` written anew, in one piece."""
    path = folder / "pages.parquet"
    table = pq.read_table(path)
    pq.write_table(pa.Table.from_pylist(change(table.to_pylist()), table.schema), path)


def change_person(roster: Path, who: str, column: str, value: str) -> None:
    with roster.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (row,) = [row for row in rows if row["person_id"] == who]
    assert row[column] != value
    row[column] = value
    write_rows(roster, rows)


def rotate(roster: Path, column: str) -> None:
    """The column shifted by one person against all the others."""
    with roster.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shifted = [row[column] for row in rows[1:] + rows[:1]]
    for row, value in zip(rows, shifted, strict=True):
        row[column] = value
    write_rows(roster, rows)


def write_rows(roster: Path, rows: list[dict[str, str]]) -> None:
    with roster.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def swap_pages(file: Path, one: int, other: int) -> None:
    """Two pages of a file exchanged in its list of pages (numbers from 1), byte for byte."""
    data = file.read_bytes()
    found = re.search(rb"/Kids \[((?:\d+ 0 R ?)+)\]", data)
    assert found
    kids = found[1].split(b" ")
    ids = [b" ".join(kids[at : at + 3]) for at in range(0, len(kids), 3)]
    ids[one - 1], ids[other - 1] = ids[other - 1], ids[one - 1]
    file.write_bytes(named(data.replace(found[1], b" ".join(ids))))


def named(data: bytes) -> bytes:
    """The file with the /ID that its content has now: the first half of its SHA-256."""
    start = int(data.rpartition(b"startxref\n")[2].split()[0])
    name = hashlib.sha256(data[:start]).hexdigest()[:32].encode()
    return data[:start] + re.sub(rb"<[0-9a-f]{32}>", b"<%b>" % name, data[start:])


def swap_contents(file: Path, one: int, other: int) -> None:
    """The contents of two pages exchanged, the pages left where they are."""
    data = file.read_bytes()
    found = re.search(rb"/Kids \[((?:\d+ 0 R ?)+)\]", data)
    assert found
    numbers = found[1].split(b" ")[::3]
    pages = [re.search(rb"\n%b 0 obj\n.*?endobj" % number, data, re.S) for number in numbers]
    first, second = pages[one - 1], pages[other - 1]
    assert first and second
    contents = [re.search(rb"/Contents \d+ 0 R", page[0]) for page in (first, second)]
    assert contents[0] and contents[1] and len(contents[0][0]) == len(contents[1][0])
    bodies = {
        first[0]: first[0].replace(contents[0][0], contents[1][0]),
        second[0]: second[0].replace(contents[1][0], contents[0][0]),
    }
    for body, changed in bodies.items():
        data = data.replace(body, changed)
    file.write_bytes(named(data))
