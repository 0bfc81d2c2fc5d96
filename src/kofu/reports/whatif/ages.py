"""Groups of ages in which people are told, and the group of a row in SQL."""

from __future__ import annotations

from datetime import date

from kofu.policy.days import years_before

AGES: tuple[tuple[int, str], ...] = (
    (85, "85歳以上"),
    (80, "80～84歳"),
    (75, "75～79歳"),
    (70, "70～74歳"),
    (65, "65～69歳"),
    (40, "40～64歳"),
    (18, "18～39歳"),
    (0, "17歳以下"),
)
"""The least age of each group, the oldest first; then comes whose birthday is unknown."""
NAMES: tuple[str, ...] = (*(name for _, name in AGES), "不明")


def age_sql(on: date) -> str:
    """The number of the group of `birth_date` on a day, a TINYINT; born later: the youngest."""
    whens = " ".join(
        f"when birth_date <= date '{years_before(on, years)}' then {number}"
        for number, (years, _) in enumerate(AGES[:-1])
    )
    last = len(AGES)
    return f"cast(case when birth_date is null then {last} {whens} else {last - 1} end as tinyint)"
