"""The commands as a clerk and a script meet them: words, JSON, exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small import small
from tests.folders import server_folder

Kofu = Callable[..., tuple[int, str, str]]

# One's own file: Japanese headings, era dates, CP932.
OWN = (
    "宛名番号,生年月日,資格取得日,カード,利用登録,証明書期限\n"
    "1001,S24.12.10,R6.12.10,有,有,令和9年12月10日\n"
    "1002,昭和16年8月1日,平成28年8月1日,無,無,\n"
)
MAPPING = """
encoding: cp932
columns:
  宛名番号: person_id
  生年月日: birth_date
  資格取得日: acquired_on
  カード: has_card
  利用登録: registered
  証明書期限: certificate_expires_on
"""


@pytest.fixture
def own(tmp_path: Path) -> tuple[Path, Path]:
    roster, mapping = tmp_path / "own.csv", tmp_path / "own.yaml"
    roster.write_bytes(OWN.encode("cp932"))
    mapping.write_text(MAPPING, encoding="utf-8")
    return roster, mapping


@pytest.mark.parametrize(
    ("known", "document", "rule"),
    [
        ("2024-09-01", "notice", "law-notice"),
        ("2024-10-01", "certificate", "kouki-provisional-2024"),
        ("R6.10.1", "certificate", "kouki-provisional-2024"),
    ],
)
def test_the_same_person_as_known_on_two_days(
    kofu: Kofu, own: tuple[Path, Path], known: str, document: str, rule: str
) -> None:
    """Joining Tokyo on 2024-12-10 with a registered card."""
    roster, mapping = own
    code, out, _ = kofu(
        "explain",
        roster,
        "1001",
        "--insurer",
        "tokyo-kouki",
        "--on",
        "2024-12-10",
        "--known",
        known,
        "--mapping",
        mapping,
        "--json",
    )
    decision = json.loads(out)["decision"]
    assert (code, decision["document"], decision["rule"]) == (0, document, rule)


def test_one_s_own_csv_is_checked_and_decided(
    kofu: Kofu, own: tuple[Path, Path], tmp_path: Path
) -> None:
    roster, mapping = own
    assert kofu("roster", "check", roster, "--mapping", mapping)[0] == 0
    out = tmp_path / "decisions.csv"
    code, told, _ = kofu(
        "decide",
        roster,
        "--mapping",
        mapping,
        "--insurer",
        "tokyo-kouki",
        "--on",
        "2026-08-01",
        "-o",
        out,
        "--json",
    )
    summary = json.loads(told)
    assert code == 0
    assert summary["people"] == 2
    assert summary["documents"] == {"certificate": 2}
    assert summary["rules"] == {"kouki-85": 1, "kouki-few-uses": 1}
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (
            ("decide", "none.csv", "--insurer", "kouki", "--on", "2025-08-01", "-o", "x.csv"),
            "file-missing",
        ),
        (
            ("decide", "none.csv", "--insurer", "nobody", "--on", "2025-08-01", "-o", "x.csv"),
            "pack-unknown",
        ),
        (
            ("decide", "none.csv", "--insurer", "kouki", "--on", "2025-02-30", "-o", "x.csv"),
            "date-wrong",
        ),
        (
            ("decide", "none.csv", "--insurer", "kouki", "--on", "2030-01-01", "-o", "x.csv"),
            "day-not-covered",
        ),
        (
            (
                "decide",
                "none.csv",
                "--insurer",
                "kouki",
                "--on",
                "2025-08-01",
                "--known",
                "2020-01-01",
                "-o",
                "x.csv",
            ),
            "nothing-published",
        ),
        (
            ("decide", "none.csv", "--insurer", "common", "--on", "2025-08-01", "-o", "x.csv"),
            "pack-abstract",
        ),
        (("decide",), "call-wrong"),
        (("unheard",), "call-wrong"),
        (("policy", "prove", "--unheard"), "call-wrong"),
        (("--lang", "fr", "policy", "list"), "call-wrong"),
    ],
)
def test_a_wrong_call_says_code_and_message_and_leaves_with_two(
    kofu: Kofu, words: tuple[str, ...], code: str
) -> None:
    left, out, told = kofu(*words)
    assert left == 2
    assert told.startswith(f"{code}: ")
    assert out == ""


def test_english_is_the_second_language(kofu: Kofu) -> None:
    words = ("decide", "none.csv", "--insurer", "kouki", "--on", "2025-08-01", "-o", "x.csv")
    assert "ファイルが見つかりません" in kofu(*words)[2]
    assert "the file does not exist" in kofu(*words, "--lang", "en")[2]


def test_a_foreign_fault_tells_its_kind_and_no_data(
    kofu: Kofu, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kofu.faces.cli import policy

    def fail(_: str) -> None:
        raise RuntimeError("山田 花子 1980-05-05")

    monkeypatch.setattr(policy, "load", fail)
    code, _, told = kofu("policy", "prove", "kouki")
    assert code == 2
    assert told.startswith("broken: ")
    assert "RuntimeError" in told
    assert "山田" not in told


def test_the_packs_are_listed(kofu: Kofu) -> None:
    code, out, _ = kofu("policy", "list", "--json")
    assert code == 0
    assert {one["pack"] for one in json.loads(out)} >= {"kouki", "tokyo-kouki", "kenpo"}


def test_a_pack_is_shown_with_its_sources(kofu: Kofu) -> None:
    code, out, _ = kofu("policy", "show", "tokyo-kouki", "--json")
    rules = {one["id"]: one for one in json.loads(out)["rules"]}
    assert code == 0
    assert rules["kouki-provisional-2024"]["dated"] == "令和6年9月26日"
    assert "kouki-provisional-2024" in kofu("policy", "show", "tokyo-kouki")[1]


def test_prove_leaves_with_one_when_it_finds_something(kofu: Kofu, tmp_path: Path) -> None:
    assert kofu("policy", "prove", small(tmp_path))[0] == 0
    spoiled = small(tmp_path, ('when: {card: ["no", unknown]}', 'when: {card: "no"}'))
    code, out, _ = kofu("policy", "prove", spoiled)
    assert code == 1
    assert "proof-gap" in out
    code, out, _ = kofu("policy", "prove", spoiled, "--json")
    assert code == 1
    assert json.loads(out)[0]["findings"][0]["code"] == "proof-gap"


def test_the_cases_of_a_pack_are_run(kofu: Kofu, tmp_path: Path) -> None:
    assert kofu("policy", "test", "kouki")[0] == 0
    code, out, _ = kofu(
        "policy", "test", small(tmp_path, ("facts: {has_card: false}", "facts: {has_card: true}"))
    )
    assert code == 1
    assert "document: certificate ≠ notice" in out


@pytest.mark.parametrize(
    ("name", "code"), [("shibuya-kokuho", 1), ("kawasaki-kokuho", 0), ("kouki", 0)]
)
def test_check_tells_a_conflict_as_a_finding(kofu: Kofu, name: str, code: int) -> None:
    assert kofu("policy", "check", name)[0] == code


def test_diff_tells_what_the_notice_of_september_changed(
    kofu: Kofu, own: tuple[Path, Path]
) -> None:
    roster, mapping = own
    days = ("--on", "2024-12-10", "--known", "2024-09-01", "--other-known", "2024-10-01")
    code, out, _ = kofu(
        "policy",
        "diff",
        "tokyo-kouki",
        "tokyo-kouki",
        *days,
        "--roster",
        roster,
        "--mapping",
        mapping,
        "--json",
    )
    pairs = {(one["first"]["rule"], one["second"]["rule"]): one for one in json.loads(out)}
    assert code == 0
    assert pairs["law-notice", "kouki-provisional-2024"]["count"] == 1
    assert all(one["second"]["rule"] == "kouki-provisional-2024" for one in pairs.values())
    assert (
        kofu("policy", "diff", "kouki", "kouki", "--on", "2025-08-01", "--known", "2025-08-01")[
            1
        ].strip()
        == "違いはありません。"
    )


def test_the_command_is_installed_and_a_closed_pipe_is_no_fault() -> None:
    command = Path(sys.executable).parent / "kofu"
    found = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert found.stdout.strip()
    piped = subprocess.run(
        f"{command} policy show kouki | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert piped.stderr == ""


@pytest.fixture
def home() -> Iterator[Path]:
    with server_folder("kofu-demo-") as folder:
        yield folder


DEMO_PEOPLE = 20_000
"""Every step and every kind of document; the city's own 225,159 are counted by their own tests."""


@pytest.mark.slow
def test_the_demo_runs_to_its_end(home: Path, tmp_path: Path) -> None:
    command = Path(sys.executable).parent / "kofu"
    done = subprocess.run(
        [command, "demo", "--people", f"{DEMO_PEOPLE}", "--no-serve", "-o", tmp_path],
        env={**os.environ, "KOFU_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    out = done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    assert "225,159" in out
    assert "161,385" in out
    assert "133,238" in out
    # The same shares of fewer people.
    assert f"{DEMO_PEOPLE:,}" in out
    assert f"{round(161_385 * DEMO_PEOPLE / 225_159):,}" in out
    assert out.count("■ 結論") == 3
    assert sorted(path.name for path in tmp_path.iterdir() if path.name[0] != ".") == [
        "hikiuke-bangou.csv",
        "kawasaki-decisions.parquet",
        "kawasaki.csv",
        "mail",
        "nagarezu.pdf",
        "pages",
        "sashidashi-recorded.png",
        "sashidashi-simplified-registered.png",
        "shisan",
        "sousa-kiroku.jsonl",
        "toukei",
    ]
    counts = json.loads((tmp_path / "pages" / "record.json").read_text())["people"]
    assert counts.pop("people") == sum(counts.values()) == DEMO_PEOPLE
    totals = json.loads((tmp_path / "mail" / "totals.json").read_text())
    listed, printed = totals["listed"], totals["printed"]
    assert (
        listed["places"] == totals["enclosed"]["places"] == printed["people"] == counts["printed"]
    )
    assert f"印刷した{printed['people']:,}人、封筒の中の{listed['places']:,}人分" in out
    ways = listed["by_delivery"]
    # 110 yen by ordinary mail, 320 recorded, 460 simplified registered (postal facts A1).
    registered = ways["simplified-registered"]
    assert listed["yen"] == 110 * ways["ordinary"] + 320 * ways["recorded"] + 460 * registered
    assert f"{listed['yen']:,}円" in out
    recorded = tmp_path / "mail" / "sashidashi-recorded.csv"
    numbers = [line.split(",")[3] for line in recorded.read_text("utf-8").splitlines()[1:]]
    assert len(numbers) == len(set(numbers)) == ways["recorded"]
    # Whoever has no proof after the run was not printed, and nobody else was left out.
    found = dict(re.findall(r"うち (\S+)　([\d,]+)人", out))
    assert "理由のない人" not in found
    assert int(found["印刷を見合わせた人"].replace(",", "")) <= counts["stopped"]
    assert "同じ結果です" in out
    assert "改変はありません" in out
