"""What somebody holds today, in one or two words with a sign."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kofu.faces.console.frame.tags import day
from kofu.registry.dossier.listed import Listed


@dataclass(frozen=True, slots=True)
class Holding:
    """`tone`: the class of the tag (`good`, `wrong`, `attention` or none)."""

    words: str
    tone: str = ""
    until: str = ""


def holding(one: Listed) -> Holding:
    """The best thing in hand first."""
    if not one.entitled:
        return Holding(_("資格なし"))
    if "certificate" in one.by:
        until = _("{day}まで").format(day=day(one.until)) if one.until else ""
        return Holding(_("資格確認書"), "good", until)
    if "card" in one.by:
        return Holding(_("マイナ保険証"), "good")
    if one.by:
        return Holding(_("従来の保険証"), "good")
    if one.unknown:
        return Holding(_("不明"), "attention")
    return Holding(_("証明なし"), "wrong")
