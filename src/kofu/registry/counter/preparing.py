"""Before the pack is asked: what the act says, the facts of the day, the certificate that ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kofu.base.errors import KofuError
from kofu.policy.facts import FactValue
from kofu.registry.counter.effects import Asked, asked
from kofu.registry.counter.facts import Facts, facts_of
from kofu.registry.counter.kinds import REASONS
from kofu.registry.counter.replacing import Old, old_certificate
from kofu.registry.counter.tables import Application
from kofu.registry.counter.typed import Act, Decided, Reissue, Window

_OF_REASONS = [reason.value for reason in REASONS]


@dataclass(frozen=True, slots=True)
class Prepared:
    """`old`: for a reissue, what it takes the place of."""

    wish: Asked
    facts: Facts
    old: Old | None


def prepare(act: Decided, window: Window) -> Prepared:
    """Raises KofuError as `asked`, `person-not-registered`, `reissue-nothing-held`,
    `counter-received-later`.
    """
    refuse_later(act, window)
    wish = asked(act)
    facts = facts_of(act.person_id, window.on, wish.said, wish.event)
    if not isinstance(act, Reissue):
        return Prepared(wish, facts, None)
    old = old_certificate(facts, window.on)
    wish = _again(old, wish)
    return Prepared(wish, replace(facts, values={**facts.values, **wish.said}), old)


def _again(old: Old, wish: Asked) -> Asked:
    """A certificate that was applied for is issued again for the reason it was issued for.

    Whose My Number card is lost, and now the certificate too, must not be told to use the card.
    """
    if old.held is None:
        return wish
    first = Application.objects.filter(document=old.held.document).order_by("id").first()
    told = first.said.get("application") if first else None
    if told not in _OF_REASONS:
        return wish
    reason: dict[str, FactValue] = {"application": told, "certificate_until": None}
    return replace(wish, said={**wish.said, **reason})


def refuse_later(act: Act, window: Window) -> None:
    """Raises KofuError `counter-received-later`: received on a day to come."""
    if act.received.on > window.on:
        raise KofuError("counter-received-later", day=act.received.on)
