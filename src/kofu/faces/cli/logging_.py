"""`kofu log`: giving the log out, verifying it, checking it where it lies."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

from cyclopts import App, Parameter

from kofu.base.errors import KofuError, Place
from kofu.base.messages import Language
from kofu.faces.cli.operator import By, operator, terminal
from kofu.faces.cli.options import AsJson, Output
from kofu.faces.cli.talk import language, line, record, show_json, show_table, words
from kofu.registry.access.roles import Right
from kofu.registry.log import verifier
from kofu.registry.log.events import WORDS, Event
from kofu.registry.start import ready

if TYPE_CHECKING:
    from kofu.registry.log.check import Checked

app = App(name="log", help="操作記録: 書き出し、検証、検査 / The log: export, verify, check.")

JAPAN = ZoneInfo("Asia/Tokyo")
Heads = Annotated[list[str] | None, Parameter(name="--head", negative="")]


@app.command(name="export")
def export_(
    *,
    output: Output,
    people: Annotated[bool, Parameter(negative="")] = False,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """操作記録を封印して、ファイルに書き出します / Seal the log and write it to a file.

    Parameters
    ----------
    output
        書き出すファイル（JSON Lines）。
    people
        だれについての記録か（宛名番号）も書き出します。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.log.export import export

    done = export(output, by=operator(by, Right.LOG_EXPORT), terminal=terminal(), people=people)
    if as_json:
        show_json({"file": str(output), "batches": done.number, "head": done.head})
    else:
        line(words("log-exported", batches=done.number, head=done.head, out=output))
    return 0


@app.command
def verify(file: Path, *, head: Heads = None, as_json: AsJson = False) -> int:
    """書き出した操作記録に、変更・削除・追加・並べ替えがないか確かめます / Verify an exported log.

    Parameters
    ----------
    file
        kofu log export のファイル。
    head
        控えてあった封印の値。いくつでも指定できます。
    as_json
        結果をJSONで表示します。
    """
    if not file.is_file():
        raise KofuError("file-missing", Place(str(file)))
    with file.open("rb") as lines:
        log = verifier.examine(lines, head or ())
    if as_json:
        show_json(_record(log))
    else:
        for text in verifier.report(log, language() is Language.JA):
            line(text)
    return 1 if log.findings else 0


@app.command(name="check")
def check_(*, head: Heads = None, by: By = None, as_json: AsJson = False) -> int:
    """データベースの中の操作記録を検査します / Check the log against the database itself.

    Parameters
    ----------
    head
        控えてあった封印の値。いくつでも指定できます。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.log.check import checked

    done = checked(head or (), by=operator(by, Right.LOG_READ), terminal=terminal())
    if as_json:
        found = [record(finding, "error") for finding in done.findings]
        show_json({**_record(done.log), "register": found, "nameless": done.nameless})
    else:
        tell_checked(done)
    return 1 if done.total else 0


@app.command(name="head")
def head_(*, as_json: AsJson = False) -> int:
    """封印して、最後の封印の値を表示します。別の場所に控えてください / Seal, and print the head.

    Parameters
    ----------
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.log import chain

    now = chain.seal()
    if as_json:
        show_json({"batches": now.number, "head": now.head})
    else:
        line(now.head)
    return 0


@app.command
def person(person: str, *, reason: str = "", by: By = None, as_json: AsJson = False) -> int:
    """その人についての操作を、だれが、いつ、どこから、なぜ行ったか / The log about a person.

    Parameters
    ----------
    person
        宛名番号。
    reason
        調べる理由。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.log.about import about

    who = operator(by, Right.LOG_READ, person)
    found = about(person, by=who, reason=reason, terminal=terminal())
    if as_json:
        show_json([asdict(one) for one in found])
        return 0
    columns = ("日時", "操作", "結果", "操作した人", "端末", "対象", "理由")
    rows = [
        (
            one.at.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M:%S"),
            WORDS[Event(one.event)][0 if language() is Language.JA else 1],
            *(one.outcome, one.by, one.terminal, one.object, one.reason),
        )
        for one in found
    ]
    show_table(words("log-about", count=len(found)), columns, rows)
    return 0


def tell_checked(done: Checked) -> None:
    """What a check of the database found."""
    for finding in done.findings:
        line(finding.line(language()))
    for text in verifier.report(done.log, language() is Language.JA):
        line(text)
    if done.nameless:
        line(words("log-nameless", count=done.nameless))


def _record(log: verifier.Log) -> dict[str, object]:
    japanese = language() is Language.JA
    return {
        "entries": log.entries,
        "batches": log.batches,
        "unsealed": log.unsealed,
        "head": log.heads[-1],
        "findings": [
            {"code": one.code, "line": one.line, "batch": one.batch, "message": one.words(japanese)}
            for one in log.findings
        ],
    }
