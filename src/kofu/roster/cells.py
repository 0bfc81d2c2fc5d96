"""A column of cells to a typed Arrow array: every distinct text is read once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kofu.policy.facts import FactType, FactValue
from kofu.roster.columns import Column, Spelling, spelling
from kofu.roster.mapping import RosterMapping
from kofu.roster.schema import arrow_type
from kofu.roster.texts import as_text, utf8_bytes
from kofu.roster.unreadable import UnreadableError, shown
from kofu.roster.values import cell_reader

_REMEMBERED = 200_000
_BLANK = r"^[\s　]*$"
_FIRST_PLAIN, _LAST_PLAIN = 0x21, 0x7E


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that could not be read: its index in the batch, the code, what may be shown."""

    index: int
    code: str
    text: str


@dataclass(slots=True)
class CellColumn:
    """Reads one column, batch after batch, and remembers what each text meant."""

    column: Column
    mapping: RosterMapping
    _meaning: dict[str, FactValue | UnreadableError] = field(default_factory=dict)

    def read(self, cells: pa.Array) -> tuple[pa.Array, list[Bad]]:
        """The typed array, null where a cell is empty or unreadable, and the unreadable ones."""
        wanted = arrow_type(self.column)
        values = self.mapping.values.get(self.column.name)
        if cells.type == wanted and not pa.types.is_string(wanted) and not values:
            return cells, []
        texts = as_text(cells)
        if self.column.type is FactType.TEXT and not values and self._kept_as_is(texts):
            blank = pc.match_substring_regex(texts, _BLANK)
            return pc.if_else(blank, pa.scalar(None, wanted), texts), []
        return self._by_distinct(texts)

    def _kept_as_is(self, texts: pa.Array) -> bool:
        if pa.types.is_dictionary(texts.type):
            return False
        return spelling(self.column.name) is Spelling.EXACT or _plain_ascii(texts)

    def _by_distinct(self, texts: pa.Array) -> tuple[pa.Array, list[Bad]]:
        encoded = texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()
        distinct: list[str] = encoded.dictionary.to_pylist()
        meanings = [self._meaning_of(text) for text in distinct]
        good = [None if isinstance(meaning, UnreadableError) else meaning for meaning in meanings]
        typed = pa.array(good, arrow_type(self.column)).take(encoded.indices)
        problems = {
            at: Bad(0, meaning.code, shown(distinct[at]))
            for at, meaning in enumerate(meanings)
            if isinstance(meaning, UnreadableError)
        }
        if not problems:
            return typed, []
        indices = encoded.indices.to_numpy(zero_copy_only=False)
        where = np.flatnonzero(np.isin(indices, list(problems)))
        kinds = ((int(index), problems[int(indices[index])]) for index in where)
        return typed, [Bad(index, kind.code, kind.text) for index, kind in kinds]

    def _meaning_of(self, text: str) -> FactValue | UnreadableError:
        if text not in self._meaning:
            if len(self._meaning) >= _REMEMBERED:
                self._meaning.clear()
            self._meaning[text] = self._read(text)
        return self._meaning[text]

    def _read(self, text: str) -> FactValue | UnreadableError:
        name = self.column.name
        given = self.mapping.values.get(name, {})
        ours = given.get(text, given.get(text.strip(), text))
        try:
            return cell_reader(self.column, self.mapping.form(name))(ours)
        except UnreadableError as problem:
            return problem


def _plain_ascii(texts: pa.Array) -> bool:
    data = utf8_bytes(texts)
    if len(data) == 0:
        return True
    return bool(data.min() >= _FIRST_PLAIN and data.max() <= _LAST_PLAIN)
