"""The first page in sentences: each rate with its denominator, each count with what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kofu.reports.counted import Counted, Line, Share
from kofu.reports.dimensions import month_word
from kofu.reports.people_tables import DOCUMENTED, INSURED, REGISTERED
from kofu.reports.rates import Style
from kofu.reports.tables import Table
from kofu.reports.usage_tables import BY_MONTH


def points(counted: Sequence[Counted], tables: Sequence[Table], style: Style) -> tuple[str, ...]:
    """The sentences; what is hidden is not said."""
    return tuple(_points(counted, tables, style))


def _points(counted: Sequence[Counted], tables: Sequence[Table], style: Style) -> Iterator[str]:
    registered = _first(counted, REGISTERED)
    if registered and registered.total:
        insured = registered.total.numbers[INSURED]
        if insured is not None:
            yield f"被保険者は{insured:,}人です。"
        for share in registered.spec.shares:
            yield from _rate(registered, registered.total, share, "", style)
    kinds = _first(counted, f"{DOCUMENTED}kind")
    if kinds:
        told = [f"{line.label}{line.numbers[0]:,}件" for line in kinds.lines if line.numbers[0]]
        yield f"判定の結果は、{'、'.join(told)}です。"
    for table in counted:
        if table.spec.id.endswith(BY_MONTH) and table.spec.shares and table.lines:
            last = table.lines[-1]
            when = f"{month_word(last.key or '')}の" if last.key else ""
            yield from _rate(table, last, table.spec.shares[0], when, style)
    for one in tables:
        if one.id == "claim" and one.total:
            yield f"{one.title}は{one.total[3]:,}円です。"


def _first(counted: Sequence[Counted], name: str) -> Counted | None:
    return next((one for one in counted if one.spec.id.startswith(name)), None)


def _rate(table: Counted, line: Line, share: Share, when: str, style: Style) -> Iterator[str]:
    rate = table.rate(line, share)
    percent = rate.percent(style) if rate else None
    if rate and percent is not None:
        counts = f"{share.rate.upper}{rate.numerator:,}÷{share.rate.lower}{rate.denominator:,}"
        yield f"{when}{share.rate.name}は{percent}%（{counts}）です。"
