"""Bars of a barcode as content-stream operators, after the text (ISO 32000-1, 8.5)."""

from __future__ import annotations

from functools import lru_cache

from kofu.documents.setting.bars import TOP_AND_HEIGHT, rects
from kofu.documents.setting.field import Field

_LETTERS = tuple(TOP_AND_HEIGHT)


@lru_cache(maxsize=64)
def _ready(field: Field, height: float, count: int) -> tuple[dict[str, str], ...]:
    """At each place of the code, the operator of each kind of bar."""
    ready = []
    for place in range(count):
        kinds = {}
        for letter in _LETTERS:
            bar = rects(field, "T" * place + letter)[place]
            low = height - bar.y - bar.height
            kinds[letter] = f"{bar.x:.3f} {low:.3f} {bar.width:.3f} {bar.height:.3f} re\n"
        ready.append(kinds)
    return tuple(ready)


def drawn(field: Field, height: float, states: str) -> str:
    """Rectangles, not yet filled; nothing for no bars. `height` of the page in points."""
    if not states:
        return ""
    ready = _ready(field, height, len(states))
    return "".join([kinds[state] for kinds, state in zip(ready, states, strict=True)])
