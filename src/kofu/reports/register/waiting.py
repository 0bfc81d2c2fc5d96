"""How long people wait: from the day an application came in to the answer, and to the post."""

from __future__ import annotations

from datetime import date

from django.db import connections

from kofu.base.messages import say
from kofu.registry.counter.kinds import Kind, kind_word
from kofu.registry.refusals import in_our_words
from kofu.reports.tables import HIDING, Cell, Head, Mark, Table
from kofu.reports.tables import Kind as Holds

_DAYS = """
WITH asked AS (
    SELECT a.kind, a.decided_on - a.received_on AS answered,
           (SELECT min(s.on_day) FROM action s WHERE s.document_id = a.document_id
               AND s.step IN ('post', 'hand-over') AND s.on_day <= %(day)s) - a.received_on AS out
      FROM application a
     WHERE a.decided_on <= %(day)s AND a.result <> 'withdrawn')
SELECT kind, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY answered),
       percentile_disc(0.9) WITHIN GROUP (ORDER BY answered),
       count(out), percentile_disc(0.5) WITHIN GROUP (ORDER BY out),
       percentile_disc(0.9) WITHIN GROUP (ORDER BY out)
  FROM asked GROUP BY GROUPING SETS ((kind), ()) ORDER BY kind NULLS LAST"""
_NOTE = "日数は受け付けた日からの暦日数。90%点は、10件のうち9件がそれまでに済んだ日数。"


def waiting(day: date, least: int | None) -> Table | None:
    """Median and 90th percentile in days, by kind; None where nothing was asked for.

    Of fewer than `least` applications nothing is told, nor of the whole without them.
    """
    with in_our_words(), connections["default"].cursor() as cursor:
        cursor.execute(_DAYS, {"day": day})
        found = cursor.fetchall()
    *rows, total = [tuple(row) for row in found]
    if not total[1]:
        return None
    hidden = [row for row in rows if least is not None and _few(row, least)]
    kept = [row for row in rows if row not in hidden]
    notes = (_NOTE, *((HIDING,) if hidden else ()))
    return Table(
        "days-to-issue",
        "受付から回答・交付までの日数",
        (
            Head("受付の種類", Holds.TEXT),
            *(Head("回答した件数", Holds.COUNT), *_days("受付から回答まで")),
            *(Head("交付した件数", Holds.COUNT), *_days("受付から差出し・お渡しまで")),
        ),
        (
            *(_line(say(kind_word(Kind(row[0])).code), row) for row in kept),
            *((say(kind_word(Kind(row[0])).code), *(Mark.HIDDEN,) * 6) for row in hidden),
        ),
        None if hidden else _line("計", total),
        notes,
    )


def _few(row: tuple[object, ...], least: int) -> bool:
    return any(0 < int(str(count)) < least for count in (row[1], row[4]))


def _days(what: str) -> tuple[Head, Head]:
    return Head(f"{what}（中央値、日）", Holds.DAYS), Head(f"{what}（90%点、日）", Holds.DAYS)


def _line(label: str, row: tuple[object, ...]) -> tuple[Cell, ...]:
    return (label, *(Mark.NONE if one is None else int(str(one)) for one in row[1:]))
