"""What the post told, folded over where documents stand: which steps, in which order, what next."""

from __future__ import annotations

from datetime import date

import pytest

from kofu.mail.after.states import Event, Reason
from kofu.registry.issued.states import State
from kofu.registry.post.finding import Standing
from kofu.registry.post.folding import fold
from kofu.registry.post.reading import Row

POSTED = date(2026, 7, 10)


def day(number: int) -> date:
    return date(2026, 7, number)


def row(number: int, on: int, event: str, reason: str = "") -> Row:
    return Row(number, Event(event), day(on), Reason(reason) if reason else None)


def stands(row: int, document: int = 1, state: str = "posted", **told: object) -> Standing:
    given = {"person_id": "1", "delivery": "recorded", "seq": 4, "since": POSTED, "returns": 0,
             "known": False, **told}  # fmt: skip
    return Standing(row=row, document=document, state=State(state), **given)  # type: ignore[arg-type]


def became(rows: list[Row], *standings: Standing) -> list[tuple[object, ...]]:
    """Document, number of the action, where it stands, code, what next."""
    return [
        (one.stood.document, one.seq, one.to and one.to.value, one.code.value,
         one.next and one.next.value)
        for one in fold({one.row: one for one in rows}, standings)
    ]  # fmt: skip


def test_one_piece_through_a_whole_file() -> None:
    rows = [
        row(2, 12, "returned", "storage-expired"),
        row(3, 14, "resent"),
        row(4, 20, "returned", "storage-expired"),
        row(5, 25, "handed-over"),
    ]
    assert became(rows, *(stands(one.row) for one in rows)) == [
        (1, 5, "returned", "", "resend"),
        (1, 6, "posted", "", None),
        (1, 7, "returned", "", "keep"),  # came back a second time
        (1, 8, "handed-over", "", None),
    ]


def test_all_documents_of_an_envelope_and_the_safest_way_of_them() -> None:
    rows = [row(2, 12, "returned", "storage-expired")]
    both = (stands(2, 1, delivery="simplified-registered"), stands(2, 2, delivery="ordinary"))
    assert became(rows, *both) == [
        (1, 5, "returned", "", "register-again"),
        (2, 5, "returned", "", "register-again"),
    ]


def test_a_replaced_one_stays_and_the_other_moves() -> None:
    rows = [row(2, 12, "returned", "moved")]
    assert became(rows, stands(2, 1, "replaced"), stands(2, 2)) == [
        (1, None, None, "document-step-not-allowed", None),
        (2, 5, "returned", "", "survey"),
    ]


@pytest.mark.parametrize(
    ("told", "state", "since", "code"),
    [
        (row(2, 9, "delivered"), "posted", POSTED, "document-day-backwards"),
        (row(2, 10, "delivered"), "posted", POSTED, ""),
        (row(2, 5, "posted"), "printed", date(2026, 8, 1), ""),  # its day of issue lies ahead
        (row(2, 12, "delivered"), "returned", POSTED, "document-step-not-allowed"),
        (row(2, 12, "returned", "moved"), "delivered", POSTED, ""),
        (row(2, 12, "resent"), "posted", POSTED, "document-step-not-allowed"),
    ],
)
def test_what_may_follow(told: Row, state: str, since: date, code: str) -> None:
    [one] = fold({2: told}, [stands(2, state=state, since=since)])
    assert one.code == code
    assert (one.to is None) == bool(code)


def test_what_is_recorded_already_is_not_recorded_again() -> None:
    rows = [row(2, 12, "delivered"), row(3, 12, "delivered"), row(4, 13, "delivered")]
    assert became(rows, stands(2), stands(3), stands(4)) == [
        (1, 5, "delivered", "", None),
        (1, None, None, "result-known", None),
        (1, None, None, "document-step-not-allowed", None),
    ]
    assert became(rows[:1], stands(2, known=True))[0][3] == "result-known"


def test_a_way_of_which_no_table_speaks() -> None:
    rows = [row(2, 12, "returned", "moved")]
    for way in ("employer", ""):
        assert became(rows, stands(2, delivery=way)) == [
            (1, 5, "returned", "next-not-covered", None)
        ]
