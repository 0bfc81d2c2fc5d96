"""Blank forms as the stock a file is printed on: each blank page one Form XObject."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf

from kofu.documents.forms.form import Form


@dataclass(frozen=True, slots=True)
class Stock:
    """Finished PDF objects by number; which of them is the blank of (form, page); the last."""

    bodies: Mapping[int, bytes]
    blanks: Mapping[tuple[int, int], int]
    last: int


def stock_of(forms: Sequence[Form]) -> Stock:
    """The blanks of these forms; a blank is named by the form's place here and its page."""
    collected = pikepdf.new()
    collected.Root.Blanks = collected.make_indirect(pikepdf.Array())
    names: list[tuple[int, int]] = []
    for place, form in enumerate(forms):
        with pikepdf.open(io.BytesIO(form.blank)) as source:
            for number, page in enumerate(source.pages, start=1):
                collected.Root.Blanks.append(collected.copy_foreign(page.as_form_xobject()))
                names.append((place, number))
    saved = io.BytesIO()
    collected.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    with pikepdf.open(saved) as pdf:
        blanks = {name: blank.objgen[0] for name, blank in zip(names, pdf.Root.Blanks, strict=True)}
        frame = {pdf.Root.objgen[0], pdf.Root.Pages.objgen[0], pdf.Root.Blanks.objgen[0]}
        bodies = {
            one.objgen[0]: _body(one) for one in pdf.objects if one.objgen[0] not in {0, *frame}
        }
    return Stock(bodies, blanks, max(bodies, default=0))


def _body(one: pikepdf.Object) -> bytes:
    if isinstance(one, pikepdf.Stream):
        head = one.stream_dict.unparse(resolved=True)
        return bytes(head) + b"\nstream\n" + one.read_raw_bytes() + b"\nendstream"
    return one.unparse(resolved=True)
