"""Rates: exact, rounded as asked, and never mixed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.base.errors import KofuError
from kofu.reports.rates import (
    KINDS,
    Definition,
    RegisteredOfInsured,
    Rounding,
    Style,
    UsedOfChecks,
    UsedOfReceipts,
    together,
)

UP, CUT = Rounding.HALF_UP, Rounding.CUT_OFF


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounding", "places", "percent"),
    [
        (1, 8, UP, 1, "12.5"),
        (1, 16, UP, 1, "6.3"),  # 6.25: half goes up
        (1, 16, CUT, 1, "6.2"),
        (3, 16, UP, 1, "18.8"),  # 18.75, which a float's rounding to even leaves at 18.8 by luck
        (5, 16, UP, 1, "31.3"),  # 31.25, which rounding to even would bring to 31.2
        (1, 3, UP, 2, "33.33"),
        (2, 3, UP, 2, "66.67"),
        (2, 3, CUT, 2, "66.66"),
        (2, 3, UP, 0, "67"),
        (0, 7, UP, 1, "0.0"),
        (7, 7, CUT, 1, "100.0"),
        (10**30 - 1, 10**30, CUT, 1, "99.9"),  # a float would say 100.0
    ],
)
def test_percentages_are_cut_from_integers(
    numerator: int, denominator: int, rounding: Rounding, places: int, percent: str
) -> None:
    rate = RegisteredOfInsured(numerator, denominator)
    assert str(rate.percent(Style(rounding, places))) == percent


def test_of_nobody_there_is_no_percentage() -> None:
    assert UsedOfChecks(0, 0).percent(Style()) is None


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 5), (6, 5), (1, 0), (-2, -1)])
def test_more_than_all_is_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(KofuError) as refused:
        UsedOfChecks(numerator, denominator)
    assert refused.value.finding.code == "rate-impossible"


def test_rates_of_one_definition_add_up_by_their_counts() -> None:
    assert UsedOfChecks(1, 10) + UsedOfChecks(3, 30) == UsedOfChecks(4, 40)
    assert UsedOfChecks(1, 10) < UsedOfChecks(2, 10)
    assert not UsedOfChecks(1, 10) < UsedOfChecks(10, 100)


@pytest.mark.parametrize(
    "mixing",
    [
        lambda: UsedOfChecks(1, 2) + UsedOfReceipts(1, 2),
        lambda: UsedOfChecks(1, 2) < UsedOfReceipts(1, 2),
        lambda: sum([UsedOfReceipts(1, 2)], UsedOfChecks(1, 2)),
        lambda: sorted([UsedOfReceipts(1, 3), UsedOfChecks(1, 2)]),
        lambda: together([UsedOfChecks(1, 2), UsedOfReceipts(1, 2)]),
    ],
)
def test_two_definitions_are_never_mixed(mixing: object) -> None:
    with pytest.raises(KofuError) as refused:
        mixing()  # type: ignore[operator]
    assert refused.value.finding.code == "rates-mixed"
    assert UsedOfChecks(1, 2) != UsedOfReceipts(1, 2)


@pytest.mark.slow
def test_the_type_checker_refuses_to_mix_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from mypy import api

    monkeypatch.setenv("MYPYPATH", str(Path(__file__).parents[2] / "src"))
    told, _, _ = api.run(
        [
            "--config-file=",
            "--follow-imports=silent",
            "--no-incremental",
            "-c",
            "from kofu.reports.rates import UsedOfChecks, UsedOfReceipts\n"
            "UsedOfChecks(1, 2) + UsedOfChecks(1, 2)\n"
            "UsedOfChecks(1, 2) + UsedOfReceipts(1, 2)\n"
            "UsedOfChecks(1, 2) < UsedOfReceipts(1, 2)\n",
        ]
    )
    lines = [line.partition(" error:")[0] for line in told.splitlines() if " error:" in line]
    assert [line.split(":")[1] for line in lines] == ["3", "4"], told


def test_every_definition_names_its_denominator() -> None:
    assert set(KINDS) == set(Definition)
    for kind in KINDS.values():
        assert kind.name and kind.upper and kind.lower and kind.source
        assert kind.upper != kind.lower


@given(
    st.integers(0, 10**12),
    st.integers(1, 10**12),
    st.sampled_from(Rounding),
    st.integers(0, 6),
)
def test_a_percentage_is_the_nearest_or_the_one_below(
    less: int, denominator: int, rounding: Rounding, places: int
) -> None:
    numerator = min(less, denominator)
    percent = RegisteredOfInsured(numerator, denominator).percent(Style(rounding, places))
    assert percent is not None
    step = Decimal(1).scaleb(-places)
    # Compared without dividing: percent * denominator against 100 * numerator.
    printed, exact = percent * denominator, Decimal(100 * numerator)
    if rounding is CUT:
        assert printed <= exact < printed + step * denominator
    else:
        half = step / 2 * denominator
        assert printed - half <= exact < printed + half
