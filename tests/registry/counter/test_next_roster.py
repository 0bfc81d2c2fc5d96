"""The next roster: an empty cell is no news of what was said at the counter; a filled one is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.registry.counter.conftest import whole
from tests.registry.counter.windows import facts, received, window
from tests.registry.people.files import written

from kofu.registry.counter.kinds import HoldReason

NEXT = date(2026, 10, 1)
CITY = "kawasaki-kokuho"
PLACE: dict[str, object] = {"mailing_postal_code": ""}


@pytest.fixture
def arranged(
    register: object, enrolled: Callable[..., None], tmp_path: Path
) -> Callable[..., None]:
    """A hold and a mailing address given at the counter; then the roster of 1 October."""
    from kofu.registry.counter.arranging import arrange
    from kofu.registry.counter.typed import Hold, MailingAddress
    from kofu.registry.people.load import load_roster

    enrolled({}, {"person_id": "1002"})
    arrange(Hold("1001", received(), HoldReason.SUPPORT_MEASURES, True), window(CITY))
    arrange(MailingAddress("1001", received(), "架空市1-1", "211-0000"), window(CITY))

    def next_roster(**cells: object) -> None:
        people = [whole({**PLACE, **cells}), whole({**PLACE, "person_id": "1002"})]
        (tmp_path / "next").mkdir()
        load_roster(written(tmp_path / "next", people), None, NEXT, "loader")

    return next_roster


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ({}, "delivery_hold", True),
        ({}, "info_restricted", True),
        ({}, "mailing_address", "架空市1-1"),
        ({}, "mailing_postal_code", "211-0000"),
        ({"delivery_hold": "false"}, "delivery_hold", False),
        ({"mailing_address": "別の町2-2"}, "mailing_address", "別の町2-2"),
        ({"mailing_address": "別の町2-2"}, "mailing_postal_code", None),
        ({"mailing_address": "別の町2-2"}, "delivery_hold", True),
    ],
)
def test_an_empty_cell_leaves_what_was_said_and_a_filled_one_replaces_it(
    arranged: Callable[..., None], cells: dict[str, object], column: str, value: object
) -> None:
    arranged(**cells)
    assert facts("1001", column, on=NEXT) == (value,)


def test_whoever_said_nothing_at_the_counter_is_as_the_file_says(
    arranged: Callable[..., None],
) -> None:
    arranged()
    assert facts("1002", "delivery_hold", "mailing_address", on=NEXT) == (None, None)
