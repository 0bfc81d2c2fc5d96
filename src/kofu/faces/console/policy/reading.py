"""The packs at hand, and one of them: its rules, its settings, its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.tags import day
from kofu.faces.console.frame.words import finding_words
from kofu.faces.console.policy.picture import Lane, Words, picture
from kofu.faces.console.policy.rows import NormRow, norm_rows, questions, setting_rows
from kofu.policy.boundaries import days
from kofu.policy.check import doubts
from kofu.policy.model import Kind
from kofu.policy.turns import Span, in_force, turns
from kofu.registry.access.roles import Right
from kofu.registry.packs.at_hand import AtHand, at_hand, find
from kofu.registry.packs.examined import Examined, examined


@dataclass(frozen=True, slots=True)
class _Listed:
    one: AtHand
    kind: str
    norms: int
    checked: date
    doubts: int
    examined: Examined | None


@page(Right.POLICY_READ)
def listed(request: Asked) -> HttpResponse:
    """Every pack at hand."""
    today = timezone.localdate()
    rows = [
        _Listed(
            one=one,
            kind=kind_words(one.book.pack.kind),
            norms=len(in_force(one.book, today, today)),
            checked=min(norm.checked_on for norm in one.book.pack.norms),
            doubts=sum(1 for _finding in doubts(one.book)),
            examined=examined(one.book),
        )
        for one in at_hand()
    ]
    return render(request, "console/policy/list.html", {"packs": rows})


@page(Right.POLICY_READ)
def pack(request: Asked, key: str) -> HttpResponse:
    """The rules of a pack, by rank, with their sources."""
    one, today = find(key), timezone.localdate()
    only_now = "now" in request.GET
    told = {
        **about(one),
        "today": today,
        "only_now": only_now,
        "questions": questions(one.book, today, only_now),
        "rules": sum(1 for _rule in one.book.rules()),
        "norms": norm_rows(one.book, today),
        "doubts": [finding_words(finding) for finding in doubts(one.book)],
    }
    return render(request, "console/policy/pack.html", told)


@page(Right.POLICY_READ)
def settings(request: Asked, key: str) -> HttpResponse:
    """What the insurer has set, for the rules and for its pages."""
    one, today = find(key), timezone.localdate()
    told = {
        **about(one),
        "parameters": setting_rows(one.book.pack.parameters, today),
        "office": setting_rows(one.book.pack.office, today),
    }
    return render(request, "console/policy/settings.html", told)


@page(Right.POLICY_READ)
def timeline(request: Asked, key: str) -> HttpResponse:
    """When each norm became known and holds; the days on which the law turns."""
    one, today = find(key), timezone.localdate()
    norms = norm_rows(one.book, today)
    told = {
        **about(one),
        "today": today,
        "picture": _picture(one, norms, today),
        "norms": norms,
        "turns": turns(one.book),
        "days": len(days(one.book)),
    }
    return render(request, "console/policy/timeline.html", told)


def about(one: AtHand) -> dict[str, object]:
    """What every page of a pack shows at its top."""
    return {"one": one, "pack": one.book.pack, "kind": kind_words(one.book.pack.kind)}


def kind_words(kind: Kind) -> str:
    """What the insurer is."""
    return {
        Kind.KOUKI: _("後期高齢者医療"),
        Kind.KOKUHO: _("国民健康保険"),
        Kind.KENPO: _("健康保険組合"),
        Kind.SHARED: _("共通"),
    }[kind]


def _picture(one: AtHand, norms: tuple[NormRow, ...], today: date) -> SafeString:
    covers = one.book.pack.covers
    lanes = [
        Lane(
            number=row.number,
            title=row.norm.title,
            published=row.norm.published,
            spans=row.spans,
            provisional=row.norm.provisional,
            said=_("{title}：{published}公表、適用 {spans}").format(
                title=row.norm.title,
                published=day(row.norm.published),
                spans="、".join(f"{day(span.first)}～{day(span.last)}" for span in row.spans),
            ),
        )
        for row in norms
    ]
    words = Words(
        title=_("資料ごとの、公表された日と適用される期間"),
        description=_("資料{count}件。同じ内容を、この下の表に載せています。").format(
            count=len(lanes)
        ),
        today=_("今日"),
        year=_("令和{era}年（{year}）"),
    )
    span = Span(covers.first, covers.last) if covers else Span(today, today)
    return mark_safe(picture(lanes, span, today, words))  # made by an XML writer
