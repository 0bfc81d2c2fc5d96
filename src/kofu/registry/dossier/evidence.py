"""The pack's words about proof, day by day: who is entitled, what is usable, what is unknown.

Boxes of the pack, bands of the day, as the sweeps read them; nothing of the law stands here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kofu.policy.classes import BoundBand, Class, Space, contains
from kofu.policy.facts import Facts
from kofu.policy.law import bands_on
from kofu.policy.load import Book
from kofu.policy.model import Box as WrittenBox

_AS_AT = "renewal"
"""Who holds something is asked as at a renewal, where what one holds counts (`people.usable`)."""

_EVENT, _CARD = "event", "card"


@dataclass(frozen=True, slots=True)
class Told:
    """What the pack says of somebody on one day.

    `by`: the bands that make usable proof, such as `card` or `certificate`. `card`: in which value
    of its band the card lies, with the pack's label.
    """

    asks: bool
    entitled: bool
    by: frozenset[str]
    unknown: bool
    card: str
    card_label: str


class Evidence:
    """One pack's statements about proof, as known on one day; days are kept once asked for."""

    def __init__(self, book: Book, known: date) -> None:
        proof = book.pack.proof
        written: tuple[WrittenBox, ...] = (
            (proof.entitled, *proof.usable, *proof.unknown) if proof else ()
        )
        read = {band for box in written for band in box} | {_CARD}
        self.book, self.known = book, known
        self.first = proof.first if proof else date.max
        self.space = Space(tuple(band for band in book.space.bands if band.name in read))
        self._entitled = self._boxes([proof.entitled] if proof else [])
        self._usable = self._boxes(proof.usable if proof else ())
        self._unknown = self._boxes(proof.unknown if proof else ())
        self._days: dict[date, tuple[BoundBand, ...]] = {}

    def on(self, day: date, facts: Facts) -> Told:
        """What it says of somebody with these facts."""
        asked = {**facts, _EVENT: _AS_AT}
        bands = self._bands(day)
        cls: Class = tuple(band.of(asked) for band in bands)
        card = self.space.index[_CARD]
        value = bands[card].band.values[cls[card]]
        return Told(
            asks=day >= self.first,
            entitled=any(contains(box, cls) for _, box in self._entitled),
            by=frozenset(name for name, box in self._usable if contains(box, cls)),
            unknown=any(contains(box, cls) for _, box in self._unknown),
            card=value.name,
            card_label=value.label,
        )

    def turns(self) -> set[date]:
        """Days on which the pack's own dates change what it says."""
        dates = {self.first}
        for parameter in self.book.pack.parameters:
            for value in parameter.values:
                dates.add(value.first)
                if isinstance(value.value, date):
                    dates.add(value.value)
        return dates

    def _bands(self, day: date) -> tuple[BoundBand, ...]:
        if day not in self._days:
            self._days[day] = bands_on(self.book, self.space, day, self.known)
        return self._days[day]

    def _boxes(self, written: Iterable[WrittenBox]) -> tuple[tuple[str, Class], ...]:
        """Each box with the band that it is about."""
        return tuple((_subject(box), self.space.box(box)) for box in written)


def _subject(box: WrittenBox) -> str:
    return next((band for band in box if band != _EVENT), _EVENT)
