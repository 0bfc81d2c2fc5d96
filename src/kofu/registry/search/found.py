"""Whom a search found, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kofu.base.eras import in_era
from kofu.base.messages import Language, say
from kofu.registry.search.kinds import Field, Match


@dataclass(frozen=True, slots=True)
class Reason:
    """Where a word matched. `piece`: as it stands there, a day as `1950-12-03`; `variants`: (typed,
    standing there).
    """

    field: Field
    match: Match
    piece: str
    variants: tuple[tuple[str, str], ...] = ()

    def words(self, language: Language = Language.JA) -> str:
        """`氏名の異体字が一致（髙→高）`."""
        field = say(f"search-field-{self.field.value.replace('_', '-')}", language)
        if self.variants:
            pairs = "、".join(f"{typed}→{there}" for typed, there in self.variants)
            return say("search-match-variant", language, field=field, pairs=pairs)
        piece = self.piece
        if self.field is Field.BIRTH_DATE and language is Language.JA:
            piece = in_era(date.fromisoformat(piece))
        return say(f"search-match-{self.match}", language, field=field, piece=piece)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One line of the list, as things stand now."""

    person_id: str
    symbol: str | None
    number: str | None
    branch: str | None
    name: str | None
    name_kana: str | None
    alias: str | None
    household_head: str | None
    birth_date: date | None
    postal_code: str | None
    address: str | None
    municipality_code: str | None
    lost_on: date | None
    reasons: tuple[Reason, ...] = ()

    def lost(self, on: date) -> bool:
        """Whether the enrolment has ended by the day."""
        return self.lost_on is not None and self.lost_on <= on


@dataclass(frozen=True, slots=True)
class Found:
    """The best first; `more`: there are others."""

    people: tuple[FoundPerson, ...]
    more: bool
