"""The words of a person's page, for codes that the register's parts only name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kofu.base.messages import Language
from kofu.decide.wording import CODES
from kofu.faces.console.frame.places import municipality
from kofu.faces.console.frame.tags import day
from kofu.faces.console.frame.words import language
from kofu.policy.facts import FactType, FactValue
from kofu.registry.dossier.marks import Mark, MarkKind
from kofu.registry.dossier.proof import Kind, Lane, Span
from kofu.registry.people.kinds import LoadKind
from kofu.roster.columns import COLUMNS, WISHES

Words = str | Promise

LANES: Mapping[Lane, Words] = {
    Lane.PROOF: _("保険の証明"),
    Lane.OLD_CARD: _("従来の保険証"),
    Lane.CARD: _("マイナ保険証"),
    Lane.CERTIFICATE: _("資格確認書"),
    Lane.NOTICE: _("お知らせ"),
}

KINDS: Mapping[Kind, Words] = {
    Kind.COVERED: _("証明あり"),
    Kind.GAP: _("切れ目"),
    Kind.IN_DOUBT: _("不明"),
    Kind.OUTSIDE: _("資格なし"),
    Kind.BEFORE: _("記録なし"),
    Kind.UNASKED: _("保険証の時期"),
    Kind.USABLE: _("有効"),
    Kind.GRACE: _("期限後の猶予"),
    Kind.UNUSABLE: _("使えない"),
    Kind.UNKNOWN: _("不明"),
    Kind.WAITING: _("お渡し前"),
    Kind.SENT: _("送付済み"),
}

STRANDS: Mapping[str, Words] = {
    "enrolment": _("資格"),
    "residence": _("住所・送付先"),
    "burden": _("負担割合など"),
    "card": _("マイナ保険証"),
    "request": _("申請・送付と読み方の希望"),
    "holding": _("取込みで知った手持ちの書類"),
}

_MARKS: Mapping[MarkKind, Words] = {
    MarkKind.JOINED: _("資格取得"),
    MarkKind.LEFT: _("資格喪失"),
    MarkKind.OLD_CARD_ENDS: _("従来の保険証を使える最後の日"),
    MarkKind.CARD_EXPIRES: _("電子証明書の有効期限"),
    MarkKind.CARD_LAPSES: _("マイナ保険証を使える最後の日"),
    MarkKind.CERTIFICATE_BEGINS: _("資格確認書の発効"),
    MarkKind.CERTIFICATE_ENDS: _("資格確認書の有効期限"),
    MarkKind.NOTICE: _("お知らせの送付"),
}

LOADS: Mapping[LoadKind, Words] = {
    LoadKind.ROSTER: _("名簿"),
    LoadKind.STATUS_LIST: _("職権交付対象者リスト"),
    LoadKind.CORRECTION: _("訂正"),
    LoadKind.COUNTER: _("窓口"),
}

_READING: Mapping[str, Words] = {
    "en": _("英語"),
    "zh": _("中国語（簡体字）"),
    "ko": _("韓国語"),
    "vi": _("ベトナム語"),
    "pt": _("ポルトガル語"),
    "tl": _("タガログ語"),
    "easy": _("やさしい日本語"),
    "large_print": _("拡大文字"),
    "voice": _("音声コード用の文"),
    "both": _("拡大文字と、音声コード用の文"),
}

_SEXES: Mapping[str, Words] = {
    "male": _("男"),
    "female": _("女"),
    "unstated": _("記載なし"),
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
        return gettext("（なし）")
    if isinstance(value, bool):
        return gettext("はい") if value else gettext("いいえ")
    if isinstance(value, date):
        return day(value)
    if column == "municipality_code":
        return f"{municipality(value)}（{value}）"
    if column in WISHES:
        return str(_READING[str(value)])
    if column == "copay_percent":
        return gettext("{tenths}割").format(tenths=int(value) // 10)
    if COLUMNS[column].type is FactType.CODE:
        return str(_SEXES.get(str(value), CODES.get(str(value), value)))
    return str(value)
