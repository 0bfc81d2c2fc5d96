"""`kofu mail returned`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from kofu.faces.cli.options import AsJson
from kofu.faces.cli.talk import language, line, record, show_json, show_table, words
from kofu.mail.after.returned import follow, write_followed

_SHOWN = 20


def returned(
    *files: Path,
    lists: Path,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    as_json: AsJson = False,
) -> int:
    """返戻と配達結果を読み込み、封筒ごとに次にすることを示します / Mail that came back.

    Parameters
    ----------
    files
        返戻・配達結果のCSV（引受番号か封筒番号、日付、結果、理由）。これまでの分をすべて並べます。
    lists
        kofu mail manifest の出力先のフォルダー。
    output
        封筒ごとの状態と次にすることを書き込むCSV。
    as_json
        結果をJSONで表示します。
    """
    told = follow(lists, files)
    if output is not None:
        write_followed(output, told)
    if as_json:
        findings = [record(one, "error") for one in told.findings]
        show_json({"states": told.states, "actions": told.actions, "findings": findings})
        return 1 if told.findings else 0
    for one in told.findings[:_SHOWN]:
        line(one.line(language()))
    if len(told.findings) > _SHOWN:
        line(words("findings-more", count=len(told.findings) - _SHOWN))
    heads = (words("column-state"), words("column-envelopes"))
    show_table("", heads, [(words(f"state-{name}"), f"{n:,}") for name, n in told.states.items()])
    if told.actions:
        heads = (words("column-action"), words("column-envelopes"))
        rows = [(words(f"action-{name}"), f"{n:,}") for name, n in told.actions.items()]
        show_table("", heads, rows)
        line(words("actions-assumed"))
    return 1 if told.findings else 0
