"""Wishes, mailing address, holds: recorded as facts from the day at the window on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.registry.conftest import Register
from tests.registry.counter.conftest import AS_OF, whole
from tests.registry.counter.windows import ON, applications, facts, logged, received, rows, window
from tests.registry.people.files import written

from kofu.base.errors import KofuError
from kofu.documents.letters.language import Tongue
from kofu.registry.counter.kinds import HoldReason

CITY = "kawasaki-kokuho"
FAR = date(2028, 1, 1)

WISHES = (
    ("registered mail", ("RegisteredMail", {}), ("wants_registered_mail",), (True,), "registered-mail"),
    ("no longer", ("RegisteredMail", {"wanted": False}), ("wants_registered_mail",), (False,), "registered-mail-end"),
    ("mail to a guardian", ("MailingAddress", {"address": "川崎市中原区架空町2-3", "postal_code": "211-0000", "name": "後見　花子"}),
     ("mailing_name", "mailing_postal_code", "mailing_address", "address"), ("後見　花子", "211-0000", "川崎市中原区架空町2-3", "八王子市東町1番1号"), "mailing-address"),
    ("hold, and the card too", ("Hold", {"reason": HoldReason.SUPPORT_MEASURES, "info_restricted": True}), ("delivery_hold", "info_restricted"), (True, True), "delivery-hold"),
    ("hold of the mail alone", ("Hold", {"reason": HoldReason.ELSEWHERE}), ("delivery_hold", "info_restricted"), (True, None), "delivery-hold"),
    ("limit class on the certificate", ("LimitPrinting", {}), ("limit_requested",), (True,), "limit-printing"),
    ("letters in Vietnamese", ("LetterReading", {"language": Tongue.VI}), ("letter_language", "reading_aid"), ("vi", None), "letter-reading"),
    ("letters in large print", ("LetterReading", {"large_print": True}), ("letter_language", "reading_aid"), (None, "large_print"), "letter-reading"),
    ("letters to be heard", ("LetterReading", {"voice": True}), ("letter_language", "reading_aid"), (None, "voice"), "letter-reading"),
    ("all of it", ("LetterReading", {"language": Tongue.EASY, "large_print": True, "voice": True}), ("letter_language", "reading_aid"), ("easy", "both"), "letter-reading"),
    ("nothing of it any more", ("LetterReading", {}), ("letter_language", "reading_aid"), (None, None), "letter-reading-end"),
    ("and not", ("LimitPrinting", {"wanted": False}), ("limit_requested",), (False,), "limit-printing-end"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "act", "columns", "values", "kind"), WISHES, ids=[w[0] for w in WISHES]
)
def test_a_wish_is_a_fact_from_today_on(
    register: Register, enrolled: Callable[..., None], name: str, act: tuple[str, dict[str, object]],
    columns: tuple[str, ...], values: tuple[object, ...], kind: str,
) -> None:  # fmt: skip
    from kofu.registry.counter import typed
    from kofu.registry.counter.arranging import arrange

    enrolled({})
    of, given = act
    reason = given["reason"].value if of == "Hold" else ""  # type: ignore[attr-defined]
    arrange(getattr(typed, of)("1001", received(), **given), window(CITY))
    assert facts("1001", *columns) == values
    assert facts("1001", *columns, on=FAR) == values
    assert applications(register) == [(kind, "accepted", reason)]
    assert logged(register)[-1] == ("counter-acted", "done", "sato", "window-3", "1001")
    # Why somebody is protected is nobody's business who reads the log.
    assert reason not in str(rows(register, "SELECT reason, detail FROM log_entry")) or not reason


def test_what_was_arranged_ends(register: Register, enrolled: Callable[..., None]) -> None:
    from kofu.registry.counter.arranging import arrange
    from kofu.registry.counter.typed import Hold, MailingAddress, MailingAddressEnd, Release

    enrolled({})
    arrange(MailingAddress("1001", received(), "架空市1-1"), window(CITY))
    arrange(Hold("1001", received(), HoldReason.WISH, True), window(CITY))
    later = date(2026, 10, 1)
    arrange(MailingAddressEnd("1001", received(later)), window(CITY, later))
    arrange(Release("1001", received(later), info_released=True), window(CITY, later))
    columns = ("mailing_address", "delivery_hold", "info_restricted")
    assert facts("1001", *columns, on=date(2026, 9, 30)) == ("架空市1-1", True, True)
    assert facts("1001", *columns, on=later) == (None, False, False)


def test_a_wish_outlasts_a_burden_that_begins_later(
    register: Register, tmp_path: Path, enrolled: Callable[..., None]
) -> None:
    """The share of October is known in August; a wish of September holds in October as well."""
    from kofu.registry.counter.arranging import arrange
    from kofu.registry.counter.typed import LimitPrinting
    from kofu.registry.people.load import load_roster

    enrolled({})
    october = whole({"copay_percent": "20", "copay_from": "2026-10-01"})
    load_roster(written(tmp_path, [october]), None, date(2026, 8, 25), "loader")
    arrange(LimitPrinting("1001", received()), window(CITY))
    asked = ("copay_percent", "limit_requested")
    assert facts("1001", *asked) == (10, True)
    assert facts("1001", *asked, on=date(2026, 10, 1)) == (20, True)
    assert AS_OF < ON


@pytest.mark.parametrize(("person", "address", "code"), [
    ("9999", "架空市1-1", "person-not-registered"),
    ("1001", "　", "counter-address-empty"),
])  # fmt: skip
def test_what_cannot_be_arranged(
    register: Register, enrolled: Callable[..., None], person: str, address: str, code: str
) -> None:
    from kofu.registry.counter.arranging import arrange
    from kofu.registry.counter.typed import MailingAddress

    enrolled({})
    with pytest.raises(KofuError, match=code):
        arrange(MailingAddress(person, received(), address), window(CITY))
    assert [entry[:2] for entry in logged(register)] == [("counter-acted", "refused")]
