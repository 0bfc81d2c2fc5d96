"""A flow chart in words: what is asked, what is answered, and what comes of it.

Bands and values bear the pack's own words. Only the questions about the card are written here:
the band holds in one row what a person is asked in three.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kofu.decide.charting import Chart, Condition, Exit
from kofu.policy.law import Law
from kofu.policy.model import Document


@dataclass(frozen=True, slots=True)
class Facet:
    """A question about the card: the values that answer it with no, and how a yes reads."""

    question: str
    values: frozenset[str]
    onward: str


CARD = "card"
FACETS = (
    Facet(
        "マイナンバーカードを持っていますか",
        frozenset({"none", "returned", "lost"}),
        "持っている",
    ),
    Facet(
        "健康保険証の利用登録をしていますか",
        frozenset(
            {
                *("unregistered", "deregistered", "deregistering", "deregistering-late"),
                *("restricted", "number-unknown"),
            }
        ),
        "している",
    ),
    Facet("電子証明書の有効期限は切れていませんか", frozenset(), "切れていない"),
)
"""The last one is for all other values of the band."""
ELSE = "いいえ"
_UNKNOWN = "不明"
ASKED = "次に当てはまりますか"


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: who gives it, and the document it leads to. `exit` is what was worded."""

    who: str
    document: Document
    exit: Exit


@dataclass(frozen=True, slots=True)
class Step:
    """A question with the answers that end there; everybody else goes `onward`."""

    question: str
    rows: tuple[Row, ...]
    onward: str


@dataclass(frozen=True, slots=True)
class Told:
    """A chart in words: what is seen to before the card, the questions, and what the rest get."""

    first: tuple[Row, ...]
    steps: tuple[Step, ...]
    rest: Document

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every answer, in the order in which they are asked."""
        return (*self.first, *(row for step in self.steps for row in step.rows))


def told(chart: Chart) -> Told:
    """The chart's exits from the card on as questions, those before it as a list."""
    law = chart.law
    card = law.space.index[CARD]
    alone = [_only_of(one, card) for one in chart.exits]
    start = alone.index(True) if True in alone else len(alone)
    first = tuple(Row(_who(law, one), one.document, one) for one in chart.exits[:start])
    return Told(first, tuple(_steps(law, chart.exits[start:], card)), chart.rest)


def _steps(law: Law, exits: Sequence[Exit], card: int) -> Iterator[Step]:
    """Neighbouring exits of the card become its questions; every other exit is its own."""
    run: list[Exit] = []
    for one in exits:
        if _only_of(one, card):
            run.append(one)
            continue
        yield from _facets(law, run, card)
        run = []
        yield Step(ASKED, (Row(_who(law, one), one.document, one),), ELSE)
    yield from _facets(law, run, card)


def _facets(law: Law, run: Sequence[Exit], card: int) -> Iterator[Step]:
    names = [value.name for value in law.space.bands[card].values]
    named = frozenset().union(*(facet.values for facet in FACETS))
    for facet in FACETS:
        rows = []
        for one in run:
            numbers = tuple(
                number
                for number in one.conditions[0][1]
                if names[number] in facet.values or not (facet.values or names[number] in named)
            )
            if numbers:
                part = Exit(((card, numbers),), one.document)
                who = "・".join(_alone(law, label) for label in _labels(law, part.conditions[0]))
                rows.append(Row(who, one.document, part))
        if rows:
            yield Step(facet.question, tuple(rows), facet.onward)


def _only_of(one: Exit, place: int) -> bool:
    return [band for band, _ in one.conditions] == [place]


def _who(law: Law, one: Exit) -> str:
    return "、かつ ".join(
        f"{law.space.bands[condition[0]].label}：{'・'.join(_labels(law, condition))}"
        for condition in one.conditions
    )


def _labels(law: Law, condition: Condition) -> tuple[str, ...]:
    """The values' own words; a group of the band where it says exactly these."""
    place, numbers = condition
    band = law.space.bands[place]
    names = {band.values[number].name for number in numbers}
    for group, label in band.group_labels.items():
        if set(band.groups[group]) == names:
            return (label,)
    return tuple(band.values[number].label for number in numbers)


def _alone(law: Law, label: str) -> str:
    """A value of the card's band where nothing else names the band."""
    card = law.space.bands[law.space.index[CARD]]
    return f"{card.label}の状況が{label}" if label == _UNKNOWN else label
