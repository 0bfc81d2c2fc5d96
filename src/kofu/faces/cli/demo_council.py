"""The demo's part for whoever asks what a rule does and what it costs: report, what if, chart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kofu.faces.cli.charts import chart
from kofu.faces.cli.reporting import report
from kofu.faces.cli.talk import line
from kofu.policy.law import Law, law_on
from kofu.policy.load import load
from kofu.reports.whatif import said
from kofu.reports.whatif.answer import answer, extra
from kofu.reports.whatif.counting import columns_given, count
from kofu.reports.whatif.files import write
from kofu.reports.whatif.scenario import Scenario
from kofu.reports.whatif.unit_costs import Per, costs_with
from kofu.roster.source import open_source

REPORT, WHAT_IF, CHART = "toukei", "shisan", "nagarezu.pdf"
_EVERYONE = "shibuya-kokuho"
"""A shipped pack that gives everyone a certificate."""


def council_report(roster: Path, decisions: Path, out: Path) -> int:
    """Rates and counts as tables, pictures and one PDF."""
    return report(roster, decisions, output=out)


def what_if_everyone(roster: Path, law: Law, posted: date, out: Path) -> None:
    """What changes if everybody gets a certificate, as another municipality decided."""
    other = law_on(load(_EVERYONE), law.on, law.known)
    source = open_source(roster)
    counts = count(source, [law, other], columns_given(source, "renewal", ()), law.on)
    scenario = Scenario(other.book.pack.title, other)
    found = answer(counts, law, [scenario], posted, costs_with(None))
    write(found, out)
    (result,) = found.results
    before, after = (
        round(bill.quantities[Per.CERTIFICATE].middle) for bill in (result.before, result.after)
    )
    moved, cost = result.changes.moved, said.difference(extra(result))
    line(f"   {scenario.name}の規定で全員に交付すると、資格確認書は{before:,}枚から{after:,}枚に、")
    line(f"   {moved:,}人の書類が変わり、費用の差は{cost}です")


def flow_chart(pack: str, law: Law, out: Path) -> int:
    """Who gets what, as a citizen would ask it."""
    return chart(pack, on=law.on, output=out, known=law.known)
