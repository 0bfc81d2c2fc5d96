"""What is typed to come in, and of an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kofu.faces.console.frame.fields import Form
from kofu.faces.console.frame.words import words
from kofu.registry.access.roles import LOCAL, Role
from kofu.registry.access.tables import Account
from kofu.registry.access.tokens import LONGEST


class LogIn(Form):
    """The first step."""

    name = forms.CharField(
        label=_("ログイン名"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("パスワード"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class Token(Form):
    """The second step."""

    token = forms.CharField(
        label=_("確認コード"),
        help_text=_("認証アプリに出ている6桁の数字。アプリを使えないときは、控えの回復コード。"),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "text"}),
    )


class NewPassword(Form):
    """One's own password, twice."""

    old = forms.CharField(
        label=_("今のパスワード"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("新しいパスワード"),
        help_text=_(
            "12文字以上。数字だけのもの、よく使われるもの、ログイン名に似たものは使えません。"
        ),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("新しいパスワード（もう一度）"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Raises ValidationError where the two are not equal."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(_("二つのパスワードが違います。"), "differs")
        return again


def _roles() -> list[tuple[str, str]]:
    return [(role.value, words(f"role-{role.value}")) for role in Role]


class AccountFacts(Form):
    """What an account may be given."""

    display_name = forms.CharField(label=_("氏名（画面に出る名前）"), max_length=60)
    roles = forms.MultipleChoiceField(
        label=_("役割"), choices=_roles, widget=forms.CheckboxSelectMultiple
    )
    municipalities = forms.CharField(
        label=_("担当する市区町村"),
        help_text=_(
            "市区町村コードを空白で区切って入力します。空欄は全域です。"
            "市区町村を限るのは、役割が窓口だけのときにできます。"
        ),
        required=False,
        max_length=400,
    )

    def clean_municipalities(self) -> tuple[str, ...]:
        """The codes, one by one."""
        return tuple(str(self.cleaned_data["municipalities"]).replace("、", " ").split())

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where a role for everybody is confined to some."""
        typed = dict(self.cleaned_data)
        roles = {Role(one) for one in typed.get("roles", ())}
        if typed.get("municipalities") and roles - LOCAL:
            self.add_error("municipalities", _("この役割は、市区町村を限れません。"))
        return typed


class NewAccount(AccountFacts):
    """An account that is made: with a password to be changed on the first day."""

    name = forms.CharField(
        label=_("ログイン名"),
        help_text=_("半角の英小文字・数字と . _ - 。あとから変えられません。"),
        max_length=50,
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("最初のパスワード"),
        help_text=_("12文字以上。本人が最初のログインで変えます。"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    field_order = ("name", "display_name", "roles", "municipalities", "password")


class GivenPassword(Form):
    """A password given by the administrator."""

    password = forms.CharField(
        label=_("新しいパスワード"),
        help_text=_("12文字以上。本人が次のログインで変えます。"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )


def _accounts() -> list[tuple[str, str]]:
    there = Account.objects.filter(is_active=True).order_by("name")
    return [(one.name, f"{one.name}（{one.display_name}）") for one in there]


class NewToken(Form):
    """A token for a program."""

    name = forms.ChoiceField(
        label=_("アカウント"),
        help_text=_("プログラムは、このアカウントの権限と範囲で動きます。"),
        choices=_accounts,
    )
    label = forms.CharField(
        label=_("用途"),
        help_text=_("どのシステムが使うか。"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    days = forms.IntegerField(label=_("使える日数"), min_value=1, max_value=LONGEST, initial=90)
