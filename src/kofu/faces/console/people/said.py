"""The words of a person's page, for codes that the register's parts only name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from kofu.base.messages import Language
from kofu.decide.wording import CODES
from kofu.faces.console.frame.tags import day
from kofu.faces.console.frame.words import language
from kofu.mail.addresses.postcodes import city_of
from kofu.policy.facts import FactType, FactValue
from kofu.registry.dossier.marks import Mark, MarkKind
from kofu.registry.dossier.proof import Kind, Lane, Span
from kofu.registry.people.kinds import LoadKind
from kofu.roster.columns import COLUMNS

Words = str | Promise

LANES: Mapping[Lane, Words] = {
    Lane.PROOF: later("保険の証明"),
    Lane.OLD_CARD: later("従来の保険証"),
    Lane.CARD: later("マイナ保険証"),
    Lane.CERTIFICATE: later("資格確認書"),
    Lane.NOTICE: later("お知らせ"),
}

KINDS: Mapping[Kind, Words] = {
    Kind.COVERED: later("証明あり"),
    Kind.GAP: later("切れ目"),
    Kind.IN_DOUBT: later("不明"),
    Kind.OUTSIDE: later("資格なし"),
    Kind.BEFORE: later("記録なし"),
    Kind.UNASKED: later("保険証の時期"),
    Kind.USABLE: later("有効"),
    Kind.GRACE: later("期限後の猶予"),
    Kind.UNUSABLE: later("使えない"),
    Kind.UNKNOWN: later("不明"),
    Kind.WAITING: later("発送前"),
    Kind.SENT: later("送付済み"),
}

STRANDS: Mapping[str, Words] = {
    "enrolment": later("資格"),
    "residence": later("住所・送付先"),
    "burden": later("負担割合など"),
    "card": later("マイナ保険証"),
    "request": later("申請・送付の希望"),
    "holding": later("取込みで知った手持ちの書類"),
}

_MARKS: Mapping[MarkKind, Words] = {
    MarkKind.JOINED: later("資格取得"),
    MarkKind.LEFT: later("資格喪失"),
    MarkKind.OLD_CARD_ENDS: later("従来の保険証を使える最後の日"),
    MarkKind.CARD_EXPIRES: later("電子証明書の有効期限"),
    MarkKind.CARD_LAPSES: later("マイナ保険証を使える最後の日"),
    MarkKind.CERTIFICATE_BEGINS: later("資格確認書の発効"),
    MarkKind.CERTIFICATE_ENDS: later("資格確認書の有効期限"),
    MarkKind.NOTICE: later("お知らせの送付"),
}

LOADS: Mapping[LoadKind, Words] = {
    LoadKind.ROSTER: later("名簿"),
    LoadKind.STATUS_LIST: later("職権交付対象者リスト"),
    LoadKind.CORRECTION: later("訂正"),
    LoadKind.COUNTER: later("窓口"),
}

_SEXES: Mapping[str, Words] = {
    "male": later("男"),
    "female": later("女"),
    "unstated": later("記載なし"),
}


def mark_words(mark: Mark) -> str:
    """What happens on the day; limits of the pack in the pack's words."""
    return mark.words or str(_MARKS[mark.kind])


def span_words(span: Span) -> str:
    """What is so in a lane; of a card that cannot be used, why."""
    said = str(KINDS[span.kind])
    return f"{said}: {span.words}" if span.kind is Kind.UNUSABLE and span.words else said


def label(column: str) -> str:
    """What an office calls a column."""
    if language() is Language.JA:
        return COLUMNS[column].label
    return column.replace("_", " ")


def value_words(column: str, value: FactValue) -> str:
    """A fact as it is read: はい, a day, the word of a code, or what stands there."""
    if value is None:
        return _("（なし）")
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, date):
        return day(value)
    if column == "municipality_code":
        return f"{municipality(value)}（{value}）"
    if column == "copay_percent":
        return _("{tenths}割").format(tenths=int(value) // 10)
    if COLUMNS[column].type is FactType.CODE:
        return str(_SEXES.get(str(value), CODES.get(str(value), value)))
    return str(value)


def municipality(code: FactValue) -> str:
    """The name of a municipality; the code where nobody knows it."""
    return "" if code is None else city_of(str(code)) or str(code)
