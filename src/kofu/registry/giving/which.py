"""Which tables are given out, and why the others are not. A test knows no third kind."""

from __future__ import annotations

from collections.abc import Mapping

from kofu.registry.rights import ACCESS, HISTORY, UNUSED

GIVEN: tuple[str, ...] = (
    *HISTORY,
    *("person_now", "live_certificate", "tracking_taken", "job", "account", "api_token"),
)
"""All history, how things stand, and who works here."""

SECRET: Mapping[str, frozenset[str]] = {
    "account": frozenset({"password"}),
    "api_token": frozenset({"digest"}),
}
"""Columns that open doors: left out of their tables."""

_SECRETS = "secrets of log-in"
_LIBRARY = "a library's table, empty"
LEFT_OUT: Mapping[str, str] = {
    "person_search": "an index, made from person_now",
    "run_slot": "a lock while runs are open, told by run_action",
    "allowed": "the table of steps, part of the program",
    "run_allowed": "the table of steps, part of the program",
    "axes_accessattempt": "refused log-ins of the last hours; the log has them",
    "axes_accessattemptexpiration": "refused log-ins of the last hours; the log has them",
    "django_migrations": "which tables this version made",
    **{name: _SECRETS for name in ACCESS if name.startswith(("django_session", "otp_"))},
    **dict.fromkeys(UNUSED, _LIBRARY),
}
QUEUE = "procrastinate_"
_QUEUE_WHY = "the queue of open jobs; job tells what was asked"


def why_left_out(table: str) -> str | None:
    """Why a table is not given out; None for one that is, or that nobody has thought of."""
    return _QUEUE_WHY if table.startswith(QUEUE) else LEFT_OUT.get(table)
