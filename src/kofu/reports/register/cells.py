"""What the register knows, counted by the database as of a day: cells, nobody's data.

Only what was entered by now counts, whatever day it holds for. Documents that were inherited, or
cancelled by the day, are none of ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import connections, transaction

from kofu.mail.addresses.postcodes import city_of
from kofu.registry.people.as_of import moment_of
from kofu.registry.people.states import NOT_LOST
from kofu.registry.people.states import people as states_of
from kofu.registry.refusals import in_our_words
from kofu.reports.counted import Cells
from kofu.reports.people import OLDEST
from kofu.reports.places import parted

_KNOWN = ("municipality_code", "birth_date", "sex", "has_card", "registered")
_TERM = ("acquired_on", "lost_on")
_AGE = f"""CASE WHEN birth_date <= %(valid)s
    THEN least(extract(year FROM age(%(valid)s, birth_date))::int / 5 * 5, {OLDEST})::text END"""
_STATUS = """CASE WHEN has_card IS NULL THEN NULL WHEN NOT has_card THEN 'none'
    WHEN registered IS NULL THEN NULL WHEN registered THEN 'registered' ELSE 'holder' END"""

_ISSUED = """
SELECT to_char(d.issued_on, 'YYYY-MM'), d.kind, d.basis, d.rule,
       d.form || '|' || d.delivery, d.provisional, count(*)
  FROM document d LEFT JOIN (
        SELECT DISTINCT document_id FROM action WHERE step = 'cancel' AND on_day <= %(day)s
       ) off ON off.document_id = d.id
 WHERE d.issued_on <= %(day)s AND d.origin <> 'inherited' AND off.document_id IS NULL
 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6"""
_APPLIED = """
SELECT to_char(decided_on, 'YYYY-MM'), kind, result, CASE WHEN kind = 'reissue' THEN reason END,
       count(*)
  FROM application WHERE decided_on <= %(day)s
 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""
_POSTED = """
SELECT to_char(a.on_day, 'YYYY-MM'), d.delivery, a.step,
       CASE WHEN a.step = 'come-back' THEN a.reason END, count(*)
  FROM action a JOIN document d ON d.id = a.document_id
 WHERE a.step IN ('post', 'resend', 'come-back') AND a.on_day <= %(day)s
 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""


def enrolled(day: date) -> Cells:
    """Everybody enrolled on the day, by place, age, sex and card. Raises `database-refused`."""
    tables, states = states_of((*_KNOWN, *_TERM))
    query = f"""WITH {tables}
        SELECT left(municipality_code, 5), {_AGE}, nullif(sex, ''), {_STATUS}, count(*)
          FROM ({states}) q
         WHERE {NOT_LOST} AND (acquired_on IS NULL OR acquired_on <= %(valid)s)
         GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""
    rows = _asked(query, {"valid": day, "known": moment_of(None)})
    cells = _cells(("place", "age", "sex", "status"), rows)
    cities = [parted(code, city_of(code)) if code else None for code in cells.values["place"]]
    places: dict[str, Sequence[str | None]] = {
        "municipality": [city.whole if city else None for city in cities],
        "ward": [city.own if city else None for city in cities],
        "enrolled": ["yes"] * len(rows),
    }
    return Cells({**cells.values, **places}, cells.counts)


def issued(day: date) -> Cells:
    """Documents issued by the day: month, kind, basis, rule, product. Raises `database-refused`."""
    rows = _asked(_ISSUED, {"day": day})
    cells = _cells(("month", "document", "basis", "rule", "product", "provisional"), rows)
    provisional = ["yes" if row[5] else None for row in rows]
    basis = [str(row[2] or "") for row in rows]
    own: dict[str, Sequence[str | None]] = {
        "provisional": provisional,
        "basis": basis,
        "decided": ["yes"] * len(rows),
    }
    return Cells({**cells.values, **own}, cells.counts)


def applied(day: date) -> Cells:
    """Applications answered by the day: month, kind, result; why, of reissues."""
    rows = _asked(_APPLIED, {"day": day})
    cells = _cells(("month", "kind", "result", "reason"), rows)
    reissue = ["yes" if row[1] == "reissue" else None for row in rows]
    return Cells({**cells.values, "reissue": reissue}, cells.counts)


def posted(day: date) -> Cells:
    """What was posted, and what came back, by the day: month, delivery, step; why it came back."""
    rows = _asked(_POSTED, {"day": day})
    cells = _cells(("month", "delivery", "step", "reason"), rows)
    returned = ["yes" if row[2] == "come-back" else None for row in rows]
    return Cells({**cells.values, "returned": returned}, cells.counts)


def _cells(names: Sequence[str], rows: Sequence[Sequence[object]]) -> Cells:
    values: dict[str, Sequence[str | None]] = {
        name: [_text(row[place]) for row in rows] for place, name in enumerate(names)
    }
    return Cells(values, [int(str(row[-1])) for row in rows])


def _asked(query: str, parameters: Mapping[str, date | datetime]) -> list[tuple[object, ...]]:
    with in_our_words(), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(query, dict(parameters))
        return list(cursor.fetchall())


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
