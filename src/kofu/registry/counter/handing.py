"""A document handed over at the counter, and to whom."""

from __future__ import annotations

from django.db import connection, transaction

from kofu.base.errors import KofuError
from kofu.registry.counter.effects import asked
from kofu.registry.counter.noting import logged, refusals_noted
from kofu.registry.counter.previewing import refuse_later
from kofu.registry.counter.typed import HandOver, Window
from kofu.registry.counter.writing import Answered, write
from kofu.registry.issued.acting import act_on
from kofu.registry.issued.states import Step
from kofu.registry.issued.tables import Document
from kofu.registry.people.turns import take_turn
from kofu.registry.refusals import in_our_words


def hand_over(act: HandOver, window: Window) -> int:
    """Printed or returned before, it is the person's now; the number of what was written down.

    Raises KofuError `document-not-of-person` (never into the wrong hands), and as `act_on`.
    """
    with (
        refusals_noted(act, window),
        in_our_words(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        refuse_later(act, window)
        document = (
            Document.objects.filter(pk=act.document, person__person_id=act.person_id)
            .select_related("person")
            .first()
        )
        if document is None:
            raise KofuError("document-not-of-person", document=act.document)
        act_on(
            act.document,
            Step.HAND_OVER,
            act.received.on,
            window.by,
            act.received.applicant.value,
            window.terminal,
        )
        wish = asked(act)
        answered = Answered(document=document)
        made = write(document.person, act, wish, window, take_turn(cursor), {}, answered)
        logged(act, wish.kind, made, window)
    return int(made.pk)
