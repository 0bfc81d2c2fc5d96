"""What somebody should look at before a file is taken in: most accidents show in these counts."""

from __future__ import annotations

from collections.abc import Iterator

from kofu.base.errors import Finding
from kofu.registry.people.foresee import Foreseen

_FEW = 10
_SHARES = (("vanished", 0.005), ("left", 0.02), ("joined", 0.05), ("card-lost", 0.05))
"""The share of those enrolled above which a file is rather the wrong one."""


def doubts(found: Foreseen) -> tuple[Finding, ...]:
    """`load-doubt-...`; nothing here stops a load."""
    return tuple(_of(found))


def _of(found: Foreseen) -> Iterator[Finding]:
    if found.again:
        yield Finding("load-doubt-again", params={"load": found.again})
    for kind, share in _SHARES if found.enrolled else ():
        people = found.counts.get(kind, 0)
        if people > max(_FEW, share * found.enrolled):
            params = {"people": people, "percent": 100 * people / found.enrolled}
            yield Finding(f"load-doubt-{kind}", params=params)
    if found.unknown:
        yield Finding("load-doubt-unknown", params={"people": found.unknown})
