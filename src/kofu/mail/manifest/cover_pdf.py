"""The 送付書・名簿 on paper: what lies on top of an employer's envelopes, one file each.

Read from the lists that were written, so that paper and file say the same. There is nothing in it
but numbers and names: which document somebody gets would say whether their card is registered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kofu.base.eras import in_era
from kofu.base.errors import Finding, Place
from kofu.documents.bulk.press import Press, Sheet
from kofu.documents.forms.form import Form, StoppedError
from kofu.documents.values.addressee import addressed
from kofu.documents.values.office import Office
from kofu.mail.manifest.face import list_face
from kofu.mail.manifest.lists import EMPLOYERS, EMPLOYERS_LIST
from kofu.mail.manifest.sheets import file_name, read_list

TEMPLATE = "cover-list"
FIRST, FURTHER = 19, 34
"""Rows on the first page, which has the window and the counts, and on each further one."""
TITLE = "健康保険の書類の送付書・名簿"
_SAID = {"serial": "封筒番号", "symbol": "記号", "number": "番号", "branch": "枝番", "name": "氏名"}
_INSTEAD = {"name": "（印字できません。CSVをご覧ください）"}

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A cell of somebody's row that was left out: whose place in which envelope, and why."""

    envelope: int
    place: int
    code: str
    column: str


class CoverPress:
    """Prints covers, employer by employer; a page with so many rows is compiled once."""

    def __init__(self, office: Office, posted: date) -> None:
        self._office, self._day = office, in_era(posted)
        self._press = Press(office.chains)

    def print(self, out: Path) -> Iterator[Unprintable | Finding]:
        """`employers/ID.pdf` beside each list whose employer has a name and an address.

        A person's cell that cannot be printed points to the CSV and is told; an employer whose
        own name or address cannot be printed gets no cover: `cover-employer-unprintable`.
        """
        for employer in read_list(out / EMPLOYERS_LIST):
            if employer["事業所名"] and employer["所在地"]:
                yield from self._cover(out, employer)

    def _cover(self, out: Path, employer: Row) -> Iterator[Unprintable | Finding]:
        listed = out / EMPLOYERS / f"{file_name(employer['employer_id'])}.csv"
        pages = in_pages(list(read_list(listed)))
        name = addressed(employer["事業所名"], "御中")
        whole = {
            "posted_on": self._day,
            "to_postal_code": employer["郵便番号"],
            "to_address": employer["所在地"],
            "to_name": name,
            "employer": name,
            "envelopes": f"{int(employer['封筒数']):,}",
            "sheets": f"{int(employer['枚数']):,}",
        }
        found: list[Unprintable] = []
        sheets: list[Sheet] = []
        done = 0
        for number, rows in enumerate(pages, start=1):
            values = {**whole, "page": f"{number:,} / {len(pages):,}", **_values(rows, done)}
            try:
                sheets.append(self._page(number == 1, rows, values, found))
            except StoppedError as error:
                place = Place(listed.relative_to(out).as_posix())
                yield Finding("cover-employer-unprintable", place, {"code": error.code})
                return
            done += len(rows)
        listed.with_suffix(".pdf").write_bytes(self._press.print(sheets, TITLE))
        self._press.clear()
        yield from found

    def _page(
        self, first: bool, rows: Sequence[Row], values: dict[str, str], found: list[Unprintable]
    ) -> Sheet:
        """One page; a person's cell that stops it is left out. Raises StoppedError for others."""
        form = self._form(first, len(rows))
        while True:
            try:
                return self._press.compose(form, values)
            except StoppedError as error:
                at, _, key = error.key.partition(".")
                if key not in _SAID or values[error.key] == _INSTEAD.get(key, ""):
                    raise
                row = rows[int(at) - 1]
                where = int(row["封筒番号"]), int(row["順"])
                found.append(Unprintable(*where, error.code, _SAID[key]))
                values[error.key] = _INSTEAD.get(key, "")

    def _form(self, first: bool, rows: int) -> str:
        name = f"{'first' if first else 'further'}-{rows}"
        if name not in self._press.forms:
            face = {**list_face(self._office), "first": first, "rows": rows}
            self._press.add(name, Form(TEMPLATE, face, self._office.chains))
        return name


def in_pages(rows: Sequence[Row]) -> Sequence[Sequence[Row]]:
    """The rows of each page."""
    starts = [0, *range(FIRST, len(rows), FURTHER)]
    return [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _values(rows: Sequence[Row], before: int) -> Mapping[str, str]:
    """A page's rows, counted on from the pages before."""
    values = {f"{n}.place": f"{before + n:,}" for n in range(1, len(rows) + 1)}
    for n, row in enumerate(rows, start=1):
        values |= {f"{n}.{key}": row[column] for key, column in _SAID.items()}
    return values
