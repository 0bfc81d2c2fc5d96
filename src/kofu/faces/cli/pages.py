"""`kofu page` prints one person's document; `kofu form` lists and shows the forms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.decide.engine import refuse_unknown_event
from kofu.decide.explanation import Counter
from kofu.documents.fonts.chain import chain_of
from kofu.documents.forms.form import Form
from kofu.documents.forms.samples import PAGES, Sample, samples
from kofu.documents.readback.pictures import to_png
from kofu.documents.single.desk import Desk, Wish
from kofu.documents.single.engine import draw
from kofu.documents.values.office import office_on
from kofu.faces.cli.options import Insurer, Known, On, OtherDay, Output, today_unless
from kofu.faces.cli.talk import line, show_table, words
from kofu.mail.pieces import dress
from kofu.policy.law import law_on
from kofu.policy.load import folder_of, load
from kofu.roster.find import find_person
from kofu.roster.source import open_source

app = App(name="form", help="様式の一覧と見本 / Forms and samples of them.")

_FONTS = {"text": ("Noto Sans JP",), "name": ("Noto Serif JP",)}
SHARP = 300
"""Dots per inch of a picture, unless asked otherwise."""
_POINTS = 72
_DOTS = range(10, 601)


def page(
    roster: Path,
    person: str,
    *,
    insurer: Insurer,
    on: On,
    output: Output,
    form: str | None = None,
    known: Known = None,
    event: str | None = None,
    issued: Annotated[OtherDay, Parameter(name="--issued")] = None,
    due: Annotated[OtherDay, Parameter(name="--due")] = None,
    mapping: Path | None = None,
) -> int:
    """一人分の書類を1つのPDFにします / One person's document, now.

    Parameters
    ----------
    roster
        名簿（CSV、Parquet、Excel）。
    person
        その人の person_id。
    insurer
        規定集の名前（kofu policy list）またはYAMLファイル。
    on
        規定を適用する日。
    output
        出力先のPDF。
    form
        様式。省くと、判定にあった書類。reason-letter（判定のご案内）、joining-letter、
        special-care-notice はいつでも、ほかは判定にあるものだけ印刷できます。
    known
        この日までに公表された規定で判定します。省くと今日。
    event
        きっかけ。省くと名簿の event 列。
    issued
        交付年月日。省くと、規定を適用する日。
    due
        弁明の期限（special-care-notice）。
    mapping
        列名・和暦・コードの対応を書いたYAMLファイル。
    """
    _refuse_other_than(output, ".pdf")
    law = law_on(load(insurer), on, today_unless(known))
    facts = find_person(open_source(roster, mapping), person)
    if event is not None:
        refuse_unknown_event(event)
        facts["event"] = event
    wish = Wish(issued or on, form, due)
    desk = Desk(office_on(law.book, wish.issued), folder_of(insurer), dress)
    name, pdf = desk.print(wish, facts, Counter(law).explain(person, facts))
    with whole_file(output) as draft:
        draft.write_bytes(pdf)
    line(words("page-printed", form=name, out=output))
    if desk.office.sample:
        line(words("rendered-sample"))
    return 0


@app.command(name="list")
def forms() -> int:
    """様式の一覧です / The forms there are."""
    rows = [(name, words(f"form-{name}"), str(pages)) for name, pages in PAGES.items()]
    show_table(words("forms"), ("様式", "書類", "ページ"), rows)
    return 0


@app.command
def sample(
    name: str, *, output: Output, people: str = "plain", page: int = 1, dpi: int = SHARP
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
    """
    _refuse_other_than(output, ".pdf", ".png")
    chosen = _sample(name, people)
    form = Form(chosen.template, chosen.face, {role: chain_of(f) for role, f in _FONTS.items()})
    if page not in range(1, chosen.pages + 1):
        raise KofuError("page-not-there", name=chosen.name, pages=chosen.pages)
    if dpi not in _DOTS:
        raise KofuError("dots-wrong", least=_DOTS[0], most=_DOTS[-1])
    pdf = draw(form, {key: chosen.values.get(key, "") for key in form.keys})
    with whole_file(output) as draft:
        picture = output.suffix == ".png"
        draft.write_bytes(to_png(pdf, page, dpi / _POINTS) if picture else pdf)
    line(words("page-printed", form=chosen.name, out=output))
    return 0


def _sample(name: str, people: str) -> Sample:
    every = samples()
    for one in every:
        if one.name == name or (one.template == name and one.name.endswith(f"_{people}")):
            return one
    for one in every:
        if one.template == name:
            return one
    raise KofuError("form-unknown", name=name, names="、".join(PAGES))


def _refuse_other_than(output: Path, *suffixes: str) -> None:
    if output.suffix not in suffixes:
        raise KofuError("page-format", Place(str(output)), suffixes="、".join(suffixes))
