"""One person at a time, in plain Python: the counter's way, and the oracle of the bulk."""

from __future__ import annotations

from kofu.decide.decision import Decision, receipt
from kofu.policy.facts import Facts
from kofu.policy.interpret import Outcome, decide
from kofu.policy.law import Law
from kofu.policy.term import Until, until


def decide_person(law: Law, person_id: str, facts: Facts) -> Decision:
    """The decision on one person. Raises KofuError where the rules overlap or leave a gap."""
    cls = law.classify(facts)
    outcome = decide(law, cls).outcome
    end = until(law, outcome.term, facts) if outcome.term else Until(None, None)
    return as_decision(law, person_id, law.space.key(cls), outcome, end)


def as_decision(law: Law, person_id: str, key: int, outcome: Outcome, end: Until) -> Decision:
    """The contract's row from what was decided for the class and for the person."""
    return Decision(
        person_id=person_id,
        document=outcome.document.value,
        variant=outcome.variant.value if outcome.variant else None,
        basis=outcome.basis.value if outcome.basis else None,
        rule=outcome.rule,
        valid_from=law.on if outcome.term else None,
        valid_until=end.day,
        provisional=outcome.provisional,
        cap=end.cap,
        form=outcome.form.value if outcome.form else None,
        delivery=outcome.delivery.value if outcome.delivery else None,
        reasons=outcome.reasons,
        class_key=key,
        receipt=receipt(law, key, outcome),
    )
