"""Same seed, same bytes; other slices, same people; another size, the same proportions."""

from __future__ import annotations

from pathlib import Path

import pyarrow.csv
import pyarrow.parquet
import pytest

from kofu.base.errors import KofuError
from kofu.roster.synthesize import load_marginals, write


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    one, other, third = (tmp_path / f"{name}{suffix}" for name in ("one", "other", "third"))
    marginals = load_marginals("kawasaki")
    write(marginals, one, 3000)
    write(marginals, other, 3000)
    write(marginals, third, 3000, seed=1)
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes() != third.read_bytes()


@pytest.mark.parametrize("name", ["kawasaki", "tokyo", "japan"])
@pytest.mark.parametrize("rows", [1, 997, 2500])
def test_people_do_not_depend_on_the_size_of_slices(tmp_path: Path, name: str, rows: int) -> None:
    people = 40 if rows == 1 else 2500
    marginals = load_marginals(name)
    tables = []
    for size in (rows, 100_000):
        write(marginals, tmp_path / "roster.parquet", people, rows_per_slice=size)
        tables.append(pyarrow.parquet.read_table(tmp_path / "roster.parquet"))
    assert tables[0].equals(tables[1])


@pytest.mark.parametrize("name", ["kawasaki", "tokyo", "japan"])
@pytest.mark.parametrize("people", [1, 2, 17, 1000, 300_000])
def test_any_size_is_exact(tmp_path: Path, name: str, people: int) -> None:
    counts = write(load_marginals(name), tmp_path / "roster.parquet", people)
    assert counts.exact
    assert counts.scaled
    assert not any(row.basis == "published" for row in counts.rows)
    assert pyarrow.parquet.read_metadata(tmp_path / "roster.parquet").num_rows == people


def test_a_scaled_count_keeps_its_proportion(tmp_path: Path) -> None:
    counts = write(load_marginals("kawasaki"), tmp_path / "roster.parquet", 225_159 * 2)
    made = {row.part: (row.made, row.basis) for row in counts.rows}
    assert made["card.holder"] == (161_385 * 2, "scaled")
    assert made["registration.registered"] == (133_238 * 2, "scaled")


def test_csv_and_parquet_hold_the_same_people(tmp_path: Path) -> None:
    marginals = load_marginals("kawasaki")
    write(marginals, tmp_path / "roster.csv", 2000)
    write(marginals, tmp_path / "roster.parquet", 2000)
    parquet = pyarrow.parquet.read_table(tmp_path / "roster.parquet")
    options = pyarrow.csv.ConvertOptions(
        column_types=parquet.schema, strings_can_be_null=True, quoted_strings_can_be_null=False
    )
    csv = pyarrow.csv.read_csv(tmp_path / "roster.csv", convert_options=options)
    assert csv.equals(parquet)


def test_progress_reaches_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write(
        load_marginals("japan"),
        tmp_path / "roster.parquet",
        2500,
        rows_per_slice=1000,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(1000, 2500), (2000, 2500), (2500, 2500)]


@pytest.mark.parametrize(
    ("output", "people", "code"),
    [("roster.xlsx", 10, "synthesize-format"), ("roster.csv", 0, "synthesize-no-people")],
)
def test_a_wrong_call_writes_nothing(tmp_path: Path, output: str, people: int, code: str) -> None:
    with pytest.raises(KofuError) as raised:
        write(load_marginals("kawasaki"), tmp_path / output, people)
    assert raised.value.finding.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_failure_in_the_middle_leaves_no_file(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write(load_marginals("japan"), tmp_path / "roster.parquet", 100, progress=stop)
    assert list(tmp_path.iterdir()) == []
