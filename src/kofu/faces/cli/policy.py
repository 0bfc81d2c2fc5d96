"""`kofu policy`: the packs to read, to check, to prove, to compare."""

from __future__ import annotations

from collections import Counter as Tally
from datetime import date
from pathlib import Path

from cyclopts import App

from kofu.decide.engine import refuse_unknown_event
from kofu.decide.pairs import count_pairs
from kofu.decide.wording import BASES, DOCUMENTS, SURE
from kofu.faces.cli.options import AsJson, Known, OtherDay, today_unless
from kofu.faces.cli.talk import language, line, record, show_json, show_table, words
from kofu.policy.cases import run_cases
from kofu.policy.check import Level, level_of
from kofu.policy.check import check as check_pack
from kofu.policy.compare import Difference, differences
from kofu.policy.law import law_on
from kofu.policy.load import Book, load, shipped
from kofu.policy.model import AnyRule, DocumentOutcome, DocumentRule, TermOutcome
from kofu.policy.prove import prove as prove_pack
from kofu.roster.source import open_source

app = App(name="policy", help="規定集の一覧・確認・証明・比較 / Packs of rules.")


@app.command(name="list")
def list_packs(*, as_json: AsJson = False) -> int:
    """使える規定集の一覧 / The packs that come with kofu."""
    books = [load(name) for name in shipped()]
    if as_json:
        show_json([_head(book) for book in books])
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
def show(pack: str, *, as_json: AsJson = False) -> int:
    """規定集を根拠つきの表で示す / A pack as a table with citations."""
    book = load(pack)
    if as_json:
        show_json({**_head(book), "rules": [_rule_record(book, one) for _, one in book.rules()]})
        return 0
    for norm in book.pack.norms:
        rows = [
            (
                rule.id,
                aspect.value,
                f"{rule.in_force.first}～{rule.in_force.last or ''}",
                _when(rule),
                _then(rule),
                f"{rule.cite.section} {rule.cite.words}".strip(),
            )
            for aspect, rule in book.rules()
            if book.norm_of(rule) is norm
        ]
        if rows or norm.expectations:
            heading = f"{norm.title}（{norm.issuer}、{norm.dated}）"
            sure = f"{SURE[norm.sure]}、{norm.checked_on}確認、{norm.published}公表"
            show_table(f"{heading}　{sure}", _RULE_COLUMNS, rows)
    rows = [
        (one.id, one.label, f"{value.first}から", str(value.value), SURE[value.sure], value.source)
        for one in book.pack.parameters
        for value in one.values
    ]
    if rows:
        show_table("パラメーター", ("名前", "意味", "いつから", "値", "確からしさ", "資料"), rows)
    return 0


_RULE_COLUMNS = ("規定", "問い", "適用する日", "条件", "結論", "資料の要旨")


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


@app.command
def diff(
    pack: str,
    other: str,
    *,
    on: OtherDay = None,
    known: Known = None,
    other_on: OtherDay = None,
    other_known: OtherDay = None,
    roster: Path | None = None,
    event: str | None = None,
    mapping: Path | None = None,
    as_json: AsJson = False,
) -> int:
    """二つの規定集（または二つの時点）で結論の違う人を示す / Whose outcome differs between packs.

    Parameters
    ----------
    pack
        規定集の名前またはYAMLファイル。
    other
        比べる規定集。
    on
        規定を適用する日。省くと、両方が対象とする日のうち今日に最も近い日。
    known
        この日までの公表による。省くと今日。
    other_on
        比べる規定集を適用する日。省くと on と同じ。
    other_known
        比べる規定集の時点。省くと known と同じ。
    roster
        名簿を渡すと、違いごとの人数を数えます。
    event
        名簿の全員のきっかけ。
    mapping
        名簿の列の対応。
    as_json
        結果をJSONで表示します。
    """
    one, two = load(pack), load(other)
    day = on or _last_common(one, two)
    first = law_on(one, day, today_unless(known))
    second = law_on(two, other_on or day, other_known or today_unless(known))
    found = sorted(differences(first, second), key=_document_first)
    if event is not None:
        refuse_unknown_event(event)
    counts = count_pairs(open_source(roster, mapping), first, second, event) if roster else None
    if as_json:
        show_json([_difference_record(one, counts) for one in found])
        return 0
    if not found:
        line(words("no-difference"))
    for number, each in enumerate(found, start=1):
        people = ""
        if counts is not None:
            if not counts.get((each.first.id, each.second.id)):
                continue
            people = f"　{counts.get((each.first.id, each.second.id), 0):,}人"
        before, after = _outcome(each.first.then), _outcome(each.second.then)
        line(f"{number}. {before}（{each.first.id}） → {after}（{each.second.id}）{people}")
        for group in each.people:
            line(f"   ・{group}")
    return 0


def _last_common(one: Book, two: Book) -> date:
    """The last day that both packs cover, or today if both cover it."""
    days = [book.pack.covers.last for book in (one, two) if book.pack.covers]
    last = min((day for day in days if day), default=date.today())
    return min(last, date.today())


def _document_first(each: Difference) -> tuple[bool, str, str]:
    same = each.first.then.document is each.second.then.document
    return same, each.first.id, each.second.id


def _difference_record(
    each: Difference, counts: dict[tuple[str, str], int] | None
) -> dict[str, object]:
    found: dict[str, object] = {
        "first": {"rule": each.first.id, **each.first.then.model_dump()},
        "second": {"rule": each.second.id, **each.second.then.model_dump()},
        "people": list(each.people),
    }
    if counts is not None:
        found["count"] = counts.get((each.first.id, each.second.id), 0)
    return found


def _outcome(then: DocumentOutcome) -> str:
    basis = f"・{BASES[then.basis.value]}" if then.basis else ""
    return f"{DOCUMENTS[then.document.value]}{basis}"


def _head(book: Book) -> dict[str, object]:
    covers = book.pack.covers
    return {
        "pack": book.pack.pack,
        "title": book.pack.title,
        "kind": book.pack.kind,
        "from": covers and covers.first,
        "until": covers and covers.last,
        "hash": book.hash,
        "norms": len(book.pack.norms),
        "cases": len(book.pack.cases),
    }


def _covers(book: Book) -> str:
    covers = book.pack.covers
    return f"{covers.first}～{covers.last or ''}" if covers else ""


def _when(rule: AnyRule) -> str:
    boxes = []
    for box in rule.when:
        parts = []
        for band, wanted in box.items():
            if isinstance(wanted, str):
                parts.append(f"{band}={wanted}")
            elif isinstance(wanted, tuple):
                parts.append(f"{band}={'|'.join(wanted)}")
            else:
                parts.append(f"{band}≠{'|'.join(wanted.excluded)}")
        boxes.append(" ".join(parts) or "すべて")
    return " または ".join(boxes)


def _then(rule: AnyRule) -> str:
    if isinstance(rule, DocumentRule):
        return _outcome(rule.then)
    if isinstance(rule.then, TermOutcome):
        if rule.then.fixed:
            return f"{rule.then.fixed}まで"
        cycle = rule.then.cycle or rule.then.within
        assert cycle is not None
        end = f"{cycle.years}年ごとの{cycle.one_end.month}月{cycle.one_end.day}日まで"
        return end if rule.then.cycle else f"期限なし（{end}に上限が来る人を除く）"
    return str(rule.then)


def _rule_record(book: Book, rule: AnyRule) -> dict[str, object]:
    norm = book.norm_of(rule)
    return {
        **rule.model_dump(mode="json", by_alias=True),
        "norm": norm.id,
        "title": norm.title,
        "issuer": norm.issuer,
        "dated": norm.dated,
        "published": norm.published,
        "sure": norm.sure,
    }
