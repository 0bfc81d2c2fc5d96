"""What a case expects, in the words of the office."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kofu.base.eras import in_era
from kofu.decide.wording import BASES, DELIVERIES, DOCUMENTS, FORMS, VARIANTS
from kofu.policy.model import Expected

_WORDS = {
    "document": DOCUMENTS,
    "basis": BASES,
    "variant": VARIANTS,
    "form": FORMS,
    "delivery": DELIVERIES,
}


def expected(expect: Expected) -> list[tuple[str, str]]:
    """Only what the case speaks of: the field and what it is to be."""
    said = []
    for field in Expected.model_fields:
        value = getattr(expect, field)
        if field not in expect.model_fields_set or value == ():
            continue
        if field in _WORDS:
            text = _WORDS[field].get(str(value), _("なし"))
        elif field == "valid_until":
            text = _("期限なし") if value == "none" else in_era(value)
        elif field == "provisional":
            text = _("はい") if value else _("いいえ")
        else:
            text = "、".join(value) if isinstance(value, tuple) else str(value)
        said.append((field_words(field), text))
    return said


def field_words(field: str) -> str:
    """What a field of a decision is called."""
    return {
        "document": _("書類"),
        "variant": _("種別"),
        "basis": _("交付の根拠"),
        "rule": _("規定"),
        "valid_until": _("有効期限"),
        "provisional": _("暫定的な運用だけによる"),
        "cap": _("期限を決めたもの"),
        "form": _("様式"),
        "delivery": _("送り方"),
        "reasons": _("理由"),
    }[field]
