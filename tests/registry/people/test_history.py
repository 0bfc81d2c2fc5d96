"""Random histories of files, corrections and withdrawals against facts in two times in Python."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.many import many
from tests.registry.conftest import Register
from tests.registry.people.files import written

from kofu.base.errors import KofuError
from kofu.registry.people.as_of import moment_of, people_as_of, person_as_of
from kofu.registry.people.corrections import correct, withdraw
from kofu.registry.people.load import load_roster
from kofu.registry.people.projection import make_again

_serials = itertools.count()
START = date(2026, 7, 1)
PEOPLE = ("1", "2", "3")
STRANDS: dict[str, tuple[str, ...]] = {
    "enrolment": ("name", "acquired_on", "lost_on"),
    "residence": ("address",),
    "burden": ("copay_percent", "copay_from", "limit_from"),
    "card": ("status_on", "registered"),
}
DATED = ("acquired_on", "lost_on", "copay_from", "limit_from", "status_on")
Values = Mapping[str, object]

near = st.integers(-40, 60).map(lambda days: START + timedelta(days))
cells = {
    "name": st.sampled_from(["甲", "乙"]),
    "acquired_on": st.none() | st.sampled_from([START - timedelta(9), START - timedelta(30)]),
    "lost_on": st.none() | st.integers(0, 60).map(lambda days: START + timedelta(days)),
    "address": st.sampled_from(["東町", "西町"]),
    "copay_percent": st.sampled_from([10, 20, 30]),
    "copay_from": st.none() | near,
    "limit_from": st.none() | near,
    "status_on": st.none() | near,
    "registered": st.none() | st.booleans(),
}


@dataclass(frozen=True)
class File:
    columns: tuple[str, ...]
    later: int
    rows: dict[str, dict[str, object]]


@dataclass(frozen=True)
class Correction:
    person: str
    strand: str
    day: date
    values: dict[str, object] | None


@st.composite
def files(draw: st.DrawFn) -> File:
    columns = tuple(draw(st.sets(st.sampled_from(sorted(cells)), min_size=1)))
    there = draw(st.sets(st.sampled_from(PEOPLE), min_size=1))
    rows = {one: {name: draw(cells[name]) for name in columns} for one in sorted(there)}
    return File(columns, draw(st.integers(0, 25)), rows)


@st.composite
def corrections(draw: st.DrawFn) -> Correction:
    strand = draw(st.sampled_from(sorted(STRANDS)))
    named = draw(st.sets(st.sampled_from(STRANDS[strand]), min_size=1))
    values = {name: draw(cells[name]) for name in sorted(named)}
    taken_back = draw(st.booleans())
    return Correction(
        draw(st.sampled_from(PEOPLE)), strand, draw(near), None if taken_back else values
    )


@dataclass(frozen=True)
class Row:
    valid_from: date
    known: int
    values: Values | None


@dataclass
class Model:
    """Facts in two times, kept as a list and asked by looking at all of it."""

    rows: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    step: int = 0

    def said(self, person: str, strand: str, known: int) -> dict[date, Row]:
        latest: dict[date, Row] = {}
        for row in self.rows.get((person, strand), []):
            if row.known <= known:
                latest[row.valid_from] = row
        return {day: row for day, row in latest.items() if row.values is not None}

    def state(self, person: str, strand: str, valid: date, known: int) -> Values | None:
        days = [day for day in self.said(person, strand, known) if day <= valid]
        if not days:
            return None
        return self.said(person, strand, known)[max(days)].values

    def last(self, person: str, strand: str) -> Values:
        nothing = dict.fromkeys(STRANDS[strand])
        return self.state(person, strand, date.max, self.step) or nothing

    def people(self) -> list[str]:
        return sorted({person for person, _ in self.rows})

    def add(self, person: str, strand: str, day: date, values: Values | None) -> None:
        self.rows.setdefault((person, strand), []).append(Row(day, self.step, values))

    def load(self, file: File, as_of: date) -> dict[str, int]:
        counts: dict[str, int] = {}
        before = {one: self.last(one, "enrolment") for one in self.people()}
        new: list[tuple[str, str, date, Values]] = []
        for person, told in file.rows.items():
            fresh = person not in before
            kinds = self.kinds(person, fresh, before.get(person, {}), told)
            changed = []
            for strand, columns in STRANDS.items():
                if row := self.difference(person, strand, columns, fresh, told, as_of):
                    new.append((person, strand, *row))
                    changed.append(strand)
            if not fresh and self.other_than(changed, kinds, before[person], told):
                kinds.add("changed")
            for kind in kinds:
                counts[kind] = counts.get(kind, 0) + 1
        gone = {
            one
            for one, enrolment in before.items()
            if one not in file.rows and enrolment["lost_on"] is None and one not in self.missing
        }
        if gone:
            counts["vanished"] = len(gone)
        self.missing = (self.missing | gone) - set(file.rows)
        for person, strand, day, values in new:
            self.add(person, strand, day, values)
        return counts

    def kinds(self, person: str, fresh: bool, had: Values, told: Values) -> set[str]:
        if fresh:
            return {"joined"}
        kinds = {"back"} if person in self.missing else set()
        if "lost_on" in told and (had["lost_on"] is None) != (told["lost_on"] is None):
            kinds.add("left" if told["lost_on"] else "back")
        return kinds

    def other_than(self, changed: list[str], kinds: set[str], had: Values, told: Values) -> bool:
        """Anything but the loss, or the new beginning, itself?"""
        told_already = "left" in kinds or (
            "lost_on" in told and had["lost_on"] and not told["lost_on"]
        )
        if changed != ["enrolment"] or not told_already:
            return bool(changed)
        return "name" in told and told["name"] != had["name"]

    def difference(
        self,
        person: str,
        strand: str,
        columns: tuple[str, ...],
        fresh: bool,
        told: Values,
        as_of: date,
    ) -> tuple[date, Values] | None:
        had = self.last(person, strand)
        here = [name for name in columns if name in told]
        differs = any(told[name] != had[name] for name in here if name != "status_on")
        if strand == "card" and "status_on" in told and told["status_on"] and had["status_on"]:
            differs = differs and told["status_on"] >= had["status_on"]
        if not differs and not (fresh and strand == "enrolment"):
            return None
        own = [
            told[name]
            for name in here
            if name in DATED and told[name] and (not had[name] or told[name] > had[name])
        ]
        day = max(own, default=as_of)
        if strand != "burden":
            day = min(day, as_of)
        last = max(self.said(person, strand, self.step), default=day)
        return max(day, last), {**had, **{name: told[name] for name in here}}


def steps() -> st.SearchStrategy[list[File | Correction]]:
    return st.lists(files() | corrections(), min_size=2, max_size=7)


random_histories = given(
    history=steps(),
    asked=st.lists(st.tuples(near, st.integers(0, 7)), min_size=3, max_size=6),
)
ONE_DATABASE = [HealthCheck.function_scoped_fixture]


@settings(max_examples=15, deadline=None, suppress_health_check=ONE_DATABASE)
@random_histories
def test_the_register_answers_as_the_facts_do(
    register: Register, history: list[File | Correction], asked: list[tuple[date, int]]
) -> None:
    lived_through(history, asked)


@pytest.mark.slow
@settings(max_examples=many(60), deadline=None, suppress_health_check=ONE_DATABASE)
@random_histories
def test_many_histories(
    register: Register, history: list[File | Correction], asked: list[tuple[date, int]]
) -> None:
    lived_through(history, asked)


def lived_through(history: list[File | Correction], asked: list[tuple[date, int]]) -> None:
    """The same history to the register and to the model; both are asked the same questions."""
    with tempfile.TemporaryDirectory() as folder, undone():
        model, moments, as_of = Model(), [moment_of(None)], START
        for step in history:
            model.step += 1
            if isinstance(step, File):
                as_of += timedelta(step.later)
                done = load_roster(_file(Path(folder), step), None, as_of, "tester")
                assert done.counts == _without_cards(model.load(step, as_of), done.counts)
            else:
                _tell(model, step)
            moments.append(moment_of(None))
            assert _standing() == _folded()
        for valid, number in asked:
            known = min(number, model.step)
            _same_answers(model, valid, known, moments[known])


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is taken back at the end: every history begins with an empty register."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _file(folder: Path, file: File) -> Path:
    # A column that nobody reads makes every file another one.
    serial = next(_serials)
    rows = [
        {"person_id": one, "serial": serial, **{name: _cell(value) for name, value in row.items()}}
        for one, row in file.rows.items()
    ]
    return written(folder, rows)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def _without_cards(expected: dict[str, int], found: Mapping[str, int]) -> dict[str, int]:
    """Cards are another test's: what the register says of them is taken as it is."""
    return expected | {kind: n for kind, n in found.items() if kind.startswith("card-")}


def _tell(model: Model, step: Correction) -> None:
    """The same correction to both; what the one refuses, the other must not hold."""
    said = model.said(step.person, step.strand, model.step)
    known = step.person in model.people()
    try:
        if step.values is None:
            withdraw(step.person, step.strand, step.day, "tester")
        else:
            correct(step.person, step.strand, step.day, step.values, "tester")
    except KofuError as error:
        code = error.finding.code
        alone = step.strand == "enrolment" and len(said) == 1
        assert (code == "person-not-registered") == (not known)
        if known:
            assert code == (
                "nothing-to-withdraw" if step.day not in said else "enrolment-must-stay"
            )
            assert step.values is None and (step.day not in said or alone)
        return
    assert known
    had = model.state(step.person, step.strand, step.day, model.step)
    values = None
    if step.values is not None:
        values = {**(had or dict.fromkeys(STRANDS[step.strand])), **step.values}
    model.add(step.person, step.strand, step.day, values)


def _same_answers(model: Model, valid: date, known: int, moment: datetime) -> None:
    listed = set()
    for person in PEOPLE:
        enrolment = model.state(person, "enrolment", valid, known)
        if enrolment is None:
            _refused(person, valid, moment)
            continue
        found = person_as_of(person, valid, moment)
        for strand, columns in STRANDS.items():
            expected = model.state(person, strand, valid, known) or dict.fromkeys(columns)
            assert {name: found[name] for name in columns} == expected
        lost = enrolment["lost_on"]
        if lost is None or (isinstance(lost, date) and lost > valid):
            listed.add(person)
    table = people_as_of(valid, moment)
    assert table.column("person_id").to_pylist() == sorted(listed)
    for row in table.to_pylist():
        assert row == person_as_of(row["person_id"], valid, moment)


def _refused(person: str, valid: date, moment: datetime) -> None:
    try:
        person_as_of(person, valid, moment)
    except KofuError as error:
        assert error.finding.code == "person-not-registered"
    else:
        raise AssertionError(person)


def _standing() -> list[tuple[object, ...]]:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT * FROM person_now ORDER BY person_id")
        return list(cursor.fetchall())


def _folded() -> list[tuple[object, ...]]:
    """How things stand, made again from the strands."""
    everybody = [row[0] for row in _standing()]
    with connections["default"].cursor() as cursor:
        for pid in everybody:
            make_again(cursor, pid)
    return _standing()
