"""Every form: compiles, has its pages, keeps its fields on the page and apart, asks agreed keys."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import combinations

import pikepdf
import pypdfium2
import pytest

from kofu.documents.fonts.chain import chain_of
from kofu.documents.forms.agreed import refuse_wrong
from kofu.documents.forms.form import Form, StoppedError
from kofu.documents.forms.samples import PAGES, PLAIN, Sample, samples
from kofu.documents.forms.templates import template_names
from kofu.documents.setting.field import Field
from kofu.documents.single.engine import draw

KEYS = frozenset(PLAIN)
PARAGRAPHS = ("headline", "body", "grounds", "facts", "passed", "limits", "alternatives")
ALL = samples()
FORMS = {f"{one.template}|{sorted(map(str, one.face.items()))}": one for one in ALL}
CHAINS = {"text": chain_of(["Noto Sans JP"]), "name": chain_of(["Noto Sans JP", "Noto Serif JP"])}


@cache
def form_of(which: str) -> Form:
    one = FORMS[which]
    return Form(one.template, one.face, CHAINS)


def form_for(sample: Sample) -> Form:
    return form_of(f"{sample.template}|{sorted(map(str, sample.face.items()))}")


def meet(one: Field, other: Field) -> bool:
    """Whether two boxes share more than an edge; a tenth of a point is rounding."""
    return (
        one.page == other.page
        and min(one.x + one.width, other.x + other.width) - max(one.x, other.x) > 0.1
        and min(one.y + one.height, other.y + other.height) - max(one.y, other.y) > 0.1
    )


def area(left: float, top: float, right: float, bottom: float) -> Field:
    """A part of page 1, in millimetres, to be compared with fields."""
    mm = 72 / 25.4
    form = next(one for one in form_of(next(iter(FORMS))).fields)
    return replace(
        form, page=1, x=left * mm, y=top * mm, width=(right - left) * mm, height=(bottom - top) * mm
    )


WINDOW = area(10, 1, 110, 57)
"""All that a window 90 x 45 mm can show however the sheet lies in the envelope."""
BARCODE = area(20, 35.5, 99, 45.5)
"""The customer barcode with the quiet zone around it."""


def named(which: str) -> str:
    return FORMS[which].name


def test_every_template_has_samples_of_all_kinds() -> None:
    assert set(template_names()) == set(PAGES) == {one.template for one in ALL}
    assert len({one.name for one in ALL}) == len(ALL)


IN_WINDOW = ("barcode", "tracking", "tracking_bars")
"""What shows through the window besides the address."""


@pytest.mark.parametrize("which", FORMS, ids=named)
def test_every_field_lies_on_its_page(which: str) -> None:
    form = form_of(which)
    assert form.fields
    assert len(form.pages) == FORMS[which].pages
    for field in form.fields:
        page = form.pages[field.page - 1]
        assert field.x >= 0 and field.x + field.width <= page.width + 0.01, field.key
        assert field.y >= 0 and field.y + field.height <= page.height + 0.01, field.key


@pytest.mark.parametrize("which", FORMS, ids=named)
def test_no_two_fields_overlap(which: str) -> None:
    met = [
        (one.id, other.id)
        for one, other in combinations(form_of(which).fields, 2)
        if meet(one, other)
    ]
    assert not met


@pytest.mark.parametrize("which", FORMS, ids=named)
def test_only_the_address_ever_shows_in_the_window(which: str) -> None:
    form = form_of(which)
    if "to_name" not in form.keys:
        return
    for field in (one for one in form.fields if one.page == 1):
        shows = meet(field, WINDOW)
        assert shows == (field.key.startswith("to_") or field.key in IN_WINDOW), field.key
        assert meet(field, BARCODE) == (field.key == "barcode"), field.key


@pytest.mark.parametrize("which", FORMS, ids=named)
def test_fields_have_names_of_their_own_and_agreed_keys(which: str) -> None:
    fields = form_of(which).fields
    assert len({field.id for field in fields}) == len(fields)
    assert {field.key.split(".")[-1] for field in fields} <= KEYS


@pytest.mark.parametrize("which", FORMS, ids=named)
def test_lines_stay_in_the_height_of_their_box(which: str) -> None:
    for field in form_of(which).texts:
        size = field.size if field.lines == 1 else field.small * field.leading * field.lines
        assert size <= field.height + 0.1, field.key


@pytest.mark.parametrize("which", FORMS, ids=named)
def test_values_are_large_enough_to_read(which: str) -> None:
    quiet = {"name_kana", "match_code", "serial", "sheet_mark"}
    for field in form_of(which).texts:
        if field.key.split(".")[-1] not in quiet:
            assert min(field.size, field.small) >= 7, field.key


@pytest.mark.parametrize("sample", ALL, ids=lambda one: one.name)
def test_every_sample_is_drawn_or_names_the_field_that_stops_it(sample: Sample) -> None:
    form = form_for(sample)
    try:
        made = draw(form, sample.values)
    except StoppedError as stopped:
        assert sample.long, f"{stopped} stops ordinary values"
        assert stopped.code == "text-too-long"
        assert stopped.key in form.keys
        return
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == sample.pages


def test_the_reason_letter_holds_what_it_promises() -> None:
    full = next(one for one in ALL if one.name == "reason-letter_kouki_full")
    found = {field.key: lines for field, lines in form_for(full).lay_out(full.values)}
    for key in PARAGRAPHS:
        assert len(found[key]) == full.values[key].count("\n") + 1
        assert all(line.squeeze == 1 for line in found[key])


def test_a_value_without_end_is_refused_by_name() -> None:
    card = next(one for one in ALL if one.name == "card_kouki_plain")
    with pytest.raises(StoppedError) as stopped:
        draw(form_for(card), {**card.values, "name": "長" * 200})
    assert (stopped.value.code, stopped.value.key) == ("text-too-long", "name")


@pytest.mark.parametrize("which", FORMS, ids=named)
def test_every_shipped_form_keeps_to_what_is_agreed(which: str) -> None:
    form = form_of(which)
    sizes = [(page.width, page.height) for page in form.pages]
    refuse_wrong(form.template, form.face, form.fields, sizes)


@pytest.mark.parametrize("template", sorted(PAGES))
def test_the_sign_of_the_postcode_stands_once_before_each_code(template: str) -> None:
    one = next(one for one in ALL if one.template == template)
    pages = pypdfium2.PdfDocument(draw(form_for(one), one.values))
    said = "".join(page.get_textpage().get_text_bounded() for page in pages)
    bare = "".join(said.split())
    assert bare.count("〒") == bare.count("999-0101") + bare.count("999-0100")
    assert bare.count("〒999-") == bare.count("〒")
