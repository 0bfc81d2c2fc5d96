"""Documents, runs and applications of a person as rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kofu.base.messages import catalogue
from kofu.faces.console.frame.words import words
from kofu.mail.after.states import Reason
from kofu.registry.counter.kinds import Result
from kofu.registry.counter.withdrawing import NEVER
from kofu.registry.dossier.applications import Request
from kofu.registry.dossier.memberships import Membership
from kofu.registry.dossier.papers import Paper
from kofu.registry.issued.states import ENDED, State
from kofu.registry.issued.tables import Origin
from kofu.registry.people.held import WITH_PERSON

_DELIVERIES: Mapping[str, str | Promise] = {
    "simplified-registered": _("簡易書留"),
    "recorded": _("特定記録"),
    "ordinary": _("普通郵便"),
    "employer": _("事業主経由"),
    "counter": _("窓口"),
    "hold": _("送付を保留"),
}

_OUTCOMES: Mapping[str, str | Promise] = {
    "due": _("交付する"),
    "withheld": _("送付を保留"),
    "nothing": _("交付しない"),
    "review": _("確認が必要"),
}

_ORIGINS: Mapping[Origin, str | Promise] = {
    Origin.RUN: _("一括"),
    Origin.COUNTER: _("窓口"),
    Origin.INHERITED: _("登録簿ができる前"),
}

_RETURNS: Mapping[str, str | Promise] = {
    Reason.STORAGE_EXPIRED.value: _("保管期間経過"),
    Reason.ADDRESS_UNKNOWN.value: _("あて所尋ねあたらず"),
    Reason.MOVED.value: _("転居先不明"),
    Reason.REFUSED.value: _("受取拒絶"),
}
"""Why a piece came back; reasons that somebody typed stand as they are."""


def papers(found: Iterable[Paper], on: date) -> list[Mapping[str, object]]:
    """The newest first, each with what was done to it. `on`: the day of the page."""
    return [
        {
            "number": one.number,
            "kind": words(f"document-kind-{one.kind}"),
            "special": one.variant == "special_care",
            "first": one.valid_from,
            "last": one.valid_until,
            "state": words(f"document-state-{one.state.value}"),
            "over": one.valid_until is not None and one.valid_until < on,
            "tone": _tone(one.state),
            "since": one.since,
            "delivery": _DELIVERIES.get(one.delivery, one.delivery),
            "origin": _ORIGINS[one.origin],
            "run": one.run,
            "replaces": one.replaces,
            "tracking": one.tracking,
            "next": words(f"action-{one.then.value}") if one.then else "",
            "has_page": one.origin is not Origin.INHERITED,
            "done": [
                {
                    "step": words(f"document-step-{done.step.value}"),
                    "on": done.on,
                    "by": done.by,
                    "reason": _RETURNS.get(done.reason, done.reason),
                }
                for done in one.done
            ],
        }
        for one in found
    ]


def _tone(state: State) -> str:
    if state in WITH_PERSON:
        return "good"
    if state is State.RETURNED:
        return "wrong"
    return "" if state in ENDED else "attention"


def runs(found: Iterable[Membership]) -> list[Mapping[str, object]]:
    """What each run had for the person."""
    return [
        {
            "run": one.run,
            "kind": words(f"run-kind-{one.kind.value}"),
            "on": one.on,
            "state": words(f"run-state-{one.state.value}"),
            "outcome": _OUTCOMES[one.outcome],
            "pulled": one.pulled,
            "stopped": words(one.stopped) if one.stopped in catalogue() else one.stopped,
            "ahead": one.ahead,
        }
        for one in found
    ]


def requests(found: Iterable[Request]) -> list[Mapping[str, object]]:
    """What was asked for at the counter."""
    return [
        {
            "number": one.number,
            "kind": words(f"counter-kind-{one.kind.value.replace('_', '-')}"),
            "on": one.received_on,
            "channel": words(f"counter-channel-{one.channel.value}"),
            "applicant": words(f"counter-applicant-{one.applicant.value}"),
            "result": words(f"counter-result-{'withdrawn' if one.withdrawn else one.result.value}"),
            "document": one.document,
            "withdrawable": one.result is Result.ACCEPTED
            and not one.withdrawn
            and one.kind not in NEVER,
            "by": one.by,
        }
        for one in found
    ]
