"""The kinds of loads, and of what a load brings to light."""

from __future__ import annotations

from django.db import models


class LoadKind(models.TextChoices):
    """What a file or a hand told us."""

    ROSTER = "roster", "名簿（全員）"
    STATUS_LIST = "status-list", "職権交付対象者リスト"
    CORRECTION = "correction", "訂正"
    COUNTER = "counter", "窓口"


class EventKind(models.TextChoices):
    """What a load brought to light about a person."""

    JOINED = "joined", "加入"
    LEFT = "left", "喪失"
    CHANGED = "changed", "記載事項の変更"
    CARD_GAINED = "card-gained", "マイナ保険証が使えるようになった"
    CARD_LOST = "card-lost", "マイナ保険証が使えなくなった"
    VANISHED = "vanished", "喪失日がないまま名簿から消えた"
    BACK = "back", "名簿に戻った"
