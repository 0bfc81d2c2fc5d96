"""What was typed and what was shown travel in the page, signed: nothing of it in an address.

A token is good for one account, one person and one form, for an hour.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.http import QueryDict

from kofu.base.errors import KofuError
from kofu.faces.console.frame.pages import Asked
from kofu.registry.counter.confirming import Seen
from kofu.registry.log.events import Event
from kofu.registry.log.write import note_apart

TOKEN = "token"
_SALT, _HOUR = "kofu.counter", 3600
_NEVER = frozenset({TOKEN, "csrfmiddlewaretoken", "seen", "do"})


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What was typed, the outlook that was shown for it, and the warnings to be confirmed."""

    typed: QueryDict
    seen: Seen
    serious: list[str]


def token_of(request: Asked, whose: str, told: Confirmed) -> str:
    """`whose`: the address of the page, which names form and person by number."""
    typed = {name: told.typed.getlist(name) for name in told.typed if name not in _NEVER}
    value = [whose, request.user.pk, typed, told.seen.mark, told.seen.last, told.serious]
    return signing.dumps(value, salt=_SALT, compress=True)


def confirmed(request: Asked, whose: str) -> Confirmed:
    """Raises KofuError `counter-form-unfit`: too old, of somebody else, or changed on the way."""
    try:
        value = signing.loads(request.POST.get(TOKEN, ""), salt=_SALT, max_age=_HOUR)
        page, by, told, mark, last, serious = value
    except (signing.BadSignature, ValueError):
        raise _unfit(request) from None
    if (page, by) != (whose, request.user.pk):
        raise _unfit(request)
    typed = QueryDict(mutable=True)
    for name, values in told.items():
        typed.setlist(name, values)
    return Confirmed(typed, Seen(mark, last), serious)


def _unfit(request: Asked) -> KofuError:
    detail = {"code": "counter-form-unfit"}
    note_apart(Event.COUNTER_ACTED, by=request.by, detail=detail)
    return KofuError("counter-form-unfit")
