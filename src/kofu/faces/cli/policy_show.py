"""`kofu policy show`: a pack as a table with citations."""

from __future__ import annotations

from kofu.decide.wording import BASES, DOCUMENTS, SURE
from kofu.faces.cli.options import AsJson
from kofu.faces.cli.talk import show_json, show_table
from kofu.policy.load import Book, load
from kofu.policy.model import AnyRule, DocumentOutcome, DocumentRule, Not, TermOutcome

_ANSWERS = {**DOCUMENTS, **BASES}


_RULE_COLUMNS = ("規定", "問い", "適用する日", "条件", "結論", "資料の要旨")


def show(pack: str, *, as_json: AsJson = False) -> int:
    """規定集を根拠つきの表で示す / A pack as a table with citations."""
    book = load(pack)
    if as_json:
        show_json({**head(book), "rules": [_rule_record(book, one) for _, one in book.rules()]})
        return 0
    for norm in book.pack.norms:
        rows = [
            (
                rule.id,
                aspect.value,
                f"{rule.in_force.first}～{rule.in_force.last or ''}",
                _when(book, rule),
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


def _when(book: Book, rule: AnyRule) -> str:
    """The condition in the words of the bands."""
    bands = {band.name: band for band in book.pack.bands}
    boxes = []
    for box in rule.when:
        parts = []
        for name, wanted in box.items():
            band = bands.get(name)
            names = wanted.excluded if isinstance(wanted, Not) else wanted
            listed = (names,) if isinstance(names, str) else names
            said = "・".join(band.words(one) if band else _ANSWERS.get(one, one) for one in listed)
            sign = "≠" if isinstance(wanted, Not) else "＝"
            parts.append(f"{band.label if band else '書類'}{sign}{said}")
        boxes.append("、".join(parts) or "すべて")
    return " または ".join(boxes)


def _then(rule: AnyRule) -> str:
    if isinstance(rule, DocumentRule):
        return outcome_words(rule.then)
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


def outcome_words(then: DocumentOutcome) -> str:
    """Document and basis as an office says them."""
    basis = f"・{BASES[then.basis.value]}" if then.basis else ""
    return f"{DOCUMENTS[then.document.value]}{basis}"


def head(book: Book) -> dict[str, object]:
    """What a pack is, for `--json`."""
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
