"""`kofu page`: one person's document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.decide.engine import refuse_unknown_event
from kofu.decide.explanation import Counter
from kofu.documents.single.desk import Desk, Wish
from kofu.documents.values.office import office_on
from kofu.faces.cli.options import (
    Insurer,
    Known,
    MappingFile,
    On,
    OtherDay,
    Output,
    today_unless,
)
from kofu.faces.cli.talk import complain, line, words
from kofu.mail.pieces import dress
from kofu.policy.law import law_on
from kofu.policy.load import folder_of, load
from kofu.policy.model import Delivery
from kofu.roster.find import find_person
from kofu.roster.source import open_source


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
    reason: str | None = None,
    held: Annotated[bool, Parameter(negative="")] = False,
    mapping: MappingFile = None,
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
    reason
        理由の文（special-care-notice、refusal）。省くと、決まった文。
    held
        送付を保留している方の書類を、承知のうえで印刷します。
    mapping
        列名・和暦・コードの対応を書いたYAMLファイル、または同梱の対応表の名前。
    """
    refuse_other_than(output, ".pdf")
    law = law_on(load(insurer), on, today_unless(known))
    facts = find_person(open_source(roster, mapping), person)
    if event is not None:
        refuse_unknown_event(event)
        facts["event"] = event
    wish = Wish(issued or on, form, due, reason)
    desk = Desk(office_on(law.book, wish.issued), folder_of(insurer), dress)
    explanation = Counter(law).explain(person, facts)
    name, pdf = desk.print(wish, facts, explanation)
    with whole_file(output) as draft:
        draft.write_bytes(pdf)
    line(words("page-printed", form=name, out=output))
    if desk.office.sample:
        line(words("rendered-sample"))
    if explanation.decision.delivery == Delivery.HOLD and not held:
        complain(KofuError("delivery-held", form=name, out=output))
        return 1
    return 0


def refuse_other_than(output: Path, *suffixes: str) -> None:
    if output.suffix not in suffixes:
        raise KofuError("page-format", Place(str(output)), suffixes="、".join(suffixes))
