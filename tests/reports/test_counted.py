"""Totals are the sums of their rows, and the population; what is not known is a row of its own."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kofu.base.errors import KofuError
from kofu.reports.asked import Asked, By
from kofu.reports.counted import UNKNOWN, Counted
from kofu.reports.people import people
from kofu.reports.people_tables import people_tables

ON = date(2025, 8, 1)
PERSON = st.fixed_dictionaries(
    {
        "municipality_code": st.sampled_from(("141313", "141321", "142166", "")),
        "birth_date": st.sampled_from(("1950-08-01", "1950-08-02", "2020-02-29", "1920-01-01", "")),
        "sex": st.sampled_from(("male", "female", "unstated", "")),
        "has_card": st.sampled_from(("true", "false", "")),
        "registered": st.sampled_from(("true", "false", "")),
    }
)
DECISION = st.fixed_dictionaries(
    {
        "document": st.sampled_from(("certificate", "notice", "nothing", "review")),
        "basis": st.sampled_from(("ex_officio", "application", "")),
        "rule": st.sampled_from(("law", "kouki-provisional-2024")),
        "valid_from": st.sampled_from(("2025-08-01", "2025-09-01", "")),
        "provisional": st.sampled_from(("true", "false")),
        "form": st.sampled_from(("card-paper", "")),
        "delivery": st.sampled_from(("recorded", "ordinary", "")),
    }
)
REST = {
    "variant": "",
    "valid_until": "",
    "cap": "",
    "reasons": "",
    "class_key": "1",
    "receipt": "r",
}


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def tables(asked: Asked) -> dict[str, Counted]:
    return {one.spec.id: one for one in people_tables(people(asked), asked)}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(PERSON, st.none() | DECISION), min_size=1, max_size=30), st.integers(0, 3)
)
def test_totals_are_the_sum_of_rows_and_the_population(
    tmp_path: Path, drawn: list[tuple[dict[str, str], dict[str, str] | None]], strangers: int
) -> None:
    roster = [{"person_id": f"p{n}", **person} for n, (person, _) in enumerate(drawn)]
    decided = [{"person_id": f"p{n}", **one, **REST} for n, (_, one) in enumerate(drawn) if one]
    decided += [{**one, "person_id": f"s{n}"} for n, one in enumerate(decided[:strangers])]
    files = [written(tmp_path / "roster.csv", roster)]
    if decided:
        files.append(written(tmp_path / "decisions.csv", decided))
    found = tables(Asked(tuple(files), on=ON))
    assert {"registered-by-municipality", "registered-by-age", "registered-by-sex"} <= set(found)
    assert ("documents-by-age-and-sex" in found) == bool(decided)
    for name, table in found.items():
        assert table.total
        sums = tuple(map(sum, zip(*(line.numbers for line in table.lines), strict=True)))
        assert table.total.numbers == sums, name
        if name.startswith("registered"):
            assert table.total.numbers[0] == len(roster)
        elif name == "documents-by-kind":
            assert table.total.numbers == (len(decided),)
        else:
            assert table.total.numbers[-1] == len(decided)


def test_people_are_counted_as_they_are(tmp_path: Path) -> None:
    told = [
        # municipality, born, sex, card, registered
        ("141313", "1950-08-01", "male", "true", "true"),  # 75 on the day
        ("141313", "1950-08-02", "male", "true", "false"),  # 74 until tomorrow
        ("141321", "1920-01-01", "female", "false", ""),
        ("142166", "2025-08-01", "unstated", "true", ""),  # born on the day; registered unknown
        ("", "", "", "", ""),
    ]
    names = ("municipality_code", "birth_date", "sex", "has_card", "registered")
    rows = [
        {"person_id": str(n), **dict(zip(names, one, strict=True))} for n, one in enumerate(told)
    ]
    found = tables(Asked((written(tmp_path / "roster.csv", rows),), on=ON))

    def shown(name: str) -> dict[str, tuple[int | None, ...]]:
        return {line.label: line.numbers for line in found[name].lines}

    # insured, holders, registered, unknown
    assert shown("registered-by-ward") == {
        "川崎市川崎区": (2, 2, 1, 0),
        "川崎市幸区": (1, 0, 0, 0),
        "座間市": (1, 0, 0, 1),
        UNKNOWN: (1, 0, 0, 1),
    }
    assert shown("registered-by-municipality")["川崎市"] == (3, 2, 1, 0)
    assert list(shown("registered-by-age")) == [
        "0～4歳",
        "70～74歳",
        "75～79歳",
        "100歳以上",
        UNKNOWN,
    ]
    assert list(shown("registered-by-sex")) == ["男", "女", "記載なし", UNKNOWN]


def test_only_what_is_asked_for_and_can_be_told(tmp_path: Path) -> None:
    rows = [{"person_id": "1", "sex": "male"}]
    roster = written(tmp_path / "roster.csv", rows)
    assert set(tables(Asked((roster,), by=frozenset({By.SEX}), on=ON))) == {"registered-by-sex"}
    assert tables(Asked((roster,), by=frozenset({By.RULE}), on=ON)) == {}


def test_rates_of_two_insurers_stand_beside_each_other(tmp_path: Path) -> None:
    first = written(
        tmp_path / "a.csv", [{"person_id": "1", "has_card": "true", "registered": "true"}]
    )
    second = written(tmp_path / "b.csv", [{"person_id": "2", "has_card": "false"}])
    asked = Asked((first, second), insurers=("138016", "39131016"), on=ON)
    found = tables(asked)
    assert [(line.label, line.numbers[:3]) for line in found["registered-by-insurer"].lines] == [
        ("138016", (1, 1, 1)),
        ("39131016", (1, 0, 0)),
    ]
    assert [line.label for line in found["registered-by-prefecture"].lines] == ["東京都"]


@pytest.mark.parametrize(
    ("insurers", "code"),
    [
        (("138016", "138016", "138016"), "report-insurers-wrong"),
        (("138017",), "insurer-number-wrong"),
    ],
)
def test_numbers_of_insurers_that_cannot_be(
    tmp_path: Path, insurers: tuple[str, ...], code: str
) -> None:
    roster = written(tmp_path / "a.csv", [{"person_id": "1"}])
    other = written(tmp_path / "b.csv", [{"person_id": "2"}])
    with pytest.raises(KofuError) as refused:
        people(Asked((roster, other), insurers=insurers))
    assert refused.value.finding.code == code


def test_one_person_in_two_files_is_refused(tmp_path: Path) -> None:
    roster = written(tmp_path / "a.csv", [{"person_id": "1"}])
    again = written(tmp_path / "b.csv", [{"person_id": "1"}])
    with pytest.raises(KofuError) as refused:
        people(Asked((roster, again)))
    assert refused.value.finding.code == "people-twice"
