"""Printed by the workers of a cluster: the same files to the byte, the same record."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

Kofu = Callable[..., tuple[int, str, str]]
DAYS = ("--insurer", "kawasaki-kokuho", "--on", "2025-08-01", "--known", "2025-06-13")
HEADER = (
    "person_id,number,name,birth_date,address,postal_code,acquired_on,has_card,registered,"
    "certificate_expires_on,event\n"
)


def roster(folder: Path, people: int) -> Path:
    """Every third has a usable card; one has a name that cannot be printed."""
    path = folder / "roster.csv"
    rows = []
    for n in range(people):
        name = "架空　\ue000子" if n == 5 else f"架空　{'花次幸'[n % 3]}子"
        card = "1,1,2028-05-05" if n % 3 == 0 else "0,0,"
        rows.append(
            f"{n},{31400000 + n},{name},1980-05-05,架空県架空市一丁目{n}番,999-0001,2010-04-01,{card},renewal\n"
        )
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


@pytest.mark.slow
def test_a_cluster_prints_what_one_machine_prints(
    kofu: Kofu, spark: SparkSession, tmp_path: Path
) -> None:
    people, decisions = roster(tmp_path, 25), tmp_path / "decisions.parquet"
    assert kofu("decide", people, *DAYS, "-o", decisions)[0] == 0
    given = ("render", decisions, "--roster", people, "--per-file", 4)
    here, there = tmp_path / "here", tmp_path / "there"
    told = [
        kofu(*given, "-o", here, "--workers", 1),
        kofu(*given, "-o", there, "--cluster"),
    ]
    assert [(code, err) for code, _, err in told] == [(1, "")] * 2
    files = contents(here)
    assert len([name for name in files if name.endswith(".pdf")]) > 6
    assert contents(there) == files
