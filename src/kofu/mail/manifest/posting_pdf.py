"""The 差出票 on paper: 30 pieces a page through the bulk press, in files of a set number of pages.

Columns are unconfirmed (`lists.write_posting`). Read from the list that was written, so that paper
and file say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from kofu.base.eras import in_era
from kofu.base.errors import Finding, Place
from kofu.base.workers import end_with_parent
from kofu.documents.bulk.press import Press, Sheet
from kofu.documents.forms.form import Form, StoppedError
from kofu.documents.values.office import Office
from kofu.mail.manifest.face import list_face
from kofu.mail.manifest.sheets import read_list

TEMPLATE = "posting-list"
ROWS = 30
PAGES = 1000
"""Pages in one file, so that memory stays flat: 30,000 pieces."""

LABELS = {"recorded": "特定記録", "simplified-registered": "簡易書留"}
UNPRINTABLE = "（印字できないお名前です。CSVをご覧ください）"

Row = Mapping[str, str]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class PostingList:
    """A list to be printed: the office and day it is handed in, where it stands, its pieces."""

    office: Office
    posted: date
    listed: Path
    delivery: str
    total: int
    per_file: int = PAGES

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ROWS))


def print_list(told: PostingList, workers: int) -> tuple[Finding, ...]:
    """The PDF beside a list, `NAME.pdf`, or `NAME-0001.pdf` .. where it takes several.

    Findings: `posting-name-unprintable` with the row, for a name the fonts lack.
    """
    files = enumerate(
        _chunks(_chunks(enumerate(read_list(told.listed), start=2), ROWS), told.per_file)
    )
    if told.pages <= told.per_file or workers == 1:
        press = PostingPress(told)
        return tuple(one for number, chunk in files for one in press.print(number, chunk))
    found: list[Finding] = []
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, _start, (told,)) as pool:
        flying: list[Future[tuple[Finding, ...]]] = []
        for number, chunk in files:
            flying.append(pool.submit(_print, number, chunk))
            if len(flying) > workers:
                found += flying.pop(0).result()
        for last in flying:
            found += last.result()
    return tuple(found)


_press: PostingPress | None = None


def _start(told: PostingList) -> None:
    global _press
    end_with_parent()
    _press = PostingPress(told)


def _print(number: int, chunk: Sequence[Sequence[tuple[int, Row]]]) -> tuple[Finding, ...]:
    assert _press is not None
    return _press.print(number, chunk)


class PostingPress:
    """Prints one list, a file at a time; the full page is compiled once."""

    def __init__(self, told: PostingList) -> None:
        self._told, self._day = told, in_era(told.posted)
        self._press = Press(told.office.chains)

    def print(self, number: int, chunk: Sequence[Sequence[tuple[int, Row]]]) -> tuple[Finding, ...]:
        """The file of this number, counted from 0; its rows by page, each with its line."""
        self._press.clear()
        found: list[Finding] = []
        listed, sheets = self._told.listed, []
        for at, rows in enumerate(chunk, start=number * self._told.per_file + 1):
            told = {
                "posted_on": self._day,
                "page": f"{at:,} / {self._told.pages:,}",
                "page_pieces": f"{len(rows):,}",
                "pieces": f"{self._told.total:,}",
            }
            sheets.append(self._page(told, rows, found))
        name = (
            f"{listed.stem}-{number + 1:04d}"
            if self._told.pages > self._told.per_file
            else listed.stem
        )
        data = self._press.print(sheets, f"{LABELS[self._told.delivery]}郵便物等差出票")
        listed.with_name(f"{name}.pdf").write_bytes(data)
        return tuple(found)

    def _page(
        self, told: Mapping[str, str], rows: Sequence[tuple[int, Row]], found: list[Finding]
    ) -> Sheet:
        values = dict(told)
        for place, (_, row) in enumerate(rows, start=1):
            values[f"{place}.to_name"] = row["お届け先のお名前"]
            values[f"{place}.tracking"] = row["お問い合わせ番号"]
            values[f"{place}.serial"] = row["摘要"]
        form = self._form(len(rows))
        while True:
            try:
                return self._press.compose(form, values)
            except StoppedError as error:
                if not error.key.endswith(".to_name") or values[error.key] == UNPRINTABLE:
                    raise
                at = rows[int(error.key.partition(".")[0]) - 1][0]
                found.append(Finding("posting-name-unprintable", Place(self._told.listed.name, at)))
                values[error.key] = UNPRINTABLE

    def _form(self, rows: int) -> str:
        name, office = f"{self._told.delivery}-{rows}", self._told.office
        if name not in self._press.forms:
            face = {
                **list_face(office),
                "product": LABELS[self._told.delivery],
                "rows": rows,
            }
            self._press.add(name, Form(TEMPLATE, face, office.chains))
        return name


def _chunks(rows: Iterator[_T], size: int) -> Iterator[list[_T]]:
    while chunk := list(islice(rows, size)):
        yield chunk
