"""Collecting findings: all are counted, and of each code so many are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kofu.base.errors import Finding, Place

KEPT_PER_CODE = 1_000


class Collector:
    """Takes findings; `report` fits wherever a Report is wanted."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._kept: list[Finding] = []

    def report(self, finding: Finding) -> None:
        """Take one finding."""
        self.counts[finding.code] += 1
        if self.counts[finding.code] <= KEPT_PER_CODE:
            self._kept.append(finding)

    def report_rows(self, code: str, place: Place, rows: Sequence[int]) -> None:
        """Take one finding for each of `rows`; `place` gives file and column."""
        room = max(0, KEPT_PER_CODE - self.counts[code])
        self.counts[code] += len(rows)
        self._kept += [
            Finding(code, Place(place.file, int(row), place.column)) for row in rows[:room]
        ]

    def by_row(self) -> tuple[Finding, ...]:
        """The kept findings from the top of the file down; those on no row come first."""
        return tuple(sorted(self._kept, key=lambda finding: finding.place.row or 0))
