"""`kofu policy`: the packs to read, to check, to prove, to compare."""

from __future__ import annotations

from collections import Counter as Tally

from cyclopts import App

from kofu.faces.cli.options import AsJson
from kofu.faces.cli.policy_diff import diff
from kofu.faces.cli.policy_show import head, show
from kofu.faces.cli.talk import language, line, record, show_json, show_table, words
from kofu.policy.cases import run_cases
from kofu.policy.check import Level, level_of
from kofu.policy.check import check as check_pack
from kofu.policy.load import Book, load, shipped
from kofu.policy.prove import prove as prove_pack

app = App(name="policy", help="規定集の一覧・確認・証明・比較 / Packs of rules.")
app.command(show)
app.command(diff)


@app.command(name="list")
def list_packs(*, as_json: AsJson = False) -> int:
    """使える規定集の一覧 / The packs that come with kofu."""
    books = [load(name) for name in shipped()]
    if as_json:
        show_json([head(book) for book in books])
        return 0
    rows = [
        (
            book.pack.pack,
            book.pack.title,
            f"{_covers(book)}",
            str(sum(1 for _ in book.rules())),
            str(len(book.pack.cases)),
        )
        for book in books
    ]
    show_table("規定集", ("名前", "保険者", "対象の日", "規定", "事例"), rows)
    return 0


@app.command
def check(*packs: str, as_json: AsJson = False) -> int:
    """規定集の誤り、食い違い、確かめられていない値を知らせる / Slips, conflicts and doubts."""
    found: list[dict[str, object]] = []
    bad = False
    for name in packs or shipped():
        book = load(name)
        findings = list(check_pack(book))
        levels = Tally(level_of(finding) for finding in findings)
        bad = bad or levels[Level.ERROR] + levels[Level.CONFLICT] > 0
        found.extend({"pack": name, **record(one, level_of(one).value)} for one in findings)
        if not as_json:
            for finding in findings:
                line(finding.line(language()))
            counts = {f"{level.value}s": levels[level] for level in Level}
            line(words("check-summary", pack=name, **counts))
    if as_json:
        show_json(found)
    return int(bad)


@app.command
def prove(*packs: str, as_json: AsJson = False) -> int:
    """すべての区分と境目の日で、規定がちょうど一つ当てはまると証明する / Prove packs."""
    proofs = [prove_pack(load(name)) for name in packs or shipped()]
    if as_json:
        show_json(
            [
                {
                    "pack": one.pack,
                    "holds": one.holds,
                    "moments": one.moments,
                    "laws": one.laws,
                    "leaves": one.leaves,
                    "classes": one.classes,
                    "rules": one.rules,
                    "cases": one.cases,
                    "findings": [record(finding, "error") for finding in one.findings],
                }
                for one in proofs
            ]
        )
        return int(not all(one.holds for one in proofs))
    for one in proofs:
        for finding in one.findings:
            line(finding.line(language()))
        if one.holds:
            line(
                words(
                    "proof-holds",
                    pack=one.pack,
                    moments=one.moments,
                    laws=one.laws,
                    leaves=one.leaves,
                    classes=one.classes,
                    cases=one.cases,
                )
            )
        else:
            line(words("proof-fails", pack=one.pack, findings=len(one.findings)))
    return int(not all(one.holds for one in proofs))


@app.command
def test(*packs: str, as_json: AsJson = False) -> int:
    """規定集の事例（資料の一文ごと）を判定して照らし合わせる / Run the cases of packs."""
    failed = 0
    report: list[dict[str, object]] = []
    for name in packs or shipped():
        book = load(name)
        results = list(run_cases(book))
        bad = [one for one in results if not one.passed]
        failed += len(bad)
        report.extend(
            {
                "pack": name,
                "case": one.case.name,
                "passed": one.passed,
                "wrong": [*one.wrong],
                "stopped": one.stopped.line() if one.stopped else None,
                "source": one.case.source,
            }
            for one in results
        )
        if as_json:
            continue
        for one in bad:
            line(f"✗ {one.case.name}")
            line(f"  {one.case.source}")
            for field, expected, got in one.wrong:
                line(f"  {field}: {expected} ≠ {got}")
            if one.stopped:
                line(f"  {one.stopped.line(language())}")
        code = "cases-failed" if bad else "cases-passed"
        line(words(code, pack=name, cases=len(results), failed=len(bad)))
    if as_json:
        show_json(report)
    return int(failed > 0)


def _covers(book: Book) -> str:
    covers = book.pack.covers
    return f"{covers.first}～{covers.last or ''}" if covers else ""
