"""The product's press with the OpenType fonts that it comes with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from benchmarks.deck import Deck, Values
from benchmarks.printers import kofu

READS = "values"
printer: Callable[[Deck], Callable[[list[Values]], bytes]] = partial(kofu.printer, opentype=True)
