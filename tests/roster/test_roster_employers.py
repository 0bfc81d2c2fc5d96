"""The table of employers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kofu.base.errors import Finding, KofuError
from kofu.roster.employers import Employer, read_employers

Write = Callable[..., Path]
HEADER = "employer_id,name,postal_code,address"


def test_employers_by_id(roster: Write) -> None:
    path = roster(HEADER, "００１,甲工業,２１０－８５７７,川崎市１－１", "", "002,乙商店,,")
    assert read_employers(path, lambda _: None) == {
        "001": Employer("001", "甲工業", "210-8577", "川崎市１－１"),
        "002": Employer("002", "乙商店", "", ""),
    }


@pytest.mark.parametrize(
    ("lines", "code", "row"),
    [
        ((HEADER, "1,甲,,", "１,乙,,"), "employer-twice", 3),
        ((HEADER, ",甲,,"), "employer-id-missing", 2),
        (("employer_id,name", "1,甲"), "column-missing", 1),
        ((HEADER + ",name", "1,甲,,,"), "column-twice", 1),
    ],
)
def test_a_wrong_table_is_refused(
    roster: Write, lines: tuple[str, ...], code: str, row: int
) -> None:
    with pytest.raises(KofuError) as error:
        read_employers(roster(*lines), lambda _: None)
    assert (error.value.finding.code, error.value.finding.place.row) == (code, row)


def test_a_short_row_is_reported(roster: Write) -> None:
    found: list[Finding] = []
    read_employers(roster(HEADER, "1,甲"), found.append)
    assert [(each.code, each.place.row) for each in found] == [("row-width", 2)]
