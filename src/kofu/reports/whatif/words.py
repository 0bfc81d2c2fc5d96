"""The whole report in Japanese: the scenarios, what was counted, what was assumed."""

from __future__ import annotations

from collections.abc import Iterator

from kofu.documents.values.office import office_on
from kofu.mail.envelopes.rule import Together, envelope_rule
from kofu.policy.model import Sure
from kofu.reports.whatif import said
from kofu.reports.whatif.answer import Answer, extra
from kofu.reports.whatif.broken import Kind
from kofu.reports.whatif.scenario_words import law_words, scenario
from kofu.reports.whatif.section import Section
from kofu.reports.whatif.unit_costs import Method, Per, Spread, Unit

_SHARED = "世帯ごとに封筒をまとめる保険者なので、封筒と郵便料金は実際より多めに出ています。"
_SURE = {Sure.CONFIRMED: "確認", Sure.REPORTED: "伝聞", Sure.ASSUMED: "仮定"}
_BROKEN = {
    Kind.AGAINST_NORM: "国の通知など",
    Kind.TAKES_AWAY: "上位の規定",
    Kind.WITHOUT_PROOF: "証明のない人",
    Kind.NO_RULE: "規定のない区分",
    Kind.TWO_RULES: "重なる規定",
    Kind.NOT_CHECKED: "未確認",
}


def report(answer: Answer) -> Iterator[Section]:
    """The whole report: what was asked, the scenarios beside each other, each in turn, and what
    was counted and what assumed."""
    law = answer.baseline
    shares = any(one.scenario.share is not None for one in answer.results)
    yield Section(
        1,
        f"試算　{law.book.pack.title}",
        (
            f"名簿の{said.people(answer.counts.total)}について、{law_words(law)}を現行とします。",
            *("割合を変える試算では、現行も同じ割合で数えます。" for _ in range(shares)),
        ),
    )
    if len(answer.results) > 1:
        yield _beside_each_other(answer)
    for one in answer.results:
        if len(answer.results) == 1 or not one.scenario.varied:
            yield from scenario(one, answer.costs)
    yield from _assumed(answer)


def _beside_each_other(answer: Answer) -> Section:
    rows = []
    for one in answer.results:
        peak = one.wave.peak
        rows.append(
            (
                one.scenario.name,
                said.count(one.before.quantities[Per.CERTIFICATE].middle),
                said.count(one.after.quantities[Per.CERTIFICATE].middle),
                said.people(one.changes.moved),
                said.difference(extra(one)),
                said.about(peak.applications, "件") if peak else "-",
                "、".join(dict.fromkeys(_BROKEN[each.kind] for each in one.broken)) or "-",
            )
        )
    head = (
        *("試算", "資格確認書（現行）", "資格確認書（試算）", "変わる人", "費用の差"),
        *("申請の山（1週）", "反するもの"),
    )
    return Section(2, "試算の比較", (), head, tuple(rows))


def _shares_envelopes(answer: Answer) -> bool:
    law = answer.baseline
    return envelope_rule(office_on(law.book, law.on)).together is Together.HOUSEHOLD


def _assumed(answer: Answer) -> Iterator[Section]:
    costs = answer.costs
    model = costs.applications
    yield Section(
        2,
        "数えたものと仮定したもの",
        (
            "数えたもの: 人数、書類、送り方。名簿の全員を現行と試算の規定で判定した数です。",
            f"料金表によるもの: 郵便料金（{answer.posted}の差出し、1人1通、割引前）。",
            "仮定したもの: 下の単価、申請の割合と時期。--costs のファイルで差し替えられます。",
            *(_SHARED for _ in range(_shares_envelopes(answer))),
            "数えていないもの: システムの改修、広報、申請により交付する資格確認書の印刷と郵送。",
            f"申請の割合: {model.share.low:.0%}・{model.share.middle:.0%}・{model.share.high:.0%}"
            f"（{model.share.source}）。時期: {model.curve_source}。",
        ),
    )
    rows = [
        (
            f"{'国の単価: ' if one.method is Method.MINISTRY else ''}{one.label}",
            _values(one, "円" if one.unit is Unit.YEN else "分"),
            one.dated.isoformat(),
            _SURE[one.sure],
            one.source,
        )
        for one in costs.costs
    ]
    wage = costs.wage
    rows.append(
        ("職員1時間", _values(wage, "円"), wage.dated.isoformat(), _SURE[wage.sure], wage.source)
    )
    head = ("単価", "低い～中央～高い", "日付", "確からしさ", "出典")
    yield Section(2, "単価と仮定", (), head, tuple(rows))


def _values(spread: Spread, unit: str) -> str:
    ends = dict.fromkeys(f"{one:g}" for one in (spread.low, spread.middle, spread.high))
    return f"{'～'.join(ends)}{unit}"
