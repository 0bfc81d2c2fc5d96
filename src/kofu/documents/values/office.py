"""The insurer's office on the day of issue: what a pack says about its pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kofu.base.errors import NOWHERE, KofuError
from kofu.documents.fonts.chain import Chain, chain_of
from kofu.policy.law import value_on
from kofu.policy.load import Book
from kofu.policy.model import Kind, ParameterValue, Setting, Sure

COLOURS: Mapping[str, tuple[str, str]] = {
    "pink": ("#fbe9ef", "#b0476c"),
    "orange": ("#fdeee0", "#b25c14"),
    "yellow": ("#fdf6d8", "#8a6d0b"),
    "yellow-green": ("#f2f7dc", "#66781a"),
    "green": ("#e8f3ea", "#2f7042"),
    "blue": ("#e6f1fa", "#22659c"),
    "indigo": ("#e7eaf5", "#33447f"),
    "purple": ("#f1eaf6", "#6d4689"),
    "azuki": ("#f6e8e6", "#8c3f38"),
    "grey": ("#f0f0ee", "#55554f"),
}
"""Colour of the year (docs/reference/packs.md): the light ground, and the strong one for text."""

_MUST_BE_CONFIRMED = ("insurer_number", "issuer", "office_name", "office_address", "office_phone")


@dataclass(frozen=True)
class Office:
    """The settings of one pack on one day."""

    kind: Kind
    settings: Mapping[str, ParameterValue]
    says: Mapping[str, str]
    """Rule -> what it says to the person, for letters."""

    def text(self, name: str) -> str:
        """A setting as text; empty where the pack sets none."""
        value = self.value(name)
        return "" if value is None else str(value)

    def value(self, name: str) -> Setting:
        found = self.settings.get(name)
        return found.value if found else None

    @property
    def sample(self) -> bool:
        """True while what identifies the insurer is assumed: then every page says 見本."""
        return any(
            name not in self.settings or self.settings[name].sure is Sure.ASSUMED
            for name in _MUST_BE_CONFIRMED
        )

    @property
    def chains(self) -> Mapping[str, Chain]:
        """The font chains. Raises KofuError `fonts-none`."""
        return {"text": self._chain("fonts_text"), "name": self._chain("fonts_name")}

    def _chain(self, name: str) -> Chain:
        value = self.value(name)
        return chain_of(value if isinstance(value, tuple) else (str(value),))

    @property
    def colours(self) -> tuple[str, str]:
        """Ground and strong colour. Raises KofuError `colour-unknown`."""
        name = self.text("certificate_colour")
        if name not in COLOURS:
            raise KofuError("colour-unknown", name=name, names="、".join(COLOURS))
        return COLOURS[name]

    @property
    def digest(self) -> str:
        """SHA-256 of every setting's value."""
        told = "\n".join(f"{name}={self.value(name)!r}" for name in sorted(self.settings))
        return hashlib.sha256(told.encode()).hexdigest()


_POSTAL_CODE = re.compile(r"[0-9]{3}-[0-9]{4}")


def office_on(book: Book, day: date) -> Office:
    """What pages of this pack show on a day of issue; a later value takes over on its day.

    Raises KofuError `office-postal-code-wrong`: the templates write the 〒, values hold none.
    """
    settings = {
        one.id: value
        for one in (*book.pack.parameters, *book.pack.office)
        if (value := value_on(one, day, date.max)) is not None
    }
    says = {rule.id: rule.says for _, rule in book.rules()}
    office = Office(book.pack.kind, settings, says)
    code = office.text("office_postal_code")
    if code and not _POSTAL_CODE.fullmatch(code):
        place = book.places.get("office_postal_code", NOWHERE)
        raise KofuError("office-postal-code-wrong", place, text=code)
    return office
