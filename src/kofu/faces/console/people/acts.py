"""What may be done for a person at the counter, where its pages are there and the right is held."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kofu.registry.access.roles import Right


@dataclass(frozen=True, slots=True)
class Act:
    """`view` is asked with the person's number."""

    view: str
    title: str | Promise
    right: Right


ACTS = (
    Act("counter:certificate", _("資格確認書の申請"), Right.COUNTER_ACT),
    Act("counter:reissue", _("再交付"), Right.COUNTER_ACT),
    Act("counter:deregistration", _("利用登録の解除"), Right.COUNTER_ACT),
    Act("counter:notice", _("お知らせの再交付"), Right.COUNTER_ACT),
    Act("counter:explanation", _("判定のご案内"), Right.COUNTER_ACT),
    Act("counter:mailing", _("送付先"), Right.COUNTER_ACT),
    Act("counter:registered_mail", _("簡易書留の希望"), Right.COUNTER_ACT),
    Act("counter:hold", _("送付の保留（DV等）"), Right.PERSON_SENSITIVE),
    Act("counter:limit", _("限度区分の記載"), Right.COUNTER_ACT),
    Act("counter:reading", _("お手紙の言語と読み方"), Right.COUNTER_ACT),
    Act("counter:hand_over", _("窓口でのお渡し"), Right.COUNTER_ACT),
)


def acts(number: int, held: Collection[Right]) -> list[tuple[str, str | Promise]]:
    """(address, title) of each act that can be begun."""
    return [
        (address, act.title)
        for act in ACTS
        if act.right in held and (address := _address(act.view, number))
    ]


def _address(view: str, number: int) -> str:
    try:
        return reverse(view, args=[number])
    except NoReverseMatch:
        return ""
