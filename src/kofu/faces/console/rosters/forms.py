"""What is typed with a file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kofu.faces.console.frame.fields import DayField, Form
from kofu.faces.console.frame.words import words
from kofu.registry.people.kinds import LoadKind
from kofu.registry.uploads.mappings import saved


def _kinds() -> list[tuple[str, str]]:
    kinds = (LoadKind.ROSTER, LoadKind.STATUS_LIST)
    return [(kind.value, words(f"load-kind-{kind.value}")) for kind in kinds]


def _mappings() -> list[tuple[str, str]]:
    return [("", str(_("列の名前と中身から見当をつける"))), *((name, name) for name in saved())]


class UploadForm(Form):
    """A file, what it is, and of which day."""

    kind = forms.ChoiceField(
        label=_("ファイルの種類"), choices=_kinds, initial="roster", widget=forms.RadioSelect
    )
    as_of = DayField(label=_("内容の基準日"), help_text=_("ファイルの内容が正しい日です。"))
    mapping = forms.ChoiceField(
        label=_("列の対応表"),
        help_text=_("前に保存した対応表を使うと、列を指定し直す必要がありません。"),
        choices=_mappings,
        required=False,
    )
    file = forms.FileField(
        label=_("ファイル"), help_text=_("CSV、Excel、Parquet。"), allow_empty_file=True
    )


class Confirm(Form):
    """What is signed before a file with warnings is taken in."""

    seen = forms.BooleanField(label=_("人数と注意を確かめました"))
