"""The 差出票 on paper: 30 pieces a page through the bulk press, in files of a set number of pages.

Columns are unconfirmed (`lists.write_posting`). Read from the list that was written, so that paper
and file say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TypeVar

from kofu.base.eras import in_era
from kofu.base.errors import Finding, Place
from kofu.documents.bulk.press import Press, Sheet
from kofu.documents.forms.form import Form, StoppedError
from kofu.documents.values.office import Office
from kofu.mail.manifest.sheets import read_list

TEMPLATE = "posting-list"
ROWS = 30
PAGES = 1000
"""Pages in one file, so that memory stays flat: 30,000 pieces."""

LABELS = {"recorded": "特定記録", "simplified-registered": "簡易書留"}
UNPRINTABLE = "（印字できないお名前です。CSVをご覧ください）"

Row = Mapping[str, str]
_T = TypeVar("_T")


class PostingPress:
    """Prints lists of one office; the full page is compiled once for each product."""

    def __init__(self, office: Office, posted: date) -> None:
        self._office, self._posted = office, in_era(posted)
        self._press = Press(office.chains)

    def print(self, listed: Path, delivery: str, total: int) -> tuple[Finding, ...]:
        """The PDF beside a list, `NAME.pdf`, or `NAME-0001.pdf` .. where it takes several.

        Findings: `posting-name-unprintable` with the row, for a name the fonts lack.
        """
        found: list[Finding] = []
        pages = max(1, -(-total // ROWS))
        files = _chunks(_chunks(enumerate(read_list(listed), start=2), ROWS), PAGES)
        for number, chunk in enumerate(files):
            self._press.clear()
            sheets = []
            for at, rows in enumerate(chunk, start=number * PAGES + 1):
                told = {
                    "posted_on": self._posted,
                    "page": f"{at:,} / {pages:,}",
                    "page_pieces": f"{len(rows):,}",
                    "pieces": f"{total:,}",
                }
                sheets.append(self._page(delivery, told, rows, listed.name, found))
            name = f"{listed.stem}-{number + 1:04d}" if pages > PAGES else listed.stem
            data = self._press.print(sheets, f"{LABELS[delivery]}郵便物等差出票")
            listed.with_name(f"{name}.pdf").write_bytes(data)
        return tuple(found)

    def _page(
        self,
        delivery: str,
        told: Mapping[str, str],
        rows: Sequence[tuple[int, Row]],
        file: str,
        found: list[Finding],
    ) -> Sheet:
        values = dict(told)
        for place, (_, row) in enumerate(rows, start=1):
            values[f"{place}.to_name"] = row["お届け先のお名前"]
            values[f"{place}.tracking"] = row["お問い合わせ番号"]
            values[f"{place}.serial"] = row["摘要"]
        form = self._form(delivery, len(rows))
        while True:
            try:
                return self._press.compose(form, values)
            except StoppedError as error:
                if not error.key.endswith(".to_name") or values[error.key] == UNPRINTABLE:
                    raise
                at = rows[int(error.key.partition(".")[0]) - 1][0]
                found.append(Finding("posting-name-unprintable", Place(file, at)))
                values[error.key] = UNPRINTABLE

    def _form(self, delivery: str, rows: int) -> str:
        name = f"{delivery}-{rows}"
        if name not in self._press.forms:
            face = _face(self._office, LABELS[delivery], rows)
            self._press.add(name, Form(TEMPLATE, face, self._office.chains))
        return name


def _face(office: Office, product: str, rows: int) -> Mapping[str, object]:
    """The sender; neither a colour of the year nor a seal belongs on a list for the post office."""
    return {
        "kind": office.kind.value,
        "insurer_name": office.text("insurer_name"),
        "office": office.text("office_name"),
        "office_postal_code": office.text("office_postal_code"),
        "office_address": office.text("office_address"),
        "office_phone": office.text("office_phone"),
        "sample": office.sample,
        "product": product,
        "rows": rows,
    }


def _chunks(rows: Iterator[_T], size: int) -> Iterator[list[_T]]:
    while chunk := list(islice(rows, size)):
        yield chunk
