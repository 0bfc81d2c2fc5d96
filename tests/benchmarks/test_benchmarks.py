"""The benchmarks still run, and the ways agree: on few people, with nothing timed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pikepdf
import pyarrow.parquet as pq
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PEERS = {"polars": "polars", "openfisca": "openfisca_core", "zen": "zen"}
"""The ways that need a package of the benchmarks' own environment, and which."""


def run(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def installed_ways() -> list[str]:
    """In the product's own environment the other engines are absent, and their ways left out."""
    peers = [way for way, module in PEERS.items() if importlib.util.find_spec(module)]
    return ["case", "case_unordered", *peers, "limit"]


@pytest.mark.parametrize("way", installed_ways())
def test_a_way_decides_as_kofu_does(way: str, tmp_path: Path) -> None:
    work = ("--repeat", "1", "--no-oracle", "--work", str(tmp_path))
    told = run("decide", "--people", "20000", *work, "--ways", "kofu", way)
    assert f"| {way} |" in told
    assert way == "limit" or "20,000 rows, the same" in told


def test_kofu_decides_as_the_oracle_does(tmp_path: Path) -> None:
    work = ("--repeat", "1", "--work", str(tmp_path))
    told = run("decide", "--people", "5000", *work, "--ways", "kofu")
    assert "kofu, oracle: 5,000 rows, the same" in told


def test_files_that_differ_end_with_1(tmp_path: Path) -> None:
    run("people", "1000", str(tmp_path / "people.parquet"))
    run("one", "kofu", str(tmp_path / "people.parquet"), str(tmp_path / "kofu.parquet"))
    decisions = pq.read_table(tmp_path / "kofu.parquet")
    pq.write_table(decisions.slice(1), tmp_path / "fewer.parquet")
    pq.write_table(decisions.take([1, 0, *range(2, 1000)]), tmp_path / "swapped.parquet")
    for other in ("fewer", "swapped"):
        files = [str(tmp_path / f"{name}.parquet") for name in ("kofu", other)]
        command = [sys.executable, "-m", "benchmarks.same", *files]
        assert subprocess.run(command, cwd=REPOSITORY, capture_output=True).returncode == 1
        # Only the rows that are missing are missed where the order does not matter.
        command.append("--any-order")
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True)
        assert done.returncode == (1 if other == "fewer" else 0)


def test_the_people_are_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        run("people", "20000", str(tmp_path / name))
    one, other = (pq.read_table(tmp_path / name) for name in ("one", "other"))
    assert one.equals(other)


@pytest.mark.parametrize(("module", "arguments"), [("counter", ["--people", "50"]), ("prove", [])])
def test_the_tables_are_printed(module: str, arguments: list[str]) -> None:
    few = ["--repeat", "1"] if module == "prove" else []
    assert "| kouki" in run(module, "kouki", *arguments, *few)


PRINTERS = {"reportlab": "reportlab", "fpdf2": "fpdf", "cairo": "cairocffi"}
"""The libraries that need a package of the benchmarks' own environment, and which."""


def test_the_printers_print_the_same_cards() -> None:
    peers = [name for name, module in PRINTERS.items() if importlib.util.find_spec(module)]
    several = ("--processes", "2", "--repeat", "1", "--no-flat")
    told = run("render", "--cards", "30", *several, "--printers", "kofu", "typst", *peers)
    for name in ("kofu", "kofu x2", "typst", *peers):
        assert f"| {name} | " in told
        assert name.startswith("kofu") or f"{name}-0: 30 pages, the same text" in told


def test_a_library_that_is_not_there_is_named() -> None:
    if importlib.util.find_spec("reportlab"):
        pytest.skip("ReportLab is installed")
    told = run("render", "--cards", "5", "--repeat", "1", "--no-flat", "--printers", "reportlab")
    assert "| reportlab | not installed |" in told


def test_files_that_say_something_else_are_found(tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    run("deck", "3", str(deck))
    run("print_one", "kofu", str(deck), str(tmp_path))
    printed = tmp_path / "kofu-0.pdf"
    with pikepdf.open(printed) as pdf:
        pdf.pages.reverse()
        pdf.save(tmp_path / "swapped.pdf")
    command = [sys.executable, "-m", "benchmarks.printed", printed, tmp_path / "swapped.pdf"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 1
    assert "ANOTHER TEXT" in done.stdout


def test_a_whole_run_is_measured() -> None:
    told = run("run_pages", "--people", "300", "--workers", "1")
    for name in ("synthesize", "decide", "render", "verify"):
        assert f"| {name} | 300 |" in told


def test_single_documents_are_measured() -> None:
    told = run("single", "--repeat", "1", "--templates", "refusal")
    assert "| refusal | 8 |" in told
    assert "| all, the first of a form | 2 |" in told


def test_mail_is_planned_barcoded_and_listed() -> None:
    told = run("mail", "--people", "300", "600")
    for people in (300, 600):
        for name in ("plan and barcode", "list", "both"):
            assert f"| {name} | {people} |" in told


def test_scenarios_move_as_many_as_deciding_again_does() -> None:
    told = run("whatif", "--people", "3000", "--repeat", "1")
    assert told.count("| yes |") == 3 and "| NO |" not in told
