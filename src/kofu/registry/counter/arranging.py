"""Acts that are simply recorded: registered mail, mailing address, hold, what is printed."""

from __future__ import annotations

from django.db import connection, transaction

from kofu.base.errors import KofuError
from kofu.registry.counter.effects import asked
from kofu.registry.counter.facts import record
from kofu.registry.counter.noting import logged, refusals_noted
from kofu.registry.counter.previewing import refuse_later
from kofu.registry.counter.typed import Arranged, Window
from kofu.registry.counter.writing import Answered, write
from kofu.registry.people.tables import Person
from kofu.registry.people.turns import take_turn
from kofu.registry.refusals import in_our_words


def arrange(act: Arranged, window: Window) -> int:
    """From the day at the window on; the number of what was written down.

    Raises KofuError `person-not-registered`, and for what was typed wrongly.
    """
    with (
        refusals_noted(act, window),
        in_our_words(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        refuse_later(act, window)
        wish = asked(act)
        person = Person.objects.filter(person_id=act.person_id).first()
        if person is None:
            raise KofuError("person-not-registered")
        facts_at = take_turn(cursor)
        record(act.person_id, wish.changes, window.on, window)
        made = write(person, act, wish, window, facts_at, wish.changes, Answered())
        logged(act, wish.kind, made, window)
    return int(made.pk)
