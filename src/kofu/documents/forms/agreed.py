"""What every template must keep to, whoever wrote it: which fields it may have and which it must.

The shipped templates are held to it by tests, a pack's own when they are first compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kofu.base.errors import KofuError, Place
from kofu.documents.setting.field import Field, Kind

PERSON = frozenset(
    {
        *("serial", "symbol", "number", "branch", "name", "name_kana", "alias", "household_head"),
        *("sex", "birth_date", "address", "membership", "acquired_on", "issued_on"),
        *("valid_from", "valid_until", "copay", "copay_from", "limit_class", "limit_from"),
        *("meal_class", "meal_from", "long_stay_on", "disease", "disease_from"),
        *("special_care_from", "match_code", "to_postal_code", "to_address", "to_name"),
        *("sheet_mark", "barcode", "tracking", "tracking_bars"),
    }
)
"""What may stand on any form of one person."""

_OWN: Mapping[str, frozenset[str]] = {
    "refusal": frozenset({"application", "applied_on", "reason", "body"}),
    "special-care-notice": frozenset({"reason", "due_on"}),
    "reason-letter": frozenset(
        {"headline", "body", "grounds", "facts", "passed", "limits", "alternatives"}
    ),
    "posting-list": frozenset({"posted_on", "page", "page_pieces", "pieces", "tracking"}),
    "cover-list": frozenset({"posted_on", "page", "envelopes", "sheets", "place", "employer"}),
}
"""What only this form is given besides."""

_WHO = ("number", "name", "birth_date")
_WINDOW = ("to_postal_code", "to_address", "to_name")
_CERTIFICATE = (*_WHO, "sex", "acquired_on", "issued_on", "valid_until", "match_code")
_MUST: Mapping[str, tuple[str, ...]] = {
    "card": _CERTIFICATE,
    "card-sheet": _CERTIFICATE,
    "carrier": (*_WINDOW, "match_code"),
    "postcard": _CERTIFICATE,
    "postcard-carrier": (*_WINDOW, *_CERTIFICATE),
    "certificate-a4": (*_WINDOW, *_CERTIFICATE),
    "notice": (*_WINDOW, *_WHO, "acquired_on"),
    "number-tail-letter": (*_WINDOW, "number", "name"),
    "joining-letter": (*_WINDOW, "number", "name"),
    "special-care-notice": (*_WINDOW, "reason", "due_on"),
    "refusal": (*_WINDOW, "reason"),
    "reason-letter": ("headline", "body"),
}
_CERTIFICATES = ("card", "card-sheet", "postcard", "postcard-carrier", "certificate-a4")
_SHEET = 2
"""Pages of a form: the two sides of one sheet, as envelopes and postage count them."""
_HAIR = 0.01


def required(template: str, face: Mapping[str, object]) -> tuple[str, ...]:
    """The fields that this form must have with this face (必須記載事項)."""
    must = _MUST.get(template, ())
    printed = template == "carrier" and face.get("card") != "glued"
    if printed:
        must = (*must, *_CERTIFICATE)
    if printed or template in _CERTIFICATES:
        copay = face.get("kind") == "kouki" or face.get("elderly") is True
        must = (*must, *(("copay", "copay_from") if copay else ()))
        must = (*must, *(("address",) if face.get("print_address") is not False else ()))
    return tuple(dict.fromkeys(must))


def refuse_wrong(
    template: str,
    face: Mapping[str, object],
    fields: Sequence[Field],
    pages: Sequence[tuple[float, float]],
) -> None:
    """Hold a form to what is agreed; `pages` are width and height of each.

    Raises KofuError: `template-field-unknown`, `template-field-missing`, `template-field-twice`,
    `template-field-off-page`, `template-bars`, `template-pages`.
    """
    place = Place(f"templates/{template}/form.typ")
    if len(pages) > _SHEET:
        raise KofuError("template-pages", place, pages=len(pages), most=_SHEET)
    known = PERSON | _OWN.get(template, frozenset())
    for field in fields:
        if _bare(field.key) not in known:
            raise KofuError("template-field-unknown", place, name=field.key)
        if not _on_page(field, pages):
            raise KofuError("template-field-off-page", place, name=field.key)
    missing = _missing(template, face, {field.key for field in fields})
    if missing:
        raise KofuError("template-field-missing", place, names="、".join(missing))
    _refuse_twice(place, fields)


def _missing(template: str, face: Mapping[str, object], there: set[str]) -> list[str]:
    """On a sheet of cards each card has its own: `3.name`."""
    cards = face.get("cards", 10)
    slots: Iterable[str] = [""]
    if template == "card-sheet" and isinstance(cards, int):
        slots = [f"{slot}." for slot in range(1, cards + 1)]
    must = required(template, face)
    return [slot + key for slot in slots for key in must if slot + key not in there]


def _refuse_twice(place: Place, fields: Sequence[Field]) -> None:
    """Two boxes of one id would both get the first one's lines; a page has one place for each
    kind of bars.
    """
    ids: set[str] = set()
    bars: set[tuple[int, Kind]] = set()
    for field in fields:
        if field.id in ids:
            raise KofuError("template-field-twice", place, name=field.key)
        ids.add(field.id)
        if field.kind is not Kind.TEXT:
            if (field.page, field.kind) in bars:
                raise KofuError("template-bars", place, page=field.page)
            bars.add((field.page, field.kind))


def _on_page(field: Field, pages: Sequence[tuple[float, float]]) -> bool:
    width, height = pages[field.page - 1]
    across = field.x >= -_HAIR and field.x + field.width <= width + _HAIR
    return across and field.y >= -_HAIR and field.y + field.height <= height + _HAIR


def _bare(key: str) -> str:
    """`3.name` -> `name`: the place on a sheet does not matter."""
    return key.rpartition(".")[2]
