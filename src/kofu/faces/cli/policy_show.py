"""`kofu policy show`: a pack as a table with citations."""

from __future__ import annotations

from kofu.decide.rule_words import conditions, outcome
from kofu.decide.wording import SURE
from kofu.faces.cli.options import AsJson
from kofu.faces.cli.talk import show_json, show_table
from kofu.policy.load import Book, load
from kofu.policy.model import AnyRule

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
                " または ".join(conditions(book, rule)),
                outcome(rule),
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
        (one.id, one.label, f"{value.first}から", value.said, SURE[value.sure], value.source)
        for one in book.pack.parameters
        for value in one.values
    ]
    if rows:
        show_table("パラメーター", ("名前", "意味", "いつから", "値", "確からしさ", "資料"), rows)
    return 0


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
