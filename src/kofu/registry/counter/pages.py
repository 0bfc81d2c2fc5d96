"""The page of a document of the counter: which form, whether it can be printed, and its PDF."""

from __future__ import annotations

from kofu.base.errors import KofuError, Place
from kofu.documents.single.desk import Wish
from kofu.registry.counter.deciding import Answer, desk_of
from kofu.registry.counter.typed import Window

_MUST = ("name", "birth_date", "number")
"""必須記載事項, as in a run: without them a document proves nothing."""

_WITHOUT_SHEET = {"card-paper": "card", "card-plastic": "card", "postcard": "postcard"}
"""What is handed over is not stuck to the sheet that goes into a window envelope."""


def stops(found: Answer, window: Window) -> KofuError | None:
    """What stops the document that follows; None where it can be printed, or there is none."""
    if found.paper is None:
        return None
    for name in _MUST:
        if not found.facts.values.get(name):
            return KofuError("item-missing", Place(found.paper, column=name))
    desk = desk_of(window.pack, window.on)
    wish = Wish(window.on, found.form)
    return desk.stops(wish, found.facts.values, found.explanation)


def form_of(found: Answer, at_counter: bool) -> str | None:
    """The form's name as the desk knows it; None: the first that the decision calls for."""
    if found.form is not None:
        return found.form
    decided = found.explanation.decision.form
    if at_counter and found.paper == "certificate" and decided:
        return _WITHOUT_SHEET.get(decided)
    return None
