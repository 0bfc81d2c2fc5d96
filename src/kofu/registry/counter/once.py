"""An application that a program sends: sent again, it is the same application."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import connection, transaction

from kofu.base.errors import KofuError
from kofu.registry.counter.applying import apply
from kofu.registry.counter.tables import Application
from kofu.registry.counter.typed import Call, Decided, Window
from kofu.registry.refusals import in_our_words

_LOCK = 0x6B6F
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(%s, hashtext(%s))"


@dataclass(frozen=True, slots=True)
class Once:
    """`again`: it had been sent before, and nothing was done."""

    application: Application
    again: bool


def apply_once(act: Decided, call: Call, window: Window) -> Once:
    """Whoever hears no answer sends the same call again, and gets the answer of the first.

    What was refused is kept by nobody: it may be sent again under its key. Raises KofuError
    `call-key-used` (for something else), and as `apply`.
    """
    with in_our_words(), transaction.atomic(), connection.cursor() as cursor:
        # Two at once: the second waits for the first to be written.
        cursor.execute(_ONE_AT_A_TIME, [_LOCK, f"{window.by} {call.key}"])
        earlier = Application.objects.filter(by=window.by, call_key=call.key).first()
        if earlier is not None:
            if earlier.call_digest != call.digest:
                raise KofuError("call-key-used")
            return Once(earlier, again=True)
        done = apply(replace(act, received=replace(act.received, call=call)), window)
        return Once(Application.objects.get(pk=done.application), again=False)
