"""Acts that the pack answers: decided, recorded, their facts changed, the document entered.

One transaction, and one writer of people at a time: whoever applies for the same person at the
same moment comes second, and sees what the first one did.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from kofu.base.errors import KofuError
from kofu.decide.explanation import Explanation
from kofu.registry.counter.deciding import Answer, answer, book_of
from kofu.registry.counter.effects import asked
from kofu.registry.counter.entering import Way, enter
from kofu.registry.counter.facts import facts_of, record
from kofu.registry.counter.kinds import Result
from kofu.registry.counter.noting import logged, refusals_noted
from kofu.registry.counter.pages import stops
from kofu.registry.counter.previewing import fee, refuse_later
from kofu.registry.counter.replacing import Old, end_old, old_certificate
from kofu.registry.counter.typed import Decided, Reissue, Window
from kofu.registry.counter.writing import Answered, write
from kofu.registry.issued.tables import Document
from kofu.registry.people.tables import Person
from kofu.registry.people.turns import take_turn
from kofu.registry.refusals import in_our_words


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an act. `document`: what is to be printed, if anything."""

    application: int
    result: Result
    document: int | None
    explanation: Explanation


def apply(act: Decided, window: Window) -> Done:
    """Raises KofuError `person-not-registered`, `counter-review` (a fact is missing: nothing is
    recorded), `reissue-nothing-held`, `certificate-held`, `counter-hold-no-post`, what stops the
    document's page, and for what was typed wrongly.
    """
    with (
        refusals_noted(act, window),
        in_our_words(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        refuse_later(act, window)
        wish = asked(act)
        facts_at = take_turn(cursor)
        facts = facts_of(act.person_id, window.on, wish.said, wish.event)
        old = old_certificate(facts, window.on) if isinstance(act, Reissue) else None
        found = answer(wish, facts, window)
        if found.result is Result.REVIEW:
            raise KofuError("counter-review", reason="、".join(found.explanation.reasons))
        stopped = stops(found, window)
        if stopped is not None:
            raise stopped
        changes = wish.changes if found.result is Result.ACCEPTED else {}
        record(act.person_id, changes, window.on, window)
        if old is not None and isinstance(act, Reissue):
            end_old(old, act, found.result, window)
        person = Person.objects.get(person_id=act.person_id)
        document = _entered(person, act, found, old, window)
        made = write(
            person,
            act,
            wish,
            window,
            facts_at,
            changes,
            Answered(
                found.result,
                found.explanation.decision,
                book_of(window.pack).hash,
                document,
                fee(wish, found, window),
            ),
        )
        logged(act, wish.kind, made, window)
    return Done(made.pk, found.result, document.pk if document else None, found.explanation)


def _entered(
    person: Person, act: Decided, found: Answer, old: Old | None, window: Window
) -> Document | None:
    if found.paper is None:
        return None
    replaces = old.held.document if old and old.held and found.paper == "certificate" else None
    return enter(person, found, found.paper, Way(act.by_post, replaces), window)
