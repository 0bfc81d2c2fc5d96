"""The guided forms of the counter: what each is called, which right it takes, what is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kofu.faces.console.counter import forms
from kofu.faces.console.counter.shown import paper_words
from kofu.faces.console.frame.tags import day
from kofu.policy.model import Delivery
from kofu.registry.access.roles import Right
from kofu.registry.counter.outlook import Paper
from kofu.registry.counter.stepping import document_of
from kofu.registry.counter.typed import Matter
from kofu.registry.dossier.papers import Paper as PaperOf
from kofu.registry.dossier.papers import papers_of
from kofu.registry.dossier.whom import Whom
from kofu.registry.dossier.wishes import wish_of
from kofu.registry.issued.states import State
from kofu.registry.issued.tables import Origin


class ActForm(Protocol):
    """A form that makes a matter of what was typed."""

    def is_valid(self) -> bool: ...

    def add_error(self, field: str | None, error: str) -> None: ...

    def act(self, person_id: str) -> Matter: ...


@dataclass(frozen=True, slots=True)
class Flow:
    """`form` is given what was typed (None: nothing yet), the person, and the number of the
    application or document it is about. `help`: one sentence above the form.
    """

    title: str | Promise
    help: str | Promise
    form: Callable[[Any, Whom, int], ActForm]
    right: Right = Right.COUNTER_ACT


def _plain(made: Callable[[Any], ActForm]) -> Callable[[Any, Whom, int], ActForm]:
    return lambda typed, who, about: made(typed)


def _hand_over(typed: Any, who: Whom, about: int) -> ActForm:
    """What lies here: printed at the counter, or come back; and what was chosen before."""
    before = typed.get("document", "") if typed else ""
    lying = [
        one
        for one in papers_of(who.number)
        if one.state is State.RETURNED
        or (one.state is State.PRINTED and one.origin is Origin.COUNTER)
        or str(one.number) == before
    ]
    lying.sort(key=lambda one: one.number != about)
    given = [(str(one.number), _paper(one)) for one in lying]
    return forms.HandOver(typed, given=given)


def _paper(one: PaperOf) -> str:
    kind = paper_words(Paper(one.kind, one.form, Delivery.COUNTER))
    until = gettext("{day}まで").format(day=day(one.valid_until)) if one.valid_until else ""
    return gettext("{kind}　書類{number}　{until}").format(
        kind=kind, number=one.number, until=until
    )


def _reading(typed: Any, who: Whom, about: int) -> ActForm:
    return forms.Reading(typed, wish=wish_of(who.person_id, date.today()))


def _withdrawal(typed: Any, who: Whom, about: int) -> ActForm:
    return forms.Withdrawal(typed, application=about)


def _step(typed: Any, who: Whom, about: int) -> ActForm:
    return forms.DocumentStep(typed, now=document_of(who.person_id, about))


FLOWS: Mapping[str, Flow] = {
    "certificate": Flow(
        _("資格確認書の申請"),
        _(
            "申請の理由と、本人確認のために見た書類を選びます。承認されないときは、不承認の通知を作ります。"
        ),
        _plain(forms.Certificate),
    ),
    "reissue": Flow(
        _("再交付"),
        _("なくしたもの、使えなくなったものに代わる資格確認書を交付します。"),
        _plain(forms.Reissue),
    ),
    "deregistration": Flow(
        _("利用登録の解除"),
        _(
            "マイナ保険証の利用登録の解除を受け付けます。資格確認書をお持ちでなければ、すぐに交付します。"
        ),
        _plain(forms.Deregistration),
    ),
    "notice": Flow(
        _("お知らせの再交付"),
        _("資格情報のお知らせを、もう一度交付します。"),
        _plain(forms.Notice),
    ),
    "explanation": Flow(
        _("判定のご案内"),
        _("次の更新で何が届くのか、その理由を書いた手紙を渡します。"),
        _plain(forms.Explanation),
    ),
    "registered_mail": Flow(
        _("簡易書留の希望"), _("郵便の送り方の希望を登録します。"), _plain(forms.RegisteredMail)
    ),
    "mailing": Flow(
        _("送付先"), _("登録の住所以外に郵便を送る先を登録します。"), _plain(forms.Mailing)
    ),
    "hold": Flow(
        _("送付の保留"),
        _("DV等の支援措置などのため、郵便を送らず窓口で渡すようにします。"),
        _plain(forms.Hold),
        Right.PERSON_SENSITIVE,
    ),
    "limit": Flow(
        _("限度区分の記載"),
        _("限度額適用区分などを資格確認書に記載するかどうかを登録します。"),
        _plain(forms.LimitPrinting),
    ),
    "reading": Flow(
        _("お手紙の言語と読み方"),
        _("裏面に添える言語と、拡大文字などの希望を登録します。次につくる書類から使います。"),
        _reading,
    ),
    "hand_over": Flow(
        _("窓口でのお渡し"), _("書類を渡す前に、受け取る人を確かめます。"), _hand_over
    ),
    "withdrawal": Flow(
        _("取下げ"),
        _(
            "受け付けたことを取り消します。まだ渡していない書類は取り消され、登録内容は元に戻ります。"
        ),
        _withdrawal,
    ),
    "step": Flow(_("書類の記録"), _("書類がどうなったかを記録します。"), _step),
}
