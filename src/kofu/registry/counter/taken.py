"""What was taken down at the counter, read again: its answer, and the document as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kofu.base.errors import KofuError
from kofu.policy.facts import FactValue
from kofu.registry.counter.facts import read
from kofu.registry.counter.kinds import Kind, Result
from kofu.registry.counter.tables import Application
from kofu.registry.counter.withdrawing import NEVER
from kofu.registry.issued.acting import Held, held


@dataclass(frozen=True, slots=True)
class Taken:
    """`wrote`: the facts it changed. `fee` in yen, None where nothing is to be paid."""

    number: int
    kind: Kind
    result: Result
    decided_on: date
    wrote: Mapping[str, FactValue]
    fee: int | None
    document: Held | None


def taken(person_id: str, number: int) -> Taken:
    """Raises KofuError `application-unknown`, also for somebody else's."""
    found = (
        Application.objects.filter(pk=number, person__person_id=person_id)
        .select_related("document")
        .first()
    )
    if found is None:
        raise KofuError("application-unknown", application=number)
    return Taken(
        number,
        Kind(found.kind),
        Result(found.result),
        found.decided_on,
        read(found.wrote),
        found.fee,
        held(found.document) if found.document else None,
    )


def accepted_for(document: int) -> int | None:
    """The application that a document was issued for, if it can still be taken back."""
    made = Application.objects.filter(document=document, earlier=None)
    made = made.exclude(kind__in=[kind.value for kind in NEVER])
    ended = Application.objects.filter(document=document, earlier__isnull=False)
    if ended.exists():
        return None
    found = made.filter(result=Result.ACCEPTED.value).order_by("id").values_list("pk", flat=True)
    return found.first()
