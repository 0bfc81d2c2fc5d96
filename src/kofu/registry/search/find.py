"""Finding people by what somebody at the counter types."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from django.db import connections, transaction

from kofu.registry.log.events import Event
from kofu.registry.log.write import note, people_hash
from kofu.registry.refusals import in_our_words
from kofu.registry.search.found import Found, FoundPerson
from kofu.registry.search.query import select, tiers
from kofu.registry.search.why import reasons
from kofu.registry.search.words import Question, read_words

AT_MOST = 50

_SHOWN = tuple(one.name for one in fields(FoundPerson) if one.name != "reasons")
_PEOPLE = f"""
SELECT n.person_id, {", ".join(f"p.{one}" if one == "person_id" else f"n.{one}" for one in _SHOWN)}
  FROM person_now n JOIN person p ON p.id = n.person_id WHERE n.person_id = ANY (%s)"""
_PLANNED = "SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0"
"""A short question: compiling it or sharing it out takes longer than asking it."""


def find(
    typed: str, *, by: str, municipalities: frozenset[str] | None = None, terminal: str = ""
) -> Found:
    """At most AT_MOST people who match every word, the best first; of any enrolment, lost or not.

    `municipalities`: nobody of another municipality code is looked at; None: everybody. The log
    keeps the kinds of words and whom they found, as a hash; never the words, which name somebody.
    Raises KofuError `search-empty`, `search-too-long`, `database-refused`.
    """
    question = read_words(typed)
    with in_our_words(), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(_PLANNED)
        order = _ranked(cursor, question, municipalities)
        people = _people(cursor, order[:AT_MOST], question)
        more = len(order) > AT_MOST
        kinds = [[kind.value for kind in word.kinds] for word in question.words]
        told = people_hash(person.person_id for person in people)
        detail = {"kinds": kinds, "found": len(people), "more": more, "people": told}
        note(Event.PERSON_SEARCHED, by=by, terminal=terminal, detail=detail)
    return Found(people, more)


def _ranked(cursor: Any, question: Question, municipalities: frozenset[str] | None) -> list[int]:
    """Who is found, the best first, and one more than are shown if there are more."""
    found: dict[int, None] = {}
    for tier in tiers(question, municipalities):
        query = select(tier, question, AT_MOST + 1 + len(found))
        cursor.execute(query, tier.values)
        found.update(dict.fromkeys(pid for pid, _, _ in cursor.fetchall()))
        if len(found) > AT_MOST:
            break
    return list(found)[: AT_MOST + 1]


def _people(cursor: Any, order: list[int], question: Question) -> tuple[FoundPerson, ...]:
    cursor.execute(_PEOPLE, [order])
    shown = {pid: FoundPerson(*values) for pid, *values in cursor.fetchall()}
    people = (shown[pid] for pid in order)
    return tuple(replace(person, reasons=reasons(question, person)) for person in people)
