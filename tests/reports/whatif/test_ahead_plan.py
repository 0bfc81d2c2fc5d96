"""The year ahead is what deciding each person at each stop by the counter's way would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kofu.base.errors import KofuError
from kofu.decide.oracle import decide_person
from kofu.policy.days import months_before
from kofu.policy.law import Law
from kofu.policy.load import Book
from kofu.reports.whatif.ahead.plan import Plan, plan
from kofu.reports.whatif.ahead.stops import stops
from kofu.reports.whatif.unit_costs import shipped_costs
from kofu.roster.schema import arrow_schema
from kofu.roster.source import open_source
from people import people, write_people

Person = dict[str, object]
KNOWN = date(2026, 11, 21)
LEAVING = {"eligibility-lost", "not-yet-enrolled", "over-75", "too-young"}


def one_person(person: Person, days: list[tuple[date, Law, str]], on: date) -> Counter[object]:
    """What one person needs, month by month, by the oracle alone."""
    found: Counter[object] = Counter()
    held = dict(person)
    ends: list[tuple[date, str | None]] = []
    certificate = held.get("certificate_until")
    notice_until: date | None = None
    cap: str | None = None
    since = on
    first = decide_person(days[0][1], "x", {**held, "event": "status_change"})
    gone = first.document == "nothing" and bool(LEAVING & set(first.reasons))
    asked = False
    for month, law, event in days:
        if notice_until is not None and notice_until < law.on:
            held["notice_sent_on"] = None
        held["certificate_until"] = certificate
        made = decide_person(law, "x", {**held, "event": event})
        ends = [(day, cap) for day in (certificate, notice_until) if isinstance(day, date)]
        ended = [name for day, name in ends if since <= day < law.on]
        if event == "renewal":
            cause = "renewal"
        elif ended and ended[0]:
            cause = ended[0]
        else:
            cause = made.reasons[0] if made.reasons else made.rule
        leaves = made.document == "nothing" and bool(LEAVING & set(made.reasons))
        if leaves and not gone:
            found[month, made.reasons[0], "leaving"] += 1
        if made.document == "review" and not asked:
            found[month, cause, "review"] += 1
        if made.document in ("certificate", "notice"):
            found[month, cause, made.document] += 1
            cap = made.cap
        if made.document == "certificate":
            certificate = made.valid_until
        if made.document == "notice":
            held["notice_sent_on"], notice_until = law.on, made.valid_until
        asked, gone, since = made.document == "review", leaves, law.on
    return found


def near(on: date) -> Iterator[Person]:
    """People to whom something happens within the year, in every combination."""

    def later(months: int, years: int = 0) -> date:
        return months_before(on, years * 12 - months).replace(day=14)

    births = (later(4, 70), later(4, 70).replace(day=1), later(5, 75), later(5, 85), later(0, 45))
    cards: tuple[Person, ...] = (
        {"has_card": False, "registered": False},
        {"has_card": True, "registered": True, "certificate_expires_on": later(2)},
        {"has_card": True, "registered": True, "certificate_expires_on": later(40)},
    )
    residences: tuple[Person, ...] = ({}, {"residence_until": later(7)})
    papers: tuple[Person, ...] = (
        {},
        {"certificate_until": later(3)},
        {"notice_sent_on": later(-3)},
    )
    for number, parts in enumerate(product(cards, residences, papers, births)):
        *facts, birth = parts
        person: Person = {"person_id": f"N{number}", "birth_date": birth}
        for one in facts:
            person |= one  # type: ignore[arg-type]
        yield person


def told(made: Plan) -> Counter[object]:
    found: Counter[object] = Counter()
    for month in made.months:
        for (cause, document), many in month.causes.items():
            found[month.first, cause, document.value] += many
        for reason, many in month.leaving.items():
            found[month.first, reason, "leaving"] += many
    return found


@pytest.mark.parametrize(
    ("name", "on", "months"),
    [
        ("kawasaki-kokuho", date(2025, 8, 1), 13),
        ("kawasaki-kokuho", date(2025, 11, 15), 9),
        ("tokyo-kouki", date(2025, 6, 10), 7),
        ("kouki", date(2026, 5, 1), 7),
        ("itabashi-kokuho", date(2025, 9, 1), 12),
        ("kenpo", date(2027, 1, 5), 8),
    ],
)
def test_each_month_is_what_the_counter_would_decide(
    name: str, on: date, months: int, pack: Callable[[str], Book], of_pack: Callable[..., Law], tmp_path: Path
) -> None:  # fmt: skip
    law = of_pack(name, on)
    everybody = [*people(law, 80, 11), *near(on)]
    path = write_people(iter(everybody), tmp_path / "roster.parquet")
    made = plan(open_source(path), pack(name), on, KNOWN, months, shipped_costs())
    days = [(one.month, one.law, one.event) for one in stops(pack(name), on, KNOWN, months)]
    wanted: Counter[object] = Counter()
    for person in everybody:
        wanted += one_person(person, days, on)
    assert len(made.months) == months
    assert len({key[0] for key in wanted}) > months // 2  # type: ignore[index]
    assert told(made) == wanted


def roster(folder: Path, *rows: Person) -> Path:
    """People who joined long ago with a card that works, but for what is said of each."""
    usual: Person = {
        "acquired_on": date(2020, 4, 1),
        "birth_date": date(1980, 5, 5),
        "has_card": True,
        "registered": True,
        "certificate_expires_on": date(2029, 5, 5),
        "notice_sent_on": date(2025, 7, 15),
    }
    people = [{**usual, "person_id": str(n), **row} for n, row in enumerate(rows)]
    names = list(dict.fromkeys(name for person in people for name in person))
    table = pa.Table.from_pylist(people, schema=arrow_schema(names))
    path = folder / "roster.parquet"
    pq.write_table(table, path)
    return path


CERTIFICATE = {
    "has_card": False,
    "registered": False,
    "certificate_expires_on": None,
    "notice_sent_on": None,
}
STORIES = [
    ("電子証明書が9月14日に切れると、川崎市では9月に資格確認書",
     "kawasaki-kokuho", {"certificate_expires_on": date(2025, 9, 14)},
     {(date(2025, 9, 1), "certificate-expired", "certificate")}),
    ("国の規定では、期限の月から2か月を過ぎた12月に資格確認書",
     "shibuya-kokuho", {"certificate_expires_on": date(2025, 9, 14)},
     {(date(2025, 12, 1), "certificate-expiring", "certificate")}),
    ("10月10日に70歳になる人の資格確認書は10月末までで、11月に次の一枚",
     "kawasaki-kokuho", {**CERTIFICATE, "birth_date": date(1955, 10, 10)},
     {(date(2025, 9, 1), "no-card", "certificate"), (date(2025, 11, 1), "age-70", "certificate")}),
    ("10月1日生まれなら9月末までで、10月に次の一枚",
     "kawasaki-kokuho", {**CERTIFICATE, "birth_date": date(1955, 10, 1)},
     {(date(2025, 9, 1), "no-card", "certificate"), (date(2025, 10, 1), "age-70", "certificate")}),
    ("10月10日に75歳になる人は10月に離れる",
     "kawasaki-kokuho", {"birth_date": date(1950, 10, 10)},
     {(date(2025, 10, 1), "over-75", "leaving")}),
    ("在留期間が11月20日までの人の資格確認書は21日までで、11月に確認",
     "kawasaki-kokuho", {**CERTIFICATE, "residence_until": date(2025, 11, 20)},
     {(date(2025, 9, 1), "no-card", "certificate"), (date(2025, 11, 1), "residence", "review")}),
    ("手元の資格確認書が12月末までなら、1月に次の一枚",
     "kawasaki-kokuho", {**CERTIFICATE, "certificate_until": date(2025, 12, 31)},
     {(date(2026, 1, 1), "no-card", "certificate")}),
    ("10月10日に70歳になる人のお知らせは10月末までで、11月に次の一枚",
     "kawasaki-kokuho", {"notice_sent_on": None, "birth_date": date(1955, 10, 10)},
     {(date(2025, 9, 1), "linked-card-usable", "notice"), (date(2025, 11, 1), "age-70", "notice")}),
    ("マイナ保険証を使える人は、何も要らない",
     "kawasaki-kokuho", {}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "person", "wanted"), [story[1:] for story in STORIES], ids=[story[0] for story in STORIES])  # fmt: skip
def test_stories_of_a_year(
    name: str, person: Person, wanted: set[object], pack: Callable[[str], Book], tmp_path: Path
) -> None:
    source = open_source(roster(tmp_path, person))
    made = plan(source, pack(name), date(2025, 9, 1), KNOWN, 6, shipped_costs())
    assert set(told(made)) == wanted


def test_the_renewal_of_the_year_is_in_its_month(
    pack: Callable[[str], Book], tmp_path: Path
) -> None:
    source = open_source(roster(tmp_path, {**CERTIFICATE, "certificate_until": date(2026, 7, 31)}))
    made = plan(source, pack("kawasaki-kokuho"), date(2026, 6, 1), KNOWN, 4, shipped_costs())
    assert set(told(made)) == {(date(2026, 8, 1), "renewal", "certificate")}
    assert [month.people for month in made.months] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("on", "months", "code"),
    [
        (date(2026, 9, 1), 0, "ahead-months-wrong"),
        (date(2026, 9, 1), 61, "ahead-months-wrong"),
        (date(2026, 9, 1), 12, "day-not-covered"),
    ],
)
def test_further_than_the_pack_reaches_is_refused(
    on: date, months: int, code: str, pack: Callable[[str], Book], tmp_path: Path
) -> None:
    source = open_source(roster(tmp_path, {}))
    with pytest.raises(KofuError) as refused:
        plan(source, pack("kawasaki-kokuho"), on, KNOWN, months, shipped_costs())
    assert refused.value.finding.code == code


def test_stops_are_renewals_and_the_ends_of_months(pack: Callable[[str], Book]) -> None:
    found = list(stops(pack("kawasaki-kokuho"), date(2026, 7, 10), KNOWN, 2))
    assert [(one.law.on, one.event) for one in found] == [
        (date(2026, 7, 31), "status_change"),
        (date(2026, 8, 1), "renewal"),
        (date(2026, 8, 31), "status_change"),
    ]
    assert all(one.month <= one.law.on < one.month + timedelta(days=31) for one in found)
