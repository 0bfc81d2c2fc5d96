"""People are counted from the roster of the last renewal, by the rules that decide them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow.parquet as pq
from tests.register import Register
from tests.registry.runs.conftest import loaded, planned, roster  # noqa: F401

from kofu.policy.facts import FACTS
from kofu.policy.interpret import decide
from kofu.policy.model import Kind

JULY, AUGUST = date(2026, 7, 31), date(2026, 8, 1)
KNOWN = date(2026, 6, 13)


def test_without_a_run_nobody_is_counted(register: Register) -> None:
    from kofu.registry.packs.whom import people

    assert people({Kind.KOUKI}) is None


def test_another_kind_of_insurer_is_not_counted(planned: Callable[..., Any]) -> None:  # noqa: F811
    from kofu.registry.packs.whom import people

    planned()
    assert people({Kind.KENPO}) is None
    assert people({Kind.KOUKI, Kind.KENPO}) is None


def test_people_by_rule_are_those_that_the_run_decided(planned: Callable[..., Any]) -> None:  # noqa: F811
    from kofu.registry.packs.whom import Asked, people
    from kofu.registry.runs.folder import DECISIONS, folder_of_run

    run = planned()
    counted = people({Kind.KOUKI})
    assert counted is not None
    assert (counted.run, counted.as_of) == (run.pk, KNOWN)
    rules = pq.read_table(folder_of_run(run) / DECISIONS).column("rule").to_pylist()
    law = Asked("tokyo-kouki", AUGUST, KNOWN)
    assert counted.counted((law, law)) is None
    counted.count((law, law), "sato")
    found = counted.counted((law, law))
    assert found is not None and found.by == "sato"
    assert found.by_rule() == {rule: rules.count(rule) for rule in set(rules)}
    assert found.by_second_rule() == found.by_rule()


def test_people_by_pair_are_decided_one_by_one_on_both_days(planned: Callable[..., Any]) -> None:  # noqa: F811
    from kofu.registry.packs.whom import Asked, people
    from kofu.registry.runs.folder import ROSTER, folder_of_run

    run = planned()
    counted = people({Kind.KOUKI})
    assert counted is not None
    first, second = (Asked("tokyo-kouki", day, KNOWN) for day in (JULY, AUGUST))
    expected: dict[tuple[str, str], int] = {}
    for row in pq.read_table(folder_of_run(run) / ROSTER).to_pylist():
        facts = {name: row.get(name) for name in FACTS} | {"event": "renewal"}
        pair = tuple(
            decide(law, law.classify(facts)).outcome.rule for law in (first.law(), second.law())
        )
        expected[pair] = expected.get(pair, 0) + 1  # type: ignore[index,arg-type]
    assert counted.count((first, second), "sato").pairs == expected
    assert counted.counted((second, first)) is None
    assert len(expected) > 1


def test_a_run_whose_files_are_gone_counts_nobody(planned: Callable[..., Any]) -> None:  # noqa: F811
    from kofu.registry.packs.whom import people
    from kofu.registry.runs.folder import ROSTER, folder_of_run

    (folder_of_run(planned()) / ROSTER).unlink()
    assert people({Kind.KOUKI}) is None
