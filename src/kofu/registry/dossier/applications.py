"""What was asked for at the counter, by whom, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kofu.registry.counter.kinds import Applicant, Channel, Kind, Result
from kofu.registry.counter.tables import Application


@dataclass(frozen=True, slots=True)
class Request:
    """One application. `reason`: a code, or empty; `withdrawn`: it was taken back later."""

    number: int
    kind: Kind
    received_on: date
    channel: Channel
    applicant: Applicant
    result: Result
    reason: str
    document: int | None
    withdrawn: bool
    by: str


def requests_of(number: int) -> tuple[Request, ...]:
    """Everything that was asked for, the newest first; a withdrawal stands with what it ends."""
    rows = Application.objects.filter(person_id=number).order_by("-id")
    found = list(rows)
    ended = {one.earlier_id for one in found if one.earlier_id is not None}
    return tuple(
        Request(
            number=one.pk,
            kind=Kind(one.kind),
            received_on=one.received_on,
            channel=Channel(one.channel),
            applicant=Applicant(one.applicant),
            result=Result(one.result),
            reason=one.reason,
            document=one.document_id,
            withdrawn=one.pk in ended,
            by=one.by,
        )
        for one in found
        if one.earlier_id is None
    )
