"""What people of a list hold now: one word for each, from two queries for all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kofu.policy.facts import FactValue
from kofu.registry.access.withheld import SIGNS
from kofu.registry.dossier.evidence import Evidence
from kofu.registry.dossier.papers import Paper, certificate_until, papers_of_many
from kofu.registry.people.strands import KEPT
from kofu.registry.people.tables import PersonNow


@dataclass(frozen=True, slots=True)
class Listed:
    """`by`: the packs' bands that prove insurance today (`card`, `certificate` ...).

    `until`: the last day of the certificate in hand; `entitled` is false for whoever has left, or
    is not here yet.
    """

    number: int
    person_id: str
    facts: Mapping[str, FactValue]
    entitled: bool
    by: frozenset[str]
    unknown: bool
    until: date | None

    @property
    def sensitive(self) -> bool:
        return any(self.facts[sign] for sign in SIGNS)


def listed(person_ids: Collection[str], evidence: Evidence, on: date) -> dict[str, Listed]:
    """By 宛名番号, as things stand now."""
    wanted = PersonNow.objects.filter(person__person_id__in=person_ids)
    rows = list(wanted.values("person_id", "person__person_id", *KEPT))
    papers = papers_of_many([row["person_id"] for row in rows])
    found = (_listed(row, papers.get(row["person_id"], ()), evidence, on) for row in rows)
    return {one.person_id: one for one in found}


def _listed(
    row: Mapping[str, FactValue], papers: Collection[Paper], evidence: Evidence, on: date
) -> Listed:
    imported = row["certificate_until"]
    assert imported is None or isinstance(imported, date)
    until = certificate_until(papers, on, imported)
    told = evidence.on(on, {**row, "certificate_until": until})
    number = row["person_id"]
    assert isinstance(number, int)
    return Listed(
        number=number,
        person_id=str(row["person__person_id"]),
        facts=row,
        entitled=told.entitled,
        by=told.by,
        unknown=told.unknown,
        until=until if "certificate" in told.by else None,
    )
