"""A run whose pages bear tracking numbers: which envelope gets which, before anything is printed.

The ledger is written first. What is printed a second time from the same files, after a crash or on
another day, finds its numbers there; other files or other envelopes get others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from kofu.documents.run.arrangement import Arrangement, Numbers
from kofu.documents.run.record import file_digest
from kofu.documents.run.sources import Sources
from kofu.documents.values.office import Office
from kofu.mail.pieces import arrange
from kofu.mail.tracking.keeper import Keeper
from kofu.mail.tracking.ledger import NUMBERED, read_ranges
from kofu.mail.tracking.numbering import Wanted, number
from kofu.mail.tracking.ranges import Use


@dataclass(frozen=True, slots=True)
class Numbering:
    """Arranges like `arrange` and numbers recorded and simplified registered envelopes.

    `given`: ranges as `read_ranges` takes them. `inputs`: the files by which the run is known.
    `posted`: day of acceptance, the day of issue unless given.
    """

    given: Sequence[str]
    keeper: Keeper
    inputs: Sequence[Path]
    posted: date | None = None

    def __call__(self, sources: Sources, office: Office, issued: date) -> Arrangement:
        """Raises KofuError, among others `tracking-range-exhausted`; then no number was given."""
        made = arrange(sources, office, issued)
        envelopes = {
            way: found
            for way in NUMBERED
            if len(found := np.unique(made.envelope[made.delivery == way]))
        }
        ranges = read_ranges(self.given, tuple(envelopes))
        day = self.posted or issued
        counts = {way: len(found) for way, found in envelopes.items()}
        run = self._known_by(sources, office, issued, made)
        with self.keeper.alone():
            before = self.keeper.read()
            done = number(before, ranges.lent, Wanted(run, day, counts), ranges.rest_days)
            if done.ledger != before:
                self.keeper.write(before, done.ledger, ranges)
        told = {
            "posted": day.isoformat(),
            "rest_days": ranges.rest_days,
            "products": sorted(done.uses),
        }
        return replace(made, tracking=_tracking(made, envelopes, done.uses), numbered=told)

    def _known_by(self, sources: Sources, office: Office, issued: date, made: Arrangement) -> str:
        """One hash over the files, the office, the day of issue, and who is in which envelope."""
        seen = hashlib.sha256(f"{office.digest} {issued.isoformat()}".encode())
        for path in self.inputs:
            seen.update(file_digest(path).encode())
        seen.update(sources.texts("person_id", made.rows).tobytes())
        seen.update(made.envelope.tobytes())
        return seen.hexdigest()


def _tracking(
    made: Arrangement, envelopes: Mapping[str, Numbers], given: Mapping[str, Sequence[Use]]
) -> Numbers:
    """The 11 digits of each row's envelope; the numbers follow the order of posting."""
    found = np.zeros(len(made.rows), dtype=np.int64)
    for way, uses in given.items():
        runs = [np.arange(use.first, use.last + 1, dtype=np.int64) for use in uses]
        bodies = np.concatenate(runs)
        rows = made.delivery == way
        body = bodies[np.searchsorted(envelopes[way], made.envelope[rows])]
        found[rows] = body * 10 + body % 7
    return found
