"""`kofu policy chart` and `kofu policy poster`: a pack as a picture for the public."""

from __future__ import annotations

from pathlib import Path

from kofu.base.whole_files import whole_file
from kofu.decide.charting import chart_of
from kofu.decide.engine import refuse_unknown_event
from kofu.documents.charts.draw import Picture, to_pdf, to_svg
from kofu.documents.charts.sheet import sheet_of
from kofu.documents.values.office import office_on
from kofu.faces.cli.options import Known, On, Output, today_unless
from kofu.faces.cli.pages import refuse_other_than
from kofu.faces.cli.talk import line, words
from kofu.policy.law import law_on
from kofu.policy.load import load

_RENEWAL = "renewal"


def chart(pack: str, *, on: On, output: Output, known: Known = None, event: str = _RENEWAL) -> int:
    """「どの書類が届くか」の流れ図を、規定集からA4一枚に描きます / A flow chart of a pack.

    Parameters
    ----------
    pack
        規定集の名前（kofu policy list）またはYAMLファイル。
    on
        規定を適用する日。
    output
        出力先（.pdf または .svg）。
    known
        この日までに公表された規定で描きます。省くと今日。
    event
        きっかけ。省くと renewal（年次更新）。
    """
    return _draw(Picture.CHART, pack, on, output, known, event)


def poster(pack: str, *, on: On, output: Output, known: Known = None, event: str = _RENEWAL) -> int:
    """だれにどの書類が届くかのポスターを、規定集からA4一枚に描きます / A poster of a pack.

    Parameters
    ----------
    pack
        規定集の名前（kofu policy list）またはYAMLファイル。
    on
        規定を適用する日。
    output
        出力先（.pdf または .svg）。
    known
        この日までに公表された規定で描きます。省くと今日。
    event
        きっかけ。省くと renewal（年次更新）。
    """
    return _draw(Picture.POSTER, pack, on, output, known, event)


def _draw(picture: Picture, pack: str, on: On, output: Path, known: Known, event: str) -> int:
    refuse_other_than(output, ".pdf", ".svg")
    refuse_unknown_event(event)
    law = law_on(load(pack), on, today_unless(known))
    found = chart_of(law, event)
    office = office_on(law.book, on)
    draw = to_svg if output.suffix == ".svg" else to_pdf
    drawn = draw(picture, sheet_of(found, office), office.chains["text"])
    with whole_file(output) as draft:
        draft.write_bytes(drawn)
    line(words("chart-drawn", out=output, classes=found.classes))
    if office.sample:
        line(words("chart-sample"))
    return 0
