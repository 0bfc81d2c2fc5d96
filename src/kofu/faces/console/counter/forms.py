"""What is typed for each act; `act` makes of it what the register knows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kofu.documents.letters.language import Tongue
from kofu.faces.console.counter.fields import Came, by_post, choices, radios, tick
from kofu.faces.console.counter.said import REASONS, RETURNS, tongues
from kofu.faces.console.frame.fields import DayField, Form
from kofu.registry.counter import typed
from kofu.registry.counter.kinds import Evidence, HoldReason, Kind, ReissueReason
from kofu.registry.counter.stepping import steps_of
from kofu.registry.dossier.wishes import ReadingWish
from kofu.registry.issued.acting import Held
from kofu.registry.issued.states import Step


class Certificate(Came):
    """交付の申請."""

    seen = (Evidence.CARE_CERTIFICATE, Evidence.DISABILITY_HANDBOOK, Evidence.ADMISSION)
    field_order = ("reason", "card_returned_on", "by_post")

    reason = radios(_("申請の理由"))
    card_returned_on = DayField(
        label=_("カードを返納した日"), required=False, help_text=_("返納が理由のときだけ")
    )
    by_post = by_post()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _chosen(self, "reason").choices = [(one.value, words) for one, words in REASONS.items()]

    def act(self, person_id: str) -> typed.Certificate:
        typed_in = self.cleaned_data
        return typed.Certificate(
            person_id,
            self.received,
            Kind(typed_in["reason"]),
            typed_in["card_returned_on"],
            typed_in["by_post"] == "post",
        )


class Reissue(Came):
    """再交付."""

    seen = (Evidence.OLD_CERTIFICATE,)
    field_order = ("reason", "old_returned", "by_post")

    reason = radios(_("再交付の理由"))
    old_returned = tick(_("元の資格確認書"), _("受け取った（汚損・変更のとき）"))
    by_post = by_post()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _chosen(self, "reason").choices = choices(ReissueReason, "counter-reissue")

    def act(self, person_id: str) -> typed.Reissue:
        typed_in = self.cleaned_data
        return typed.Reissue(
            person_id,
            self.received,
            ReissueReason(typed_in["reason"]),
            bool(typed_in["old_returned"]),
            typed_in["by_post"] == "post",
        )


class Deregistration(Came):
    """利用登録の解除: the day of application is the day of receipt."""

    field_order = ("received_on", "effective_on", "by_post")

    effective_on = DayField(
        label=_("解除される日"), required=False, help_text=_("空欄なら、受付日の翌月の末日")
    )
    by_post = by_post()

    def act(self, person_id: str) -> typed.Deregistration:
        typed_in = self.cleaned_data
        return typed.Deregistration(
            person_id, self.received, typed_in["effective_on"], typed_in["by_post"] == "post"
        )


class Notice(Came):
    """お知らせの再交付."""

    field_order = ("by_post",)
    by_post = by_post()

    def act(self, person_id: str) -> typed.Notice:
        return typed.Notice(person_id, self.received, self.cleaned_data["by_post"] == "post")


class Explanation(Notice):
    """判定のご案内."""

    def act(self, person_id: str) -> typed.ReasonLetter:  # type: ignore[override]
        return typed.ReasonLetter(person_id, self.received, self.cleaned_data["by_post"] == "post")


class RegisteredMail(Came):
    """簡易書留."""

    field_order = ("what",)
    what = radios(_("希望"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _chosen(self, "what").choices = [
            ("on", _("簡易書留で送ってほしい")),
            ("off", _("簡易書留でなくてよい")),
        ]

    def act(self, person_id: str) -> typed.RegisteredMail:
        return typed.RegisteredMail(person_id, self.received, self.cleaned_data["what"] == "on")


class LimitPrinting(Came):
    """限度区分などの任意記載事項."""

    field_order = ("what",)
    what = radios(_("希望"), help_text=_("次に交付する資格確認書から変わります。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _chosen(self, "what").choices = [
            ("on", _("限度区分などを記載してほしい")),
            ("off", _("記載しないでほしい（＊で印字）")),
        ]

    def act(self, person_id: str) -> typed.LimitPrinting:
        return typed.LimitPrinting(person_id, self.received, self.cleaned_data["what"] == "on")


class Reading(Came):
    """お手紙の言語と読み方; `wish` is what stands in the register."""

    field_order = ("language", "aids")
    language = radios(
        _("裏面に添える言語"), "", _("裏面の訳は機械によるもので、そのことを裏面に書きます。")
    )
    aids = forms.MultipleChoiceField(
        label=_("読み方"),
        choices=[
            ("large_print", _("拡大文字（22ポイント以上）")),
            ("voice", _("音声コード用の文")),
        ],
        help_text=_("どちらも外して「日本語だけ」にすると、希望の取りやめになります。"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, wish: ReadingWish, **options: Any) -> None:
        super().__init__(*args, **options)
        language = _chosen(self, "language")
        language.required = False
        language.choices = [("", _("日本語だけ")), *tongues()]
        language.initial = wish.language.value if wish.language else ""
        self.fields["aids"].initial = wish.aids

    def act(self, person_id: str) -> typed.LetterReading:
        typed_in = self.cleaned_data
        language, aids = typed_in["language"], typed_in["aids"]
        return typed.LetterReading(
            person_id,
            self.received,
            Tongue(language) if language else None,
            "large_print" in aids,
            "voice" in aids,
        )


class Mailing(Came):
    """送付先."""

    field_order = ("what", "name", "postal_code", "address")
    what = radios(_("届出の内容"), "set")
    name = forms.CharField(
        label=_("送付先の宛名"),
        help_text=_("本人あてなら空欄"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    postal_code = forms.CharField(
        label=_("送付先の郵便番号"),
        help_text=_("例: 192-0046"),
        max_length=8,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )
    address = forms.CharField(
        label=_("送付先の住所"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _chosen(self, "what").choices = [
            ("set", _("送付先を登録する")),
            ("end", _("送付先をやめて、登録の住所に送る")),
        ]

    def clean(self) -> None:
        """An address where one is meant, none where none is."""
        typed_in = self.cleaned_data
        given = [name for name in ("name", "postal_code", "address") if typed_in.get(name)]
        if typed_in.get("what") == "set" and "address" not in given:
            self.add_error("address", ValidationError(_("入力してください。"), "required"))
        if typed_in.get("what") == "end" and given:
            self.add_error("what", _("送付先をやめるときは、宛名と住所を空欄にしてください。"))

    def act(self, person_id: str) -> typed.MailingAddress | typed.MailingAddressEnd:
        typed_in = self.cleaned_data
        if typed_in["what"] == "end":
            return typed.MailingAddressEnd(person_id, self.received)
        return typed.MailingAddress(
            person_id, self.received, typed_in["address"], typed_in["postal_code"], typed_in["name"]
        )


class Hold(Came):
    """送付の保留 and its end."""

    seen = (Evidence.SUPPORT_DECISION,)
    field_order = ("what", "reason", "card_too")
    what = radios(_("届出の内容"), "hold")
    reason = radios(
        _("保留の理由"), help_text=_("解除のときは選びません。操作記録には残りません。")
    )
    card_too = tick(
        _("マイナ保険証"), _("自己情報の提供も、あわせて制限する（解除のときは、制限も解く）")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _chosen(self, "what").choices = [
            ("hold", _("送付を保留する")),
            ("release", _("保留を解除する")),
        ]
        _chosen(self, "reason").choices = choices(HoldReason, "counter-hold")
        self.fields["reason"].required = False

    def clean(self) -> None:
        """A reason for a hold."""
        if self.cleaned_data.get("what") == "hold" and not self.cleaned_data.get("reason"):
            self.add_error("reason", ValidationError(_("選んでください。"), "required"))

    def act(self, person_id: str) -> typed.Hold | typed.Release:
        typed_in = self.cleaned_data
        if typed_in["what"] == "release":
            return typed.Release(person_id, self.received, bool(typed_in["card_too"]))
        return typed.Hold(
            person_id, self.received, HoldReason(typed_in["reason"]), bool(typed_in["card_too"])
        )


class HandOver(Came):
    """窓口でのお渡し: one of the documents that lie here. `given`: (number, words).

    `nothing`: there is none, and no form to be shown.
    """

    field_order = ("document",)
    document = radios(_("渡す書類"))

    def __init__(self, *args: Any, given: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.nothing = not given
        _chosen(self, "document").choices = given
        self.fields["document"].initial = given[0][0] if given else None
        self.fields["applicant"].label = _("受け取る人")
        self.fields["received_on"].label = _("渡した日")
        del self.fields["channel"]

    def clean(self) -> None:
        """It is handed over at the counter."""
        self.cleaned_data["channel"] = "counter"

    def act(self, person_id: str) -> typed.HandOver:
        return typed.HandOver(person_id, self.received, int(self.cleaned_data["document"]))


class Withdrawal(Form):
    """取下げ."""

    reason = forms.CharField(
        label=_("取下げの理由"),
        help_text=_("操作記録に残ります。氏名や番号は書かないでください。"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, application: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.application = application

    def act(self, person_id: str) -> typed.Withdrawal:
        return typed.Withdrawal(person_id, self.application, self.cleaned_data["reason"])


class DocumentStep(Form):
    """What became of a document. `now`: where it stands."""

    step = radios(_("記録すること"))
    day = DayField(label=_("その日"))
    reason = radios(_("返戻の理由"), help_text=_("返戻のときだけ"))
    seq = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: Held, **options: Any) -> None:
        super().__init__(*args, **options)
        self.document = int(now.document.pk)
        # What was chosen before it stood as it does now is refused by the register, in its words.
        before = [one for one in Step if self.is_bound and self.data.get("step") == one.value]
        steps = list(dict.fromkeys((*steps_of(now), *before)))
        _chosen(self, "step").choices = choices(steps, "document-step")
        _chosen(self, "reason").choices = [(one.value, words) for one, words in RETURNS.items()]
        self.fields["reason"].required = False
        self.fields["seq"].initial = now.seq
        self.fields["day"].initial = date.today()
        if Step.COME_BACK not in steps:
            del self.fields["reason"]

    def clean(self) -> None:
        """A reason for what came back, and for nothing else."""
        back = self.cleaned_data.get("step") == Step.COME_BACK.value
        reason = self.cleaned_data.get("reason")
        if back and not reason:
            self.add_error("reason", ValidationError(_("選んでください。"), "required"))
        if reason and not back:
            self.cleaned_data["reason"] = ""

    def act(self, person_id: str) -> typed.DocumentStep:
        typed_in = self.cleaned_data
        return typed.DocumentStep(
            person_id,
            self.document,
            typed_in["seq"],
            Step(typed_in["step"]),
            typed_in["day"],
            typed_in.get("reason", ""),
        )


def _chosen(form: Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


class PullOut(Form):
    """Why somebody is held back from a run."""

    reason = forms.CharField(
        label=_("引き抜く理由"),
        help_text=_("操作記録に残ります。番号や氏名は書かないでください。"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
