"""The product's press: it is given values, and passes them through both gates."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.deck import TEMPLATE, Deck, Values
from kofu.base.workers import collect_seldom
from kofu.documents.bulk.press import Press

READS = "values"


def printer(deck: Deck, opentype: bool = False) -> Callable[[list[Values]], bytes]:
    """Warm once the form is compiled and both fonts are open."""
    collect_seldom()  # as the product's workers do
    form = deck.form(opentype)
    press = Press(form.chains)
    press.add(TEMPLATE, form)
    press.print([press.compose(TEMPLATE, deck.values(0)[0])], "1")

    def print_block(block: list[Values]) -> bytes:
        press.clear()
        return press.print([press.compose(TEMPLATE, values) for values in block], "cards")

    return print_block
