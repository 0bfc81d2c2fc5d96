"""Sessions: they end when nothing is asked for a while, and ten hours after the log-in whatever
is asked. The database holds both ends, so a cookie that outlives them opens nothing.
"""

from __future__ import annotations

import time

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from kofu.registry.access.environment import idle_seconds

LONGEST = 10 * 60 * 60
"""Seconds from the log-in to the end of a session."""

STARTED = "started"
"""Key in a session: when the password was given, in seconds."""


class SessionStore(DatabaseStore):
    """Saved with the nearer of its two ends."""

    def get_session_cookie_age(self) -> int:
        started = float(self.get(STARTED) or time.time())
        return max(0, min(idle_seconds(), round(started + LONGEST - time.time())))
