"""The plan of envelopes: one number per document, in the order of posting.

Pure arithmetic over columns, so that millions are planned in seconds. Rows are documents of
people; the plan names them by their place in the input.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kofu.mail.envelopes.rule import EnvelopeRule, Together
from kofu.policy.model import Delivery

Numbers = npt.NDArray[np.int64]
Texts = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]

RANKS = {
    Delivery.ORDINARY: 0,
    Delivery.EMPLOYER: 0,
    Delivery.COUNTER: 0,
    Delivery.RECORDED: 1,
    Delivery.SIMPLIFIED_REGISTERED: 2,
}
"""In a shared envelope the safer post decides: 簡易書留 over 特定記録 over 普通."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What is to be posted, one entry per person's document. Texts are empty where unknown.

    `elsewhere`: a mailing name or address of the person's own; such a person stays alone.
    `employer`: who hands it out, where an employer does; nobody sees what another hands out.
    `sheets` are sheets of paper (two pages printed on both sides are one).
    """

    person: Texts
    household: Texts
    kind: Texts
    delivery: Texts
    municipality: Texts
    postal_code: Texts
    employer: Texts
    elsewhere: Flags
    sheets: Numbers


@dataclass(frozen=True, slots=True)
class Plan:
    """Per piece: its envelope (from 1, in the order of posting), its place in it and of how many.

    `order` lists the pieces in the order of posting; `delivery` is the envelope's.
    """

    order: Numbers
    envelope: Numbers
    place: Numbers
    of: Numbers
    delivery: Texts

    @property
    def envelopes(self) -> int:
        return int(self.envelope.max(initial=0))


def plan(pieces: Pieces, rule: EnvelopeRule) -> Plan:
    """Envelopes by post, employer, municipality and postcode; their people by number.

    The order of the input does not matter: a permuted roster is printed and posted the same.
    """
    if rule.together is Together.PERSON:
        group = np.arange(len(pieces.person), dtype=np.int64)
    else:
        _, group = np.unique(_keys(pieces, rule), return_inverse=True)
    by_person = _ranks(pieces.person)
    group = _within_limits(group.astype(np.int64), by_person, pieces.sheets, rule.most_sheets)
    rank = _highest(group, pieces.delivery)
    delivery = _words(rank, pieces.delivery)
    first = _first(group, by_person)
    order = np.lexsort(
        (
            by_person,
            by_person[first[group]],
            pieces.postal_code[first[group]],
            pieces.municipality[first[group]],
            pieces.employer[first[group]],
            _codes(delivery),
        )
    )
    return _numbered(order.astype(np.int64), group, delivery)


def _keys(pieces: Pieces, rule: EnvelopeRule) -> Texts:
    """Pieces with one key go together. Who has no household number stays alone."""
    alone = np.char.add("p:", pieces.person)
    shared = np.char.add("h:", pieces.household)
    keys = np.where((pieces.household == "") | pieces.elsewhere, alone, shared)
    if rule.kinds_apart:
        keys = np.char.add(np.char.add(keys, ":"), pieces.kind)
    handed = np.isin(pieces.delivery, [Delivery.EMPLOYER.value, Delivery.COUNTER.value])
    way = np.char.add(pieces.delivery.astype(str), np.char.add(":", pieces.employer))
    apart = np.char.add(np.char.add(keys, ":"), way)
    return np.where(handed, apart, keys)


def _within_limits(group: Numbers, by_person: Numbers, sheets: Numbers, most: int) -> Numbers:
    """Split a group with more sheets than an envelope holds; a single piece stays whole."""
    order = np.lexsort((by_person, group))
    split = np.zeros(len(group), dtype=np.int64)
    used = part = 0
    last = -1
    large = np.bincount(group, weights=sheets) > most if len(group) else np.zeros(0, dtype=bool)
    for row in order[large[group[order]]]:
        if group[row] != last:
            last, used, part = int(group[row]), 0, 0
        if used and used + sheets[row] > most:
            used, part = 0, part + 1
        used += int(sheets[row])
        split[row] = part
    _, numbered = np.unique(np.stack([group, split]), axis=1, return_inverse=True)
    return np.asarray(numbered).reshape(-1).astype(np.int64)


def _highest(group: Numbers, delivery: Texts) -> Numbers:
    ranks = np.zeros(len(delivery), dtype=np.int64)
    for name, rank in RANKS.items():
        ranks[delivery == name.value] = rank
    highest = np.zeros(int(group.max(initial=-1)) + 1, dtype=np.int64)
    np.maximum.at(highest, group, ranks)
    return highest[group]


def _words(rank: Numbers, delivery: Texts) -> Texts:
    """The envelope's post in words; ways that are no post stay as they are."""
    words = delivery.copy()
    words[rank == RANKS[Delivery.RECORDED]] = Delivery.RECORDED.value
    words[rank == RANKS[Delivery.SIMPLIFIED_REGISTERED]] = Delivery.SIMPLIFIED_REGISTERED.value
    return words


def _ranks(person: Texts) -> Numbers:
    """Places in the order of the people's numbers."""
    ranks = np.empty(len(person), dtype=np.int64)
    ranks[np.argsort(person, kind="stable")] = np.arange(len(person))
    return ranks


def _codes(words: Texts) -> Numbers:
    """Numbers in the order of the words, of which there are few."""
    listed = words.tolist()
    number = {word: place for place, word in enumerate(sorted(set(listed)))}
    return np.array([number[word] for word in listed], dtype=np.int64)


def _first(group: Numbers, by_person: Numbers) -> Numbers:
    """By group, the piece of the smallest number: its address is the one the envelope shows."""
    first = np.zeros(int(group.max(initial=-1)) + 1, dtype=np.int64)
    downwards = np.argsort(-by_person)
    first[group[downwards]] = downwards
    return first


def _numbered(order: Numbers, group: Numbers, delivery: Texts) -> Plan:
    ordered = group[order]
    starts = np.ones(len(order), dtype=bool)
    starts[1:] = ordered[1:] != ordered[:-1]
    number = np.cumsum(starts)
    opening = np.flatnonzero(starts)
    sizes = np.diff(np.append(opening, len(order)))
    envelope = np.empty(len(order), dtype=np.int64)
    place, of = np.empty_like(envelope), np.empty_like(envelope)
    envelope[order] = number
    place[order] = np.arange(len(order)) - opening[number - 1] + 1 if len(order) else 0
    of[order] = sizes[number - 1] if len(order) else 0
    return Plan(order, envelope, place, of, delivery)
