"""The tables of the register: who is insured, what was asked for, issued, posted, brought back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kofu.base.messages import say
from kofu.decide.wording import DELIVERIES
from kofu.registry.counter.kinds import Kind, ReissueReason, Result, kind_word
from kofu.reports.asked import By
from kofu.reports.counted import Cells, Count, Counted, Dimension, Spec, tabulate
from kofu.reports.dimensions import DIMENSIONS, KIND_WORDS
from kofu.reports.people_tables import registration_specs
from kofu.reports.register import cells
from kofu.reports.suppress import suppress

_RESULTS = {
    Result.ACCEPTED: "認めた",
    Result.REFUSED: "認めなかった",
    Result.NOT_NEEDED: "必要なし",
    Result.REVIEW: "確認待ち",
    Result.WITHDRAWN: "取下げ",
}
_REASONS = {
    ReissueReason.LOST: "紛失",
    ReissueReason.STOLEN: "盗難",
    ReissueReason.DAMAGED: "破損・汚損",
    ReissueReason.CHANGED: "記載事項の変更",
}
_RETURNED = {
    "storage-expired": "保管期間経過",
    "address-unknown": "あて所尋ねあたらず",
    "moved": "転居先不明",
    "refused": "受取拒絶",
}
_OUTCOMES = (*(Count(word, frozenset({one})) for one, word in _RESULTS.items()), Count("計"))
_STEPS = (
    Count("差出し", frozenset({"post"})),
    Count("再送", frozenset({"resend"})),
    Count("返戻", frozenset({"come-back"})),
)
_ISSUED = tuple(
    Count(word, frozenset({kind}))
    for kind, word in KIND_WORDS.items()
    if kind in ("certificate", "notice")
)


def _kind(value: str) -> str:
    return say(kind_word(Kind(value)).code) if value in set(Kind) else value


_ASKED = Dimension("kind", "受付の種類", _kind)
_WHY = Dimension("reason", "再交付の理由", lambda key: _REASONS.get(ReissueReason(key), key))
_WAY = Dimension("delivery", "送り方", lambda key: DELIVERIES.get(key, key))
_BACK = Dimension("reason", "返戻の理由", lambda key: _RETURNED.get(key, "その他"))


def register_tables(day: date, least: int | None) -> tuple[Counted, ...]:
    """Every table as of a day, with numbers under `least` hidden."""
    month = DIMENSIONS[By.MONTH]
    issued = [
        Spec(
            f"issued-by-{name}",
            f"交付した書類（{one.label}ごと）",
            one,
            "document",
            (*_ISSUED, _ALL),
        )
        for name, one in (
            ("month", month),
            ("basis", DIMENSIONS[By.BASIS]),
            ("rule", DIMENSIONS[By.RULE]),
            ("product", DIMENSIONS[By.PRODUCT]),
        )
    ]
    applied = [
        Spec("applications-by-kind", "受付（種類ごと）", _ASKED, "result", _OUTCOMES),
        Spec("applications-by-month", "受付（月ごと）", month, "result", _OUTCOMES),
        Spec(
            *("reissues-by-reason", "再交付（理由ごと）", _WHY, "result", _OUTCOMES),
            within="reissue",
        ),
    ]
    posted = [
        Spec("posted-by-month", "差出しと返戻（月ごと）", month, "step", _STEPS),
        Spec("posted-by-delivery", "差出しと返戻（送り方ごと）", _WAY, "step", _STEPS),
        Spec(
            *("returned-by-reason", "返戻（理由ごと）", _BACK, "step", (Count("返戻"),)),
            within="returned",
        ),
    ]
    people = cells.enrolled(day)
    return (
        *_counted(people, registration_specs(people), least),
        *_counted(cells.issued(day), issued, least),
        *_counted(cells.applied(day), applied, least),
        *_counted(cells.posted(day), posted, least),
    )


_ALL = Count("計")


def _counted(found: Cells, specs: Sequence[Spec], least: int | None) -> Sequence[Counted]:
    tables = [tabulate(found, spec) for spec in specs] if found.counts else []
    return tables if least is None or not tables else suppress(found, tables, least)
