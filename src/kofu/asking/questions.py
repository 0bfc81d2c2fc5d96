"""The questions of one law: which classes each answer leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kofu.asking.catalogue import Asked, Circumstance, catalogue
from kofu.asking.dated import Stretch, stretches
from kofu.policy.classes import BoundBand
from kofu.policy.law import Law

CIRCUMSTANCES = "circumstances"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Label:
    """What an answer says: a name for words, the days it means, or the pack's own words."""

    name: str
    first: date | None = None
    last: date | None = None
    words: str = ""

    @property
    def dated(self) -> bool:
        return self.first is not None or self.last is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer by its key, and for each band the numbers that it leaves open.

    `speaks` are those of the last band that it speaks of itself; the others come along.
    """

    key: str
    label: Label
    leaves: tuple[tuple[int, int], ...]
    speaks: int = ~0


@dataclass(frozen=True, slots=True)
class Question:
    """`together`: several bands at once, one answer for each circumstance and one for none."""

    name: str
    answers: tuple[Answer, ...]
    words: str = ""
    dated: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class Questions:
    """All that could be asked, and what is supposed without asking."""

    asked: tuple[Question, ...]
    supposed: tuple[tuple[int, int], ...]


def questions_of(law: Law) -> Questions:
    """The questions of the catalogue that fit the pack's bands, and its own bands in its words."""
    bands = {band.band.name: (place, band) for place, band in enumerate(law.bands)}
    known = catalogue()
    fitting = frozenset(name for name, (_, band) in bands.items() if _fits(band))
    asked = [_question(one, *bands[one.band]) for one in known.questions if one.band in fitting]
    circumstances = [one for one in known.circumstances if one.band in fitting]
    asked.extend(_own(bands, fitting))
    if circumstances:
        asked.append(_together(circumstances, bands))
    supposed = tuple(
        (bands[name][0], _all(bands[name][1]) & ~_mask(bands[name][1], values))
        for name, values in known.supposed.items()
        if name in bands
    )
    return Questions(tuple(asked), supposed)


def _fits(band: BoundBand) -> bool:
    """Does the catalogue speak of everything that the pack distinguishes in this band?"""
    known, name = catalogue(), band.band.name
    asked = [one for one in known.questions if one.band == name]
    special = {value for one in known.circumstances if one.band == name for value in one.values}
    values = {one.name for one in band.band.values}
    if not asked:
        # The values that are no circumstance are the usual ones.
        return bool(special) and special <= values
    told = special.union(known.supposed.get(name, ()))
    for one in asked:
        told.update(one.always, *one.answers.values())
        if one.fact:
            told.update(band.band.values[found.number].name for found in _all_days(one, band))
    return values <= told


def _all_days(one: Asked, band: BoundBand) -> tuple[Stretch, ...]:
    """The days of the question's fact; not knowing the day is a stretch without one."""
    unknown = (Stretch(None, None, band.of(one.given)),) if one.unknown else ()
    return (*reversed(stretches(band, one.fact, one.given)), *unknown)


def _all(band: BoundBand) -> int:
    return (1 << band.size) - 1


def _mask(band: BoundBand, names: tuple[str, ...]) -> int:
    return sum(1 << number for number, one in enumerate(band.band.values) if one.name in names)


def _question(one: Asked, place: int, band: BoundBand) -> Question:
    always = _mask(band, one.always)
    if not one.fact:
        answers = tuple(
            Answer(key, Label(f"{one.id}.{key}"), ((place, own | always),), own)
            for key, names in one.answers.items()
            for own in [_mask(band, names)]
        )
        return Question(one.id, answers)
    return Question(one.id, tuple(_days(one, place, band, always)), dated=True)


def _days(one: Asked, place: int, band: BoundBand, always: int) -> Iterator[Answer]:
    """The latest days first: who was born later, whose card works longer."""
    used: dict[str, int] = {}
    for found in _all_days(one, band):
        name = band.band.values[found.number].name
        unknown = found.first is None and found.last is None and bool(one.unknown)
        label = f"{one.id}.{one.unknown}" if unknown else one.id
        used[name] = used.get(name, 0) + 1
        key = one.unknown if unknown else name if used[name] == 1 else f"{name}{used[name]}"
        own = 1 << found.number
        yield Answer(key, Label(label, found.first, found.last), ((place, own | always),), own)


def _own(bands: Mapping[str, tuple[int, BoundBand]], without: frozenset[str]) -> Iterator[Question]:
    """Bands of a pack's own, in its words."""
    for name, (place, band) in bands.items():
        if name in without:
            continue
        answers = tuple(
            Answer(value.name, Label("", words=value.label), ((place, 1 << number),))
            for number, value in enumerate(band.band.values)
        )
        yield Question(name, answers, words=band.band.label)


def _together(
    circumstances: list[Circumstance], bands: Mapping[str, tuple[int, BoundBand]]
) -> Question:
    """One answer for each circumstance, and one for none of them."""
    answers = []
    for one in circumstances:
        place, band = bands[one.band]
        label = Label(f"{CIRCUMSTANCES}.{one.id}")
        answers.append(Answer(one.id, label, ((place, _mask(band, one.values)),)))
    nothing = Answer(NONE, Label(f"{CIRCUMSTANCES}.{NONE}"), ())
    return Question(CIRCUMSTANCES, (*answers, nothing), together=True)


def first_that_applies(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Circumstances as answers that exclude each other: it applies, none above it does."""
    before: tuple[tuple[int, int], ...] = ()
    for one in answers:
        yield Answer(one.key, one.label, (*before, *one.leaves))
        before += tuple((place, ~mask) for place, mask in one.leaves)
