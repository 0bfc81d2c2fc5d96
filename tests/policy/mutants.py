"""Every way in which a rule can go missing, be written twice, or reach too far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kofu.policy.load import Book
from kofu.policy.model import AnyRule, Aspect, Norm


def mutants(book: Book) -> Iterator[tuple[str, Book]]:
    """Each mutated pack, with what was done to it in words."""
    for aspect, rule in book.rules():
        yield f"remove {rule.id}", _replaced(book, aspect, rule.id, ())
        copy = rule.model_copy(update={"id": f"{rule.id}-copy"})
        yield f"duplicate {rule.id}", _replaced(book, aspect, rule.id, (rule, copy))
        for wider, what in _wider(rule):
            yield f"widen {rule.id}: {what}", _replaced(book, aspect, rule.id, (wider,))


def _wider(rule: AnyRule) -> Iterator[tuple[AnyRule, str]]:
    for number, box in enumerate(rule.when):
        for band in box:
            rest = {name: wanted for name, wanted in box.items() if name != band}
            boxes = (*rule.when[:number], rest, *rule.when[number + 1 :])
            yield rule.model_copy(update={"when": boxes}), f"without {band} in box {number + 1}"


def _replaced(book: Book, aspect: Aspect, rule_id: str, by: tuple[AnyRule, ...]) -> Book:
    norms = tuple(_norm(norm, aspect, rule_id, by) for norm in book.pack.norms)
    return replace(book, pack=book.pack.model_copy(update={"norms": norms}))


def _norm(norm: Norm, aspect: Aspect, rule_id: str, by: tuple[AnyRule, ...]) -> Norm:
    rules = norm.rules(aspect)
    kept = [one for rule in rules for one in (by if rule.id == rule_id else (rule,))]
    return norm.model_copy(update={aspect.value: tuple(kept)})
