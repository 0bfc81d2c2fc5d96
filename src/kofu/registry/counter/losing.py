"""Whether a document's step takes away the last usable proof that somebody holds.

Asked as the sweeps ask: by the pack's words about proof, with the step taken as done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kofu.policy.facts import FactValue
from kofu.registry.counter.typed import Window
from kofu.registry.counter.warnings import Caution, Code
from kofu.registry.dossier.desk import desk
from kofu.registry.dossier.history import History, rows_of
from kofu.registry.dossier.papers import Done, Paper, certificate_until, papers_of
from kofu.registry.issued.acting import Held
from kofu.registry.issued.states import State, Step
from kofu.registry.people.held import WITH_PERSON


def left_without(
    now: Held, done: Done, window: Window, changes: Mapping[str, FactValue]
) -> tuple[Caution, ...]:
    """A warning from which day the person of a certificate has nothing usable any more once this
    is done to it. `changes`: facts that change with it.
    """
    papers = papers_of(now.document.person_id)
    paper = next(one for one in papers if one.number == now.document.pk)
    day = max(window.on, paper.valid_from or window.on)
    if done.after in WITH_PERSON or not paper.is_certificate or not paper.is_live(day):
        return ()
    after = [_with(one, done) if one is paper else one for one in papers]
    known = History(rows_of(now.document.person_id)).on(day)
    if known is None:
        return ()
    facts = {**known, **changes}
    imported = facts["certificate_until"]
    until = certificate_until(after, day, imported if isinstance(imported, date) else None)
    evidence = desk(window.pack, window.on, window.known).evidence
    told = evidence.on(day, {**facts, "certificate_until": until})
    if not told.asks or not told.entitled or told.by:
        return ()
    code = Code.PROOF_IN_DOUBT if told.unknown else Code.LEFT_WITHOUT_PROOF
    return (Caution(code, {"day": day}),)


def done_now(step: Step, to: State, on: date, window: Window) -> Done:
    """The step as if it had been taken."""
    return Done(step, to, on, window.by, "")


def _with(paper: Paper, done: Done) -> Paper:
    return replace(paper, done=(*paper.done, done))
