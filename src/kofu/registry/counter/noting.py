"""Acts of the counter in the log, done and refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kofu.base.errors import KofuError
from kofu.registry.counter.kinds import Kind
from kofu.registry.counter.tables import Application
from kofu.registry.counter.typed import Act, Matter, Window
from kofu.registry.log.events import Event
from kofu.registry.log.write import note, note_apart


def logged(act: Act, kind: Kind, made: Application, window: Window) -> None:
    """In the transaction of the act. Why something is held is not told: it may be DV."""
    note(
        Event.COUNTER_ACTED,
        by=window.by,
        terminal=window.terminal,
        person_id=act.person_id,
        object=f"application:{made.pk}",
        reason=act.received.note,
        detail={"kind": kind.value, "result": made.result, "day": window.on},
    )


@contextmanager
def refusals_noted(act: Matter, window: Window) -> Iterator[None]:
    """What is refused stands in the log, with the code of the refusal."""
    try:
        yield
    except KofuError as error:
        note_apart(
            Event.COUNTER_ACTED,
            by=window.by,
            terminal=window.terminal,
            person_id=act.person_id,
            detail={"act": type(act).__name__.lower(), "code": error.finding.code},
        )
        raise
