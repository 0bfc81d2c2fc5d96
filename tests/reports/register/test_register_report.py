"""What the register tells: counts as of a day, agreeing with what was done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import psycopg
from tests.registry import a_register
from tests.registry.conftest import Register
from tests.registry.runs.conftest import AS_OF, loaded, roster

from kofu.reports.asked import Asked
from kofu.reports.tables import Mark, Table

__all__ = ["Register", "loaded", "roster"]


def by_id(tables: tuple[Table, ...]) -> dict[str, Table]:
    return {one.id: one for one in tables}


def test_the_register_and_its_roster_tell_the_same(loaded: Register, roster: Path) -> None:
    from kofu.reports.register.noted import from_register
    from kofu.reports.report import report

    ours = by_id(from_register(Asked(()), AS_OF).tables)
    theirs = by_id(report(Asked((roster,), on=AS_OF)).tables)
    for name in ("registered-by-municipality", "registered-by-age", "registered-by-sex"):
        assert {row[0] for row in ours[name].rows} <= {row[0] for row in theirs[name].rows}
    # Not yet enrolled on the day: of the roster, not of the insured.
    asked = "select count(*) from read_parquet(?) where acquired_on > ?"
    (later,) = duckdb.execute(asked, [str(roster), AS_OF]).fetchone() or (0,)
    total, whole = ours["registered-by-sex"].total, theirs["registered-by-sex"].total
    assert total and whole
    assert total[1] == int(str(whole[1])) - later


def test_an_empty_register_tells_nothing(register: Register) -> None:
    from kofu.reports.register.noted import from_register

    made = from_register(Asked(()), AS_OF)
    assert (made.tables, made.pictures, made.points) == ((), (), ())


def write_applications(told: list[tuple[str, str, str, date, date]]) -> None:
    """(kind, result, reason, received, decided), each of another person."""
    from django.utils import timezone

    from kofu.registry.counter.tables import Application
    from kofu.registry.people.tables import Person

    people = list(Person.objects.order_by("id")[: len(told)])
    for person, (kind, result, reason, received, decided) in zip(people, told, strict=True):
        Application.objects.create(
            person=person, kind=kind, received_on=received, decided_on=decided, channel="counter",
            applicant="self", result=result, reason=reason, known=decided,
            facts_at=timezone.now(), by="sato",
        )  # fmt: skip


APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
TOLD = [
    ("facility", "accepted", "", APRIL, date(2026, 4, 1)),
    ("facility", "accepted", "", APRIL, date(2026, 4, 2)),
    ("facility", "accepted", "", APRIL, date(2026, 4, 4)),
    ("facility", "refused", "", APRIL, date(2026, 4, 11)),
    ("reissue", "accepted", "lost", MAY, date(2026, 5, 3)),
    ("reissue", "accepted", "damaged", MAY, date(2026, 5, 5)),
    ("reissue", "refused", "lost", MAY, date(2026, 6, 30)),
]


def test_applications_refusals_reissues_and_days(loaded: Register) -> None:
    from kofu.reports.register.noted import from_register

    write_applications(TOLD)
    found = by_id(from_register(Asked(()), date(2026, 5, 31)).tables)
    # accepted, refused, not needed, review, withdrawn, all; what comes in June is not there yet
    kinds = {row[0]: row[1:] for row in found["applications-by-kind"].rows}
    assert list(kinds.values()) == [(3, 1, 0, 0, 0, 4), (2, 0, 0, 0, 0, 2)]
    months = {row[0]: row[-1] for row in found["applications-by-month"].rows}
    assert months == {"2026年4月": 4, "2026年5月": 2}
    reasons = {row[0]: row[-1] for row in found["reissues-by-reason"].rows}
    assert reasons == {"紛失": 1, "破損・汚損": 1}
    days = found["days-to-issue"]
    # 0, 1, 3, 10 days: half within 1, nine of ten within 10; nothing went out
    assert days.rows[0][1:] == (4, 1, 10, 0, Mark.NONE, Mark.NONE)
    assert days.rows[1][1:4] == (2, 2, 4)
    assert days.total and days.total[1] == 6


def test_few_are_hidden_and_with_them_the_days(loaded: Register) -> None:
    from kofu.reports.register.noted import from_register

    write_applications(TOLD)
    found = by_id(from_register(Asked((), suppress=3), date(2026, 5, 31)).tables)
    days = {row[0]: row[1:] for row in found["days-to-issue"].rows}
    assert list(days.values())[-1] == (Mark.HIDDEN,) * 6
    assert found["days-to-issue"].total is None
    for row in found["reissues-by-reason"].rows:
        assert not {1, 2} & set(row)


def test_what_left_the_register_is_an_entry(loaded: Register) -> None:
    from kofu.registry.log.tables import Entry
    from kofu.reports.register.noted import noted_report

    noted_report(Asked((), suppress=5), AS_OF, by="sato")
    entry = Entry.objects.latest("id")
    assert (entry.event, entry.by, entry.object) == ("exported", "sato", "report:register")
    assert entry.detail["suppress"] == 5


POSTED = (
    ("new", "decide", "decided"),
    ("decided", "approve", "approved"),
    ("approved", "print", "printed"),
    ("printed", "post", "posted"),
)
BACK = (*POSTED, ("posted", "come-back", "returned"))
OFF = (("new", "decide", "decided"), ("decided", "cancel", "cancelled"))
JULY, AUGUST = (date(2026, 7, 1), date(2027, 7, 31)), (date(2026, 8, 1), date(2027, 7, 31))


def test_documents_issued_posted_and_returned(register: Register) -> None:
    from kofu.reports.register.noted import from_register

    with psycopg.connect(register.app) as app:
        load = a_register.load(app)
        people = [a_register.person(app, one, None, load) for one in "abcdef"]
        made = (
            (JULY, POSTED, "recorded"),
            (JULY, POSTED, "ordinary"),
            (AUGUST, BACK, "recorded"),
            (AUGUST, OFF, "recorded"),
            (AUGUST, POSTED, "recorded"),
        )
        for person, (valid, steps, way) in zip(people, made, strict=False):
            a_register.document(app, person, valid, None, steps, delivery=way)
        a_register.document(
            app, people[5], AUGUST, None, POSTED, kind="notice", delivery="ordinary"
        )
    found = by_id(from_register(Asked(()), date(2026, 8, 31)).tables)
    # certificates, notices, all: who was cancelled got nothing
    months = {row[0]: row[1:] for row in found["issued-by-month"].rows}
    assert months == {"2026年7月": (2, 0, 2), "2026年8月": (2, 1, 3)}
    # posted, sent again, come back
    ways = {row[0]: row[1:] for row in found["posted-by-delivery"].rows}
    assert ways == {"普通郵便": (2, 0, 0), "特定記録": (3, 0, 1)}
    assert found["returned-by-reason"].total == ("計", 1)
    earlier = by_id(from_register(Asked(()), date(2026, 7, 31)).tables)
    assert earlier["issued-by-month"].total == ("計", 2, 0, 2)
    assert "returned-by-reason" not in earlier or earlier["returned-by-reason"].rows == ()
