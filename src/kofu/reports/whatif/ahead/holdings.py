"""What everybody holds as the months go by: certificates and notices, and until when.

Days are days since 1970, as Arrow counts them; NO_DAY is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from kofu.decide.answers import NO_DAY

Days = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
NO_CAP = -1
_EPOCH = date(1970, 1, 1)
UNTIL, SENT = "certificate_until", "notice_sent_on"
HELD = (UNTIL, SENT)
"""The columns that change from stop to stop."""


@dataclass
class Holdings:
    """One place for each row. `cap`: which limit set the end of what is held, in the plan's list.

    `asked`: to be reviewed already. `gone`: has left the insurer already.
    """

    certificate_until: Days
    notice_on: Days
    notice_until: Days
    cap: Days
    asked: Flags
    gone: Flags

    @classmethod
    def of(cls, people: pa.Table) -> Holdings:
        """As the roster tells it; the end of a notice it does not tell."""
        count = people.num_rows
        return cls(
            _days(people, UNTIL),
            _days(people, SENT),
            np.full(count, NO_DAY, np.int32),
            np.full(count, NO_CAP, np.int32),
            np.zeros(count, np.bool_),
            np.zeros(count, np.bool_),
        )

    def put_into(self, people: pa.Table) -> pa.Table:
        """The roster with what is held now."""
        for name, days in zip(HELD, (self.certificate_until, self.notice_on), strict=True):
            column = pa.array(days, mask=days == NO_DAY).view(pa.date32())
            if name in people.column_names:
                people = people.drop_columns([name])
            people = people.append_column(name, column)
        return people

    def ended(self, since: int, day: int) -> Flags:
        """Who held something on the day `since` that has ended before `day`."""
        ended: Flags = (self.certificate_until >= since) & (self.certificate_until < day)
        notices: Flags = (self.notice_until >= since) & (self.notice_until < day)
        return ended | notices

    def drop_ended_notices(self, day: int) -> None:
        """A notice past its last day is no notice: another is due."""
        self.notice_on[self.notice_until < day] = NO_DAY


def _days(people: pa.Table, name: str) -> Days:
    if name not in people.column_names:
        return np.full(people.num_rows, NO_DAY, np.int32)
    numbers = people.column(name).cast(pa.int32()).fill_null(int(NO_DAY))
    found: Days = numbers.to_numpy().copy()
    return found


def number_of(day: date) -> int:
    return (day - _EPOCH).days
