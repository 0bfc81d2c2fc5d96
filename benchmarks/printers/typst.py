"""Typst: the template's own front as often as there are cards, one compilation for each file."""

from __future__ import annotations

import json
from collections.abc import Callable

import typst

from benchmarks.deck import ROLES, Deck, Line
from kofu.documents.forms.templates import ROOT

READS = "lines"
_MANY = """#import "/templates/card/body.typ": *
#show: sheet.with(certificate-title, width: card-width, height: card-height, fill: tint, mark: none)
#for place in range(int(sys.inputs.cards)) {
  if place > 0 { pagebreak() }
  put(0mm, 0mm, front(prefix: str(place) + "."))
}
"""


def printer(deck: Deck) -> Callable[[list[list[Line]]], bytes]:
    """One compiler for all files, as in a process that stays."""
    form = deck.form()
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(deck.folder.resolve())],
    )
    many = typst.Compiler(input=_MANY.encode(), root=str(ROOT), font_paths=fonts)

    def print_block(block: list[list[Line]]) -> bytes:
        placed: dict[str, list[dict[str, object]]] = {
            f"{place}.{one.id}": [] for place in range(len(block)) for one in form.fields
        }
        for place, lines in enumerate(block):
            for line in lines:
                box = form.fields[line.box]
                drawn = {
                    "x": line.x - box.x,
                    "y": line.y - box.y,
                    "size": line.size,
                    "squeeze": line.squeeze,
                    "runs": [{"font": ROLES[line.role], "x": 0, "text": line.text}],
                }
                placed[f"{place}.{box.id}"].append(drawn)
        inputs = {"lines": json.dumps(placed, ensure_ascii=False), "cards": str(len(block))}
        made = many.compile(
            format="pdf", sys_inputs={**form.inputs, **inputs}, pdf_tags=False, timestamp=0
        )
        assert isinstance(made, bytes)
        return made

    return print_block
