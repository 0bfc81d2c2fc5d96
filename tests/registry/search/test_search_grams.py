"""Grams: whatever a text holds is found by them, and rows made together are as rows made alone."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from kofu.registry.search.grams import numbers, pairs, wholes, worded_pairs
from kofu.registry.search.rows import KNOWN, rows_of

LETTERS = st.text("東京町丁目あア髙1２-", max_size=8)


@given(st.lists(LETTERS, min_size=1, max_size=5), st.data())
def test_the_pairs_of_a_part_are_among_those_of_the_whole(
    texts: list[str], data: st.DataObject
) -> None:
    found = pairs(texts)
    for row, text in enumerate(texts):
        whole = set(found.gram[found.row == row].tolist())
        first = data.draw(st.integers(0, len(text)))
        part = text[first : data.draw(st.integers(first, len(text)))]
        assert set(pairs([part]).gram.tolist()) <= whole
        assert len(whole) <= max(0, len(text) - 1)


def test_pairs_of_digits_and_dashes_are_left_out() -> None:
    assert len(numbers(worded_pairs(["1-23-"]))) == 0
    assert len(numbers(worded_pairs(["東町1-23-"]))) == 2


def test_whole_words_differ_by_kind_and_by_text() -> None:
    found = {numbers(wholes(kind, [text]))[0] for kind in "#$" for text in ("12", "21", "1", "123")}
    assert len(found) == 8
    assert numbers(wholes("#", [""])) == []


def person(pid: int, name: str, address: str) -> dict[str, object]:
    texts = dict.fromkeys(KNOWN.names, "")
    told = {"pid": pid, "person_id": f"00{pid}", "name": name, "address": address}
    return {**texts, **told, "birth_date": date(1937, 3, 4), "alias": None, "number": "77"}


@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=6))
def test_rows_made_together_are_as_rows_made_alone(people: list[tuple[str, str]]) -> None:
    known = [person(pid, *told) for pid, told in enumerate(people, start=1)]
    together = rows_of(pa.RecordBatch.from_pylist(known, KNOWN)).to_pylist()
    alone = [rows_of(pa.RecordBatch.from_pylist([one], KNOWN)).to_pylist()[0] for one in known]
    assert together == alone
