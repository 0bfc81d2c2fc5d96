"""A run's folder made by hand: invented people, blank files, an index with envelopes."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kofu.documents.run.record import PAGES, RECORD, STOPPED, Record, root_of, write_record
from kofu.documents.run.work import PrintedFile


@dataclass(frozen=True)
class Person:
    """One row of roster and decisions."""

    person_id: str
    document: str = "certificate"
    delivery: str = "recorded"
    basis: str = "ex_officio"
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Doc:
    """One row of the index; `sheets` of paper, pages follow one another in each file."""

    person_id: str
    envelope: int
    place: int = 1
    of: int = 1
    delivery: str = "recorded"
    form: str = "certificate-a4"
    file: str = "pdf/a.pdf"
    pages: int = 1
    sheets: int = 1
    slot: int = 0
    first_page: int = 0
    tracking: str = ""


ROSTER = (
    *("person_id", "household_id", "symbol", "number", "branch", "name", "household_head"),
    *("postal_code", "address", "municipality_code", "employer_id"),
    *("mailing_name", "mailing_postal_code", "mailing_address"),
)


@dataclass
class Run:
    """A folder to be broken on purpose before `write`."""

    folder: Path
    people: list[Person]
    docs: list[Doc]
    insurer: str = "kawasaki-kokuho"
    stopped: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    issued: str = "2025-07-10"
    tracking: Mapping[str, object] = field(default_factory=dict)

    def write(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "pdf").mkdir(exist_ok=True)
        self._placed()
        roster, decisions = (
            self.folder.parent / "roster.csv",
            self.folder.parent / "decided.parquet",
        )
        self._roster(roster)
        columns = ("person_id", "document", "delivery", "basis")
        table = {name: [getattr(one, name) or None for one in self.people] for name in columns}
        pq.write_table(pa.table(table), decisions)
        self._index()
        with (self.folder / STOPPED).open("w", encoding="utf-8") as file:
            file.write("person_id,form,code,field,character,code_point\n")
            file.writelines(f"{one},notice,glyph-missing,name,,\n" for one in self.stopped)
        self._record({"decisions": decisions, "roster": roster})
        return self.folder

    def _placed(self) -> None:
        last: Counter[str] = Counter()
        for number, one in enumerate(self.docs):
            if not one.first_page:
                self.docs[number] = replace(one, first_page=last[one.file] + 1)
            last[one.file] = self.docs[number].first_page + one.pages - 1

    def _roster(self, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ROSTER, restval="", lineterminator="\n")
            writer.writeheader()
            for one in self.people:
                usual = {
                    "person_id": one.person_id,
                    "household_id": f"H{one.person_id}",
                    "name": f"見本 {one.person_id}",
                    "postal_code": "100-0013",
                    "address": "東京都千代田区霞が関1丁目3番2号",
                    "municipality_code": "131016",
                }
                writer.writerow({**usual, **one.more})

    def _index(self) -> None:
        kinds = {
            "first_page": pa.int32(),
            "pages": pa.int32(),
            "slot": pa.int32(),
            "place": pa.int32(),
        }
        kinds |= {"of": pa.int32(), "sheets": pa.int32(), "envelope": pa.int64()}
        names = list(Doc.__dataclass_fields__)
        columns = {
            name: pa.array([getattr(one, name) for one in self.docs], kinds.get(name, pa.string()))
            for name in names
        }
        columns["match_code"] = pa.array(["" for _ in self.docs], pa.string())
        pq.write_table(pa.table(columns), self.folder / PAGES)

    def _record(self, inputs: Mapping[str, Path]) -> None:
        files = []
        for name in dict.fromkeys(one.file for one in self.docs):
            own = [one for one in self.docs if one.file == name]
            data = f"{name} is not looked into\n".encode()
            (self.folder / name).write_bytes(data)
            pages = max(one.first_page + one.pages - 1 for one in own)
            digest = hashlib.sha256(data).hexdigest()
            documents = len({one.first_page for one in own})
            files.append(PrintedFile(name, digest, len(data), documents, pages))
        people = self.counted()
        record = Record(
            version=1, insurer=self.insurer, pack_hash="", office_hash="", on="2025-08-01",
            known="2025-07-01", issued=self.issued, per_file=1000, sheets=False, sample=True,
            inputs={
                role: {
                    "path": f"../{path.name}",
                    "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                }
                for role, path in inputs.items()
            },
            forms={}, fonts={}, seal="", people=people,
            documents=dict(Counter(one.form for one in self.docs)),
            files=[{n: getattr(one, n) for n in PrintedFile.__dataclass_fields__} for one in files],
            root=root_of(files, people), tracking=self.tracking,
        )  # fmt: skip
        write_record(self.folder, record)
        assert (self.folder / RECORD).is_file()

    def counted(self) -> dict[str, int]:
        due = [one for one in self.people if one.document in ("certificate", "notice")]
        held = [one for one in due if one.delivery == "hold"]
        return {
            "people": len(self.people),
            "printed": len(due) - len(held) - len(self.stopped),
            "withheld": len(held),
            "nothing": sum(one.document == "nothing" for one in self.people),
            "review": sum(one.document == "review" for one in self.people),
            "stopped": len(self.stopped),
        }


def three(folder: Path) -> Run:
    """A and B share envelope 1 (recorded), C has envelope 2 (ordinary); D nothing, E held back."""
    people = [
        Person("A"),
        Person("B"),
        Person("C", "notice", "ordinary"),
        Person("D", "nothing", ""),
        Person("E", "certificate", "hold"),
    ]
    docs = [
        Doc("A", 1, 1, 2),
        Doc("B", 1, 2, 2),
        Doc("C", 2, delivery="ordinary", form="notice", file="pdf/b.pdf"),
    ]
    return Run(folder, people, docs)
