"""`kofu page`: who is held back is told, and a reason stands where the form has a place for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

Kofu = Callable[..., tuple[int, str, str]]

ROSTER = """person_id,number,name,birth_date,address,postal_code,acquired_on,has_card,registered,certificate_expires_on,event,delivery_hold,application,applied_on
1,31400007,架空　花子,1980-05-05,架空県架空市一丁目1番,999-0001,2010-04-01,0,0,,renewal,,,
2,31400021,架空　三郎,1980-05-05,架空県架空市一丁目3番,999-0001,2010-04-01,0,0,,renewal,1,,
3,31400028,架空　四郎,1980-05-05,架空県架空市一丁目4番,999-0001,2010-04-01,1,1,2028-05-05,application,,just_in_case,2025-07-30
"""
REASON = "令和6年度第1期から第8期までの納付が確認できないため。"


@pytest.fixture
def page(kofu: Kofu, tmp_path: Path) -> Kofu:
    """One person's page by Kawasaki's rules of 2025-08-01, as `out.pdf`."""
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    days = ("--insurer", "kawasaki-kokuho", "--on", "2025-08-01", "--known", "2025-06-13")
    return lambda person, *more: kofu(
        "page", roster, person, *days, "-o", tmp_path / "out.pdf", *more
    )


def said(folder: Path) -> str:
    pages = pypdfium2.PdfDocument(folder / "out.pdf")
    return "".join("".join(one.get_textpage().get_text_bounded().split()) for one in pages)


def test_who_is_held_back_is_told_on_the_error_stream(page: Kofu, tmp_path: Path) -> None:
    code, out, told = page(2)
    assert code == 1
    assert told.startswith("delivery-held: ") and "送らないでください" in told
    assert "carrier" in out and "架空三郎" in said(tmp_path)
    assert "架空" not in told


def test_who_is_held_back_and_meant_leaves_with_zero(page: Kofu) -> None:
    assert page(2, "--held")[::2] == (0, "")


@pytest.mark.parametrize("more", [(), ("--held",)])
def test_others_are_printed_without_a_word(page: Kofu, more: tuple[str, ...]) -> None:
    assert page(1, *more)[::2] == (0, "")


@pytest.mark.parametrize(
    ("person", "more"),
    [(1, ("--form", "special-care-notice", "--due", "2025-08-31")), (3, ("--form", "refusal"))],
    ids=["special care", "refusal"],
)
def test_a_reason_given_stands_in_the_letter(
    page: Kofu, tmp_path: Path, person: int, more: tuple[str, ...]
) -> None:
    assert page(person, *more)[0] == 0
    assert REASON not in said(tmp_path)
    assert page(person, *more, "--reason", REASON)[0] == 0
    assert REASON in said(tmp_path)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--reason", REASON), "reason-not-on-form"),
        (("--form", "special-care-notice", "--due", "2025-08-31", "--reason", " "), "reason-empty"),
        (("--form", "special-care-notice", "--due", "2025-08-31", "--reason", "長" * 900), "text-too-long"),
        (("--form", "special-care-notice", "--due", "2025-08-31", "--reason", "\ue000"), "character-private-use"),
    ],
)  # fmt: skip
def test_a_reason_that_cannot_be_printed_is_refused(
    page: Kofu, tmp_path: Path, more: tuple[str, ...], code: str
) -> None:
    left, _, told = page(1, *more)
    assert (left, told.split(":")[0]) == (2, code)
    assert not (tmp_path / "out.pdf").exists()
