"""From when the years are counted, and what an insurer may say instead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kofu.base.errors import KofuError
from kofu.registry.keeping.due import TABLES
from kofu.registry.keeping.retention import Counted, Retention, retentions
from kofu.registry.rights import DERIVED, HISTORY


def five(start: Counted, years: int | None = 5) -> Retention:
    return Retention("documents", "書類", "documents", years, start, "", "")


@pytest.mark.parametrize(
    ("start", "ended", "kept_until"),
    [
        # 令和2年度中に終わったものは、令和3年度から5年、令和8年3月31日まで
        (Counted.FISCAL_YEAR, date(2020, 4, 1), date(2026, 3, 31)),
        (Counted.FISCAL_YEAR, date(2021, 3, 31), date(2026, 3, 31)),
        (Counted.FISCAL_YEAR, date(2021, 4, 1), date(2027, 3, 31)),
        (Counted.CALENDAR_YEAR, date(2021, 1, 1), date(2026, 12, 31)),
        (Counted.CALENDAR_YEAR, date(2020, 12, 31), date(2025, 12, 31)),
        (Counted.DAY, date(2021, 7, 10), date(2026, 7, 10)),
        (Counted.DAY, date(2021, 2, 28), date(2026, 2, 28)),
    ],
)
def test_the_day_on_which_the_time_is_over(start: Counted, ended: date, kept_until: date) -> None:
    table = five(start)
    assert not ended < table.before(kept_until)
    assert ended < table.before(date.fromordinal(kept_until.toordinal() + 1))


def test_a_leap_day_and_for_good() -> None:
    assert five(Counted.DAY).before(date(2024, 2, 29)) == date(2019, 2, 28)
    assert five(Counted.DAY, None).before(date(2100, 1, 1)) == date.min


def test_every_table_with_somebody_in_it_has_a_class() -> None:
    covered = {table for tables in TABLES.values() for table in tables}
    # Nobody is named in these: they stay.
    stay = {
        "load",
        "log_entry",
        "log_batch",
        "deletion_certificate",
        "allowed",
        "run_allowed",
        "insurer",
        "job",
        "post_intake",
        "tracking_lent",
    }
    assert covered == {*HISTORY, *DERIVED} - stay
    assert set(TABLES) == set(retentions())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("documents: {years: -1}", "retention-unreadable"),
        ("documents: {years: five}", "retention-unreadable"),
        ("documents: {from: birthday}", "retention-unreadable"),
        ("documents: {ja: 書類}", "retention-unreadable"),
        ("letters: {years: 5}", "retention-unreadable"),
        ("- documents", "retention-unreadable"),
        ("{", "retention-unreadable"),
        ("log-names: {years: 4}", "retention-log-shorter"),
        ("documents: {years: null}", "retention-log-shorter"),
    ],
)
def test_a_table_that_cannot_hold_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, code: str
) -> None:
    monkeypatch.setenv("KOFU_HOME", str(tmp_path))
    (tmp_path / "retention.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KofuError) as error:
        retentions()
    assert error.value.finding.code == code


def test_an_insurer_says_what_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOFU_HOME", str(tmp_path))
    (tmp_path / "retention.yaml").write_text(
        "runs: {years: 3, from: calendar-year, source: 文書取扱規程 第3種}\n"
        "log-names: {years: null}\n",
        encoding="utf-8",
    )
    table = retentions()
    assert (table["runs"].years, table["runs"].start) == (3, Counted.CALENDAR_YEAR)
    assert table["runs"].source == "文書取扱規程 第3種"
    assert table["log-names"].years is None
    assert table["people"].years == 5
