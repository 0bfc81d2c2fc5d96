"""What an approver should look at before signing a plan: from its counts, last year's, and time."""

from __future__ import annotations

from collections.abc import Iterator

from kofu.base.errors import Finding, Word
from kofu.registry.runs.fingerprint import loaded_since
from kofu.registry.runs.states import RunState
from kofu.registry.runs.status import Status
from kofu.registry.runs.tables import Run

_SWING = 0.1
_FEW = 20
_BEFORE_START = (RunState.PLANNED, RunState.APPROVED)


def doubts(found: Status, last: Run | None) -> tuple[Finding, ...]:
    """`run-doubt-...`; nothing here stops a run."""
    return (*_of_plan(found), *(_swings(found.run, last) if last else ()))


def _of_plan(found: Status) -> Iterator[Finding]:
    run, told = found.run, found.accounts
    loads = run.fingerprint["loads"]
    if found.stand.state in _BEFORE_START and loaded_since(loads) != loads:
        yield Finding("run-doubt-loads")
    if not run.counts["outcome"].get("due"):
        yield Finding("run-doubt-nobody")
    for name in ("review", "withheld", "pulled", "stopped"):
        if people := getattr(told, name):
            yield Finding(f"run-doubt-{name}", params={"people": people})
    if people := served_apart(run):
        yield Finding("run-doubt-reading", params={"people": people})


def served_apart(run: Run) -> int:
    """People due who wish for large print or a voice text, which runs do not print."""
    return sum(run.counts.get("reading_aid", {}).values())


def _swings(run: Run, last: Run) -> Iterator[Finding]:
    for kind in ("certificate", "notice"):
        then = last.counts["document"].get(kind, 0)
        now = run.counts["document"].get(kind, 0)
        if abs(now - then) > max(_SWING * then, _FEW):
            word = Word(f"document-kind-{kind}")
            params = {"document": word, "then": then, "now": now}
            yield Finding("run-doubt-swing", params=params)
