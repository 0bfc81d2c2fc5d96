"""`kofu decide` and `kofu explain`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from kofu.decide.engine import Summary, refuse_unknown_event
from kofu.decide.explanation import Counter
from kofu.decide.laws import Laws
from kofu.decide.wording import BASES, DELIVERIES, DOCUMENTS, in_japanese
from kofu.faces.cli.deciding_where import Asked, Where
from kofu.faces.cli.options import AsJson, Insurer, Known, MappingFile, On, today_unless
from kofu.faces.cli.talk import line, progress_bar, show_json, show_table, words
from kofu.policy.law import law_on
from kofu.policy.load import load
from kofu.roster.find import find_person
from kofu.roster.source import open_source


def decide(
    roster: str,
    *,
    on: On,
    output: Annotated[str, Parameter(name=("--output", "-o"))],
    insurer: str | None = None,
    insurers: Path | None = None,
    known: Known = None,
    event: str | None = None,
    engine: Where = Where.DUCKDB,
    database: str | None = None,
    replace: Annotated[bool, Parameter(negative="")] = False,
    mapping: MappingFile = None,
    as_json: AsJson = False,
) -> int:
    """名簿の全員について、どの書類をいつまで交付するかを判定します / Decide everyone in a roster.

    Parameters
    ----------
    roster
        名簿（CSV、Parquet、Excel）。postgresでは表の名前、sparkではParquetのファイルかフォルダー。
    on
        規定を適用する日。年次更新では新しい書類の最初の日。
    output
        判定の出力先（.parquet または .csv）。postgresでは表の名前、sparkではフォルダー。
    insurer
        規定集の名前（kofu policy list）またはYAMLファイル。
    insurers
        保険者の表。名簿の insurer_number 列により、全保険者を一度に判定します。
    known
        この日までに公表された規定で判定します。省くと今日。
    event
        全員のきっかけ（renewal, enrolment, change, reissue, status_change, application）。
    engine
        duckdb（まとめて）、python（一人ずつ。照合用）、postgres（データベースの中で）、spark（複数の機械で）。
    database
        postgresの接続先。省くと環境変数 DATABASE_URL。
    replace
        postgresとsparkで、すでにある出力を置き換えます。
    mapping
        列名・和暦・コードの対応を書いたYAMLファイル、または同梱の対応表の名前。
    as_json
        結果をJSONで表示します。
    """
    asked = Asked(roster, output, engine, insurer, insurers, database, replace, mapping, event)
    laws = asked.laws(on, today_unless(known))
    with progress_bar() as told:
        summary = asked.decide(laws, told)
    if as_json:
        show_json(_summary_record(summary, laws, output))
        return 0
    _show_summary(summary, laws)
    line(words("decided", people=summary.rows, classes=len(summary.classes), out=output))
    if asked.event_is_assumed():
        line(words("event-assumed"))
    return 0


def explain(
    roster: Path,
    person: str,
    *,
    insurer: Insurer,
    on: On,
    known: Known = None,
    event: str | None = None,
    mapping: MappingFile = None,
    as_json: AsJson = False,
) -> int:
    """一人の判定の理由を、根拠とともに説明します / Explain the decision on one person.

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
    known
        この日までに公表された規定で判定します。省くと今日。
    event
        きっかけ。省くと名簿の event 列。
    mapping
        列名・和暦・コードの対応を書いたYAMLファイル、または同梱の対応表の名前。
    as_json
        説明をJSONで表示します。
    """
    law = law_on(load(insurer), on, today_unless(known))
    facts = find_person(open_source(roster, mapping), person)
    if event is not None:
        refuse_unknown_event(event)
        facts["event"] = event
    explanation = Counter(law).explain(person, facts)
    if as_json:
        show_json(asdict(explanation))
    else:
        line(in_japanese(explanation).rstrip("\n"))
    return 0


def _show_summary(summary: Summary, laws: Laws) -> None:
    people: dict[tuple[str, str, str, str], int] = {}
    for one in summary.classes:
        outcome = one.outcome
        row = (
            DOCUMENTS[outcome.document.value],
            BASES[outcome.basis.value] if outcome.basis else "",
            outcome.rule,
            DELIVERIES[outcome.delivery.value] if outcome.delivery else "",
        )
        people[row] = people.get(row, 0) + one.people
    rows = [(*row, f"{count:,}") for row, count in sorted(people.items(), key=_most_first)]
    law = laws.laws[0]
    whose = f"{len(laws.insurers):,}保険者" if laws.insurers else law.book.pack.title
    title = f"{whose}　{law.on}（{law.known} までの公表による）"
    show_table(title, ("書類", "根拠", "規定", "送り方", "人数"), rows)


def _most_first(entry: tuple[tuple[str, str, str, str], int]) -> tuple[int, tuple[str, ...]]:
    return -entry[1], entry[0]


def _summary_record(summary: Summary, laws: Laws, output: str) -> dict[str, object]:
    documents: dict[str, int] = {}
    rules: dict[str, int] = {}
    provisional = 0
    for one in summary.classes:
        outcome = one.outcome
        documents[outcome.document] = documents.get(outcome.document, 0) + one.people
        rules[outcome.rule] = rules.get(outcome.rule, 0) + one.people
        provisional += one.people if outcome.provisional else 0
    law = laws.laws[0]
    whose: dict[str, object] = {"insurer": law.book.pack.pack, "pack_hash": law.book.hash}
    if laws.insurers:
        whose = {"insurers": len(laws.insurers), "laws": len(laws.laws)}
    return {
        **whose,
        "on": law.on,
        "known": law.known,
        "people": summary.rows,
        "classes": len(summary.classes),
        "documents": documents,
        "rules": rules,
        "provisional": provisional,
        "output": output,
    }
