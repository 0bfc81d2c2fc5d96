"""The answer as plain data, for `--json` and for the record in the folder."""

from __future__ import annotations

from kofu.policy.law import Law
from kofu.reports.whatif.answer import Answer, Result, extra
from kofu.reports.whatif.bill import Bill, Range
from kofu.reports.whatif.changes import Hand, Move
from kofu.reports.whatif.scenario_words import against


def record(answer: Answer) -> dict[str, object]:
    """Everything but the finest rows of moves, which `moves.csv` has."""
    return {
        "people": answer.counts.total,
        "baseline": _law(answer.baseline),
        "posted": answer.posted,
        "event": answer.counts.given.constant.get("event"),
        "scenarios": [_result(one) for one in answer.results],
        "costs": answer.costs.model_dump(mode="json"),
    }


def _law(law: Law) -> dict[str, object]:
    pack = law.book.pack
    return {"pack": pack.pack, "pack_hash": law.book.hash, "on": law.on, "known": law.known}


def _result(one: Result) -> dict[str, object]:
    return {
        "name": one.scenario.name,
        "share": one.scenario.share,
        "law": _law(one.scenario.law),
        "moved": one.changes.moved,
        "same": one.changes.same,
        "moves": [_move(each) for each in one.changes.moves],
        "before": bill_record(one.before),
        "after": bill_record(one.after),
        "extra_yen": _range(extra(one)),
        "applications": {
            "losing": one.wave.losing,
            "total": _range(one.wave.total),
            "weeks": [
                {"first": each.first, "applications": _range(each.applications)}
                for each in one.wave.weeks
            ],
        },
        "broken": [
            {"kind": each.kind, "people": each.people, "rule": each.rule, "words": against(each)}
            for each in one.broken
        ],
    }


def _move(one: Move) -> dict[str, object]:
    return {
        "before": _hand(one.before),
        "after": _hand(one.after),
        "people": one.people,
        "by_age": dict(one.by_age),
        "by_area": dict(one.by_area),
        "by_reason": dict(one.by_reason),
    }


def _hand(one: Hand) -> dict[str, object]:
    return {"document": one.document, "basis": one.basis, "rule": one.rule}


def bill_record(own: Bill) -> dict[str, object]:
    return {
        "quantities": {per.value: _range(spread) for per, spread in own.quantities.items()},
        "lines": {line.id: _range(line.yen) for line in own.lines},
        "yen": _range(own.yen),
        "ministry_yen": _range(own.ministry),
        "minutes": _range(own.minutes),
        "letters": {way.value: many for way, many in own.letters.items()},
        "stock": {form.value: many for form, many in own.stock.items()},
    }


def _range(spread: Range) -> list[float]:
    return [round(spread.low, 2), round(spread.middle, 2), round(spread.high, 2)]
