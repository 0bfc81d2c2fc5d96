"""Who loses a certificate that came by itself may apply: a stated model, spread over weeks."""

from __future__ import annotations

from datetime import date

import pytest

from kofu.policy.model import Basis, Document
from kofu.reports.whatif.changes import Hand, Move
from kofu.reports.whatif.unit_costs import shipped_costs
from kofu.reports.whatif.wave import wave

DAY = date(2026, 8, 1)
GIVEN = Hand(Document.CERTIFICATE, Basis.EX_OFFICIO, "a", ())
ASKED = Hand(Document.CERTIFICATE, Basis.APPLICATION, "b", ())
TOLD = Hand(Document.NOTICE, Basis.EX_OFFICIO, "c", ())
NONE = Hand(Document.NOTHING, None, "d", ())
REVIEW = Hand(Document.REVIEW, None, "e", ())


def move(before: Hand, after: Hand, people: int) -> Move:
    return Move(before, after, people, {}, {}, {})


@pytest.mark.parametrize(
    ("before", "after", "losing"),
    [
        (GIVEN, TOLD, 1000),
        (GIVEN, NONE, 1000),
        (GIVEN, ASKED, 0),
        (GIVEN, REVIEW, 0),
        (ASKED, TOLD, 0),
        (TOLD, GIVEN, 0),
    ],
)
def test_only_who_got_one_by_itself_and_gets_none_may_apply(
    before: Hand, after: Hand, losing: int
) -> None:
    made = wave([move(before, after, 1000)], DAY, shipped_costs())
    assert made.losing == losing
    assert bool(made.weeks) == bool(losing)


def test_the_weeks_sum_to_all_applications_and_have_one_peak() -> None:
    made = wave([move(GIVEN, TOLD, 1000), move(GIVEN, NONE, 200)], DAY, shipped_costs())
    assert made.losing == 1200
    assert (made.total.low, made.total.middle, made.total.high) == (60, 180, 360)
    assert sum(week.applications.middle for week in made.weeks) == pytest.approx(180)
    peak = made.peak
    assert peak is not None and peak.first == DAY
    assert peak.applications.high == pytest.approx(90)
    assert peak.staff.high == pytest.approx(90 * 30 / 60 / 20)
    assert made.weeks[0].first == date(2026, 7, 11)


def test_nobody_losing_is_no_wave() -> None:
    made = wave([], DAY, shipped_costs())
    assert made.peak is None and made.total.high == 0
