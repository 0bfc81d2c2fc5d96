"""The tables that rosters and decisions give: registration, documents."""

from __future__ import annotations

from collections.abc import Iterator

from kofu.reports.asked import Asked, By
from kofu.reports.counted import Cells, Count, Counted, Dimension, Share, Spec, tabulate
from kofu.reports.dimensions import AGE_SEX, DIMENSIONS, KIND_WORDS
from kofu.reports.people import People
from kofu.reports.places import is_ward_of_city
from kofu.reports.rates import HoldersOfInsured, RegisteredOfHolders, RegisteredOfInsured
from kofu.reports.suppress import suppress

REGISTERED = "registered-by-"
DOCUMENTED = "documents-by-"
PYRAMID = f"{DOCUMENTED}age-and-sex"

INSURED, HOLDERS, HAVING = range(3)
"""Columns of a table of registration."""

_STATUS = (
    Count("被保険者"),
    Count("カード保有者", frozenset({"registered", "holder"})),
    Count("利用登録者", frozenset({"registered"})),
    Count("カードの状況が不明", frozenset({"不明"})),
)
_SHARES = (
    Share(HoldersOfInsured, HOLDERS, INSURED),
    Share(RegisteredOfInsured, HAVING, INSURED),
    Share(RegisteredOfHolders, HAVING, HOLDERS),
)
_DOCUMENTS = (
    *(Count(word, frozenset({kind})) for kind, word in KIND_WORDS.items()),
    Count("計"),
)
_OF_ROSTER = (By.MUNICIPALITY, By.WARD, By.AGE, By.SEX)
_OF_INSURERS = (By.PREFECTURE, By.INSURER)
_OF_DECISIONS = (By.MONTH, By.BASIS, By.RULE, By.PRODUCT)


def people_tables(found: People, asked: Asked) -> tuple[Counted, ...]:
    """Every table that the files give and that is asked for, with small numbers hidden."""
    tables = [tabulate(found.cells, spec) for spec in _specs(found, asked)]
    if asked.suppress is None:
        return tuple(tables)
    return suppress(found.cells, tables, asked.suppress)


def _specs(found: People, asked: Asked) -> Iterator[Spec]:
    wanted = asked.by or frozenset(By)
    places = tuple(by for by in _OF_ROSTER if by in wanted and _told(found.cells, by))
    if found.rosters:
        insurers = _OF_INSURERS if asked.insurers else ()
        for by in (*places, *(one for one in insurers if one in wanted)):
            yield _registration(DIMENSIONS[by], by.value)
    if found.decisions:
        if By.KIND in wanted:
            counts = (Count("件数"),)
            yield Spec(
                *(f"{DOCUMENTED}kind", "書類の種類", DIMENSIONS[By.KIND], "document", counts),
                within="decided",
            )
        own = places if found.rosters else ()
        for by in (*own, *(one for one in _OF_DECISIONS if one in wanted)):
            yield _documents(DIMENSIONS[by], by.value)
        if found.rosters and {By.AGE, By.SEX} <= wanted:
            yield _documents(AGE_SEX, "age-and-sex")


def registration_specs(cells: Cells) -> tuple[Spec, ...]:
    """The tables of registration that everybody's cells give."""
    return tuple(_registration(DIMENSIONS[by], by.value) for by in _OF_ROSTER if _told(cells, by))


def _told(cells: Cells, by: By) -> bool:
    """A table of wards only where a city has some; any other wherever there is a roster."""
    wards = (key for key in cells.values["ward"] if key)
    return by is not By.WARD or any(is_ward_of_city(key) for key in wards)


def _registration(dimension: Dimension, name: str) -> Spec:
    title = f"カードの保有とマイナ保険証の登録（{dimension.label}ごと）"
    return Spec(
        *(f"{REGISTERED}{name}", title, dimension, "status", _STATUS, _SHARES), within="enrolled"
    )


def _documents(dimension: Dimension, name: str) -> Spec:
    title = f"交付する書類（{dimension.label}ごと）"
    return Spec(
        *(f"{DOCUMENTED}{name}", title, dimension, "document", _DOCUMENTS), within="decided"
    )
