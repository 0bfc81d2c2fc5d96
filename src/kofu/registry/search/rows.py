"""Rows of `person_search` made of what is known of people, many at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kofu.registry.search.addresses import block, fold_address
from kofu.registry.search.folding import fold
from kofu.registry.search.grams import START, Grams, kanji, pairs, wholes, worded_pairs
from kofu.registry.search.numbers import fold_number, numbers_of

_TEXTS = (
    *("name", "name_kana", "alias", "household_head", "address", "postal_code"),
    *("municipality_code", "symbol", "number", "branch"),
)
KNOWN = pa.schema(
    [("pid", pa.int64()), ("person_id", pa.string())]
    + [(name, pa.string()) for name in _TEXTS]
    + [("birth_date", pa.date32())]
)
"""What a row is made of, in the words of the roster."""

NUMBER, BLOCK, POSTAL, YEARLY = "#", "$", "〒", "*"
"""Before a whole word, what it is: a number, a block, a postal code, a birthday."""

POSTAL_AREA = 3
"""Digits of a postal code that say the post office's district."""


def rows_of(known: pa.RecordBatch) -> pa.RecordBatch:
    """A row for each person of `known` (schema KNOWN), in its order."""
    told = {name: pc.fill_null(known.column(name), "") for name in _TEXTS}
    name, alias, head = (_each(told[one], fold) for one in ("name", "alias", "household_head"))
    spaced = _each(told["name_kana"], fold_kana)
    address = _each(told["address"], fold_address)
    postal = _each(told["postal_code"], fold_postal)
    given = [known.column("person_id"), *(told[one] for one in ("symbol", "number", "branch"))]
    numbers = list(map(numbers_of, *(_each(one, fold_number) for one in given)))
    born = pc.fill_null(pc.strftime(known.column("birth_date"), "%m%d"), "").to_pylist()
    kana = [one.replace(" ", "") for one in spaced]
    grams = [
        *(pairs([START + one if one else "" for one in texts]) for texts in (name, kana, alias)),
        *(pairs([START + one if one else "" for one in head]), kanji(name)),
        *(worded_pairs(address), wholes(BLOCK, _each(pa.array(address), block))),
        *(wholes(POSTAL, postal), wholes(POSTAL, [one[:POSTAL_AREA] for one in postal])),
        *(wholes(YEARLY, born), _of_numbers(numbers)),
    ]
    columns = {
        "person_id": known.column("pid"),
        "name": name,
        "kana": spaced,
        "alias": alias,
        "head": head,
        "address": address,
        "postal_code": postal,
        "municipality_code": told["municipality_code"],
        "birth_date": known.column("birth_date"),
        "numbers": [_braced(one) for one in numbers],
        "grams": _arrays(grams, known.num_rows),
    }
    return pa.RecordBatch.from_pydict(columns)


def fold_kana(text: str) -> str:
    """Folded part by part, the parts a space apart."""
    return " ".join(filter(None, map(fold, text.split())))


def fold_postal(text: str) -> str:
    """`〒１９２－００１２` -> `1920012`."""
    return "".join(one for one in fold(text) if one in "0123456789")


def _each(texts: pa.Array, how: Callable[[str], str]) -> list[str]:
    """Texts repeat, and each is folded once."""
    coded = texts.dictionary_encode()
    folded = pa.array([how(one) for one in coded.dictionary.to_pylist()], pa.string())
    done: list[str] = folded.take(coded.indices).to_pylist()
    return done


def _of_numbers(numbers: Sequence[Sequence[str]]) -> Grams:
    flat = [one for some in numbers for one in some]
    rows = np.repeat(np.arange(len(numbers)), [len(some) for some in numbers])
    return wholes(NUMBER, flat).at(rows)


def _braced(texts: Sequence[str]) -> str:
    """An array as PostgreSQL writes it; folded numbers hold no quotation mark and no backslash."""
    return "{" + ",".join(f'"{one}"' for one in texts) + "}"


def _arrays(grams: Sequence[Grams], rows: int) -> pa.Array:
    """All grams of a row, each once, as PostgreSQL writes an array."""
    row = np.concatenate([one.row for one in grams]).astype(np.uint64)
    gram = np.concatenate([one.gram for one in grams]).astype(np.uint64)
    both = row << np.uint64(32) | gram
    both.sort()
    both = both[np.append(True, both[1:] != both[:-1])]
    offsets = np.searchsorted(both >> np.uint64(32), np.arange(rows + 1, dtype=np.uint64))
    texts = pa.array(both.astype(np.uint32).view(np.int32)).cast(pa.string())
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), texts)
    joined = pc.binary_join(lists, ",")
    return pc.binary_join_element_wise("{", joined, "}", "")
