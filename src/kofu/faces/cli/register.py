"""`kofu people` and `kofu run sweep`: what the register knows, and who is in breach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from kofu.base.errors import KofuError
from kofu.faces.cli.operator import By, operator, terminal
from kofu.faces.cli.options import (
    AsJson,
    Insurer,
    Known,
    MappingFile,
    On,
    OtherDay,
    day,
)
from kofu.faces.cli.talk import line, progress_bar, show_json, show_table, words
from kofu.policy.load import load as load_pack
from kofu.registry.access.roles import Right
from kofu.registry.giving_way import ready_for_bulk
from kofu.registry.log.events import Event
from kofu.registry.start import ready
from kofu.roster.columns import COLUMNS

# Tables can be imported once `ready()` has set Django up: hence the imports inside the commands.

app = App(name="people", help="登録簿の人: 取込みと照会 / People of the register: load, show.")

AsOf = Annotated[date, Parameter(name="--as-of", converter=day)]
_SHOWN = 20
_FOUND = 1


@contextmanager
def refusals_noted(event: Event, by: str, person: str | None = None) -> Iterator[None]:
    """What is refused stands in the log, too, with the code of the refusal."""
    from kofu.registry.log.write import note_apart

    try:
        yield
    except KofuError as error:
        detail = {"code": error.finding.code}
        note_apart(event, by=by, person_id=person, detail=detail, terminal=terminal())
        raise


@app.command
def load(
    file: Path,
    *,
    as_of: AsOf,
    status_list: Annotated[bool, Parameter(negative="")] = False,
    mapping: MappingFile = None,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """名簿または職権交付対象者リストを取り込みます / Take in a roster or a list.

    Parameters
    ----------
    file
        名簿（CSV、Parquet、Excel）。全員の名簿で、いない人は「名簿から消えた人」として数えます。
    as_of
        ファイルの内容の基準日。
    status_list
        職権交付対象者リスト（宛名番号とカードの情報だけ）として取り込みます。
    mapping
        列名・和暦・コードの対応を書いたYAMLファイル、または同梱の対応表の名前。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready_for_bulk()
    from kofu.registry.people.kinds import EventKind, LoadKind
    from kofu.registry.people.load import load_roster

    who = operator(by, Right.ROSTER_LOAD)
    kind = LoadKind.STATUS_LIST if status_list else LoadKind.ROSTER
    with refusals_noted(Event.LOADED, who), progress_bar() as told:
        told("reading", 0.0)
        done = load_roster(file, mapping, as_of, who, kind)
    if as_json:
        show_json(asdict(done))
        return 0
    line(words("people-loaded-again" if done.again else "people-loaded", rows=done.rows))
    rows = [(str(EventKind(kind).label), f"{count:,}") for kind, count in done.counts.items()]
    if rows:
        show_table("", (words("people-event"), words("people-count")), rows)
    if done.unknown:
        line(words("people-left-out", people=done.unknown))
    return 0


@app.command
def show(
    person: str,
    *,
    on: Annotated[OtherDay, Parameter(name="--on")] = None,
    known: Known = None,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """一人について、ある日の事実を、ある日に知っていた内容で表示します / One person as of a day.

    Parameters
    ----------
    person
        宛名番号（person_id）。
    on
        いつの事実か。省くと今日。
    known
        いつ知っていた内容か（その日の終わりまで）。省くと今。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.log.write import note
    from kofu.registry.people.as_of import person_as_of

    who = operator(by, Right.PERSON_READ, person)
    valid_on = on or date.today()
    end = datetime.combine(known, time.max).astimezone() if known else None
    with refusals_noted(Event.PERSON_READ, who, person):
        found = person_as_of(person, valid_on, end)
    note(
        Event.PERSON_READ,
        by=who,
        person_id=person,
        detail={"on": valid_on, "known": known},
        terminal=terminal(),
    )
    if as_json:
        show_json(found)
        return 0
    rows = [
        (name, COLUMNS[name].label, str(value))
        for name, value in found.items()
        if value is not None
    ]
    show_table("", (words("people-column"), words("people-label"), words("people-value")), rows)
    return 0


def sweep(
    *,
    insurer: Insurer,
    on: On,
    until: Annotated[OtherDay, Parameter(name="--until")] = None,
    known: Known = None,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """使えるものがない人、二つ持つ人などがいないか調べます / Gaps and doubles.

    Parameters
    ----------
    insurer
        規定集の名前（kofu policy list）またはYAMLファイル。
    on
        調べる日。過去でも将来でもかまいません。
    until
        この日までの各日を調べ、一人ずつ最初の日を示します。
    known
        この日までに公表された規定で調べます。省くと今日。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します（全員）。
    """
    ready()
    from kofu.registry.sweeps.noted import noted_sweep

    who = operator(by, Right.SWEEP)
    with progress_bar() as told_of:
        told_of("sweeping", 0.0)
        book = load_pack(insurer)
        seen = noted_sweep(book, on, until, known, by=who, terminal=terminal())
    people = seen.found.column("person_id").to_pylist()
    counts = {breach.value: count for breach, count in seen.counts.items()}
    rows = seen.found.to_pylist() if as_json else seen.found.slice(0, _SHOWN).to_pylist()
    if as_json:
        show_json({"on": seen.first, "until": seen.last, "counts": counts, "found": rows})
    else:
        told = [(words(f"sweep-{code}"), f"{count:,}") for code, count in counts.items()]
        show_table(
            words("sweep-title", first=seen.first, last=seen.last),
            (words("people-event"), words("people-count")),
            told,
        )
        for row in rows:
            line(f"{row['first_on']} {row['code']} {row['person_id']}")
        if len(people) > _SHOWN:
            line(words("sweep-more", count=len(people) - _SHOWN))
    return _FOUND if people else 0
