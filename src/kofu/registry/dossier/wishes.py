"""How a person wishes to read letters, as it stands on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kofu.documents.letters.language import Tongue
from kofu.policy.facts import FactValue
from kofu.registry.people.as_of import person_as_of


@dataclass(frozen=True, slots=True)
class ReadingWish:
    """`language`: that of the back page, None for Japanese alone."""

    language: Tongue | None = None
    large_print: bool = False
    voice: bool = False

    @property
    def aids(self) -> list[str]:
        """The aids by the names that the counter's form has for them."""
        return [name for name in ("large_print", "voice") if getattr(self, name)]


def wish_in(facts: Mapping[str, FactValue]) -> ReadingWish:
    """The wish that stands among a person's facts."""
    language, aid = facts.get("letter_language"), facts.get("reading_aid")
    return ReadingWish(
        Tongue(str(language)) if language else None,
        aid in ("large_print", "both"),
        aid in ("voice", "both"),
    )


def wish_of(person_id: str, on: date) -> ReadingWish:
    """Raises KofuError `person-not-registered`."""
    return wish_in(person_as_of(person_id, on))
