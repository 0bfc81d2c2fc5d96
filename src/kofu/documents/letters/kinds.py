"""What a form is to whoever reads it: several forms carry one and the same document."""

from __future__ import annotations

from enum import StrEnum

from kofu.documents.values.face import Kindred
from kofu.documents.values.office import Office


class Kind(StrEnum):
    """What the letter tells; its words stand in the catalogues."""

    CERTIFICATE = "certificate"
    NOTICE = "notice"
    JOINING = "joining-letter"
    SPECIAL_CARE = "special-care-notice"
    REFUSAL = "refusal"
    REASON = "reason-letter"


_CERTIFICATES = ("card", "carrier", "postcard", "postcard-carrier", "certificate-a4")
_TITLES = {
    Kind.NOTICE: "資格情報のお知らせ",
    Kind.JOINING: "加入者情報のお知らせ",
    Kind.SPECIAL_CARE: "特別療養費の支給に変更する前のお知らせ",
    Kind.REFUSAL: "資格確認書の交付申請について（決定のお知らせ）",
    Kind.REASON: "判定のご案内",
}


def kind_of(template: str) -> Kind:
    """Raises ValueError for lists that are no letter to a person."""
    if template in _CERTIFICATES:
        return Kind.CERTIFICATE
    return Kind.JOINING if template == "number-tail-letter" else Kind(template)


def title_of(kindred: Kindred, office: Office) -> str:
    """The document's name with what kind and variant add to it, as `parts.typ` writes it."""
    kind = kind_of(kindred.template)
    if kind is not Kind.CERTIFICATE:
        title = _TITLES[kind]
    else:
        title = office.text("certificate_title") or "資格確認書"
        if kindred.elderly and "高齢受給者証" not in title:
            title += "兼高齢受給者証"
    marked = kind in (Kind.CERTIFICATE, Kind.NOTICE) and "特別療養" not in title
    return f"{title}（特別療養）" if kindred.special and marked else title
