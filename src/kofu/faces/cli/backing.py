"""`kofu backup` and `kofu restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from kofu.faces.cli.logging_ import tell_checked
from kofu.faces.cli.operator import By, named, terminal
from kofu.faces.cli.options import AsJson, Output
from kofu.faces.cli.talk import language, line, record, show_json, words
from kofu.registry.start import ready

if TYPE_CHECKING:
    from kofu.registry.keeping.archive import Manifest


def backup(*, output: Output, by: By = None, as_json: AsJson = False) -> int:
    """登録簿と一括交付のファイルを、1つのファイルにバックアップします / Back the register up.

    Parameters
    ----------
    output
        出力先のファイル（全員の個人情報を含みます）。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.keeping.backup import backup as make_backup

    done = make_backup(output, by=named(by), terminal=terminal())
    if as_json:
        show_json(_record(done))
    else:
        line(words("backed-up", **_counts(done), out=output))
    return 0


def restore(
    file: Path,
    *,
    replace: Annotated[bool, Parameter(negative="")] = False,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """バックアップから復元し、確かめます / Restore from a backup, and prove it.

    Parameters
    ----------
    file
        kofu backup のファイル。
    replace
        いまの登録簿を捨てて置き換えます。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.keeping.restore import restore as put_back
    from kofu.registry.sweeps.proof import no_doubles

    done = put_back(file, by=named(by), terminal=terminal(), replace=replace, proofs=(no_doubles,))
    if as_json:
        found = [record(finding, "error") for finding in (*done.log.findings, *done.findings)]
        log = [one.words(False) for one in done.log.log.findings]
        show_json({**_record(done.manifest), "findings": found, "log": log})
    else:
        line(words("restored", **_counts(done.manifest), made=done.manifest.made))
        tell_checked(done.log)
        for finding in done.findings:
            line(finding.line(language()))
    return 1 if done.total else 0


def _counts(done: Manifest) -> dict[str, int]:
    return {"tables": len(done.rows), "rows": sum(done.rows.values()), "files": len(done.files) - 1}


def _record(done: Manifest) -> dict[str, object]:
    files = len(done.files) - 1
    return {"made": done.made, "log_head": done.log_head, "tables": done.rows, "files": files}
