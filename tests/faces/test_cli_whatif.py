"""`kofu simulate` and `kofu ahead` as a clerk calls them: what is written, and what is refused."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kofu.policy.law import law_on
from kofu.policy.load import load
from people import people, write_people

Call = Callable[..., tuple[int, str, str]]
ASKED = ("--baseline", "kouki", "--on", "2026-08-01", "--known", "2026-07-01")
EVENT = ("--event", "renewal")
REFORM = ("--reform", "saitama-kouki")
NUMBER = 200


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    law = law_on(load("kouki"), date(2026, 8, 1), date(2026, 7, 1))
    return write_people(people(law, NUMBER, 21), tmp_path / "roster.parquet")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_folder_holds_the_whole_answer(kofu: Call, roster: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, told, _ = kofu("simulate", roster, *ASKED, *EVENT, *REFORM, "-o", out)
    assert code == 0 and "変わる人" in told and str(out) in told
    assert {path.name for path in out.iterdir()} == {
        *("summary.md", "moves.csv", "costs.csv", "applications.csv", "norms.csv"),
        *("record.json", "counts.parquet"),
    }
    record = json.loads((out / "record.json").read_text("utf-8"))
    (scenario,) = record["scenarios"]
    assert scenario["moved"] + scenario["same"] == record["people"] == NUMBER
    moves = rows(out / "moves.csv")
    assert sum(int(one["people"]) for one in moves) == scenario["moved"] > 0
    for move in scenario["moves"]:
        assert sum(move["by_age"].values()) == sum(move["by_area"].values()) == move["people"]
    costs = rows(out / "costs.csv")
    yen = [
        float(one["middle"])
        for one in costs
        if one["law"] == "scenario" and one["unit"] == "yen" and one["item"] != "ministry"
    ]
    assert sum(yen) == pytest.approx(scenario["after"]["yen"][1], abs=0.1)
    weeks = rows(out / "applications.csv")
    total = sum(float(one["applications_middle"]) for one in weeks)
    assert total == pytest.approx(scenario["applications"]["total"][1], abs=0.1)
    summary = (out / "summary.md").read_text("utf-8")
    assert summary.startswith("# 試算") and "## 単価と仮定" in summary and "469円" in summary
    assert all(path.stat().st_mode & 0o077 == 0 for path in out.iterdir())


def test_kept_counts_answer_as_the_roster_does(kofu: Call, roster: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    more = ("--set", "joiners_from_2026_08=use-test", "--vary", "share=0.2..0.4/0.2")
    asked = (*ASKED, *REFORM, *more)
    _, fresh, _ = kofu("simulate", roster, *asked, *EVENT, "-o", out, "--json")
    code, kept, _ = kofu("simulate", "--counts", out / "counts.parquet", *asked, "--json")
    assert code == 0
    assert json.loads(kept) == json.loads(fresh)
    assert [one["share"] for one in json.loads(kept)["scenarios"]] == [None, None, 0.2, 0.4]


def test_counts_do_not_answer_what_was_not_counted(
    kofu: Call, roster: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    kofu("simulate", roster, *ASKED, *EVENT, *REFORM, "-o", out)
    counts = ("--counts", out / "counts.parquet")
    code, _, err = kofu("simulate", *counts, *ASKED, "--set", "use_12m_least=2")
    assert code == 2 and err.startswith("counts-too-coarse: ") and "マイナ保険証の利用" in err
    code, _, err = kofu("simulate", *counts, *ASKED, *REFORM, "--event", "enrolment")
    assert code == 2 and err.startswith("counts-given: ") and "--event" in err
    code, _, err = kofu("simulate", roster, *counts, *ASKED, *REFORM)
    assert code == 2 and err.startswith("roster-or-counts: ")


def test_a_column_that_is_forgotten_is_as_if_it_were_not_there(
    kofu: Call, roster: Path, tmp_path: Path
) -> None:
    law = law_on(load("kouki"), date(2026, 8, 1), date(2026, 7, 1))
    without = [{**one, "uses_12m": None, "uses_3m": None} for one in people(law, NUMBER, 21)]
    other = write_people(without, tmp_path / "without.parquet")
    forget = ("--forget", "uses_12m", "--forget", "uses_3m")
    _, forgotten, _ = kofu("simulate", roster, *ASKED, *EVENT, *REFORM, *forget, "--json")
    _, absent, _ = kofu("simulate", other, *ASKED, *EVENT, *REFORM, "--json")
    assert json.loads(forgotten) == json.loads(absent)


def test_own_unit_costs_change_the_bill(kofu: Call, roster: Path, tmp_path: Path) -> None:
    path = tmp_path / "tanka.yaml"
    path.write_text(
        "costs: [{id: envelope, label: 封筒, per: letter, unit: yen, low: 1000, middle: 1000,"
        " high: 1000, dated: 2026-04-01, sure: confirmed, source: 契約書}]",
        "utf-8",
    )
    asked = ("simulate", roster, *ASKED, *EVENT, *REFORM, "--json")
    bills = []
    for more in ((), ("--costs", path)):
        (scenario,) = json.loads(kofu(*asked, *more)[1])["scenarios"]
        bills.append(scenario["before"])
    letters = bills[0]["quantities"]["letter"][1]
    assert bills[1]["lines"]["envelope"] == [1000 * letters] * 3
    assert bills[1]["lines"]["postage"] == bills[0]["lines"]["postage"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((*ASKED,), "scenario-missing"),
        ((*ASKED, "--set", "nonsense"), "setting-unreadable"),
        ((*ASKED, "--vary", "use_12m_least=9"), "range-unreadable"),
        ((*ASKED, *REFORM, "--forget", "name"), "fact-unknown"),
        ((*ASKED, *REFORM, "--event", "birthday"), "event-unknown"),
        ((*ASKED, *REFORM, "--posted", "2019-01-01"), "postage-day-not-covered"),
        (("--baseline", "kawasaki-kokuho", "--on", "2026-08-01", "--vary", "share=0.1..0.2"), "share-of-nothing"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused(
    kofu: Call, roster: Path, words: tuple[str, ...], code: str
) -> None:
    exit_code, _, err = kofu("simulate", roster, *words)
    assert exit_code == 2 and err.startswith(f"{code}: ")


def test_no_roster_and_no_counts_is_refused(kofu: Call, tmp_path: Path) -> None:
    code, _, err = kofu("simulate", *ASKED, *REFORM)
    assert code == 2 and err.startswith("roster-or-counts: ")
    broken = tmp_path / "counts.parquet"
    broken.write_bytes(b"no parquet")
    code, _, err = kofu("simulate", "--counts", broken, *ASKED, *REFORM)
    assert code == 2 and err.startswith("counts-unreadable: ")


def test_the_plan_of_a_year_is_written(kofu: Call, roster: Path, tmp_path: Path) -> None:
    out = tmp_path / "yotei"
    asked = ("--insurer", "kouki", "--on", "2026-08-01", "--known", "2026-07-01", "--months", "3")
    code, told, _ = kofu("ahead", roster, *asked, "-o", out)
    assert code == 0 and "2026-10" in told and "在庫" in told
    assert {path.name for path in out.iterdir()} == {"summary.md", "plan.csv", "record.json"}
    record = json.loads((out / "record.json").read_text("utf-8"))
    assert [one["month"] for one in record["months"]] == ["2026-08-01", "2026-09-01", "2026-10-01"]
    told_rows = rows(out / "plan.csv")
    papers = sum(int(one["people"]) for one in told_rows if one["document"] == "certificate")
    assert papers == sum(one["quantities"]["certificate"][1] for one in record["months"]) > 0
    code, printed, _ = kofu("ahead", roster, *asked, "--json")
    assert json.loads(printed)["months"] == record["months"]
    code, _, err = kofu("ahead", roster, *asked[:-1], "99")
    assert code == 2 and err.startswith("ahead-months-wrong: ")
