"""Pieces scanned by somebody at the console: only those of people they may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kofu.base.errors import KofuError
from kofu.mail.after.states import Action, Event, Reason
from kofu.registry.access.require import require_sees
from kofu.registry.access.tables import Account
from kofu.registry.issued.tables import Document
from kofu.registry.post.single import one_result


@dataclass(frozen=True, slots=True)
class Piece:
    """(the person's number in the register, document, state) of each document in the piece."""

    documents: tuple[tuple[int, int, str], ...]
    known: bool
    next: Action | None


def scanned_by(
    account: Account, number: str, what: Event, day: date, reason: Reason | None
) -> Piece:
    """Raises KofuError as `one_result`, `counter-day-later`; a piece of somebody they may not see
    is to them no piece of ours.
    """
    if day > date.today():
        raise KofuError("counter-day-later", day=day)

    def refuse(person_id: str) -> None:
        try:
            require_sees(account, person_id)
        except KofuError:
            raise KofuError("result-of-no-piece") from None

    done = one_result(number, what, day, account.name, reason, refuse)
    found = Document.objects.filter(pk__in=[document for document, _ in done.documents])
    people = dict(found.values_list("pk", "person_id"))
    documents = tuple((people[one], one, state.value) for one, state in done.documents)
    return Piece(documents, done.known, done.next)
