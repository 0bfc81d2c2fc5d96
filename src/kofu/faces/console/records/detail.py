"""What an entry of the log tells besides, by its name in the log."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: Mapping[str, str | Promise] = {
    "accounts": _("アカウント（件）"),
    "api-token": _("トークン"),
    "as_of": _("基準日"),
    "batches": _("束"),
    "change": _("変更"),
    "changed": _("変わったもの"),
    "code": _("コード"),
    "columns": _("列"),
    "count": _("件数"),
    "day": _("日"),
    "document": _("書類"),
    "entries": _("記録（件）"),
    "file": _("ファイル"),
    "found": _("見つかった件数"),
    "known": _("いつまでに知った内容か"),
    "kind": _("種類"),
    "list": _("一覧"),
    "on": _("いつの日か"),
    "page": _("画面"),
    "people": _("対象者を表す値"),
    "preview": _("書類の画像"),
    "reason": _("理由"),
    "result": _("結果"),
    "right": _("権限"),
    "rows": _("行"),
    "sha256": _("ファイルの照合値"),
    "step": _("段階"),
    "tables": _("表"),
    "until": _("期限"),
}
"""Of the common names; any other is shown as it stands in the log."""


def detail_words(name: str) -> str:
    """What a detail is called."""
    return str(_WORDS.get(name, name))
