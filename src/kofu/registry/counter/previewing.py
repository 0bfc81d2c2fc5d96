"""What an act would do, before it is done: decision, reasons, fee, what to beware of."""

from __future__ import annotations

from dataclasses import dataclass

from kofu.base.errors import KofuError
from kofu.decide.explanation import Explanation
from kofu.registry.counter.deciding import Answer, answer, desk_of
from kofu.registry.counter.effects import Asked, asked
from kofu.registry.counter.facts import facts_of
from kofu.registry.counter.kinds import Kind, Result
from kofu.registry.counter.replacing import old_certificate
from kofu.registry.counter.typed import Act, Decided, Reissue, Window
from kofu.registry.counter.warnings import Caution, about, unprintable
from kofu.registry.log.events import Event
from kofu.registry.log.write import note


@dataclass(frozen=True, slots=True)
class Preview:
    """What would follow. `fee` in yen, None where the pack sets none."""

    kind: Kind
    result: Result
    explanation: Explanation
    paper: str | None
    fee: int | None
    warnings: tuple[Caution, ...]


def preview(act: Decided, window: Window) -> Preview:
    """Nothing is written but that somebody looked. Raises KofuError as `apply`."""
    refuse_later(act, window)
    wish = asked(act)
    facts = facts_of(act.person_id, window.on, wish.said, wish.event)
    if isinstance(act, Reissue):
        old_certificate(facts, window.on)
    found = answer(wish, facts, window)
    told = (*about(act, facts, window), *unprintable(found, window))
    note(
        Event.PERSON_READ,
        by=window.by,
        terminal=window.terminal,
        person_id=act.person_id,
        reason=act.received.note,
        detail={"preview": wish.kind.value, "result": found.result.value},
    )
    return Preview(
        wish.kind, found.result, found.explanation, found.paper, fee(wish, found, window), told
    )


def refuse_later(act: Act, window: Window) -> None:
    """Raises KofuError `counter-received-later`: received on a day to come."""
    if act.received.on > window.on:
        raise KofuError("counter-received-later", day=act.received.on)


def fee(wish: Asked, found: Answer, window: Window) -> int | None:
    """再交付手数料: the pack's `reissue_fee` (`office`), where it sets one."""
    if wish.kind is not Kind.REISSUE or found.result is not Result.ACCEPTED:
        return None
    value = desk_of(window.pack, window.on).office.value("reissue_fee")
    return value if type(value) is int else None
