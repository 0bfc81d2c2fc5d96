"""Applications as a clerk meets them: facts, what is asked for, what comes of it.

Rows follow the packs' own sources: 広島市 (reasons), 埼玉県 and 三種町 (from August 2026), いわき市.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.registry.conftest import Register
from tests.registry.counter.windows import (
    ON,
    applications,
    documents,
    facts,
    logged,
    received,
    rows,
    window,
)

from kofu.base.errors import KofuError
from kofu.registry.counter.kinds import Kind

CITY, UNION = "kawasaki-kokuho", "tokyo-kouki"
YOUNG = {"birth_date": "1980-05-05", "household_head": "浜田　一郎", "symbol": "川1"}
USED = {"uses_12m": "12", "uses_3m": "3"}
NO_CARD = {"has_card": "no", "registered": ""}
JULY = date(2027, 7, 31)

CASES = (
    ("city, card lost", CITY, YOUNG, Kind.LOST_CARD, "accepted", JULY, None),
    ("city, card being renewed", CITY, YOUNG, Kind.RENEWING_CARD, "accepted", JULY, None),
    ("city, needs assistance", CITY, YOUNG, Kind.ASSISTANCE, "accepted", JULY, True),
    ("city, lives in a facility", CITY, YOUNG, Kind.FACILITY, "accepted", JULY, True),
    ("city, another difficulty", CITY, YOUNG, Kind.OTHER_DIFFICULTY, "accepted", JULY, True),
    ("city, just in case", CITY, YOUNG, Kind.JUST_IN_CASE, "refused", None, None),
    ("city, would rather not use it", CITY, YOUNG, Kind.PREFERS_PAPER, "refused", None, None),
    ("city, has no card", CITY, {**YOUNG, **NO_CARD}, Kind.JUST_IN_CASE, "accepted", JULY, None),
    ("city, turns 70 in March", CITY, {**YOUNG, "birth_date": "1957-03-20"}, Kind.FACILITY, "accepted", date(2027, 3, 31), True),
    ("city, holds one until July", CITY, {**YOUNG, "certificate_until": "2027-07-31"}, Kind.FACILITY, "not-needed", None, None),
    ("city, has left", CITY, {**YOUNG, "lost_on": "2026-09-01"}, Kind.FACILITY, "not-needed", None, None),
    ("union, uses the card", UNION, USED, Kind.JUST_IN_CASE, "refused", None, None),
    ("union, hardly uses it", UNION, {"uses_12m": "2", "uses_3m": "0"}, Kind.JUST_IN_CASE, "accepted", JULY, None),
    ("union, 85 in August", UNION, {**USED, "birth_date": "1941-08-01"}, Kind.PREFERS_PAPER, "accepted", JULY, None),
    ("union, lives in a facility", UNION, USED, Kind.FACILITY, "accepted", JULY, True),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "pack", "person", "reason", "result", "until", "support"),
    CASES,
    ids=[case[0] for case in CASES],
)
def test_what_is_asked_for_and_what_comes_of_it(
    register: Register, enrolled: Callable[..., None], name: str, pack: str,
    person: dict[str, object], reason: Kind, result: str, until: date | None, support: bool | None,
) -> None:  # fmt: skip
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.previewing import preview
    from kofu.registry.counter.typed import Certificate

    enrolled(person)
    act = Certificate("1001", received(), reason)
    seen = preview(act, window(pack))
    assert rows(register, "SELECT 1 FROM application") == []
    done = apply(act, window(pack))
    assert (seen.result, seen.explanation) == (done.result, done.explanation)
    assert applications(register) == [(reason.value, result, "")]
    if result == "accepted":
        assert documents(register) == [
            ("certificate", "card-paper", "counter", ON, until, "approved")
        ]
        assert facts("1001", "application", "applied_on", "support_needed", "certificate_until") == (
            reason.value, ON, support, until,
        )  # fmt: skip
    else:
        letters = [("letter", "refusal", "counter", None, None, "approved")]
        assert documents(register) == (letters if result == "refused" else [])
        assert facts("1001", "application", "applied_on", "support_needed") == (None,) * 3


def test_the_log_says_who_did_it_where(register: Register, enrolled: Callable[..., None]) -> None:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.previewing import preview
    from kofu.registry.counter.typed import Certificate

    enrolled(YOUNG)
    act = Certificate("1001", received(), Kind.ASSISTANCE)
    preview(act, window(CITY))
    apply(act, window(CITY))
    told = ["person-read", "corrected", "document-issued", "counter-acted"]
    assert logged(register) == [(event, "done", "sato", "window-3", "1001") for event in told]


REFUSED = (
    ("not a reason", {}, {"reason": Kind.REISSUE}, "counter-reason-unfit"),
    ("received tomorrow", {}, {"received": received(date(2026, 9, 11))}, "counter-received-later"),
    ("returned though only lost", {}, {"card_returned_on": ON}, "counter-return-unfit"),
    ("nobody knows of the card", {"has_card": "", "registered": "", "certificate_expires_on": ""}, {"reason": Kind.JUST_IN_CASE}, "counter-review"),
    ("posted in spite of a hold", {"delivery_hold": "yes"}, {"by_post": True}, "delivery-held-no-post"),
    ("a name that no font has", {"name": "浜田　\U00030000"}, {}, "glyph-missing"),
    ("without a number", {"number": ""}, {}, "item-missing"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "person", "typed", "code"), REFUSED, ids=[one[0] for one in REFUSED]
)
def test_what_is_not_done_leaves_nothing_but_an_entry(
    register: Register, enrolled: Callable[..., None], name: str, person: dict[str, object],
    typed: dict[str, object], code: str,
) -> None:  # fmt: skip
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Certificate

    enrolled({**YOUNG, **person})
    act = Certificate(
        **{"person_id": "1001", "received": received(), "reason": Kind.LOST_CARD, **typed}
    )  # type: ignore[arg-type]
    with pytest.raises(KofuError) as error:
        apply(act, window(CITY))
    assert error.value.finding.code == code
    assert (documents(register), applications(register)) == ([], [])
    assert facts("1001", "application") == (None,)
    assert logged(register) == [("counter-acted", "refused", "sato", "window-3", "1001")]


def test_a_returned_card_is_a_fact_and_lasts(
    register: Register, enrolled: Callable[..., None]
) -> None:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Certificate

    enrolled(YOUNG)
    back = date(2026, 9, 8)
    apply(Certificate("1001", received(), Kind.RETURNING_CARD, back), window(CITY))
    assert facts("1001", "card_returned_on", "registered") == (back, True)


def test_a_posted_one_goes_as_the_pack_says(
    register: Register, enrolled: Callable[..., None]
) -> None:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Certificate

    enrolled({**YOUNG, "wants_registered_mail": "yes"})
    apply(Certificate("1001", received(), Kind.FACILITY, by_post=True), window(CITY))
    assert [row[2] for row in documents(register)] == ["simplified-registered"]
