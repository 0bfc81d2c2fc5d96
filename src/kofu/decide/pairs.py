"""How many people of a roster a difference between two laws concerns."""

from __future__ import annotations

from kofu.decide.bulk import DIALECT
from kofu.decide.engine import connect, load_roster
from kofu.decide.sql import Columns, class_key_sql
from kofu.policy.interpret import decide
from kofu.policy.law import Law
from kofu.roster.source import RosterSource, columns


def count_pairs(
    source: RosterSource, first: Law, second: Law, event: str | None = None
) -> dict[tuple[str, str], int]:
    """People by the rule that decides them under the first law and under the second."""
    given = Columns(frozenset(columns(source)), {"event": event} if event else {})
    one, two = (class_key_sql(law, given).sql(dialect=DIALECT) for law in (first, second))
    with connect() as db:
        load_roster(db, source, (first, second), given)
        rows = db.execute(
            f"select {one} as a, {two} as b, count(*) from roster group by a, b"
        ).fetchall()
    pairs: dict[tuple[str, str], int] = {}
    for a, b, people in rows:
        rules = (_rule(first, int(a)), _rule(second, int(b)))
        pairs[rules] = pairs.get(rules, 0) + int(people)
    return pairs


def _rule(law: Law, key: int) -> str:
    return decide(law, law.space.cls(key)).outcome.rule
