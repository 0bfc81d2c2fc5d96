"""`kofu simulate` as a whole: counted people and laws in, what each scenario would change out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kofu.policy.law import Law
from kofu.reports.whatif.bill import Bill, Kind, Range, bill, kind_of
from kofu.reports.whatif.broken import Broken, broken
from kofu.reports.whatif.changes import Changes, changes
from kofu.reports.whatif.counts import Counts
from kofu.reports.whatif.scenario import Scenario
from kofu.reports.whatif.shares import split
from kofu.reports.whatif.unit_costs import Costs
from kofu.reports.whatif.verdicts import Verdicts, verdicts
from kofu.reports.whatif.wave import Wave, wave


@dataclass(frozen=True)
class Result:
    """One scenario. `before` and `after`: the bills of the two laws for the same people."""

    scenario: Scenario
    changes: Changes
    before: Bill
    after: Bill
    wave: Wave
    broken: tuple[Broken, ...]
    classes: int


@dataclass(frozen=True)
class Answer:
    """`results` in the order of the scenarios."""

    baseline: Law
    counts: Counts
    posted: date
    costs: Costs
    results: tuple[Result, ...]


def answer(
    counts: Counts, baseline: Law, scenarios: Sequence[Scenario], posted: date, costs: Costs
) -> Answer:
    """What each scenario would change for the counted people; mail is posted on `posted`.

    Raises KofuError `counts-too-coarse`, `rules-overlap`, `rules-gap`, `share-of-nothing`,
    `postage-day-not-covered`.
    """
    first = verdicts(counts, baseline)
    results = []
    for one in scenarios:
        if one.share is None:
            results.append(_result(counts, first, one, posted, costs))
        else:
            shared = split(counts, (baseline, one.law), one.share)
            before = verdicts(shared, baseline)
            results.append(_result(shared, before, one, posted, costs))
    return Answer(baseline, counts, posted, costs, tuple(results))


def _result(
    counts: Counts, first: Verdicts, scenario: Scenario, posted: date, costs: Costs
) -> Result:
    second = verdicts(counts, scenario.law)
    changed = changes(counts, first, second)
    came = wave(changed.moves, scenario.law.on, costs)
    return Result(
        scenario,
        changed,
        bill(first.law, kinds(counts, first), posted, costs),
        bill(second.law, kinds(counts, second), posted, costs, came.total),
        came,
        broken(counts, first, second),
        len(second.classes),
    )


def kinds(counts: Counts, found: Verdicts) -> Iterator[tuple[Kind, int]]:
    """People by what goes out to them."""
    people: dict[Kind, int] = {}
    for outcome, many in zip(found.outcomes, found.people(counts).tolist(), strict=True):
        kind = kind_of(outcome)
        people[kind] = people.get(kind, 0) + many
    yield from people.items()


def extra(result: Result) -> Range:
    """What the scenario costs more than now, in yen.

    The middle is the difference of the middles; the ends compare low with low and high with high,
    for both laws are paid at the same unit costs.
    """
    one, two = result.before.yen, result.after.yen
    ends = sorted((two.low - one.low, two.middle - one.middle, two.high - one.high))
    return Range(ends[0], two.middle - one.middle, ends[-1])
