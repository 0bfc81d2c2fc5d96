"""`kofu mail manifest` and `kofu mail cost`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from kofu.base.errors import Finding
from kofu.faces.cli.options import AsJson, OtherDay
from kofu.faces.cli.talk import language, line, progress_bar, record, show_json, show_table, words
from kofu.mail.manifest.manifest import Asked, Made
from kofu.mail.manifest.manifest import manifest as make_manifest

_SHOWN = 20


def manifest(
    folder: Path,
    *,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    roster: Path | None = None,
    decisions: Path | None = None,
    mapping: Path | None = None,
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
    for name in made.unnumbered:
        line(words("manifest-unnumbered", delivery=words(f"delivery-{name}")))
    line(words("manifest-root", root=totals["root"]))


_DOUBTFUL = ("disagrees", "unknown-postcode", "representative")


def _tell_findings(findings: tuple[Finding, ...]) -> None:
    for one in findings[:_SHOWN]:
        line(one.line(language()))
    if len(findings) > _SHOWN:
        line(words("findings-more", count=len(findings) - _SHOWN))
