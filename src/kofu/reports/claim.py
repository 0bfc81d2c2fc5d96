"""The claim for what the provisional rule costs over and above (特別調整交付金).

Number of certificates that only a provisional rule caused, times unit costs that are named, dated
and changeable; postage by the post office's tariff, less what would have been posted without the
rule. Source: 厚生労働省事務連絡（令和6年9月26日、令和7年4月3日）「かかり増す経費」.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from kofu.base.errors import Finding, KofuError, Place
from kofu.mail.estimate.estimate import Asked as AskedCost
from kofu.mail.estimate.estimate import estimate
from kofu.mail.postage.cost import Sum
from kofu.policy.model import Record, Sure
from kofu.reports.people import People
from kofu.reports.tables import Cell, Head, Kind, Mark, Table


class CostId(StrEnum):
    PRINTING = "printing"
    NATIONAL_ESTIMATE = "national-estimate"


class CostValue(Record):
    """Yen for one document from a day on, and where it was read."""

    first: date = Field(alias="from")
    yen: int = Field(ge=0)
    sure: Sure
    source: str


class Cost(Record):
    id: CostId
    label: str
    values: tuple[CostValue, ...]

    def on(self, day: date) -> CostValue:
        """Raises KofuError `cost-day-not-covered`."""
        found = [value for value in self.values if value.first <= day]
        if not found:
            raise KofuError("cost-day-not-covered", label=self.label, day=day)
        return max(found, key=lambda value: value.first)


class Costs(Record):
    costs: tuple[Cost, ...]

    def of(self, wanted: CostId) -> Cost:
        """Raises KofuError `cost-missing`."""
        for one in self.costs:
            if one.id is wanted:
                return one
        raise KofuError("cost-missing", id=wanted.value)


def read_costs(path: Path | None) -> Costs:
    """The unit costs of a file, or ours. Raises KofuError `file-missing`, `costs-broken`."""
    if path is not None and not path.is_file():
        raise KofuError("file-missing", Place(str(path)))
    own = files("kofu.reports").joinpath("costs.yaml")
    try:
        text = path.read_text("utf-8") if path else own.read_text("utf-8")
        return Costs.model_validate(yaml.safe_load(text))
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        problem = str(error).splitlines()[0]
        raise KofuError("costs-broken", Place(str(path)), problem=problem) from error


@dataclass(frozen=True, slots=True)
class Postage:
    """Of what only the provisional rule caused: posted with it, and instead of it without it."""

    posted: Sum
    instead: Sum


@dataclass(frozen=True, slots=True)
class Claim:
    """`postage` is None where it could not be worked out; `why` then says so."""

    documents: int
    day: date
    postage: Postage | None
    why: Finding | None = None


def claim_of(found: People, mapping: Path | None) -> Claim | None:
    """The claim that decisions give; None where no provisional rule caused anything."""
    caused = sum(
        count
        for flag, document, count in zip(
            found.cells.values["provisional"],
            found.cells.values["document"],
            found.cells.counts,
            strict=True,
        )
        if flag and document == "certificate"
    )
    if not caused:
        return None
    posted, instead = Sum(), Sum()
    roster = found.rosters[0] if len(found.rosters) == 1 else None
    try:
        for path in found.decisions:
            told = estimate(AskedCost(path, roster, mapping if roster else None)).cost
            posted, instead = posted + told.provisional, instead + told.instead
    except KofuError as error:
        return Claim(caused, found.on, None, error.finding)
    return Claim(caused, found.on, Postage(posted, instead))


def claim_table(claim: Claim, costs: Costs) -> Table:
    """What is claimed, line by line, with the source of each unit cost."""
    printing = costs.of(CostId.PRINTING).on(claim.day)
    national = costs.of(CostId.NATIONAL_ESTIMATE)
    estimated = national.on(claim.day)
    rows: list[tuple[Cell, ...]] = [
        (
            costs.of(CostId.PRINTING).label,
            claim.documents,
            printing.yen,
            claim.documents * printing.yen,
            printing.source,
        )
    ]
    total = claim.documents * printing.yen
    notes = [
        "暫定的な運用だけによって交付した資格確認書について、かかり増す経費を計算したもの。",
        "印刷製本費は、代わりに送るはずだった書類の分を差し引いていません。",
        f"参考: {national.label}によると、{claim.documents:,}件×{estimated.yen:,}円＝"
        f"{claim.documents * estimated.yen:,}円（{estimated.source}）。",
    ]
    if claim.postage:
        own, instead = claim.postage.posted, claim.postage.instead
        tariff = "郵便料金表（割引前）"
        rows.append(("郵便料金", own.pieces, Mark.NONE, own.yen, tariff))
        rows.append(
            ("暫定運用がない場合の郵便料金", instead.pieces, Mark.NONE, -instead.yen, tariff)
        )
        total += own.yen - instead.yen
    else:
        why = f"（{claim.why.words()}）" if claim.why else ""
        notes.append(f"郵便料金は計算できませんでした{why}。")
    heads = (
        *(Head("経費", Kind.TEXT), Head("数", Kind.COUNT), Head("単価（円）", Kind.YEN)),
        *(Head("金額（円）", Kind.YEN), Head("出典", Kind.TEXT)),
    )
    return Table(
        *("claim", "暫定運用のかかり増し経費（特別調整交付金）", heads, tuple(rows)),
        ("計", Mark.NONE, Mark.NONE, total, ""),
        tuple(notes),
    )
