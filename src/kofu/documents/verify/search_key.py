"""The search key of online eligibility (オンライン資格確認), read off a printed face.

Without a card an institution types 保険者番号, 記号, 番号 and 生年月日 from the paper: one wrong
digit, and the person is not found. So the face is read as that clerk reads it, whatever way it
was set, and held against the roster's key. 枝番 is optional (portal's FAQ).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple, cast

from kofu.documents.values.office import Office
from kofu.documents.verify.meaning import Row
from kofu.policy.model import Kind
from kofu.roster.dates import read_date
from kofu.roster.unreadable import UnreadableError

PARTS = ("symbol", "number", "branch", "birth_date")
"""What differs from person to person; 保険者番号 stands on the face for everybody."""

_HYPHENS = str.maketrans("‐‑‒–—―−ー", "-" * 8)


class SearchKey(NamedTuple):
    """What is typed. An empty text, or no day: the face, or the roster, does not have it.

    A NamedTuple: there are millions.
    """

    insurer_number: str
    symbol: str
    number: str
    branch: str
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class Face:
    """Where on a page a key stands: `slot` of a sheet of cards (0: none), the place of each part
    among the page's fields. A notice has two, the sheet and what is cut out of it.
    """

    slot: int
    places: Mapping[str, int]


def faces(keys: Sequence[str]) -> tuple[Face, ...]:
    """The faces of a page with these fields: wherever a 番号 stands."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    seen: Counter[str] = Counter()
    for place, key in enumerate(keys):
        slot, _, part = key.rpartition(".")
        if part in PARTS:
            found.setdefault((int(slot or 0), seen[key]), {})[part] = place
            seen[key] += 1
    return tuple(Face(slot, places) for (slot, _), places in found.items() if "number" in places)


def key_of(row: Row, office: Office, face: Face) -> SearchKey:
    """The key by which the person must be found. 後期 has no 記号: its forms need no place for one.

    A form without a place for the birth date proves nothing by itself (加入者情報のお知らせ).
    """
    texts = {name: typed(str(row[name] or "")) for name in ("symbol", "number", "branch")}
    if office.kind is Kind.KOUKI and "symbol" not in face.places:
        texts["symbol"] = ""
    birth = cast("date | None", row["birth_date"]) if "birth_date" in face.places else None
    return SearchKey(typed(office.text("insurer_number")), birth_date=birth, **texts)


def printed_key(face: Face, said: Sequence[tuple[str, ...]], insurer_number: str) -> SearchKey:
    """The key as the lines of a face's fields say it, beside what stands there for everybody."""
    told = {part: "".join(said[place]) for part, place in face.places.items()}
    symbol, number, branch = (typed(told.get(name, "")) for name in ("symbol", "number", "branch"))
    birth = _day(told.get("birth_date", ""))
    return SearchKey(typed(insurer_number), symbol, number, branch, birth)


def differing(printed: SearchKey, due: SearchKey) -> Iterator[str]:
    """The parts by which the person would not be found."""
    if printed == due:
        return
    for part in ("insurer_number", "symbol", "number", "birth_date"):
        if getattr(printed, part) != getattr(due, part):
            yield part
    if printed.branch and printed.branch.zfill(2) != due.branch.zfill(2):
        yield "branch"


def typed(text: str) -> str:
    """As a terminal takes it: widths and hyphens do not count, blanks are not typed."""
    return text if text.isascii() and text.isalnum() else _folded(text)


@lru_cache(maxsize=100_000)
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_HYPHENS)
    return "".join(plain.split())


@lru_cache(maxsize=100_000)
def _day(text: str) -> date | None:
    """A birth date in either calendar; date.min for what is none, so that it equals no fact."""
    if not text:
        return None
    try:
        return read_date(text)
    except UnreadableError:
        return date.min
