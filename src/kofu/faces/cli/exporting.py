"""`kofu export`: data for other systems."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from kofu.exchange.ndjson import Asked, write_coverages
from kofu.exchange.systems import MemberIdSystem
from kofu.faces.cli.operator import By, operator
from kofu.faces.cli.options import AsJson, Insurer, MappingFile, OtherDay, Output
from kofu.faces.cli.talk import line, progress_bar, show_json, words
from kofu.registry.access.roles import Right
from kofu.registry.start import ready

app = App(name="export", help="ほかのシステムへの書き出し / Data for other systems.")


@app.command
def fhir(
    decisions: Path,
    *,
    roster: Path,
    insurer: Insurer,
    output: Output,
    on: Annotated[OtherDay, Parameter(name="--on")] = None,
    member_id: Annotated[MemberIdSystem, Parameter(name="--member-id")] = MemberIdSystem.MEMBER,
    mapping: MappingFile = None,
    as_json: AsJson = False,
) -> int:
    """判定した全員の保険資格を、FHIR R4 の Coverage（NDJSON）で書き出します / FHIR Coverage.

    Parameters
    ----------
    decisions
        判定のファイル（kofu decide の出力）。
    roster
        判定に使った名簿。
    insurer
        規定集の名前またはYAMLファイル。保険者番号と保険種別をここから取ります。
    output
        書き込むファイル（1行に1人）。
    on
        いつの資格か。省くと今日。
    member_id
        被保険者個人識別子の名前空間。member は JP_Insurance_memberID、subscriber は
        JP_Insurance_SubscriberID。受け取る側に合わせます。
    mapping
        名簿の列名・和暦・コードの対応を書いたYAMLファイル、または同梱の対応表の名前。
    as_json
        結果をJSONで表示します。
    """
    day = on or date.today()
    done = write_coverages(Asked(decisions, roster, insurer, output, day, mapping, member_id))
    if as_json:
        show_json({**asdict(done), "on": day, "output": str(output)})
        return 0
    line(words("exported-fhir", **asdict(done), out=output))
    if done.sample:
        line(words("exported-fhir-sample"))
    return 0


@app.command
def register(
    *,
    output: Output,
    written: Annotated[Literal["parquet", "csv"], Parameter(name="--format")] = "parquet",
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """登録簿のすべての表を、同じ時点の内容で書き出します / Everything the register holds.

    Parameters
    ----------
    output
        出力先のフォルダー（全員の個人情報を含みます）。パスワードなどは含みません。
    written
        parquet または csv（UTF-8）。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果（register.json と同じ）をJSONで表示します。
    """
    ready()
    from kofu.registry.giving.give import Written, give

    who = operator(by, Right.EXPORT)
    with progress_bar() as told:
        done = give(output, Written(written), by=who, progress=told)
    if as_json:
        show_json(asdict(done))
    else:
        line(words("exported-register", tables=len(done.tables), rows=done.rows, out=output))
    return 0
