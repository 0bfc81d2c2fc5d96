"""Proof that the blanks in a file are the forms' blanks, compiled anew from the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from weakref import WeakKeyDictionary

import pikepdf

from kofu.documents.forms.form import Form
from kofu.documents.readback.damage import Code, DamageError
from kofu.documents.readback.streams import Blank
from kofu.documents.readback.tree import Walk

_known: WeakKeyDictionary[Form, tuple[bytes, ...]] = WeakKeyDictionary()


def prove_blanks(blanks: Mapping[str, Blank], forms: Mapping[str, Form]) -> None:
    """Each blank (`card.1`) against its form's page; all pages of a form have to be there.

    Raises DamageError `blank-unknown` for a form that is not among `forms` or a page that it
    does not have, `blank-different` for another picture, `page-unexpected` for a page missing.
    """
    pages: dict[str, int] = {}
    for name, blank in blanks.items():
        form, _, page = name.rpartition(".")
        digests = blank_digests(forms[form]) if form in forms else ()
        if int(page) > len(digests):
            raise DamageError(Code.BLANK_UNKNOWN, detail=name)
        if blank.digest != digests[int(page) - 1]:
            raise DamageError(Code.BLANK_DIFFERENT, detail=name)
        pages[form] = pages.get(form, 0) + 1
    for form, count in pages.items():
        if count != len(blank_digests(forms[form])):
            raise DamageError(Code.PAGES_UNEXPECTED, detail=f"{form}: {count} blanks")


def blank_digests(form: Form) -> tuple[bytes, ...]:
    """For each page of a form the digest its blank must have; kept as long as the form.

    The form is compiled here, not taken from what the press may have compiled.
    """
    if form not in _known:
        _known[form] = _digests(replace(form).blank)
    return _known[form]


def _digests(compiled: bytes) -> tuple[bytes, ...]:
    with pikepdf.open(BytesIO(compiled)) as pdf:
        walk = Walk()
        return tuple(_digest(page, walk) for page in pdf.pages)


def _digest(page: pikepdf.Page, walk: Walk) -> bytes:
    """Of the Form XObject that has the page's content, resources and box (ISO 32000-1, 8.10)."""
    parts: dict[str, object] = {
        "/Type": pikepdf.Name.XObject,
        "/Subtype": pikepdf.Name.Form,
        "/BBox": page.obj["/MediaBox"],
        "/Resources": page.obj["/Resources"],
    }
    if "/Group" in page.obj:
        parts["/Group"] = page.obj["/Group"]
    contents = page.obj["/Contents"]
    streams = contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]
    return walk.parts(parts, b"\n".join(one.read_bytes() for one in streams))
