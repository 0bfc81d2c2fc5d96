"""One piece in the hand: its number is scanned, and what happened to it is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from kofu.base.errors import KofuError
from kofu.mail.after.states import Action, Event, Reason
from kofu.registry.issued.states import State, state_word, step_word
from kofu.registry.log.events import Event as Logged
from kofu.registry.log.events import Outcome as Ended
from kofu.registry.log.write import note, note_apart
from kofu.registry.post.finding import STEPS, standing
from kofu.registry.post.folding import Code, Outcome, fold
from kofu.registry.post.reading import Row, number_of, reason_missing
from kofu.registry.post.writing import write

_FRAME = "ABCDabcd"
"""Start and stop letters of NW-7, which some scanners send along."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """The documents in the piece and where they stand; `known`: it was recorded before.

    `next`: what to do with a piece that came back; None for any other.
    """

    documents: tuple[tuple[int, State], ...]
    known: bool
    next: Action | None


def one_result(
    number: str,
    what: Event,
    day: date,
    by: str,
    reason: Reason | None = None,
    refuse: Callable[[str], None] | None = None,
) -> Scanned:
    """Record what happened to a piece, by its tracking number; all of its documents that may take
    the step take it. `refuse` is asked for each person in the piece, and may raise.

    Raises KofuError: those of a tracking number, `reason-missing`, `result-of-no-piece`;
    `document-step-not-allowed`, `document-day-backwards` where none of them may.
    """
    tracking = number_of(number.strip().strip(_FRAME))
    if reason_missing(what, reason):
        raise KofuError("reason-missing", event=what.value)
    if tracking is None:
        raise KofuError("result-of-no-piece")
    row = Row(0, what, day, reason, tracking=tracking)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            outcomes = fold({0: row}, standing(cursor, [row]))
            if refuse is not None:
                for each in outcomes:
                    refuse(each.stood.person_id)
            _refuse(outcomes)
            taken = [one for one in outcomes if one.to]
            if taken:
                write(cursor, outcomes, None, by)
            for one in taken:
                _note(one, by)
    except KofuError as error:
        detail = {"code": error.finding.code, "step": STEPS[what].value, "day": day}
        note_apart(Logged.POST_TOLD, by=by, outcome=Ended.REFUSED, detail=detail)
        raise
    documents = tuple((one.stood.document, one.to or one.stood.state) for one in outcomes)
    return Scanned(documents, not taken, next((one.next for one in taken if one.next), None))


def _refuse(outcomes: list[Outcome]) -> None:
    """Unless one of them took the step, or all is known already."""
    if not outcomes:
        raise KofuError("result-of-no-piece")
    refused = [one for one in outcomes if one.to is None and one.code is not Code.KNOWN]
    if refused and not any(one.to for one in outcomes):
        one = refused[0]
        raise KofuError(
            one.code.value,
            document=one.stood.document,
            step=step_word(STEPS[one.row.event]),
            state=state_word(one.stood.state),
            day=one.row.day,
        )


def _note(one: Outcome, by: str) -> None:
    note(
        Logged.DOCUMENT_ACTED,
        by=by,
        person_id=one.stood.person_id,
        object=f"document:{one.stood.document}",
        reason=one.row.reason.value if one.row.reason else "",
        detail={"step": STEPS[one.row.event].value, "day": one.row.day},
    )
