"""`kofu mail manifest` and `kofu mail cost`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from kofu.base.errors import Finding
from kofu.faces.cli.options import AsJson, MappingFile, OtherDay
from kofu.faces.cli.talk import language, line, progress_bar, record, show_json, show_table, words
from kofu.mail.estimate.estimate import Asked as AskedCost
from kofu.mail.estimate.estimate import Discount, Estimated, estimate
from kofu.mail.manifest.manifest import Asked, Made
from kofu.mail.manifest.manifest import manifest as make_manifest
from kofu.mail.manifest.paper import named
from kofu.mail.postage.cost import Sum
from kofu.mail.tracking.ledger import NUMBERED

_SHOWN = 20


def manifest(
    folder: Path,
    *,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    roster: Path | None = None,
    decisions: Path | None = None,
    mapping: MappingFile = None,
    employers: Path | None = None,
    posted: Annotated[OtherDay, Parameter(name="--posted")] = None,
    tracking: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    pull: Path | None = None,
    cp932: Annotated[bool, Parameter(name="--cp932", negative="")] = False,
    as_json: AsJson = False,
) -> int:
    """印刷会社・郵便局・市区町村・事業主に渡す一覧をつくります / The lists of a run.

    Parameters
    ----------
    folder
        kofu render の出力先のフォルダー。
    output
        一覧を書き込むフォルダー。省くと、書類のフォルダーの隣の「名前-mail」。
    roster
        名簿。省くと、印刷の記録にあるもの。
    decisions
        判定のファイル。省くと、印刷の記録にあるもの。
    mapping
        名簿の対応表。省くと、印刷の記録にあるもの。
    employers
        事業所の一覧（事業主に送る書類があるとき）。
    posted
        差出日。料金と引受番号はこの日のもの。省くと、交付年月日。
    tracking
        郵便局から借りた引受番号の範囲（最初-最後）。両方の郵便があるときは recorded: か
        simplified-registered: を前に付けます。範囲を書いたYAMLファイルでもかまいません。
    pull
        引き抜く人の person_id を1行に1人ずつ書いたファイル。
    cp932
        CP932（シフトJIS）の一覧もつくります。
    as_json
        結果をJSONで表示します。
    """
    asked = Asked(
        folder,
        output,
        roster,
        decisions,
        mapping,
        employers,
        posted,
        tuple(tracking or ()),
        pull,
        cp932,
    )
    with progress_bar() as told:
        made = make_manifest(asked, told)
    if as_json:
        found = [
            record(one, "error" if made.totals is None else "warning") for one in made.findings
        ]
        totals = dict(made.totals) if made.totals else None
        show_json({"totals": totals, "unnumbered": made.unnumbered, "findings": found})
    else:
        tell_manifest(made)
    return 1 if made.findings else 0


def tell_manifest(made: Made) -> None:
    """The counts of a manifest, and what is wrong, in words."""
    _tell_findings(made.findings)
    if made.totals is None:
        line(words("manifest-refused"))
        return
    totals: Mapping[str, Any] = made.totals
    listed, pulled = totals["listed"], totals["pulled"]
    line(words("manifest-made", out=made.out, posted=totals["posted"], **listed))
    line(
        words(
            "manifest-reconciled",
            printed=totals["printed"]["people"],
            places=totals["enclosed"]["places"],
            listed=listed["places"],
            pulled=pulled["places"],
        )
    )
    rows = [(words(f"delivery-{way}"), f"{n:,}") for way, n in listed["by_delivery"].items()]
    show_table("", (words("column-delivery"), words("column-envelopes")), rows)
    doubtful = {name: n for name, n in totals["postcodes"].items() if name in _DOUBTFUL}
    if doubtful:
        line(words("manifest-postcodes", count=sum(doubtful.values())))
    if any(name in NUMBERED for name in listed["by_delivery"]):
        line(words("manifest-posting-unconfirmed"))
    for name in made.unnumbered:
        line(words("manifest-unnumbered", delivery=words(f"delivery-{name}")))
    line(words("manifest-root", root=totals["root"]))


_DOUBTFUL = ("disagrees", "unknown-postcode", "representative")


def _tell_findings(findings: tuple[Finding, ...]) -> None:
    for one in findings[:_SHOWN]:
        line(one.line(language()))
    if len(findings) > _SHOWN:
        line(words("findings-more", count=len(findings) - _SHOWN))


def cost(
    decisions: Path,
    *,
    roster: Path | None = None,
    mapping: MappingFile = None,
    insurer: str | None = None,
    posted: Annotated[OtherDay, Parameter(name="--on")] = None,
    as_json: AsJson = False,
) -> int:
    """判定から郵便料金を見積もります / What the documents of a file of decisions cost to mail.

    Parameters
    ----------
    decisions
        判定のファイル（kofu decide の出力）。
    roster
        名簿。市区町村ごとの表と、世帯でまとめた封筒の数に使います。
    mapping
        名簿の対応表。
    insurer
        規定集の名前またはYAMLファイル。省くと、判定の受領番号から見つけます。
    posted
        差出日。料金はこの日のもの。省くと、判定を適用する日。
    as_json
        結果をJSONで表示します。
    """
    told = estimate(AskedCost(decisions, roster, mapping, insurer, posted))
    if as_json:
        show_json(_cost_record(told))
    else:
        tell_cost(told)
    return 0


def tell_cost(told: Estimated) -> None:
    """The postage by product, municipality and cause, and where each rate was read."""
    whole = told.cost
    line(words("cost-total", posted=told.posted, pieces=whole.total.pieces, yen=whole.total.yen))
    heads = (words("column-product"), words("column-envelopes"), words("column-yen"))
    show_table("", heads, [_sum_row(_product(one), s) for one, s in whole.by_product.items()])
    if told.municipalities:
        heads = (words("column-municipality"), *heads[1:])
        show_table("", heads, [_sum_row(code, s) for code, s in whole.by_municipality.items()])
    if whole.provisional.pieces:
        line(
            words(
                "cost-provisional",
                pieces=whole.provisional.pieces,
                yen=whole.provisional.yen,
                instead=whole.instead.yen,
                claim=whole.claim,
            )
        )
    if not told.shared:
        line(words("cost-one-each"))
    line(words("cost-weights-assumed"))
    for way, count in told.not_mailed.items():
        line(words("cost-not-mailed", delivery=words(f"delivery-{way}"), count=count))
    for rate in told.rates:
        sure = words(f"sure-{rate.sure.value}")
        line(words("cost-rate", label=rate.label, yen=rate.yen, sure=sure, source=rate.source))
    for one in told.discounts:
        if one.best.applies:
            why = "".join(f"\n    {finding.words(language())}" for finding in one.needs)
            name = words(f"discount-{one.best.scheme}")
            made = _product(one.product)
            line(words("cost-discount", name=name, product=made, yen=one.best.yen) + why)


def _product(made: Any) -> str:
    return "+".join(words(f"product-{part.value}") for part in (made.base, *made.options))


def _sum_row(name: str, own: Sum) -> tuple[str, str, str]:
    return (name or "-", f"{own.pieces:,}", f"{own.yen:,}")


def _cost_record(told: Estimated) -> dict[str, object]:
    whole = told.cost
    by_place = whole.by_municipality.items() if told.municipalities else None
    return {
        "insurer": told.insurer,
        "posted": told.posted,
        "total": _sum(whole.total),
        "by_product": [
            {"product": named(one), **_sum(own)} for one, own in whole.by_product.items()
        ],
        "by_municipality": by_place
        and [{"municipality_code": c, **_sum(own)} for c, own in by_place],
        "provisional": {
            **_sum(whole.provisional),
            "instead": _sum(whole.instead),
            "claim": whole.claim,
        },
        "households_shared": told.shared,
        "not_mailed": told.not_mailed,
        "rates": [
            {"id": r.id, "label": r.label, "yen": r.yen, "source": r.source, "sure": r.sure}
            for r in told.rates
        ],
        "discounts": [_discount_record(one) for one in told.discounts],
    }


def _sum(own: Sum) -> dict[str, int]:
    return {"pieces": own.pieces, "yen": own.yen}


def _discount_record(one: Discount) -> dict[str, object]:
    return {
        "scheme": one.best.scheme,
        "product": named(one.product),
        "grams": one.grams,
        "pieces": one.count,
        "possible": one.best.applies,
        "yen": one.best.yen,
        "needs": [finding.code for finding in one.needs],
        "why_not": [finding.code for finding in one.best.why_not],
    }
