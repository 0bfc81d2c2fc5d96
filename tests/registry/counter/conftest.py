"""A counter with a register of its own: invented people, by the pack of a union and of a city."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.registry.conftest import Register
from tests.registry.people.files import somebody, written
from tests.registry.runs.conftest import loaded, planned, roster

__all__ = ["loaded", "planned", "roster"]

AS_OF = date(2026, 8, 20)
ON = date(2026, 9, 10)


@pytest.fixture
def enrolled(register: Register, tmp_path: Path) -> Callable[..., None]:
    """Take people in; each like EVERYBODY but for what is named."""

    def take(*people: dict[str, object]) -> None:
        from kofu.registry.people.load import load_roster

        load_roster(written(tmp_path, [whole(one) for one in people]), None, AS_OF, "loader")

    return take


NAMED = {
    "household_id": "9001", "symbol": "", "number": "12345678", "name_kana": "", "household_head": "",
    "postal_code": "", "mailing_name": "", "mailing_address": "", "uses_12m": "", "uses_3m": "",
    "certificate_until": "", "support_needed": "", "info_restricted": "", "delivery_hold": "",
    "limit_requested": "", "wants_registered_mail": "", "application": "", "applied_on": "",
    "limit_class": "", "limit_from": "", "notice_sent_on": "", "status_on": "2026-08-20",
}  # fmt: skip


def whole(columns: dict[str, object]) -> dict[str, object]:
    return {**somebody(), **NAMED, **columns}
