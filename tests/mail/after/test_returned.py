"""`kofu mail returned`: results of the post put beside the lists that were handed in."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Kofu = Callable[..., tuple[int, str, str]]

# 7DR: 5607000000 mod 7 = 0, ...01 = 1
PIECES = (
    "envelope,delivery,product,tracking,people,documents,sheets,grams,yen,file,first_page,postcode\n"
    "1,ordinary,standard,,1,1,1,9,110,pdf/a.pdf,1,agrees\n"
    "2,recorded,standard+recorded,560-70-00000-0,1,1,1,9,320,pdf/b.pdf,1,agrees\n"
    "3,recorded,standard+recorded,560-70-00001-1,1,1,1,9,320,pdf/b.pdf,2,agrees\n"
)
BACK = (
    "引受番号,日付,結果,理由\n"
    "56070000000,R7.7.22,お届け済み,\n"
    "560-70-00001-1,2025-07-25,返戻,あて所尋ねあたらず\n"
)
ORDINARY = "封筒番号,日付,結果,理由\n1,2025-07-20,返戻,転居先不明\n1,2025-08-20,窓口交付,\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "pages-mail"
    folder.mkdir()
    (folder / "pieces.csv").write_text(PIECES, "utf-8")
    (folder / "totals.json").write_text(json.dumps({"posted": "2025-07-10"}), "utf-8")
    return folder


def told(kofu: Kofu, lists: Path, *texts: str) -> tuple[int, dict[str, int], dict[str, int], list[str]]:  # fmt: skip
    files = []
    for number, text in enumerate(texts):
        files.append(lists.parent / f"results-{number}.csv")
        files[-1].write_bytes(text.encode("cp932"))
    code, out, err = kofu("mail", "returned", *files, "--lists", lists, "--json")
    assert not err, err
    answer = json.loads(out)
    return code, answer["states"], answer["actions"], [one["code"] for one in answer["findings"]]


def test_states_and_what_to_do_next(kofu: Kofu, lists: Path) -> None:
    assert told(kofu, lists, BACK) == (0, {"delivered": 1, "posted": 1, "returned": 1}, {"survey": 1}, [])  # fmt: skip
    assert told(kofu, lists, ORDINARY, BACK) == (
        *(0, {"delivered": 1, "handed-over": 1, "posted": 0, "returned": 1}),
        *({"survey": 1}, []),
    )


def test_the_list_for_the_clerk(kofu: Kofu, lists: Path, tmp_path: Path) -> None:
    results, out = tmp_path / "back.csv", tmp_path / "next.csv"
    results.write_text(BACK, "utf-8-sig")
    code, shown, _ = kofu("mail", "returned", results, "--lists", lists, "-o", out)
    assert code == 0
    assert "居所を調査する" in shown and "仮の表" in shown
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = ("envelope", "tracking", "delivery", "state", "since", "reason", "action", "first_page")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("2", "560-70-00000-0", "recorded", "delivered", "2025-07-22", "", "", "1"),
        ("3", "560-70-00001-1", "recorded", "returned", "2025-07-25", "address-unknown", "survey", "2"),
    ]  # fmt: skip
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("560-70-00001-2,2025-07-25,返戻,転居先不明", "tracking-check-digit"),
        ("560-70-00009-2,2025-07-25,返戻,転居先不明", "result-of-no-piece"),
        ("560-70-00001-1,2025-07-25,返戻,", "reason-missing"),
        ("560-70-00001-1,2025-07-25,返戻,宛先不明", "result-reason-unknown"),
        ("560-70-00001-1,2025-07-25,紛失,", "result-event-unknown"),
        ("560-70-00001-1,7月25日,返戻,転居先不明", "result-date-unreadable"),
        (",2025-07-25,返戻,転居先不明", "result-cell-empty"),
        ("560-70-00001-1,2025-07-09,返戻,転居先不明", "transition-backwards"),
        ("560-70-00001-1,2025-07-25,再送,", "transition-impossible"),
    ],
)
def test_a_wrong_line_is_told_with_its_row(kofu: Kofu, lists: Path, line: str, code: str) -> None:
    left, states, _, codes = told(kofu, lists, f"お問い合わせ番号,日付,結果,理由\n{line}\n")
    assert (left, codes) == (1, [code])
    assert states == {"posted": 3}


@pytest.mark.parametrize("text", ["日付,結果\n", "引受番号,結果\n", "引受番号,日付\n", ""])
def test_a_file_without_its_columns_is_refused(kofu: Kofu, lists: Path, text: str) -> None:
    file = lists.parent / "results.csv"
    file.write_text(text, "utf-8")
    code, _, err = kofu("mail", "returned", file, "--lists", lists)
    assert (code, err.partition(":")[0]) == (2, "result-column-missing")


def test_a_folder_without_lists_is_refused(kofu: Kofu, tmp_path: Path) -> None:
    file = tmp_path / "results.csv"
    file.write_text(BACK, "utf-8")
    code, _, err = kofu("mail", "returned", file, "--lists", tmp_path)
    assert (code, err.partition(":")[0]) == (2, "manifest-missing")
