"""The face of a form: what is printed on it for everybody who gets that kind of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import segno

from kofu.base.errors import KofuError
from kofu.documents.values.office import Office
from kofu.policy.model import Kind
from kofu.roster.columns import LANGUAGES

_STATEMENTS = ("not-valid-alone", "qr-mynaportal", "screen-with-card", "notice-with-card")


@dataclass(frozen=True, slots=True)
class Kindred:
    """What sets the faces of one template apart."""

    template: str
    special: bool = False
    elderly: bool = False
    glued: bool = False
    cards: int = 0
    """Cards on a sheet of ten that is not full; 0 otherwise."""
    tongue: str = ""
    """The language of a page behind it, of `LANGUAGES`; empty for none."""

    @property
    def name(self) -> str:
        """`carrier-special-elderly`, `notice-vi`, `card-sheet-7`: one name for each face."""
        marks = [mark for mark in _MARKS if getattr(self, mark)]
        marks += [self.tongue] if self.tongue else []
        return "-".join((self.template, *marks, *([str(self.cards)] if self.cards else [])))


_MARKS = ("special", "elderly", "glued")


def kindred_named(name: str) -> Kindred:
    """The inverse of `Kindred.name`."""
    words = name.split("-")
    cards = int(words.pop()) if words[-1].isdecimal() else 0
    tongue = words.pop() if words[-1] in LANGUAGES else ""
    marks = set()
    while words[-1] in _MARKS:
        marks.add(words.pop())
    special, elderly, glued = (mark in marks for mark in _MARKS)
    return Kindred("-".join(words), special, elderly, glued, cards, tongue)


def face_of(office: Office, kindred: Kindred, beside: Path | None = None) -> Mapping[str, object]:
    """The face as the template reads it. Raises KofuError `seal-missing`, `colour-unknown`.

    `beside` is the folder of the pack's file, in which its seals stand.
    """
    tint, strong = office.colours
    statements = office.value("notice_statements") or _STATEMENTS
    return {
        "kind": office.kind.value,
        "special": kindred.special,
        "elderly": kindred.elderly,
        "card": "glued" if kindred.glued else "printed",
        **({"cards": kindred.cards} if kindred.cards else {}),
        "print_address": office.text("certificate_address") != "box",
        "title": office.text("certificate_title"),
        "insurer_number": office.text("insurer_number"),
        "insurer_name": office.text("insurer_name"),
        "issuer": office.text("issuer"),
        "office": office.text("office_name"),
        "office_postal_code": office.text("office_postal_code"),
        "office_address": office.text("office_address"),
        "office_phone": office.text("office_phone"),
        "tint": tint,
        "strong": strong,
        "portal": office.text("portal_address"),
        "qr": qr_code(office.text("portal_address")),
        "cut": office.text("notice_cut"),
        "seal": _seal(office, beside),
        "appeal": office.text("appeal"),
        "statements": list(statements) if isinstance(statements, tuple) else [],
        "sample": office.sample,
    }


def is_elderly_form(office: Office, elderly: bool) -> bool:
    """Whether a certificate for somebody of 70 to 74 takes in the 高齢受給者証."""
    return (
        elderly
        and office.kind is not Kind.KOUKI
        and office.text("integrated_elderly_certificate") == "yes"
    )


@cache
def qr_code(address: str) -> str:
    """The QR code of an address as SVG; empty for no address. Level M, quiet zone 4 modules."""
    if not address:
        return ""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue().decode()


def own_templates(office: Office, beside: Path) -> Path | None:
    """The pack's folder of templates on the day of issue; None where it has none of its own."""
    name = office.text("templates")
    return beside / name if name else None


def seal_digest(office: Office, beside: Path) -> str:
    """SHA-256 of the seal of the day; empty where it is left out. Raises KofuError."""
    drawn = _seal(office, beside)
    return hashlib.sha256(drawn.encode()).hexdigest() if drawn else ""


def _seal(office: Office, beside: Path | None) -> str:
    """The seal of the day as SVG; empty where the pack leaves it out (公印省略)."""
    name = office.text("seal")
    if not name:
        return ""
    path = (beside or Path()) / name
    if not path.is_file():
        raise KofuError("seal-missing", name=name)
    return path.read_text(encoding="utf-8")
