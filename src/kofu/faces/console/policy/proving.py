"""The proof of a pack, and its cases."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kofu.base.errors import Finding
from kofu.decide.wording import fact_value
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import language
from kofu.faces.console.policy.expected import expected, field_words
from kofu.faces.console.policy.reading import about
from kofu.policy.cases import CaseResult
from kofu.policy.facts import FACTS
from kofu.registry.access.roles import Right
from kofu.registry.packs.at_hand import Origin, find
from kofu.registry.packs.examined import case_results, examine, examined


@page(Right.POLICY_READ, "GET", "HEAD", "POST")
def proof(request: Asked, key: str) -> HttpResponseBase:
    """What was proven when; a POST proves it now, in a few seconds."""
    one = find(key)
    if request.method == "POST":
        found = examine(one, request.by)
        if found.proof.holds:
            messages.success(request, _("証明できました。"))
        else:
            messages.error(request, _("証明できませんでした。下の内容を確かめてください。"))
        return redirect("policy:proof", key=key)
    kept = examined(one.book)
    told = {
        **about(one),
        "kept": kept,
        "findings": _said(kept.proof.findings if kept else ()),
        "conflicts": _said(kept.conflicts if kept else ()),
        "provable": one.origin is not Origin.EARLIER,
    }
    return render(request, "console/policy/proof.html", told)


def _said(findings: tuple[Finding, ...] | list[Finding]) -> list[tuple[str, str]]:
    return [(one.code, one.words(language())) for one in findings]


@page(Right.POLICY_READ)
def cases(request: Asked, key: str) -> HttpResponse:
    """The sentences of the sources as examples, decided now."""
    one = find(key)
    results = sorted(case_results(one.book), key=lambda result: result.passed)
    told = {
        **about(one),
        "cases": [_case(result) for result in results],
        "failed": sum(1 for result in results if not result.passed),
    }
    return render(request, "console/policy/cases.html", told)


def _case(result: CaseResult) -> dict[str, object]:
    case = result.case
    return {
        "case": case,
        "passed": result.passed,
        "facts": [
            (FACTS[name].label, fact_value(name, value))
            for name, value in case.facts.items()
            if value is not None
        ],
        "expected": expected(case.expect),
        "wrong": [(field_words(field), wanted, got) for field, wanted, got in result.wrong],
        "stopped": result.stopped.words(language()) if result.stopped else "",
    }
