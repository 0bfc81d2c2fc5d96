"""What a law costs, by hand: tariff, unit costs, the ministry's flat rate, an office's own values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kofu.base.errors import KofuError
from kofu.policy.law import Law
from kofu.policy.model import Delivery, Document, Form
from kofu.reports.whatif.bill import POSTAGE, STAFF, Bill, Kind, Range, bill
from kofu.reports.whatif.unit_costs import Method, Per, Unit, costs_with, shipped_costs

RECORDED = Kind(Document.CERTIFICATE, "ex_officio", Form.CARD_PAPER, Delivery.RECORDED)
SIMPLIFIED = Kind(
    Document.CERTIFICATE, "ex_officio", Form.CARD_PAPER, Delivery.SIMPLIFIED_REGISTERED
)
HELD = Kind(Document.CERTIFICATE, "ex_officio", Form.CARD_PAPER, Delivery.HOLD)
NOTICE = Kind(Document.NOTICE, "ex_officio", Form.A4, Delivery.ORDINARY)
REVIEW = Kind(Document.REVIEW, None, None, None)
NOTHING = Kind(Document.NOTHING, None, None, None)


@pytest.fixture
def made(of_pack: Callable[..., Law]) -> Callable[..., Bill]:
    def make(*people: tuple[Kind, int], posted: date = date(2025, 7, 15), **more: object) -> Bill:
        law = of_pack("kawasaki-kokuho", date(2025, 8, 1))
        return bill(law, people, posted, shipped_costs(), **more)  # type: ignore[arg-type]

    return make


@pytest.mark.parametrize(
    ("kind", "posted", "yen"),
    [
        (RECORDED, date(2025, 7, 15), 110 + 210),
        (SIMPLIFIED, date(2025, 7, 15), 110 + 350),
        (NOTICE, date(2025, 7, 15), 110),
        (RECORDED, date(2024, 9, 30), 84 + 160),
        (HELD, date(2025, 7, 15), 0),
        (NOTHING, date(2025, 7, 15), 0),
    ],
)
def test_postage_is_the_tariff_of_the_day(
    made: Callable[..., Bill], kind: Kind, posted: date, yen: int
) -> None:
    own = made((kind, 7), posted=posted)
    assert {line.id: line.yen for line in own.lines}[POSTAGE] == Range.exactly(7 * yen)


def test_documents_letters_and_paper_are_counted(made: Callable[..., Bill]) -> None:
    own = made((RECORDED, 5), (HELD, 2), (NOTICE, 3), (REVIEW, 4), (NOTHING, 9))
    assert {per: spread.middle for per, spread in own.quantities.items()} == {
        Per.CERTIFICATE: 7,
        Per.NOTICE: 3,
        Per.LETTER: 8,
        Per.REVIEW: 4,
        Per.APPLICATION: 0,
    }
    assert own.stock == {Form.CARD_PAPER: 7, Form.A4: 3}
    assert own.letters == {Delivery.RECORDED: 5, Delivery.ORDINARY: 3}


def test_the_state_counted_469_yen_for_each_certificate(made: Callable[..., Bill]) -> None:
    """51.52 million certificates were 24,162.88 million yen (65 + 84 + 320)."""
    own = made((RECORDED, 51_520_000), (NOTICE, 1_000))
    assert own.ministry == Range.exactly(24_162_880_000)


def test_staff_is_minutes_times_the_wage(made: Callable[..., Bill]) -> None:
    own = made((REVIEW, 60), applications=Range(0, 0, 60))
    assert own.minutes == Range(300, 600, 1200 + 1800)
    assert {line.id: line.yen for line in own.lines}[STAFF] == Range(10_000, 25_000, 175_000)


def test_the_sum_is_that_of_its_lines_and_rises(made: Callable[..., Bill]) -> None:
    yen = made((RECORDED, 10), (NOTICE, 10)).yen
    printing, inserting = Range(450, 650, 1000), Range(160, 300, 600)
    notices, envelopes = Range(100, 200, 400), Range(120, 200, 400)
    staff = Range(2 / 60 * 2000, 6 / 60 * 2500, 20 / 60 * 3500)
    wanted = Range.exactly(3200 + 1100) + printing + inserting + notices + envelopes + staff
    assert yen.low == pytest.approx(wanted.low)
    assert yen.middle == pytest.approx(wanted.middle)
    assert yen.high == pytest.approx(wanted.high)


def test_an_office_puts_its_own_values_in_the_place_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "tanka.yaml"
    path.write_text(
        """
costs:
  - {id: envelope, label: 封筒, per: letter, unit: yen, low: 7, middle: 7, high: 7,
     dated: 2026-04-01, sure: confirmed, source: 契約書}
  - {id: leaflet, label: ちらし, per: letter, unit: yen, low: 2, middle: 3, high: 4,
     dated: 2026-04-01, sure: confirmed, source: 見積書}
wage: {low: 3000, middle: 3000, high: 3000, dated: 2026-04-01, sure: confirmed, source: 条例}
""",
        "utf-8",
    )
    own = {one.id: one for one in costs_with(path).costs}
    assert own["envelope"].source == "契約書" and own["leaflet"].middle == 3
    assert set(own) == {one.id for one in shipped_costs().costs} | {"leaflet"}
    assert costs_with(path).wage.middle == 3000
    assert costs_with(path).applications == shipped_costs().applications


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("costs: [", "YAML"),
        ("costs: [{id: a}]", "costs.0"),
        (
            "costs: [{id: a, label: a, per: letter, unit: yen, low: 9, middle: 5, high: 7,"
            " dated: 2026-04-01, sure: assumed, source: a}]",
            "must rise",
        ),
        (
            "applications: {share: {low: 0.1, middle: 0.2, high: 0.3, dated: 2026-04-01,"
            " sure: assumed, source: a}, first_week: 0, curve: [0.5, 0.4], curve_source: a,"
            " hours_a_week: {low: 1, middle: 1, high: 1, dated: 2026-04-01, sure: assumed,"
            " source: a}}",
            "sum to 1",
        ),
    ],
)
def test_a_wrong_file_of_costs_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "tanka.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(KofuError) as refused:
        costs_with(path)
    assert refused.value.finding.code == "costs-unreadable"
    assert words in refused.value.finding.words()


def test_every_unit_cost_has_a_day_a_source_and_says_if_it_is_assumed() -> None:
    for one in shipped_costs().costs:
        assert one.source and one.dated and one.words
        if one.method is Method.KOFU and one.unit is Unit.MINUTES:
            assert one.low < one.high, "nobody knows minutes exactly"
