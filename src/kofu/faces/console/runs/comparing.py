"""A plan beside what another pack would have decided of the same people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render

from kofu.base.errors import KofuError
from kofu.base.messages import catalogue
from kofu.decide.rule_words import outcome
from kofu.faces.console.frame.navigation import RUNS
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import finding_words, words
from kofu.faces.console.policy.counting import have_counted, numbers_of
from kofu.faces.console.runs.bars import bars
from kofu.faces.console.runs.forms import OtherLaw
from kofu.faces.console.runs.rule_words import rule_words
from kofu.policy.compare import differs
from kofu.policy.load import Book
from kofu.policy.model import DocumentRule
from kofu.registry.packs.at_hand import find, of_hash
from kofu.registry.packs.whom import Asked as Law
from kofu.registry.packs.whom import Counted, people_of
from kofu.registry.runs.find import find_run


@dataclass(frozen=True, slots=True)
class Move:
    """People whose outcome would be another."""

    before: str
    after: str
    people: int


@page(RUNS, "GET", "HEAD", "POST")
def compare(request: Asked, number: int) -> HttpResponseBase:
    """Side by side, by document and by rule; a POST has the people counted."""
    run = find_run(number)
    form = OtherLaw(request.GET or None)
    told: dict[str, object] = {"run": run, "form": form}
    if form.is_valid():
        typed = form.cleaned_data
        try:
            own, other = of_hash(str(run.fingerprint["pack"])), find(typed["other"])
            first = Law(own.key, run.on_day, run.known)
            second = Law(other.key, typed["on"] or run.on_day, typed["known"] or run.known)
            second.law()  # whether that day has any
            numbers = numbers_of(request, people_of(run), [(first, second)])
            if request.method == "POST":
                return have_counted(request, numbers)
            told |= {"own": own, "other": other, "first": first, "second": second}
            told |= {"numbers": numbers, "asked": True}
            counted = numbers.of((first, second))
            if counted and counted.refused:
                told["refused"] = finding_words(counted.refused)
            elif counted:
                told |= _counted(counted, own.book, other.book)
        except KofuError as error:
            told["refused"] = finding_words(error.finding)
    return render(request, "console/runs/compare.html", told)


def _counted(counted: Counted, own: Book, other: Book) -> dict[str, object]:
    mine, theirs = _rules(own), _rules(other)
    now, then = counted.by_rule(), counted.by_second_rule()
    moves: dict[tuple[str, str], int] = {}
    for (one, two), people in counted.pairs.items():
        if differs(mine[one].then, theirs[two].then):
            words_of = outcome(mine[one]), outcome(theirs[two])
            moves[words_of] = moves.get(words_of, 0) + people
    sentences = {**rule_words(other), **rule_words(own)}

    def said(rule: str) -> str:
        return sentences[rule]

    documents = bars(_by_document(now, mine), _by_document(then, theirs), _document)
    return {
        "charts": [
            (words("run-by-document"), documents),
            (words("run-by-rule"), bars(now, then, said)),
        ],
        "moves": sorted((Move(*names, n) for names, n in moves.items()), key=lambda m: -m.people),
        "moving": sum(moves.values()),
        "everybody": sum(now.values()),
        "counted": True,
    }


def _rules(book: Book) -> Mapping[str, DocumentRule]:
    return {rule.id: rule for _, rule in book.rules() if isinstance(rule, DocumentRule)}


def _by_document(people: Mapping[str, int], rules: Mapping[str, DocumentRule]) -> dict[str, int]:
    found: dict[str, int] = {}
    for rule, number in people.items():
        document = rules[rule].then.document.value
        found[document] = found.get(document, 0) + number
    return found


def _document(value: str) -> str:
    code = f"document-kind-{value}"
    return words(code if code in catalogue() else f"run-people-{value}")
