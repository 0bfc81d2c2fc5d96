"""An outlook as the template shows it: codes in words, and what is withheld left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from kofu.base.errors import Finding, Word
from kofu.decide.explanation import Explanation
from kofu.decide.wording import SURE, fact_value, headline, otherwise, wanted
from kofu.faces.console.counter.said import DELIVERIES, FORMS, LETTERS
from kofu.faces.console.frame.tags import day
from kofu.faces.console.frame.words import finding_words, words
from kofu.faces.console.people.said import label, value_words
from kofu.registry.counter.kinds import Result, kind_word
from kofu.registry.counter.outlook import Change, Outlook, Paper
from kofu.registry.counter.warnings import SERIOUS, Caution, Code
from kofu.registry.people.strands import RESIDENCE, STRAND_OF
from kofu.roster.columns import COLUMNS

_ISSUE_ANEW = (Code.LEFT_WITHOUT_PROOF, Code.PROOF_IN_DOUBT)
"""Warnings with a way out: another document."""

TONES: Mapping[Result, str] = {
    Result.ACCEPTED: "good",
    Result.REFUSED: "wrong",
    Result.NOT_NEEDED: "attention",
    Result.REVIEW: "attention",
    Result.WITHDRAWN: "attention",
}


def shown(found: Outlook, open_: bool) -> dict[str, object]:
    """`open_`: the address of the person may be shown."""
    return {
        "result": words(f"counter-result-{found.result.value}"),
        "tone": TONES[found.result],
        "kind": words(kind_word(found.kind).code) if found.kind else "",
        "decided": decided(found.explanation) if found.explanation else None,
        "paper": paper_words(found.paper) if found.paper else "",
        "delivery": DELIVERIES[found.paper.delivery] if found.paper else "",
        "certificate": found.paper is not None and found.paper.kind == "certificate",
        "fee": found.fee,
        "changes": [_change(one, open_) for one in found.changes],
        "turns": [
            (one.document, [words(f"document-state-{state.value}") for state in one.states])
            for one in found.turns
        ],
        "warnings": [
            {
                "number": number,
                "words": caution(one),
                "serious": one.code in SERIOUS,
                "reissue": one.code in _ISSUE_ANEW,
            }
            for number, one in enumerate(found.warnings)
        ],
        "refused": finding_words(found.refused) if found.refused else "",
    }


def serious(found: Outlook) -> list[str]:
    """The numbers of the warnings that have to be confirmed."""
    return [str(number) for number, one in enumerate(found.warnings) if one.code in SERIOUS]


def caution(one: Caution) -> str:
    """A warning in words."""
    params = {
        name: day(value) if isinstance(value, date) else value for name, value in one.params.items()
    }
    if isinstance(params.get("why"), Word):
        params["field"] = _column(str(params["field"]))
    return finding_words(Finding(f"counter-warning-{one.code.value}", params=params))


def _column(name: str) -> str:
    return label(name) if name in COLUMNS else name


def paper_words(paper: Paper) -> str:
    """資格確認書（紙のカード型）, or the name of a letter."""
    if paper.kind == "letter":
        return str(LETTERS.get(paper.form or "", words("document-kind-letter")))
    kind = words(f"document-kind-{paper.kind}")
    form = FORMS.get(paper.form or "")
    return f"{kind}（{form}）" if form and paper.kind == "certificate" else kind


def _change(one: Change, open_: bool) -> tuple[str, str, str]:
    if not open_ and STRAND_OF[one.column] is RESIDENCE:
        return label(one.column), _("（非表示）"), _("（非表示）")
    before, after = (value_words(one.column, value) for value in (one.before, one.after))
    return label(one.column), before, after


def decided(found: Explanation) -> Mapping[str, object]:
    """The explanation, part by part; its words are the pack's."""
    decision, source = found.decision, found.sources[0]
    return {
        "headline": headline(found),
        "reasons": found.reasons,
        "first": decision.valid_from,
        "last": decision.valid_until,
        "source": source,
        "sure": SURE[source.sure],
        "facts": [(one.label, fact_value(one.name, one.value)) for one in found.facts],
        "otherwise": [(wanted(one), otherwise(one.document)) for one in found.alternatives],
        "insurer": found.insurer,
        "known": found.known,
    }
