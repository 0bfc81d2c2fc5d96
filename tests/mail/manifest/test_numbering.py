"""Tracking numbers of a run: once for a run and day, from several ranges, remembered in a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from manifest_run import Doc, Person, Run

from kofu.base.errors import KofuError
from kofu.mail.tracking.ledger import read_ledger, read_ranges, write_ledger
from kofu.mail.tracking.numbering import Ledger, Wanted, number
from kofu.mail.tracking.ranges import Lent, Use

Kofu = Callable[..., tuple[int, str, str]]
DAY, NEXT = date(2025, 7, 10), date(2025, 7, 11)
TEN = Lent(100, 109, "recorded")
FIVE = Lent(200, 204, "recorded")


def wanted(run: str, count: int, day: date = DAY) -> Wanted:
    return Wanted(run, day, {"recorded": count})


def test_the_same_run_gets_the_same_numbers() -> None:
    first = number(Ledger(), [TEN], wanted("a", 4))
    again = number(first.ledger, [TEN], wanted("a", 4))
    assert again == first
    assert first.uses == {"recorded": (Use(DAY, 100, 103),)}
    without_range = number(first.ledger, [], wanted("a", 4))
    assert without_range.uses == first.uses


def test_another_run_goes_on_and_into_the_next_range() -> None:
    first = number(Ledger(), [TEN, FIVE], wanted("a", 8))
    second = number(first.ledger, [TEN, FIVE], wanted("b", 4))
    assert second.uses["recorded"] == (Use(DAY, 108, 109), Use(DAY, 200, 201))
    third = number(second.ledger, [TEN, FIVE], wanted("c", 3, NEXT))
    assert third.uses["recorded"] == (Use(NEXT, 202, 204),)


def test_a_number_rests_before_it_is_given_again() -> None:
    ledger = number(Ledger(), [FIVE], wanted("a", 5)).ledger
    with pytest.raises(KofuError, match="tracking-range-exhausted"):
        number(ledger, [FIVE], wanted("b", 1, NEXT))
    assert number(ledger, [FIVE], wanted("b", 1, NEXT), rest=1).uses["recorded"][0].first == 200


def test_a_range_cut_anew_does_not_repeat_numbers() -> None:
    ledger = number(Ledger(), [TEN], wanted("a", 4)).ledger
    moved = number(ledger, [Lent(102, 120, "recorded")], wanted("b", 2))
    assert moved.uses["recorded"] == (Use(DAY, 104, 105),)


@pytest.mark.parametrize(
    ("ranges", "count", "code"),
    [
        ([TEN, FIVE], 16, "tracking-range-exhausted"),
        ([TEN, Lent(109, 120, "simplified-registered")], 1, "tracking-ranges-overlap"),
    ],
)
def test_refusals(ranges: list[Lent], count: int, code: str) -> None:
    with pytest.raises(KofuError, match=code):
        number(Ledger(), ranges, wanted("a", count))


def test_another_count_than_before_is_refused() -> None:
    ledger = number(Ledger(), [TEN], wanted("a", 4)).ledger
    with pytest.raises(KofuError, match="tracking-given-differs"):
        number(ledger, [TEN], wanted("a", 5))


def test_a_product_without_a_range_has_no_numbers() -> None:
    both = Wanted("a", DAY, {"recorded": 2, "simplified-registered": 1})
    assert list(number(Ledger(), [TEN], both).uses) == ["recorded"]


def test_the_ledger_comes_back_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "tracking-state.json"
    assert read_ledger(path) == Ledger()
    ledger = number(Ledger(), [TEN, FIVE], wanted("a", 12)).ledger
    write_ledger(path, ledger)
    assert read_ledger(path) == ledger


@pytest.mark.parametrize("text", ["", "{}", '{"version": 2, "given": [], "ranges": []}'])
def test_a_damaged_ledger_gives_no_numbers(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tracking-state.json"
    path.write_text(text)
    with pytest.raises(KofuError, match="tracking-state-unreadable"):
        read_ledger(path)


def test_ranges_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ranges.yaml"
    path.write_text(
        "rest_days: 30\nranges:\n  - {product: recorded, first: 560-70-01234-2, last: 560-70-01240-1}\n"
    )
    ranges = read_ranges([str(path)], ["recorded"])
    assert ranges.lent == (Lent(5607001234, 5607001240, "recorded"),)
    assert ranges.rest_days == 30
    path.write_text("ranges: 3\n")
    with pytest.raises(KofuError, match="tracking-file-unreadable"):
        read_ranges([str(path)], ["recorded"])


def run_of(folder: Path, count: int) -> Path:
    people = [Person(f"P{n}") for n in range(count)]
    docs = [Doc(one.person_id, n) for n, one in enumerate(people, start=1)]
    return Run(folder, people, docs).write()


def numbers(out: Path) -> list[str]:
    with (out / "pieces.csv").open(encoding="utf-8", newline="") as file:
        return [row["tracking"] for row in csv.DictReader(file)]


def test_pulling_moves_nobody_elses_number(kofu: Kofu, tmp_path: Path) -> None:
    folder = run_of(tmp_path / "one" / "pages", 3)
    lent = "560-70-01234-2-560-70-01236-4"  # bodies ..1234 to ..1236: remainders 2, 3, 4
    assert kofu("mail", "manifest", folder, "--tracking", lent)[0] == 0
    out = tmp_path / "one" / "pages-mail"
    assert numbers(out) == ["560-70-01234-2", "560-70-01235-3", "560-70-01236-4"]
    pull = tmp_path / "pull.txt"
    pull.write_text("P1\n")
    assert kofu("mail", "manifest", folder, "--pull", pull)[0] == 0
    assert numbers(out) == ["560-70-01234-2", "560-70-01236-4"]
    assert "560-70-01235-3" in (out / "pull-list.csv").read_text()


def test_too_few_numbers_write_nothing(kofu: Kofu, tmp_path: Path) -> None:
    folder = run_of(tmp_path / "pages", 4)
    code, _, err = kofu("mail", "manifest", folder, "--tracking", "560-70-01234-2-560-70-01236-4")
    assert code == 2 and err.startswith("tracking-range-exhausted: ") and "必要4件、残り3件" in err
    assert (
        not (tmp_path / "pages-mail").exists() and not (tmp_path / "tracking-state.json").exists()
    )


def test_the_state_names_the_run_and_no_person(kofu: Kofu, tmp_path: Path) -> None:
    folder = run_of(tmp_path / "pages", 2)
    kofu("mail", "manifest", folder, "--tracking", "560-70-01234-2-560-70-01236-4")
    told = json.loads((tmp_path / "tracking-state.json").read_text())
    root = json.loads((folder / "record.json").read_text())["root"]
    assert told["given"] == [
        {
            "run": root,
            "day": "2025-07-10",
            "product": "recorded",
            "numbers": [[5607001234, 5607001235]],
        }
    ]
