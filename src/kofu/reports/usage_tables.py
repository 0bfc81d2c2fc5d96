"""The tables of a file of counts. Each definition has tables of its own: they are never mixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kofu.base.errors import Finding, Place
from kofu.reports.asked import Asked, By
from kofu.reports.counted import Cells, Count, Counted, Dimension, Share, Spec, tabulate
from kofu.reports.dimensions import DIMENSIONS, month_word
from kofu.reports.insurers import PREFECTURES, prefecture_of
from kofu.reports.published import WORDS, Verdict, check
from kofu.reports.rates import KINDS, Definition, Rate, Rounding, Style
from kofu.reports.suppress import suppress
from kofu.reports.tables import Cell, Head, Kind, Mark, Table
from kofu.reports.usage import Level, Row

BY_MONTH = "-by-month"
BY_PREFECTURE = "-by-prefecture"
UPPER, LOWER = range(2)
"""Columns of a table of use."""

_INSTITUTION = Dimension("key", "医療機関の都道府県", str, lambda key: PREFECTURES.index(key))
_GROUP = Dimension("key", "区分")


def usage_tables(rows: Sequence[Row], asked: Asked) -> tuple[Counted, ...]:
    """Every table that the rows give and that is asked for, with small numbers hidden."""
    counted: list[Counted] = []
    for definition in Definition:
        levels = {
            level: of_level
            for level in Level
            if (of_level := [row for row in rows if _is(row, definition, level)])
        }
        wants = asked.by or frozenset(By)
        if levels and By.MONTH in wants:
            first = next(iter(levels.values()))
            counted += _hidden(_cells(first), [_by_month(definition)], asked.suppress)
        for level, of_level in levels.items():
            last = max(row.month for row in of_level)
            cells = _cells([row for row in of_level if row.month == last])
            parts = _parts(level, wants, Level.INSURER in levels)
            specs = [_by_part(definition, name, dimension, last) for name, dimension in parts]
            counted += _hidden(cells, specs, asked.suppress)
    return tuple(counted)


def _is(row: Row, definition: Definition, level: Level) -> bool:
    return row.rate is not None and row.definition is definition and row.level is level


def _by_month(definition: Definition) -> Spec:
    kind = KINDS[definition]
    name, title = f"{definition}{BY_MONTH}", f"{kind.name}の推移"
    return _spec(kind, name, title, DIMENSIONS[By.MONTH], additive=False)


def _by_part(definition: Definition, name: str, dimension: Dimension, month: str) -> Spec:
    kind = KINDS[definition]
    title = f"{kind.name}（{dimension.label}ごと、{month_word(month)}）"
    return _spec(kind, f"{definition}-by-{name}", title, dimension)


def _parts(level: Level, wants: frozenset[By], insurers: bool) -> Iterator[tuple[str, Dimension]]:
    """`insurers`: there are counts of insurers, which give those of prefectures."""
    if By.PREFECTURE in wants:
        if level is Level.INSURER or (level is Level.PREFECTURE and not insurers):
            yield "prefecture", DIMENSIONS[By.PREFECTURE]
        if level is Level.INSTITUTION:
            yield "institution", _INSTITUTION
    if level is Level.INSURER and By.INSURER in wants:
        yield "insurer", DIMENSIONS[By.INSURER]
    if level is Level.GROUP:
        yield "group", _GROUP


def _spec(
    kind: type[Rate], name: str, title: str, dimension: Dimension, additive: bool = True
) -> Spec:
    counts = (Count(kind.upper, frozenset({"upper"})), Count(kind.lower))
    return Spec(name, title, dimension, "part", counts, (Share(kind, UPPER, LOWER),), additive)


def _cells(rows: Sequence[Row]) -> Cells:
    """Two cells for each row: what is counted above, and the rest of what is counted below."""
    values: dict[str, list[str | None]] = {
        name: [] for name in ("month", "key", "insurer", "prefecture", "part")
    }
    counts = []
    for row in rows:
        assert row.rate is not None
        insurer = row.key if row.level is Level.INSURER else None
        prefecture = prefecture_of(insurer) if insurer else row.key or None
        for part, count in (
            ("upper", row.rate.numerator),
            ("rest", row.rate.denominator - row.rate.numerator),
        ):
            told = (row.month, row.key or None, insurer, prefecture, part)
            for name, value in zip(values, told, strict=True):
                values[name].append(value)
            counts.append(count)
    return Cells(values, counts)


def _hidden(cells: Cells, specs: Sequence[Spec], least: int | None) -> tuple[Counted, ...]:
    tables = [tabulate(cells, spec) for spec in specs]
    return tuple(tables) if least is None or not tables else suppress(cells, tables, least)


def checked(rows: Sequence[Row]) -> Table | None:
    """Every printed percentage beside what follows from its counts; None where none was printed."""
    printed = [row for row in rows if row.published is not None]
    if not printed:
        return None
    heads = (
        *(Head(word, Kind.TEXT) for word in ("月", "対象", "率")),
        *(Head("分子", Kind.COUNT), Head("分母", Kind.COUNT)),
        *(Head("公表", Kind.PERCENT), Head("四捨五入", Kind.PERCENT), Head("切捨て", Kind.PERCENT)),
        Head("検算", Kind.TEXT),
    )
    notes = ("公表された率を、公表された件数から計算し直した結果。",)
    lines = tuple(_verdict_line(row) for row in printed)
    return Table("published", "公表された率の検算", heads, lines, None, notes, 2)


def _verdict_line(row: Row) -> tuple[Cell, ...]:
    published, rate = row.published, row.rate
    assert published is not None
    places = max(0, -int(published.as_tuple().exponent))
    name = KINDS[row.definition].name
    whom = row.key or "全体"
    verdict = WORDS[check(published, rate, row.unit)]
    if rate is None:
        none = (Mark.NONE,) * 2
        return (month_word(row.month), whom, name, *none, published, *none, verdict)
    own = (rate.percent(Style(rounding, places)) for rounding in Rounding)
    percents = (Mark.NONE if one is None else one for one in own)
    counts = (rate.numerator, rate.denominator)
    return (month_word(row.month), whom, name, *counts, published, *percents, verdict)


def contradictions(rows: Sequence[Row], file: str) -> tuple[Finding, ...]:
    """Printed percentages that do not follow from their counts (`published-not-from-counts`)."""
    return tuple(
        Finding(
            "published-not-from-counts",
            Place(file, row.line, "published"),
            {
                "published": row.published,
                "computed": row.rate.percent(Style(places=2)),
                "numerator": row.rate.numerator,
                "denominator": row.rate.denominator,
            },
        )
        for row in rows
        if row.rate is not None
        and row.published is not None
        and check(row.published, row.rate, row.unit) is Verdict.NEITHER
    )
