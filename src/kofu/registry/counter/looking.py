"""What the register knows that a warning may be about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.db import connection

from kofu.documents.fonts.chain import UnprintableError
from kofu.documents.values.office import Office
from kofu.mail.addresses.folding import fold, squeeze
from kofu.policy.facts import FactValue
from kofu.registry.counter.kinds import Kind
from kofu.registry.counter.tables import Application
from kofu.registry.issued.acting import held
from kofu.registry.issued.states import State
from kofu.registry.issued.tables import Document

SAME_DESTINATION = 90
"""Days in which another person's same new destination is told: swindlers work in series."""

ARRIVES = 14
"""Days after which what was posted is taken to have arrived; ordinary mail is never confirmed."""

_TEXTS = (
    *("name", "name_kana", "alias", "household_head"),
    *("address", "mailing_name", "mailing_address"),
)

_RUNS = """
SELECT planned.run_id FROM run_person planned
  JOIN person ON person.id = planned.person_id
  JOIN LATERAL (SELECT after FROM run_action WHERE run_action.run_id = planned.run_id
                 ORDER BY seq DESC LIMIT 1) last ON true
 WHERE person.person_id = %s AND planned.outcome = 'due'
   AND last.after IN ('planned', 'approved', 'started')
   AND NOT EXISTS (SELECT FROM pull WHERE pull.run_id = planned.run_id
                                      AND pull.person_id = planned.person_id)
 ORDER BY planned.run_id"""


def others_at(person_id: str, address: str, household: FactValue, on: date) -> int:
    """How many people of other households had mail sent to this place, of late."""
    place = _place(address)
    since = on - timedelta(days=SAME_DESTINATION)
    others = Application.objects.filter(
        kind=Kind.MAILING_ADDRESS.value, decided_on__gte=since
    ).exclude(person__person_id=person_id)
    if household is not None:
        others = others.exclude(person__personnow__household_id=household)
    told = others.values_list("person_id", "wrote")
    return len({one for one, wrote in told if _place(str(wrote["mailing_address"])) == place})


def _place(address: str) -> str:
    return squeeze(fold(address))[0]


def under_way(person_id: str, on: date) -> list[int]:
    """Certificates and notices that were made and have not arrived."""
    documents = Document.objects.filter(
        person__person_id=person_id,
        kind__in=("certificate", "notice"),
        issued_on__gte=on - timedelta(days=365),
    )
    found = [held(one) for one in documents.order_by("id")]
    made = (State.DECIDED, State.APPROVED, State.PRINTED)
    late = on - timedelta(days=ARRIVES)
    return [
        int(one.document.pk)
        for one in found
        if one.state in made or (one.state is State.POSTED and one.since >= late)
    ]


def approaching_runs(person_id: str) -> list[int]:
    """Runs that are about to print something for the person."""
    with connection.cursor() as cursor:
        cursor.execute(_RUNS, [person_id])
        return [run for (run,) in cursor.fetchall()]


def missing_glyphs(texts: Mapping[str, FactValue], office: Office) -> Iterator[tuple[str, str]]:
    """(column, character) of what no font of the insurer draws."""
    chain = office.chains["name"]
    for column in _TEXTS:
        text = texts.get(column)
        if isinstance(text, str) and text:
            try:
                chain.draw(text)
            except UnprintableError as error:
                yield column, error.unit
