"""What became of one document, told at the counter: posted, delivered, come back, lost, recalled.

Printing, handing over and reissuing have acts of their own; what a run does to its documents it
does to all of them.
"""

from __future__ import annotations

from django.db import transaction

from kofu.base.errors import KofuError
from kofu.mail.after.states import Action as Then
from kofu.registry.counter.noting import refusals_noted
from kofu.registry.counter.typed import DocumentStep, Window
from kofu.registry.issued.acting import Held, act_on, held
from kofu.registry.issued.returning import after_return
from kofu.registry.issued.states import State, Step, after, state_word, step_word
from kofu.registry.issued.tables import Action, Document, Origin

_TOLD = (Step.POST, Step.DELIVER, Step.COME_BACK, Step.RESEND, Step.LOSE, Step.RECALL)


def steps_of(now: Held) -> tuple[Step, ...]:
    """What a clerk may tell of a document as it stands."""
    alone = now.document.origin == Origin.COUNTER.value
    told = [
        step
        for step in _TOLD
        if after(now.state, step) is not None and (alone or step is not Step.POST)
    ]
    # What is still in the house is withdrawn, or pulled from its run: with its facts.
    return (*told, Step.CANCEL) if now.state is State.RETURNED else tuple(told)


def document_of(person_id: str, number: int) -> Held:
    """A person's document and where it stands. Raises KofuError `document-not-of-person`."""
    document = Document.objects.filter(pk=number, person__person_id=person_id).first()
    if document is None:
        raise KofuError("document-not-of-person", document=number)
    return held(document)


def may_step(act: DocumentStep, window: Window) -> State:
    """Where the step leads. Raises KofuError `document-not-of-person`,
    `document-changed-meanwhile`, `document-step-not-allowed`, `document-day-backwards`,
    `counter-day-later`, `reason-missing`.
    """
    now = document_of(act.person_id, act.document)
    if now.seq != act.seq:
        raise KofuError("document-changed-meanwhile", document=act.document)
    to = after(now.state, act.step)
    if to is None or act.step not in steps_of(now):
        params = {"step": step_word(act.step), "state": state_word(now.state)}
        raise KofuError("document-step-not-allowed", document=act.document, **params)
    if act.day > window.on:
        raise KofuError("counter-day-later", day=act.day)
    if act.day < now.since:
        raise KofuError("document-day-backwards", document=act.document, day=act.day)
    if (act.step is Step.COME_BACK) != bool(act.reason):
        raise KofuError("reason-missing", event=step_word(act.step))
    return to


def take_step(act: DocumentStep, window: Window) -> None:
    """Raises KofuError as `may_step`; what is refused stands in the log."""
    with refusals_noted(act, window), transaction.atomic():
        may_step(act, window)
        act_on(act.document, act.step, act.day, window.by, act.reason, window.terminal)


def next_action(now: Held) -> Then | None:
    """What to do with a document that came back; None for any other, or where no table says it."""
    if now.state is not State.RETURNED:
        return None
    back = Action.objects.filter(document=now.document, step=Step.COME_BACK.value).order_by("seq")
    return after_return([one.reason for one in back], now.since, now.document.delivery)
