"""One person of a roster, for the counter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kofu.base.errors import KofuError
from kofu.roster.find import find_person
from kofu.roster.source import open_source

Write = Callable[..., Path]


@pytest.fixture
def people(roster: Write) -> Path:
    return roster(
        "person_id,name,birth_date,has_card",
        "1,甲,S12.3.4,",
        "2,乙,x,有",
        "3,丙,S12.3.5,有",
        "3,丁,S12.3.6,有",
        "４,戊,S12.3.7,有",
    )


def test_a_person_is_given_with_typed_values(people: Path) -> None:
    assert find_person(open_source(people), "1") == {
        "person_id": "1",
        "name": "甲",
        "birth_date": date(1937, 3, 4),
        "has_card": None,
    }
    assert find_person(open_source(people), "4")["name"] == "戊"
    assert find_person(open_source(people), " ４ ")["name"] == "戊"


@pytest.mark.parametrize(
    ("person", "code", "row"),
    [("9", "person-not-found", None), ("3", "person-twice", 5), ("2", "unreadable-date", 3)],
)
def test_a_person_who_cannot_be_given(people: Path, person: str, code: str, row: int) -> None:
    with pytest.raises(KofuError) as error:
        find_person(open_source(people), person)
    assert (error.value.finding.code, error.value.finding.place.row) == (code, row)
    if code == "person-twice":
        assert error.value.finding.params["first"] == 4
