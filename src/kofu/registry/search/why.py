"""Why somebody was found: for each typed word the field it is in, and what of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import partial

from kofu.registry.search.addresses import fold_address
from kofu.registry.search.folding import fold
from kofu.registry.search.found import FoundPerson, Reason
from kofu.registry.search.kinds import Field, Match
from kofu.registry.search.numbers import fold_number, numbers_of
from kofu.registry.search.rows import fold_postal
from kofu.registry.search.words import Question, Word

_NAMES = (Field.NAME, Field.NAME_KANA, Field.ALIAS, Field.HOUSEHOLD_HEAD)
_ORDER = list(Match)


def reasons(question: Question, person: FoundPerson) -> tuple[Reason, ...]:
    """A reason for each word; one for all words of a name that is matched from its beginning."""
    named = [word for word in question.words if word.text]
    together = _together(named, person) if len(named) > 1 else None
    if together is None:
        return tuple(filter(None, (_best(word, person) for word in question.words)))
    others = (_best(word, person) for word in question.words if not word.text)
    return (together, *filter(None, others))


def _together(named: list[Word], person: FoundPerson) -> Reason | None:
    typed = "".join(word.typed for word in named)
    found = (_in_name(typed, field, person) for field in _NAMES)
    fitting = [one for one in found if one and one.match is not Match.INSIDE]
    return min(fitting, key=_goodness) if fitting else None


def _best(word: Word, person: FoundPerson) -> Reason | None:
    return min(_all(word, person), key=_goodness, default=None)


def _goodness(reason: Reason) -> int:
    return _ORDER.index(reason.match)


def _all(word: Word, person: FoundPerson) -> Iterator[Reason]:
    if word.number:
        yield from _numbers(word.number, person)
    if word.births and person.birth_date and person.birth_date in word.births:
        yield Reason(Field.BIRTH_DATE, Match.WHOLE, person.birth_date.isoformat())
    postal = fold_postal(person.postal_code or "")
    if word.postal and postal.startswith(word.postal):
        match = Match.WHOLE if postal == word.postal else Match.BEGINNING
        yield Reason(Field.POSTAL_CODE, match, person.postal_code or "")
    if word.text:
        yield from filter(None, map(partial(_in_name, word.typed, person=person), _NAMES))
    if word.address and word.address in fold_address(person.address or ""):
        yield Reason(Field.ADDRESS, Match.INSIDE, word.typed)


def _numbers(typed: str, person: FoundPerson) -> Iterator[Reason]:
    if typed == fold_number(person.person_id):
        yield Reason(Field.PERSON_ID, Match.WHOLE, person.person_id)
    parts = (person.symbol, person.number, person.branch)
    if typed in numbers_of("", *(fold_number(part or "") for part in parts)):
        piece = "-".join(part for part in parts if part)
        yield Reason(Field.NUMBER, Match.WHOLE, piece)


def _in_name(typed: str, field: Field, person: FoundPerson) -> Reason | None:
    """Where a name holds what was typed, in the characters that stand there."""
    there = str(getattr(person, field.value) or "")
    wanted, whole = fold(typed), fold(there)
    at = whole.find(wanted)
    if at < 0:
        return None
    match = Match.INSIDE if at else Match.BEGINNING
    if whole == wanted:
        match = Match.WHOLE
    ours, theirs = _clusters(typed), _clusters(there)
    if "".join(folded for folded, _ in theirs) != whole:
        return Reason(field, match, there)
    ends = _ends(theirs)
    piece = [one for one, end in zip(theirs, ends, strict=True) if at < end <= at + len(wanted)]
    pairs = zip(ours, piece, strict=False) if len(ours) == len(piece) else ()
    differ = dict.fromkeys((a, b) for (same, a), (_, b) in pairs if _is_variant(same, a, b))
    return Reason(field, match, "".join(text for _, text in piece), tuple(differ))


def _clusters(text: str) -> list[tuple[str, str]]:
    """Characters with the marks and selectors after them: (folded, as written), spaces left out."""
    written: list[str] = []
    for character in text:
        apart = unicodedata.category(character)[0] == "M" or character in "ﾞﾟ"
        if apart and written:
            written[-1] += character
        else:
            written.append(character)
    return [(folded, one) for one in written if (folded := fold(one))]


def _ends(clusters: list[tuple[str, str]]) -> list[int]:
    total, ends = 0, []
    for folded, _ in clusters:
        total += len(folded)
        ends.append(total)
    return ends


def _is_variant(folded: str, typed: str, there: str) -> bool:
    """Two shapes of one kanji; width, kana and case are told by nobody."""
    return typed != there and unicodedata.name(folded[0], "").startswith("CJK")
