"""An application written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kofu.decide.decision import Decision
from kofu.policy.facts import FactValue
from kofu.registry.counter.effects import Asked
from kofu.registry.counter.facts import written
from kofu.registry.counter.kinds import Result
from kofu.registry.counter.tables import Application
from kofu.registry.counter.typed import Act, Window
from kofu.registry.issued.tables import Document
from kofu.registry.people.tables import Person


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to an application; without a decision where there is nothing to decide."""

    result: Result = Result.ACCEPTED
    decision: Decision | None = None
    pack_hash: str = ""
    document: Document | None = None
    fee: int | None = None


def write(
    person: Person,
    act: Act,
    wish: Asked,
    window: Window,
    facts_at: datetime,
    changes: Mapping[str, FactValue],
    answered: Answered,
) -> Application:
    """In the transaction of the act. `facts_at`: the moment whose knowledge decided."""
    received, decision = act.received, answered.decision
    return Application.objects.create(
        person=person,
        kind=wish.kind.value,
        received_on=received.on,
        decided_on=window.on,
        channel=received.channel.value,
        applicant=received.applicant.value,
        evidence=sorted(one.value for one in received.evidence),
        result=answered.result.value,
        reason=wish.reason,
        event=wish.event,
        known=window.known,
        said=written(wish.said),
        wrote=written(changes),
        facts_at=facts_at,
        pack_hash=answered.pack_hash,
        rule=decision.rule if decision else "",
        receipt=decision.receipt if decision else "",
        fee=answered.fee,
        call_key=received.call.key if received.call else None,
        call_digest=received.call.digest if received.call else "",
        document=answered.document,
        by=window.by,
        terminal=window.terminal,
    )
