"""Hidden numbers cannot be had: checked with exact fractions over the finest counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kofu.base.errors import KofuError
from kofu.reports.counted import UNKNOWN, Cells, Count, Counted, Dimension, Spec, tabulate
from kofu.reports.suppress import suppress

STATUS = ("registered", "holder", "none", None)
COUNTS = (
    Count("被保険者"),
    Count("カード保有者", frozenset({"registered", "holder"})),
    Count("利用登録者", frozenset({"registered"})),
    Count("不明", frozenset({UNKNOWN})),
)
CITY = {"川崎区": "川崎市", "幸区": "川崎市", "中原区": "川崎市", "座間市": "座間市"}
SPECS = (
    Spec("by-ward", "", Dimension("ward", "区", parent="city"), "status", COUNTS),
    Spec("by-city", "", Dimension("city", "市"), "status", COUNTS),
    Spec("by-sex", "", Dimension("sex", "性別"), "status", COUNTS),
    Spec("by-age", "", Dimension("age", "年齢"), "document", (Count("資格確認書", frozenset({"certificate"})), Count("計"))),
)  # fmt: skip
PERSON = st.tuples(
    st.sampled_from(sorted(CITY)),
    st.sampled_from(("male", "female", None)),
    st.sampled_from(("0", "70", "75")),
    st.sampled_from(STATUS),
    st.sampled_from(("certificate", "notice")),
)
PEOPLE = st.lists(st.tuples(PERSON, st.integers(1, 12)), min_size=1, max_size=25)


def cells_of(people: Sequence[tuple[tuple[str | None, ...], int]]) -> Cells:
    counted: Counter[tuple[str | None, ...]] = Counter()
    for person, number in people:
        counted[person] += number
    names = ("ward", "sex", "age", "status", "document")
    columns = list(zip(*counted, strict=True))
    values = dict(zip(names, columns, strict=True))
    values["city"] = tuple(CITY[str(ward)] for ward in values["ward"])
    return Cells(values, list(counted.values()))


def vector(cells: Cells, spec: Spec, key: str | None, total: bool, classes: frozenset[str] | None) -> list[Fraction]:  # fmt: skip
    """The cells that a number sums, as ones and zeros: written apart from the code."""
    found = []
    for at in range(len(cells.counts)):
        cls = cells.values[spec.by][at] or UNKNOWN
        there = total or cells.values[spec.dimension.id][at] == key
        found.append(Fraction(int(there and (classes is None or cls in classes))))
    return found


def in_span(vectors: list[list[Fraction]], wanted: list[Fraction]) -> bool:
    """Gauss with fractions."""
    basis: list[tuple[int, list[Fraction]]] = []

    def reduced(one: list[Fraction]) -> list[Fraction]:
        for pivot, row in basis:
            if one[pivot]:
                by = one[pivot]
                one = [a - by * b for a, b in zip(one, row, strict=True)]
        return one

    for one in vectors:
        rest = reduced(one)
        pivot = next((at for at, value in enumerate(rest) if value), None)
        if pivot is not None:
            basis.append((pivot, [value / rest[pivot] for value in rest]))
    return not any(reduced(wanted))


def lines(table: Counted) -> Iterator[tuple[str | None, bool, tuple[int | None, ...]]]:
    yield from ((line.key, False, line.numbers) for line in table.lines)
    if table.total:
        yield None, True, table.total.numbers


@settings(max_examples=60, deadline=None)
@given(PEOPLE, st.integers(3, 10))
def test_nothing_hidden_can_be_derived(
    people: list[tuple[tuple[str | None, ...], int]], least: int
) -> None:
    cells = cells_of(people)
    whole = [tabulate(cells, spec) for spec in SPECS]
    cut = suppress(cells, whole, least)
    shown: list[list[Fraction]] = []
    hidden: list[tuple[int, list[Fraction]]] = []
    for before, after in zip(whole, cut, strict=True):
        for (key, total, true), (_, _, told) in zip(lines(before), lines(after), strict=True):
            for count, number, kept in zip(before.spec.counts, true, told, strict=True):
                sums = vector(cells, before.spec, key, total, count.classes)
                assert number is not None
                if kept is None:
                    hidden.append((number, sums))
                else:
                    assert kept == number
                    assert not 1 <= number < least
                    shown.append(sums)
            # What is not shown at all, such as who has no card, must not be had, either.
            classes = sorted({cls or UNKNOWN for cls in cells.values[before.spec.by]})
            for several in range(1, len(classes) + 1):
                for chosen in combinations(classes, several):
                    sums = vector(cells, before.spec, key, total, frozenset(chosen))
                    number = sum(int(n) for n, one in zip(cells.counts, sums, strict=True) if one)
                    if 1 <= number < least:
                        hidden.append((number, sums))
    for number, sums in hidden:
        assert not in_span(shown, sums), number


@settings(max_examples=60, deadline=None)
@given(PEOPLE, st.integers(3, 10))
def test_what_a_column_hides_is_not_small_as_a_whole(
    people: list[tuple[tuple[str | None, ...], int]], least: int
) -> None:
    cells = cells_of(people)
    whole = [tabulate(cells, spec) for spec in SPECS]
    for before, after in zip(whole, suppress(cells, whole, least), strict=True):
        assert before.total and after.total
        for place, total in enumerate(after.total.numbers):
            shown = [line.numbers[place] for line in after.lines]
            if total is not None and None in shown:
                assert not 1 <= total - sum(one or 0 for one in shown) < least


def test_one_small_number_takes_a_second_with_it() -> None:
    spec = Spec("t", "", Dimension("ward", "区"), "status", (Count("人", None),))
    cells = Cells({"ward": ("a", "b", "c", "d"), "status": ("x",) * 4}, (100, 50, 20, 2))
    (table,) = suppress(cells, [tabulate(cells, spec)], 10)
    assert [line.numbers for line in table.lines] == [(100,), (50,), (None,), (None,)]
    assert table.total and table.total.numbers == (172,)


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    spec = Spec("t", "", Dimension("ward", "区"), "status", (Count("人", None),))
    cells = Cells({"ward": ("a", "b", "c"), "status": ("x",) * 3}, (100, 50, 10))
    table = tabulate(cells, spec)
    assert suppress(cells, [table], 10) == (table,)


def test_of_two_people_each_would_know_the_other() -> None:
    with pytest.raises(KofuError) as refused:
        suppress(Cells({}, ()), [], 2)
    assert refused.value.finding.code == "suppress-too-few"
