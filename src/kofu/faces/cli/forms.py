"""`kofu form`: which forms there are, and samples of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from cyclopts import App, Parameter

from kofu.base.errors import KofuError
from kofu.base.whole_files import whole_file
from kofu.documents.fonts.chain import chain_of
from kofu.documents.forms.form import Form
from kofu.documents.forms.samples import ABOUT, PAGES, PEOPLE, Sample, on_sheet, samples
from kofu.documents.readback.pictures import to_png
from kofu.documents.run.work import form_of
from kofu.documents.single.engine import draw
from kofu.documents.values.face import kindred_named
from kofu.documents.values.office import office_on
from kofu.faces.cli.options import OtherDay, Output
from kofu.faces.cli.pages import refuse_other_than
from kofu.faces.cli.talk import line, show_table, words
from kofu.policy.load import folder_of, load

app = App(name="form", help="様式の一覧と見本 / Forms and samples of them.")

_FONTS = {"text": ("Noto Sans JP",), "name": ("Noto Serif JP",)}
SHARP = 300
"""Dots per inch of a picture, unless asked otherwise."""
_POINTS = 72
_DOTS = range(10, 601)


@app.command(name="list")
def forms() -> int:
    """様式の一覧です / The forms there are."""
    rows = [(name, words(f"form-{name}"), str(pages)) for name, pages in PAGES.items()]
    show_table(words("forms"), ("様式", "書類", "ページ"), rows)
    return 0


@app.command
def sample(
    name: str,
    *,
    output: Output,
    people: str = "plain",
    page: int = 1,
    dpi: int = SHARP,
    insurer: str | None = None,
    issued: Annotated[OtherDay, Parameter(name="--issued")] = None,
) -> int:
    """架空の人の見本をつくります / A sample with an invented person.

    Parameters
    ----------
    name
        様式、または見本の名前（例: card_kouki_plain）。
    output
        出力先（.pdf または .png）。
    people
        どんな値で: plain（ふつう）、long（長い）、rare（珍しい文字）、empty（空欄）。
    page
        .png にするページ。省くと1ページ目。
    dpi
        .png の細かさ（1インチあたりの画素数、10から600まで）。
    insurer
        この規定集の様式で描きます。名前は様式（例: notice、carrier-special）にしてください。
    issued
        規定集の表示を、この日のものにします。省くと今日。
    """
    refuse_other_than(output, ".pdf", ".png")
    if insurer:
        shown, form, values = _of_pack(name, people, insurer, issued or date.today())
    else:
        chosen = _sample(name, people)
        shown, values = chosen.name, chosen.values
        fonts = {role: chain_of(families) for role, families in _FONTS.items()}
        form = Form(chosen.template, chosen.face, fonts)
    if page not in range(1, len(form.pages) + 1):
        raise KofuError("page-not-there", name=shown, pages=len(form.pages))
    if dpi not in _DOTS:
        raise KofuError("dots-wrong", least=_DOTS[0], most=_DOTS[-1])
    pdf = draw(form, {key: values.get(key, "") for key in form.keys})
    with whole_file(output) as draft:
        picture = output.suffix == ".png"
        draft.write_bytes(to_png(pdf, page, dpi / _POINTS) if picture else pdf)
    line(words("page-printed", form=shown, out=output))
    return 0


def _of_pack(
    name: str, people: str, insurer: str, issued: date
) -> tuple[str, Form, Mapping[str, str]]:
    """A form as this insurer prints it that day, with the values of an invented person."""
    kindred = kindred_named(name)
    if kindred.template not in PAGES:
        raise KofuError("form-unknown", name=name, names="、".join(PAGES))
    if people not in PEOPLE:
        raise KofuError("people-unknown", name=people, names="、".join(PEOPLE))
    form = form_of(office_on(load(insurer), issued), kindred, folder_of(insurer))
    about = {} if people == "empty" else ABOUT.get(kindred.template, {})
    values = {**PEOPLE[people], **about}
    return name, form, {**values, **on_sheet({people: values})}


def _sample(name: str, people: str) -> Sample:
    every = samples()
    for one in every:
        if one.name == name or (one.template == name and one.name.endswith(f"_{people}")):
            return one
    for one in every:
        if one.template == name:
            return one
    raise KofuError("form-unknown", name=name, names="、".join(PAGES))
