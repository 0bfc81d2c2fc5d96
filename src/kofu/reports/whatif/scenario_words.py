"""One scenario in Japanese: documents, who changes hands, costs, the wave, what it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kofu.decide.rule_words import document_outcome
from kofu.decide.wording import DELIVERIES, FORMS
from kofu.policy.law import Law
from kofu.policy.model import DocumentOutcome
from kofu.reports.whatif import said
from kofu.reports.whatif.answer import Result, extra
from kofu.reports.whatif.bill import Bill, Range
from kofu.reports.whatif.broken import Broken, Kind
from kofu.reports.whatif.changes import Hand, Move
from kofu.reports.whatif.section import Section
from kofu.reports.whatif.unit_costs import Costs, Method, Per

QUANTITIES = {
    Per.CERTIFICATE: "資格確認書（枚）",
    Per.NOTICE: "資格情報のお知らせ（枚）",
    Per.LETTER: "封筒・はがき（通）",
    Per.REVIEW: "確認が必要な人（人）",
}
BROKEN = {
    Kind.AGAINST_NORM: "国の通知などの考え方に反します",
    Kind.TAKES_AWAY: "上位の規定が資格確認書を交付するとしている人に、交付しません",
    Kind.WITHOUT_PROOF: "使える証明を持たない人が出ます",
    Kind.NO_RULE: "どの規定も当てはまらない人がありえます",
    Kind.TWO_RULES: "同じ強さの二つの規定が当てはまる人がありえます",
    Kind.NOT_CHECKED: "試算の規定集に区分がなく、反するかどうかを確かめられません",
}
_SHOWN = 8
_REASONS = 3
_AREAS = 10


def law_words(law: Law) -> str:
    return f"{law.book.pack.title}の{law.on}の規定（{law.known}までの公表による）"


def scenario(one: Result, costs: Costs) -> Iterator[Section]:
    """All sections of one scenario."""
    law = one.scenario.law
    yield Section(2, f"試算: {one.scenario.name}", (f"{law_words(law)}によります。",))
    yield _documents(one)
    yield _moves(one)
    yield _costs(one, costs)
    if one.wave.losing:
        yield _wave(one)
    yield _broken(one)


def _documents(one: Result) -> Section:
    rows = [
        (label, *_before_after(one.before.quantities[per].middle, one.after.quantities[per].middle))
        for per, label in QUANTITIES.items()
    ]
    for name, label in DELIVERIES.items():
        pair = tuple(_letters(each, name) for each in (one.before, one.after))
        if any(pair):
            rows.append((f"　{label}（通）", *_before_after(*pair)))
    for form, label in FORMS.items():
        pair = tuple(_stock(each, form) for each in (one.before, one.after))
        if any(pair):
            rows.append((f"　用紙: {label}（枚）", *_before_after(*pair)))
    return Section(3, "書類と郵便", (), ("", "現行", "試算", "差"), tuple(rows))


def _letters(own: Bill, delivery: str) -> int:
    return sum(many for way, many in own.letters.items() if way.value == delivery)


def _stock(own: Bill, form: str) -> int:
    return sum(many for kind, many in own.stock.items() if kind.value == form)


def _before_after(before: float, after: float) -> tuple[str, str, str]:
    return said.count(before), said.count(after), said.signed(after - before)


def _moves(one: Result) -> Section:
    found = one.changes
    lines = [
        f"{said.people(found.moved)}の書類または根拠が変わり、"
        f"{said.people(found.same)}は変わりません。"
    ]
    for number, move in enumerate(found.moves[:_SHOWN], start=1):
        lines.append(f"{number}. {sentence(move, one.scenario.law)}")
    if len(found.moves) > _SHOWN:
        rest = sum(move.people for move in found.moves[_SHOWN:])
        number = len(found.moves) - _SHOWN
        lines.append(f"ほかに{number}通り、{said.people(rest)}（moves.csv に全部があります）。")
    head = ("年齢", *(str(number + 1) for number in range(min(len(found.moves), _SHOWN))))
    ages = dict.fromkeys(age for move in found.moves[:_SHOWN] for age in move.by_age)
    rows = [
        (age, *(said.count(move.by_age.get(age, 0)) for move in found.moves[:_SHOWN]))
        for age in ages
    ]
    areas = _largest(found.moves[:_SHOWN])
    if areas:
        for area in areas[:_AREAS]:
            many = (said.count(move.by_area.get(area, 0)) for move in found.moves[:_SHOWN])
            rows.append((area, *many))
        head = ("年齢・市区町村", *head[1:])
    if len(areas) > _AREAS:
        lines.append(f"市区町村は人数の多い{_AREAS}だけを示します（moves.csv に全部があります）。")
    return Section(3, "変わる人", tuple(lines), head if rows else (), tuple(rows))


def _largest(moves: Sequence[Move]) -> list[str]:
    """The areas, with the most people first."""
    people: dict[str, int] = {}
    for move in moves:
        for area, many in move.by_area.items():
            people[area] = people.get(area, 0) + many
    return sorted(people.keys() - {""}, key=lambda area: (-people[area], area))


def sentence(move: Move, law: Law) -> str:
    """Who changes hands, from what to what, and why."""
    texts = law.book.pack.reasons
    reasons = [
        f"{texts.get(code, code)}（{said.people(many)}）"
        for code, many in list(move.by_reason.items())[:_REASONS]
    ]
    more = "など" if len(move.by_reason) > _REASONS else ""
    return (
        f"{said.people(move.people)}が、{hand(move.before)}から{hand(move.after)}に変わります。"
        f"理由: {'、'.join(reasons)}{more}。"
    )


def hand(one: Hand) -> str:
    """`資格確認書・職権（law-certificate）`."""
    return (
        f"{document_outcome(DocumentOutcome(document=one.document, basis=one.basis))}（{one.rule}）"
    )


def _costs(one: Result, costs: Costs) -> Section:
    rows = []
    for before, after in zip(one.before.lines, one.after.lines, strict=True):
        rows.append((before.label, said.yen_range(before.yen), said.yen_range(after.yen)))
    rows.append(("合計", said.yen_range(one.before.yen), said.yen_range(one.after.yen)))
    rows.append(
        (
            "職員の時間",
            said.hours_range(one.before.minutes),
            said.hours_range(one.after.minutes),
        )
    )
    rows.append(
        (
            "（別の計算）国の2023年の単価",
            said.yen_range(one.before.ministry),
            said.yen_range(one.after.ministry),
        )
    )
    spread = extra(one)
    middle = said.difference(Range.exactly(spread.middle))
    lines = (
        f"費用の差は{said.difference(spread)}です（中央の見積りで{middle}）。",
        _flat(one, costs),
    )
    return Section(3, "費用", lines, ("", "現行", "試算"), tuple(rows))


def _flat(one: Result, costs: Costs) -> str:
    """The same by the flat rate of the state, which counts certificates alone."""
    before, after = (own.quantities[Per.CERTIFICATE].middle for own in (one.before, one.after))
    parts = [each for each in costs.costs if each.method is Method.MINISTRY]
    rate = sum(each.middle for each in parts)
    spread = Range.exactly(one.after.ministry.middle - one.before.ministry.middle)
    return (
        f"国の2023年の単価（{rate:g}円、"
        f"{'・'.join(f'{part.label}{part.middle:g}円' for part in parts)}）だけで計算すると、"
        f"資格確認書{said.signed(after - before)}枚で{said.difference(spread)}です。"
        f"お知らせの増減は含みません。"
    )


def _wave(one: Result) -> Section:
    found = one.wave
    rows = tuple(
        (
            week.first.isoformat(),
            said.about(week.applications, "件"),
            said.staff(week.staff),
        )
        for week in found.weeks
    )
    peak = found.peak
    assert peak is not None
    lines = (
        f"職権による資格確認書がなくなる{said.people(found.losing)}のうち、"
        f"{said.about(found.total, '件')}の申請があると仮定しました。",
        f"山は{peak.first}の週で、{said.about(peak.applications, '件')}、"
        f"受付に{said.staff(peak.staff)}が要ります。",
    )
    return Section(3, "申請の山（仮定による）", lines, ("週の初日", "申請", "職員"), rows)


def _broken(one: Result) -> Section:
    if not one.broken:
        return Section(3, "反する規定", ("確かめた範囲では、反する規定はありません。",))
    return Section(3, "反する規定", tuple(against(each) for each in one.broken))


def against(one: Broken) -> str:
    """What a scenario breaks, with its source."""
    who = said.people(one.people) if one.people else "この名簿には該当者がいません"
    rule = f"規定 {one.rule}: " if one.rule else ""
    source = f"　根拠: {one.norm}「{one.words}」" if one.norm else ""
    example = f"　例: {one.who}" if not one.people and one.who else ""
    return f"{rule}{BROKEN[one.kind]}（{who}）。{source}{example}"
