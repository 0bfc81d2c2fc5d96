"""A decision of years ago derived again: from the pack of its day and the facts known then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kofu.base.errors import KofuError
from kofu.decide.oracle import decide_person
from kofu.policy.law import law_on
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note
from kofu.registry.people.as_of import people_as_of
from kofu.registry.runs.facts import facts_hashes
from kofu.registry.runs.packs import kept
from kofu.registry.runs.tables import Run, RunPerson


@dataclass(frozen=True, slots=True)
class Derived:
    """What stands in the register and what comes out now; equal in all, or the receipt is bad."""

    run: int
    rule: str
    document: str
    valid_until: date | None
    receipt: str
    facts_hash: str
    again: tuple[str, str, date | None, str, str]

    @property
    def same(self) -> bool:
        there = (self.rule, self.document, self.valid_until, self.receipt, self.facts_hash)
        return there == self.again


def derive_again(person_id: str, run: Run | None, by: str) -> Derived:
    """The last decision on a person, or that of a run. Raises KofuError `receipt-missing`."""
    asked = RunPerson.objects.filter(person__person_id=person_id).select_related("run")
    if run is not None:
        asked = asked.filter(run=run)
    there = asked.order_by("-run_id").first()
    if there is None:
        note(Event.RECEIPT_DERIVED, by=by, outcome=Outcome.FAILED, person_id=person_id)
        raise KofuError("receipt-missing")
    made = there.run
    again = _again(made, person_id, there.event)
    found = Derived(
        run=made.pk,
        rule=there.rule,
        document=there.document,
        valid_until=there.valid_until,
        receipt=there.receipt,
        facts_hash=there.facts_hash,
        again=again,
    )
    note(
        Event.RECEIPT_DERIVED,
        by=by,
        outcome=Outcome.DONE if found.same else Outcome.FAILED,
        person_id=person_id,
        object=f"run:{made.pk}",
    )
    return found


def _again(run: Run, person_id: str, event: str) -> tuple[str, str, date | None, str, str]:
    law = law_on(kept(str(run.fingerprint["pack"])), run.on_day, run.known)
    roster = people_as_of(run.as_of, run.facts_at, [person_id])
    if roster.num_rows != 1:
        return "", "", None, "", ""
    facts = roster.to_pylist()[0] | {"event": event or None}
    made = decide_person(law, person_id, facts)
    (facts_hash,) = facts_hashes(roster).to_pylist()
    return made.rule or "", made.document, made.valid_until, made.receipt, facts_hash
