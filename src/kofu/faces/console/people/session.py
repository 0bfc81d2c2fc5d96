"""What a session keeps of people: typed words, who was opened last, and for which reason.

On the server only, and gone with the session; the browser stores nothing of it.
"""

from __future__ import annotations

import time

from kofu.faces.console.frame.pages import Asked

_WORDS, _RECENT, _OPENED = "people_words", "people_recent", "people_opened"
_MOST = 8
_OPEN_FOR = 15 * 60
"""Seconds for which a reason given for one sensitive person holds."""


def words(request: Asked) -> str:
    """What was last looked for; empty for nothing."""
    return str(request.session.get(_WORDS, ""))


def keep_words(request: Asked, typed: str) -> None:
    request.session[_WORDS] = typed


def recent(request: Asked) -> list[int]:
    """The people opened in this session, the last first."""
    return list(request.session.get(_RECENT, ()))


def remember(request: Asked, number: int) -> None:
    others = [one for one in recent(request) if one != number]
    request.session[_RECENT] = [number, *others][:_MOST]


def open_with(request: Asked, number: int, reason: str) -> None:
    """The address of a sensitive person may be shown, for this reason and a while."""
    opened = {**request.session.get(_OPENED, {}), str(number): [reason, time.time()]}
    request.session[_OPENED] = opened


def reason_for(request: Asked, number: int) -> str:
    """The reason that was given and still holds; empty for none."""
    reason, since = request.session.get(_OPENED, {}).get(str(number), ("", 0.0))
    return str(reason) if time.time() - float(since) < _OPEN_FOR else ""
