"""Words of the counter's pages that no catalogue has."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kofu.documents.letters.language import Tongue, catalogue
from kofu.faces.console.people.said import value_words
from kofu.mail.after.states import Reason
from kofu.policy.model import Delivery
from kofu.registry.counter.kinds import Kind

Words = str | Promise

REASONS: Mapping[Kind, Words] = {
    Kind.LOST_CARD: _("マイナンバーカードをなくした"),
    Kind.RENEWING_CARD: _("マイナンバーカードを更新している"),
    Kind.RETURNING_CARD: _("マイナンバーカードを返納した"),
    Kind.ASSISTANCE: _("カードを使うのに介助が必要"),
    Kind.FACILITY: _("施設に入所している"),
    Kind.OTHER_DIFFICULTY: _("そのほか、カードを使うのが困難"),
    Kind.JUST_IN_CASE: _("念のため持っておきたい"),
    Kind.PREFERS_PAPER: _("マイナ保険証を使いたくない"),
}

RETURNS: Mapping[Reason, Words] = {
    Reason.STORAGE_EXPIRED: _("保管期間経過"),
    Reason.ADDRESS_UNKNOWN: _("あて所尋ねあたらず"),
    Reason.MOVED: _("転居先不明"),
    Reason.REFUSED: _("受取拒絶"),
}

DELIVERIES: Mapping[Delivery, Words] = {
    Delivery.SIMPLIFIED_REGISTERED: _("簡易書留で郵送"),
    Delivery.RECORDED: _("特定記録で郵送"),
    Delivery.ORDINARY: _("普通郵便で郵送"),
    Delivery.EMPLOYER: _("事業主を通じて"),
    Delivery.COUNTER: _("窓口で渡す"),
    Delivery.HOLD: _("送付を保留"),
}

LETTERS: Mapping[str, Words] = {
    "refusal": _("不承認の通知"),
    "reason-letter": _("判定のご案内"),
}


def tongues() -> list[tuple[str, str]]:
    """Codes of the languages with the word for each, and its own name beside it."""
    words = {one: value_words("letter_language", one.value) for one in Tongue}
    return [
        (one.value, word if one is Tongue.EASY else f"{word} / {catalogue(one).name}")
        for one, word in words.items()
    ]


FORMS: Mapping[str, Words] = {
    "card-paper": _("紙のカード型"),
    "card-plastic": _("プラスチックのカード型"),
    "postcard": _("はがき型"),
    "a4": _("A4判"),
}
