"""Two laws side by side in words and people; what ends soon, and what follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from kofu.base.errors import KofuError
from kofu.decide.rule_words import ASPECTS, outcome
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import finding_words
from kofu.faces.console.policy.counting import Numbers, counted_before, have_counted, numbers_for
from kofu.faces.console.policy.forms import Old, Other
from kofu.faces.console.policy.reading import about
from kofu.policy.compare import Difference, differences, last_common_day
from kofu.policy.model import Aspect
from kofu.policy.stale import Ended, Ending, endings, unchecked
from kofu.registry.access.roles import Right
from kofu.registry.packs import whom
from kofu.registry.packs.at_hand import AtHand, find


@dataclass(frozen=True, slots=True)
class _Change:
    """From one outcome to another: rules on either side; people where they were counted."""

    before: str
    after: str
    met: tuple[tuple[Difference, int | None], ...]
    unmet: tuple[tuple[Difference, int | None], ...]
    people: int | None


@page(Right.POLICY_READ, "GET", "HEAD", "POST")
def compare(request: Asked, key: str) -> HttpResponseBase:
    """Whom another pack, another day or other knowledge would treat differently; a POST has these
    people counted.
    """
    one = find(key)
    form = Other(request.GET or None, initial={"other": key})
    told: dict[str, object] = {**about(one), "form": form, "before": counted_before(request)}
    if form.is_valid():
        try:
            other, pair = _sides(one, form)
            numbers = numbers_for(request, {at.book.pack.kind for at in (one, other)}, [pair])
            if request.method == "POST":
                return have_counted(request, numbers)
            told.update(_compared(pair, numbers), other=other)
        except KofuError as error:
            told["refused"] = finding_words(error.finding)
    return render(request, "console/policy/compare.html", told)


def _sides(one: AtHand, form: Other) -> tuple[AtHand, whom.Pair]:
    typed, today = form.cleaned_data, timezone.localdate()
    other = find(typed["other"])
    on = typed["on"] or last_common_day(one.book, other.book, today)
    known = typed["known"] or today
    first = whom.Asked(one.key, on, known)
    second = whom.Asked(other.key, typed["other_on"] or on, typed["other_known"] or known)
    return other, (first, second)


def _compared(pair: whom.Pair, numbers: Numbers) -> dict[str, object]:
    first, second = pair
    counted = numbers.of(pair)
    counts = counted.pairs if counted and not counted.refused else None
    changes = _grouped(differences(first.law(), second.law()), counts)
    return {
        "first": first,
        "second": second,
        "changes": [one for one in changes if one.people != 0],
        "nobody": [one for one in changes if one.people == 0],
        "numbers": numbers,
        "counted": counts is not None,
        "compared": True,
    }


def _grouped(
    found: list[Difference], counts: Mapping[tuple[str, str], int] | None
) -> list[_Change]:
    groups: dict[tuple[str, str], list[tuple[Difference, int | None]]] = {}
    for each in found:
        people = None if counts is None else counts.get((each.first.id, each.second.id), 0)
        names = (outcome(each.first), outcome(each.second))
        groups.setdefault(names, []).append((each, people))
    changes = []
    for (before, after), rows in groups.items():
        met = tuple(sorted((row for row in rows if row[1] != 0), key=lambda row: -(row[1] or 0)))
        people = None if counts is None else sum(row[1] or 0 for row in met)
        unmet = tuple(row for row in rows if row[1] == 0)
        changes.append(_Change(before, after, met, unmet, people))
    return sorted(changes, key=lambda one: -(one.people or 0))


@dataclass(frozen=True, slots=True)
class _After:
    """What decides on the day after: nothing is a fault."""

    rule: str
    says: str
    gives: str
    same: bool
    whom: tuple[str, ...]
    people: int | None


@dataclass(frozen=True, slots=True)
class _End:
    """A rule on its last day, as it is shown; `after` the most people first, `unmet`: nobody."""

    question: str
    one: Ended
    gives: str
    people: int | None
    after: tuple[_After, ...]
    unmet: tuple[_After, ...]


@dataclass(frozen=True, slots=True)
class _Day:
    ending: Ending
    ends: tuple[_End, ...]
    everybody: int | None
    refused: str


@page(Right.POLICY_READ, "GET", "HEAD", "POST")
def ends(request: Asked, key: str) -> HttpResponseBase:
    """Sources not looked at for long; rules that end, and what happens to whom on the day after."""
    one = find(key)
    form = Old.asked(request.GET)
    told: dict[str, object] = {**about(one), "form": form}
    if form.is_valid():
        typed = form.cleaned_data
        today = typed["today"] or timezone.localdate()
        try:
            found = list(endings(one.book, today, timezone.localdate(), typed["within"]))
            pairs = [_pair(one, ending) for ending in found]
            numbers = numbers_for(request, {one.book.pack.kind}, pairs)
            if request.method == "POST":
                return have_counted(request, numbers)
            days = zip(found, pairs, strict=True)
            told["endings"] = [_day(ending, numbers.of(pair)) for ending, pair in days]
            told |= {"numbers": numbers, "counted": numbers.complete}
        except KofuError as error:
            told["refused"] = finding_words(error.finding)
        told["unchecked"] = unchecked(one.book, today, typed["days"])
        told |= {"seen_from": today, "seen": True}
    return render(request, "console/policy/endings.html", told)


def _pair(one: AtHand, ending: Ending) -> whom.Pair:
    """The last day and the day after; where nothing follows, the last day alone."""
    first = whom.Asked(one.key, ending.last, ending.law.known)
    if not ending.after:
        return first, first
    return first, whom.Asked(one.key, ending.after.on, ending.after.known)


def _day(ending: Ending, counted: whom.Counted | None) -> _Day:
    refused = finding_words(counted.refused) if counted and counted.refused else ""
    known = counted if counted and not counted.refused else None
    rules = known.by_rule() if known else None
    pairs = known.pairs if known and ending.after else None
    shown = tuple(_end(ended, rules, pairs) for ended in ending.rules)
    return _Day(ending, shown, sum(rules.values()) if rules else None, refused)


def _end(
    ended: Ended,
    rules: Mapping[str, int] | None,
    pairs: Mapping[tuple[str, str], int] | None,
) -> _End:
    """People are counted by the rule of the document; the later questions are told in words."""
    name = ended.rule.rule.id
    counts = ended.aspect is Aspect.DOCUMENT
    after = []
    for each in ended.after:
        rule = each.second.rule if each.second else None
        after.append(
            _After(
                rule=rule.id if rule else "",
                says=rule.says if rule else "",
                gives=outcome(rule) if rule else "",
                same=rule is not None and rule.then == ended.rule.rule.then,
                whom=each.people,
                people=pairs.get((name, rule.id), 0) if pairs and rule and counts else None,
            )
        )
    # A gap comes first.
    shown = sorted(after, key=lambda one: (bool(one.rule), -(one.people or 0)))
    return _End(
        question=ASPECTS[ended.aspect],
        one=ended,
        gives=outcome(ended.rule.rule),
        people=rules.get(name, 0) if rules and counts else None,
        after=tuple(one for one in shown if one.people != 0),
        unmet=tuple(one for one in shown if one.people == 0),
    )
