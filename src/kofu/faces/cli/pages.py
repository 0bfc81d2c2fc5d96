"""`kofu page`: one person's document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.decide.engine import refuse_unknown_event
from kofu.decide.explanation import Counter
from kofu.documents.letters.aids import Aid, aided, with_back
from kofu.documents.letters.language import Tongue, catalogue
from kofu.documents.letters.voice import GROUP, encoder
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

_AIDS = {".html": Aid.TWIN, ".txt": Aid.VOICE_TEXT, ".svg": Aid.VOICE_CODE}


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
    back_language: Annotated[Tongue | None, Parameter(name="--back-language")] = None,
    large_print: Annotated[bool, Parameter(name="--large-print", negative="")] = False,
) -> int:
    """一人分の書類をつくります。PDFのほか、HTML、音声コード用の文も / One person's document, now.

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
        出力先。.pdf は書類、.html は読み上げソフト用の同じ内容、.txt は音声コード用の文
        （800字まで）、.svg は音声コード（記号をつくる部品を入れているとき）。
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
    back_language
        PDFの裏面に添える言語: en、zh（簡体字）、ko、vi、pt、tl、easy（やさしい日本語）。
    large_print
        PDFを拡大文字（22ポイント以上）にします。
    """
    refuse_other_than(output, ".pdf", *_AIDS)
    aid = _aid(output, back_language, large_print)
    law = law_on(load(insurer), on, today_unless(known))
    facts = find_person(open_source(roster, mapping), person)
    if event is not None:
        refuse_unknown_event(event)
        facts["event"] = event
    wish = Wish(issued or on, form, due, reason)
    desk = Desk(office_on(law.book, wish.issued), folder_of(insurer), dress)
    explanation = Counter(law).explain(person, facts)
    if aid is not None:
        name, made = aided(aid, desk, wish, facts, explanation)
    elif back_language is not None:
        name, made = with_back(back_language, desk, wish, facts, explanation)
    else:
        name, made = desk.print(wish, facts, explanation)
    with whole_file(output) as draft:
        draft.write_bytes(made)
    line(words("page-printed", form=name, out=output))
    if aid is Aid.VOICE_TEXT and encoder() is None:
        line(words("voice-text-alone", group=GROUP))
    if back_language is not None:
        line(words("language-by-machine", language=catalogue(back_language).name))
    if wished := _wished(facts, aid, back_language):
        line(words("page-wished", wishes="、".join(wished)))
    if desk.office.sample:
        line(words("rendered-sample"))
    if explanation.decision.delivery == Delivery.HOLD and not held:
        complain(KofuError("delivery-held", form=name, out=output))
        return 1
    return 0


def _aid(output: Path, back_language: Tongue | None, large_print: bool) -> Aid | None:
    """What the ending and the options ask for. Raises KofuError `page-aids-apart`."""
    if large_print + (back_language is not None) + (output.suffix in _AIDS) > 1:
        raise KofuError("page-aids-apart")
    return Aid.LARGE_PRINT if large_print else _AIDS.get(output.suffix)


def _wished(facts: Mapping[str, object], aid: Aid | None, given: Tongue | None) -> list[str]:
    """How the person wishes to read, as far as this file does not serve it."""
    wished = []
    tongue, reading = facts.get("letter_language"), facts.get("reading_aid")
    if tongue and tongue != given:
        wished.append(f"--back-language {tongue}")
    if reading in ("large_print", "both") and aid is not Aid.LARGE_PRINT:
        wished.append("--large-print")
    if reading in ("voice", "both") and aid not in (Aid.VOICE_TEXT, Aid.VOICE_CODE):
        wished.append("-o ….txt")
    return wished


def refuse_other_than(output: Path, *suffixes: str) -> None:
    if output.suffix not in suffixes:
        raise KofuError("page-format", Place(str(output)), suffixes="、".join(suffixes))
