"""The shipped packs, read once; and plans asked for lately, made one at a time."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from threading import Lock

from kofu.asking.plan import Plan, plan_of
from kofu.policy.law import law_on
from kofu.policy.load import Book, load, shipped

_LATELY = 24
_one_at_a_time = Lock()


@cache
def books() -> dict[str, Book]:
    """The packs to choose from, by name. They do not change while a server runs."""
    return {name: load(name) for name in shipped()}


def planned(name: str, on: date, known: date) -> Plan:
    """The plan of a shipped pack on a day. Raises KofuError where the pack does not cover it."""
    with _one_at_a_time:
        return _planned(name, on, known)


@lru_cache(maxsize=_LATELY)
def _planned(name: str, on: date, known: date) -> Plan:
    return plan_of(law_on(books()[name], on, known))
