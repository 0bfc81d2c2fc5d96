"""When norms hold, and the days on which the law is not as on the day before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small import small

from kofu.policy.load import load
from kofu.policy.turns import Span, in_force, spans, turns

UNTIL_JUNE = ("in_force: {from: 2025-01-01}", "in_force: {from: 2025-01-01, until: 2025-06-30}")


def periods(folder: Path, *days: tuple[str, str | None]) -> tuple[Span, ...]:
    """The spans of a norm that has only rules with these days."""
    book = load(small(folder))
    norm = book.pack.norms[0]
    rule = norm.document[0]
    rules = tuple(
        rule.model_copy(
            update={
                "in_force": rule.in_force.model_copy(
                    update={
                        "first": date.fromisoformat(first),
                        "last": date.fromisoformat(last) if last else None,
                    }
                )
            }
        )
        for first, last in days
    )
    empty = dict.fromkeys(("variant", "term", "form", "delivery"), ())
    return spans(norm.model_copy(update={"document": rules, **empty}))


@pytest.mark.parametrize(
    ("days", "joined"),
    [
        ([("2025-01-01", "2025-03-31")], ["2025-01-01 2025-03-31"]),
        ([("2025-04-01", None), ("2025-01-01", "2025-03-31")], ["2025-01-01 None"]),
        (
            [("2025-01-01", "2025-03-30"), ("2025-04-01", "2025-05-01")],
            ["2025-01-01 2025-03-30", "2025-04-01 2025-05-01"],
        ),
        ([("2025-01-01", None), ("2025-02-01", "2025-03-01")], ["2025-01-01 None"]),
        ([("2025-01-01", "2025-06-30"), ("2025-02-01", "2025-03-01")], ["2025-01-01 2025-06-30"]),
    ],
)
def test_periods_that_touch_are_one(
    tmp_path: Path, days: list[tuple[str, str | None]], joined: list[str]
) -> None:
    assert [f"{one.first} {one.last}" for one in periods(tmp_path, *days)] == joined


def test_a_norm_holds_from_its_day_and_not_before_it_is_known(tmp_path: Path) -> None:
    book = load(small(tmp_path, ("published: 2025-01-01", "published: 2025-02-01")))
    day = date(2025, 3, 1)
    assert in_force(book, day, date(2025, 1, 31)) == ()
    assert [norm.id for norm in in_force(book, day, date(2025, 2, 1))] == ["town"]
    assert in_force(book, date(2024, 12, 31), day) == ()


def test_a_day_names_what_begins_and_what_ended_before_it(tmp_path: Path) -> None:
    found = {turn.day: turn for turn in turns(load(small(tmp_path, UNTIL_JUNE)))}
    assert set(found) == {date(2025, 1, 1), date(2025, 7, 1)}
    assert [rule.id for rule in found[date(2025, 7, 1)].ended] == ["certificate"]
    assert "certificate" in {rule.id for rule in found[date(2025, 1, 1)].begin}


def test_a_setting_of_the_insurer_turns_the_law(tmp_path: Path) -> None:
    setting = """parameters:
  - id: least
    label: 回数
    values:
      - {from: 2025-04-01, value: 6, sure: confirmed, source: 見本市}
caps:"""
    turn = turns(load(small(tmp_path, ("caps:", setting))))[-1]
    assert turn.day == date(2025, 4, 1)
    assert [(one.label, value.said) for one, value in turn.set] == [("回数", "6")]
