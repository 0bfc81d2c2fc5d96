"""The query: words as conditions on `person_search`, each with the grams that the index finds.

The index finds whom the texts are then compared with; a condition without grams would read
everybody, so a word that has none (a single letter inside an address) means nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from kofu.registry.search.addresses import block
from kofu.registry.search.grams import START, Grams, kanji, numbers, pairs, wholes, worded_pairs
from kofu.registry.search.rows import BLOCK, NUMBER, POSTAL, POSTAL_AREA, YEARLY
from kofu.registry.search.words import Question, Word

LOOKED_AT = 20_000
"""Of more people than these, the first by the order of the table (by kana) are ranked."""

_KANA = "replace(s.kana, ' ', '')"
_FULL = ("s.name", _KANA, "s.alias")
_WHOLE_BLOCK = re.compile("[0-9-]+")


@dataclass(slots=True)
class Tier:
    """One look: conditions and the values they speak of. Folded texts hold no `%`, `_` or `\\`."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def value(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"%({name})s"

    def having(self, grams: Grams) -> str:
        return f"s.grams @> {self.value(numbers(grams))}::int[]"


def tiers(question: Question, municipalities: frozenset[str] | None) -> Iterable[Tier]:
    """Looks from the best matches to all: numbers, beginnings of names, anything."""
    if any(word.number for word in question.words):
        yield _tier(question, municipalities, _by_number)
    if len(question.name) > 1:
        first = _tier(question, municipalities, lambda tier, word: _any(tier, word, named=False))
        first.conditions.append(_beginning(first, question.name))
        yield first
    yield _tier(question, municipalities, _any)


def select(tier: Tier, question: Question, most: int) -> str:
    """`pid` and `rank`, the best first; 0 number, 1 whole name, 2 its beginning, 3 anything."""
    typed = tier.value([word.number for word in question.words if word.number])
    name, start = tier.value(question.name), tier.value(question.name + "%")
    whole = " OR ".join(f"{one} = {name}" for one in _FULL)
    begins = " OR ".join(f"{one} LIKE {start}" for one in _FULL)
    named = f"WHEN {whole} THEN 1 WHEN {begins} THEN 2" if question.name else ""
    return f"""
SELECT s.person_id AS pid, s.kana, CASE WHEN s.numbers && {typed}::text[] THEN 0 {named} ELSE 3 END
       AS rank
  FROM (SELECT * FROM person_search s WHERE {" AND ".join(tier.conditions)} LIMIT {LOOKED_AT}) s
 ORDER BY rank, s.kana COLLATE "C", pid LIMIT {most}"""


def _tier(
    question: Question, municipalities: frozenset[str] | None, how: Callable[[Tier, Word], str]
) -> Tier:
    tier = Tier()
    tier.conditions = [one for word in question.words if (one := how(tier, word))]
    if municipalities is not None:
        allowed = tier.value(sorted(municipalities))
        tier.conditions.append(f"s.municipality_code = ANY ({allowed}::text[])")
    return tier


def _by_number(tier: Tier, word: Word) -> str:
    return _number(tier, word) if word.number else _any(tier, word)


def _any(tier: Tier, word: Word, named: bool = True) -> str:
    """Everything a word may mean; without names, nothing of a word that may be one."""
    if word.text and not named:
        return ""
    meanings = (
        _number(tier, word) if word.number else "",
        _born(tier, word),
        _postal(tier, word) if word.postal else "",
        _text(tier, word) if word.text else "",
        _address(tier, word) if word.address else "",
    )
    return f"({' OR '.join(filter(None, meanings)) or 'false'})"


def _number(tier: Tier, word: Word) -> str:
    grams = tier.having(wholes(NUMBER, [word.number]))
    return f"({grams} AND {tier.value(word.number)} = ANY (s.numbers))"


def _born(tier: Tier, word: Word) -> str:
    if word.births is None:
        return ""
    found = [
        f"s.birth_date BETWEEN {tier.value(first)} AND {tier.value(last)}"
        for first, last in word.births.spans
    ]
    if word.births.day_of_year:
        day = "{:02}{:02}".format(*word.births.day_of_year)
        grams = tier.having(wholes(YEARLY, [day]))
        found.append(f"({grams} AND to_char(s.birth_date, 'MMDD') = {tier.value(day)})")
    return " OR ".join(found)


def _postal(tier: Tier, word: Word) -> str:
    whole = word.postal if len(word.postal) == 7 else word.postal[:POSTAL_AREA]
    grams = tier.having(wholes(POSTAL, [whole]))
    return f"({grams} AND s.postal_code LIKE {tier.value(word.postal + '%')})"


def _text(tier: Tier, word: Word) -> str:
    inside = tier.value(f"%{word.text}%")
    if len(word.text) == 1:
        return _letter(tier, word.text)
    grams = tier.having(pairs([word.text]))
    names = " OR ".join(f"{one} LIKE {inside}" for one in (*_FULL, "s.head"))
    return f"({grams} AND ({names}))"


def _letter(tier: Tier, letter: str) -> str:
    """A kanji anywhere in a name; any other letter where a name begins."""
    if (alone := kanji([letter])).gram.size:
        return f"({tier.having(alone)} AND s.name LIKE {tier.value(f'%{letter}%')})"
    start = tier.value(f"{letter}%")
    names = " OR ".join(f"{one} LIKE {start}" for one in (*_FULL, "s.head"))
    return f"({tier.having(pairs([START + letter]))} AND ({names}))"


def _beginning(tier: Tier, name: str) -> str:
    start = tier.value(f"{name}%")
    names = " OR ".join(f"{one} LIKE {start}" for one in _FULL)
    return f"({tier.having(pairs([START + name]))} AND ({names}))"


def _address(tier: Tier, word: Word) -> str:
    grams = worded_pairs([word.address])
    if not grams.gram.size and _WHOLE_BLOCK.fullmatch(word.address):
        whole = word.address if word.address.endswith("-") else f"{word.address}-"
        grams = wholes(BLOCK, [block(whole)])
    if not grams.gram.size:
        return ""
    where = f"s.address LIKE {tier.value(f'%{word.address}%')}"
    if word.address[0].isdigit():
        # Not from the middle of a longer number.
        where = f"s.address ~ {tier.value('(?<![0-9])' + re.escape(word.address))}"
    return f"({tier.having(grams)} AND {where})"
