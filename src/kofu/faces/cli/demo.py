"""`kofu demo`: the whole job on the Kawasaki example, from published counts to the post office."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

from cyclopts import Parameter

from kofu.decide.engine import decide_file
from kofu.decide.explanation import Counter
from kofu.decide.wording import in_japanese
from kofu.documents.values.face import kindred_named
from kofu.documents.verify.previews import PREVIEWS, previews
from kofu.faces.cli.demo_console import open_console, settle
from kofu.faces.cli.demo_council import (
    CHART,
    REPORT,
    WHAT_IF,
    council_report,
    flow_chart,
    what_if_everyone,
)
from kofu.faces.cli.demo_mail import lend, picture_posting, tell_postage
from kofu.faces.cli.demo_run import (
    Renewal,
    derive_one,
    linked,
    own_register,
    plan_and_approve,
    print_and_read,
    release_and_post,
    sweep_for_gaps,
    tell_read,
    verify_log,
)
from kofu.faces.cli.demo_tables import Published, one_person_each, published_beside_ours, wards
from kofu.faces.cli.options import Output
from kofu.faces.cli.talk import line, progress_bar, show_table, words
from kofu.policy.law import Law, law_on
from kofu.policy.load import load
from kofu.roster.check import check_file
from kofu.roster.find import find_person
from kofu.roster.levels import Level
from kofu.roster.source import open_source
from kofu.roster.synthesize import load_marginals, write

PACK, ON, KNOWN = "kawasaki-kokuho", date(2025, 8, 1), date(2025, 6, 13)
AS_OF, POSTED = date(2025, 4, 30), date(2025, 7, 18)
MAIL = "mail"
PUBLISHED = Published(insured=225_159, holders=161_385, registered=133_238)
"""川崎市健康福祉委員会資料（令和7年6月13日）3: as of the end of April 2025."""

_T = TypeVar("_T")


def demo(
    *,
    output: Output = Path("demo-out"),
    people: int | None = None,
    serve: Annotated[bool, Parameter(negative="--no-serve")] = True,
) -> int:
    """川崎市の例で、名簿づくりから判定・説明・印刷・読み返し・差出しまでを行います / The whole job.

    Parameters
    ----------
    output
        出力先のフォルダー。
    people
        総人数をこの数にして、各区分を比例させます（指定がなければ公表された人数）。
    serve
        最後に管理画面を開きます（Ctrl+Cで終わります）。--no-serve では開かずに終わります。
    """
    roster, decisions = output / "kawasaki.csv", output / "kawasaki-decisions.parquet"
    line("kofu（交付）デモ　川崎市国民健康保険　令和7年8月1日の年次更新（登場する人物は架空です）")
    line()
    _timed("1. 名簿をつくる", lambda: write(load_marginals("kawasaki"), roster, people))
    report = _timed("2. 名簿を確かめる", lambda: check_file(roster, None))
    errors, warnings = report.count(Level.ERROR), report.count(Level.WARNING)
    line(f"   {report.rows:,}人　エラー{errors:,}件　警告{warnings:,}件")
    law = law_on(load(PACK), ON, KNOWN)
    with progress_bar() as told:
        summary = _timed(
            "3. 全員を判定する",
            lambda: decide_file(open_source(roster), law, decisions, "renewal", progress=told),
        )
    line(f"   {summary.rows:,}人を{len(summary.classes):,}通りに分けて判定しました")
    line()
    show_table(*published_beside_ours(roster, decisions, PUBLISHED))
    show_table(*wards(roster, decisions))
    _explain(roster, decisions, law)
    own_register(output)
    run = plan_and_approve(
        Renewal(roster, PACK, AS_OF, ON, KNOWN, POSTED, str(lend(output))), _timed
    )
    sound = print_and_read(run, _timed)
    pages = linked(run, output)
    if not sound:
        return 1
    tell_read(run)
    line()
    good = [
        release_and_post(run, POSTED, _timed),
        sweep_for_gaps(run, PACK, ON, _timed),
        derive_one(run, next(iter(one_person_each(decisions))), _timed),
        verify_log(output / "sousa-kiroku.jsonl", _timed),
    ]
    line()
    _timed("14. 郵便料金を見積もる", lambda: tell_postage(decisions, roster))
    _timed("15. 様式ごとに、見本を1枚ずつ画像にする", lambda: previews(pages))
    handed = _timed("16. 差出票を画像にする", lambda: picture_posting(output))
    toukei, shisan, chart = (output / name for name in (REPORT, WHAT_IF, CHART))
    _timed("17. 議会に出せる統計をつくる", lambda: council_report(roster, decisions, toukei))
    _timed("18. 全員に交付したらどうなるか", lambda: what_if_everyone(roster, law, POSTED, shisan))
    _timed("19. 「どの書類が届くか」の流れ図を描く", lambda: flow_chart(PACK, law, chart))
    line()
    line("できたファイル")
    for path in (roster, decisions):
        line(f"  {path}　{path.stat().st_size:,}バイト")
    line(f"  {pages}　PDF、記録、ページの一覧、印刷を見合わせた人の一覧")
    line(f"  {output / MAIL}　差出票、封筒の一覧、引き抜きの一覧、合計")
    for picture in handed:
        line(f"  {picture}　差出票の1枚目")
    line(f"  {toukei}　統計の表（CSV、Excel）、図、PDF")
    line(f"  {shisan}　試算の表とまとめ")
    line(f"  {chart}　流れ図")
    for preview in sorted((pages / PREVIEWS).glob("*.png")):
        line(f"  {preview}　{words(f'form-{kindred_named(preview.stem).template}')}")
    if not all(good):
        return 1
    password = settle(PACK)
    return open_console(password) if serve else 0


def _explain(roster: Path, decisions: Path, law: Law) -> None:
    counter = Counter(law)
    source = open_source(roster)
    for number, person in enumerate(one_person_each(decisions), start=1):
        facts = {**find_person(source, person), "event": "renewal"}
        line(f"――― 説明の例 {number}（宛名番号 {person}、架空の人物）―――")
        line(in_japanese(counter.explain(person, facts)))


def _timed(title: str, work: Callable[[], _T]) -> _T:
    started = time.perf_counter()
    line(title)
    result = work()
    line(f"   {time.perf_counter() - started:.1f}秒")
    return result
