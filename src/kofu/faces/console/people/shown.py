"""A dossier as the template shows it: codes in words, and what is withheld left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kofu.decide.explanation import Explanation
from kofu.decide.wording import (
    BASES,
    DELIVERIES,
    FORMS,
    SURE,
    fact_value,
    headline,
    near_limits,
    otherwise,
    wanted,
)
from kofu.faces.console.frame.words import finding_words
from kofu.faces.console.people.papers import papers, requests, runs
from kofu.faces.console.people.picture import NARROW, WIDE, described, draw
from kofu.faces.console.people.said import (
    LANES,
    LOADS,
    STRANDS,
    label,
    mark_words,
    span_words,
    value_words,
)
from kofu.registry.dossier.dossier import Dossier, Facts
from kofu.registry.dossier.history import Change
from kofu.registry.dossier.proof import Kind, Lane, Span
from kofu.registry.people.strands import RESIDENCE, STRAND_OF

_TONES: Mapping[Kind, str] = {
    Kind.COVERED: "success",
    Kind.GAP: "error",
    Kind.IN_DOUBT: "warning",
}
_HEADING = frozenset({"name", "name_kana", "birth_date"})
"""They stand at the top of the page already."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`since`: where it has been so for longer, or shorter, than the group's day."""

    label: str
    value: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of a strand; `hidden`: there are some, and they are not shown."""

    title: str
    since: date | None
    facts: tuple[Fact, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """One change. `first`: there was nothing before it; `known`: when we learnt of it; `source`:
    from what, by whom.
    """

    on: date
    title: str
    first: bool
    differences: tuple[tuple[str, str, str], ...]
    known: datetime
    source: str
    by: str


def shown(found: Dossier, open_: bool) -> dict[str, object]:
    """What the template of a person's page is given. `open_`: also where somebody lives."""
    past = found.on != date.today()
    return {
        "who": found.who,
        "on": found.on,
        "top": _top(found),
        "state": _state(found, past),
        "wide": _svg(draw(found.proof, found.marks, WIDE, past)),
        "narrow": _svg(draw(found.proof, found.marks, NARROW, past)),
        "spans": [_span(span) for span in found.proof.spans],
        "marks": [
            {"on": one.on, "words": mark_words(one), "coming": one.on >= found.on}
            for one in found.marks
        ],
        "groups": [_group(one, open_) for one in found.facts],
        "to_come": [_changed(one, open_) for one in found.to_come],
        "changes": [_changed(one, open_) for one in found.changes],
        "decided": _decided(found.decision) if found.decision else None,
        "refused": finding_words(found.refused) if found.refused else "",
        "papers": papers(found.papers, found.on),
        "runs": runs(found.runs),
        "ahead": [one.run for one in found.runs if one.ahead],
        "requests": requests(found.requests),
    }


def _top(found: Dossier) -> Mapping[str, object]:
    """Who it is: what is asked at the counter to be sure."""
    now = found.now
    birth, lost = now["birth_date"], now["lost_on"]
    numbers = "-".join(str(now[name]) for name in ("symbol", "number", "branch") if now[name])
    return {
        "name": now["name"] or _("（氏名なし）"),
        "kana": now["name_kana"] or "",
        "alias": now["alias"] or "",
        "birth": birth,
        "age": _age(birth, found.on) if isinstance(birth, date) else None,
        "numbers": numbers,
        "left": lost if isinstance(lost, date) and lost <= found.on else None,
        "hold": bool(now["delivery_hold"]),
    }


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _state(found: Dossier, past: bool) -> Mapping[str, object]:
    now = found.proof.on(Lane.PROOF, found.on)
    tone = _TONES.get(now.kind, "") if now else ""
    return {"words": described(found.proof, past), "tone": tone}


def _svg(text: str) -> SafeString:
    # Made by a writer of XML, which escapes whatever stands in it.
    return mark_safe(text)


def _span(span: Span) -> Mapping[str, object]:
    return {
        "lane": LANES[span.lane],
        "words": span_words(span),
        "first": span.first,
        "last": span.last,
        "document": span.document,
        "gap": span.kind in (Kind.GAP, Kind.IN_DOUBT),
    }


def _group(one: Facts, open_: bool) -> Group:
    hidden = not open_ and one.strand is RESIDENCE
    facts = () if hidden else one.stated
    return Group(
        title=str(STRANDS[one.strand.name]),
        since=one.since,
        facts=tuple(
            Fact(
                label(each.column),
                value_words(each.column, each.value),
                each.since if each.since != one.since else None,
            )
            for each in facts
            if each.column not in _HEADING
        ),
        hidden=hidden and bool(one.stated),
    )


def _changed(one: Change, open_: bool) -> Changed:
    row = one.row
    return Changed(
        on=row.valid_from,
        title=str(STRANDS[row.strand.name]),
        first=one.first,
        differences=tuple(_differences(one, open_)),
        known=row.known_at,
        source=str(LOADS[row.kind]),
        by=row.by,
    )


def _differences(one: Change, open_: bool) -> Iterable[tuple[str, str, str]]:
    for column, before, after in one.differences:
        if not open_ and STRAND_OF[column] is RESIDENCE:
            yield label(column), _("（非表示）"), _("（非表示）")
        else:
            yield label(column), value_words(column, before), value_words(column, after)


def _decided(found: Explanation) -> Mapping[str, object]:
    """The explanation, part by part; its words are the pack's."""
    decision = found.decision
    source = found.sources[0]
    return {
        "headline": headline(found),
        "reasons": found.reasons,
        "first": decision.valid_from,
        "last": decision.valid_until,
        "form": FORMS.get(decision.form or "", ""),
        "delivery": DELIVERIES.get(decision.delivery or "", ""),
        "basis": BASES.get(decision.basis or "", ""),
        "provisional": decision.provisional,
        "source": source,
        "sure": SURE[source.sure],
        "status_on": found.status_on,
        "facts": [(one.label, fact_value(one.name, one.value)) for one in found.facts],
        "limits": near_limits(found),
        "otherwise": [(wanted(one), otherwise(one.document)) for one in found.alternatives],
        "insurer": found.insurer,
        "known": found.known,
    }
