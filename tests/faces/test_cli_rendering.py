"""`kofu render` and `kofu verify` as a clerk and a script meet them: words, JSON, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Kofu = Callable[..., tuple[int, str, str]]

HEADER = (
    "person_id,number,name,birth_date,address,postal_code,acquired_on,has_card,registered,"
    "certificate_expires_on,event,delivery_hold\n"
)
PEOPLE = {
    "card": "1,31400007,架空　花子,1980-05-05,架空県架空市一丁目1番,999-0001,2010-04-01,0,0,,renewal,\n",
    "notice": "2,31400014,架空　次郎,1980-05-05,架空県架空市一丁目2番,999-0001,2010-04-01,1,1,2028-05-05,renewal,\n",
    "hold": "3,31400021,架空　三郎,1980-05-05,架空県架空市一丁目3番,999-0001,2010-04-01,0,0,,renewal,1\n",
    "stopped": "4,31400028,架空　\ue000子,1980-05-05,架空県架空市一丁目4番,999-0001,2010-04-01,0,0,,renewal,\n",
}


class Town:
    """A roster with its decisions, and how they are printed."""

    def __init__(self, kofu: Kofu, work: Path, *people: str) -> None:
        self.kofu, self.out = kofu, work / "out"
        self.roster, self.decisions = work / "roster.csv", work / "decisions.csv"
        self.roster.write_text(HEADER + "".join(PEOPLE[one] for one in people), encoding="utf-8")
        days = ("--on", "2025-08-01", "--known", "2025-06-13")
        assert kofu("decide", self.roster, "--insurer", "kawasaki-kokuho", *days, "-o", self.decisions)[0] == 0  # fmt: skip

    def render(self, *more: object) -> tuple[int, str, str]:
        workers = () if "--workers" in more else ("--workers", 1)
        return self.kofu("render", self.decisions, "--roster", self.roster, "-o", self.out, *workers, *more)  # fmt: skip

    def verify(self, *more: object) -> tuple[int, str, str]:
        workers = () if "--workers" in more else ("--workers", 1)
        return self.kofu("verify", self.out, "--pictures", 0, *workers, *more)


def test_everybody_printed_and_proven_leaves_with_zero(kofu: Kofu, tmp_path: Path) -> None:
    town = Town(kofu, tmp_path, "card", "notice", "hold")
    code, out, told = town.render()
    assert (code, told) == (0, "")
    assert "3人中2人の書類を印刷しました（見合わせ0人、送付保留1人" in out
    assert "見本" in out
    code, out, told = town.verify()
    assert (code, told) == (0, "")
    assert "すべて一致しました。2ファイル、3ページ、書類2件" in out


def test_a_stopped_document_leaves_with_one_and_is_counted_without_a_name(
    kofu: Kofu, tmp_path: Path
) -> None:
    town = Town(kofu, tmp_path, "card", "stopped")
    code, out, told = town.render()
    assert (code, told) == (1, "")
    assert "見合わせ1人" in out
    assert "character-private-use" in out
    assert "stopped.csv" in out.replace("\n", "")
    assert "架空　" not in out and "31400028" not in out
    assert town.verify()[0] == 0


def test_a_script_reads_the_record_and_the_findings_as_json(kofu: Kofu, tmp_path: Path) -> None:
    town = Town(kofu, tmp_path, "card", "notice", "hold")
    code, out, _ = town.render("--json")
    record = json.loads(out)
    assert code == 0
    assert record == json.loads((town.out / "record.json").read_text(encoding="utf-8"))
    assert (record["people"]["people"], record["people"]["withheld"]) == (3, 1)
    code, out, _ = town.verify("--json")
    done = json.loads(out)
    assert code == 0
    assert (done["documents"], done["pages"], done["total"], done["found"]) == (2, 3, 0, [])


def test_something_wrong_leaves_with_one_and_names_code_file_page_and_field(
    kofu: Kofu, tmp_path: Path
) -> None:
    town = Town(kofu, tmp_path, "card", "notice")
    town.render()
    roster = town.roster.read_text(encoding="utf-8")
    town.roster.write_text(roster.replace("31400014", "31400015"), encoding="utf-8")
    code, out, told = town.verify()
    assert (code, told) == (1, "")
    assert "input-changed: " in out
    assert "field-differs: pdf/notice-ordinary-0001.pdf 1ページ number: " in out
    assert "発送しないでください" in out
    assert "3140001" not in out and "架空" not in out
    code, out, _ = town.verify("--json")
    found = [(one["code"], one["page"], one["field"]) for one in json.loads(out)["found"]]
    assert code == 1
    assert ("field-differs", 1, "number") in found


def test_a_damaged_file_is_told_with_its_code(kofu: Kofu, tmp_path: Path) -> None:
    town = Town(kofu, tmp_path, "card")
    town.render()
    path = town.out / "pdf/certificate-recorded-0001.pdf"
    path.write_bytes(path.read_bytes()[:-100])
    code, out, told = town.verify()
    assert (code, told) == (1, "")
    assert "file-changed: pdf/certificate-recorded-0001.pdf: " in out
    assert (
        "layout-unexpected: pdf/certificate-recorded-0001.pdf: ファイルが途中で切れているか" in out
    )


def test_english_is_the_second_language(kofu: Kofu, tmp_path: Path) -> None:
    town = Town(kofu, tmp_path, "card", "stopped")
    code, out, _ = town.render("--lang", "en")
    assert code == 1
    assert "printed the documents of 1 of 2 people" in out
    code, out, _ = town.verify("--lang", "en")
    assert code == 0
    assert "everything agrees: 1 files, 2 pages, 1 documents" in out
    (town.out / "record.json").unlink()
    code, _, told = town.verify("--lang", "en")
    assert code == 2
    assert told.startswith("record-missing: ") and "there is no record.json" in told


def test_days_of_issue_are_read_as_everywhere(kofu: Kofu, tmp_path: Path) -> None:
    town = Town(kofu, tmp_path, "card")
    assert json.loads(town.render("--json", "--issued", "R7.7.10")[1])["issued"] == "2025-07-10"
    assert json.loads(town.render("--json")[1])["issued"] == "2025-08-01"
    assert town.verify()[0] == 0
    assert town.render("--issued", "2025-02-30")[0] == 2


@pytest.mark.parametrize("number", ["0", "-1"])
@pytest.mark.parametrize("option", ["--per-file", "--workers"])
def test_a_number_that_means_nothing_is_refused(
    kofu: Kofu, tmp_path: Path, option: str, number: str
) -> None:
    town = Town(kofu, tmp_path, "card")
    code, _, told = town.render(option, number)
    assert code == 2
    assert told.startswith("call-wrong: ")
    assert not (town.out / "record.json").exists()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda town: town.roster.unlink(), "file-missing"),
        (lambda town: town.decisions.unlink(), "file-missing"),
        (lambda town: town.decisions.write_text("person_id\n1\n"), "decisions-column-missing"),
        (lambda town: town.roster.write_text(HEADER + PEOPLE["notice"], "utf-8"), "person-not-in-roster"),
        (lambda town: town.roster.write_text(HEADER + PEOPLE["card"] * 2, "utf-8"), "people-twice"),
        (lambda town: (town.out.mkdir(), (town.out / "notes.txt").write_text("mine")), "folder-not-ours"),
        (lambda town: town.out.write_text("a file"), None),
    ],
    ids=["no roster", "no decisions", "no decisions in the file", "another roster", "twice", "another's folder", "a file for a folder"],
)  # fmt: skip
def test_a_wrong_input_says_code_and_message_and_leaves_with_two(
    kofu: Kofu, tmp_path: Path, spoil: Callable[[Town], object], code: str | None
) -> None:
    town = Town(kofu, tmp_path, "card")
    spoil(town)
    left, out, told = town.render()
    assert (left, out) == (2, "")
    assert told.startswith(f"{code}: ") if code else ": " in told and not told.startswith("broken")
    assert "架空" not in told
    assert not list(tmp_path.glob("out/pdf/*"))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda town: (town.out / "record.json").unlink(), "record-missing"),
        (lambda town: (town.out / "record.json").write_text("{"), "record-unreadable"),
        (lambda town: (town.out / "record.json").write_text("{}"), "record-unreadable"),
        (lambda town: (town.out / "record.json").write_text("[]"), "record-unreadable"),
        (lambda town: (town.out / "pages.parquet").unlink(), "index-unreadable"),
        (lambda town: (town.out / "pages.parquet").write_text("PAR1"), "index-unreadable"),
        (lambda town: (town.out / "stopped.csv").unlink(), "index-unreadable"),
        (lambda town: town.roster.unlink(), "file-missing"),
    ],
    ids=["no record", "half a record", "an empty record", "another thing", "no index", "no real index", "no list of the stopped", "no roster"],
)  # fmt: skip
def test_a_folder_that_cannot_be_verified_leaves_with_two(
    kofu: Kofu, tmp_path: Path, spoil: Callable[[Town], object], code: str
) -> None:
    town = Town(kofu, tmp_path, "card")
    town.render()
    spoil(town)
    left, out, told = town.verify()
    assert (left, out) == (2, "")
    assert told.startswith(f"{code}: ")


@pytest.mark.parametrize(
    "words", [("render",), ("render", "d.csv"), ("render", "d.csv", "--roster", "r.csv"), ("verify",), ("verify", "x", "--unheard")]
)  # fmt: skip
def test_a_call_that_lacks_something_leaves_with_two(kofu: Kofu, words: tuple[str, ...]) -> None:
    left, out, told = kofu(*words)
    assert (left, out) == (2, "")
    assert told.startswith("call-wrong: ")


def test_a_pack_of_another_name_did_not_decide_this(kofu: Kofu, tmp_path: Path) -> None:
    town = Town(kofu, tmp_path, "card")
    assert town.render("--insurer", "shibuya-kokuho")[2].startswith("decisions-of-no-pack: ")
    assert town.render("--insurer", "nobody")[2].startswith("pack-unknown: ")
    assert town.render("--insurer", "kawasaki-kokuho")[0] == 0


def test_people_without_a_customer_barcode_are_counted_by_reason(
    kofu: Kofu, tmp_path: Path
) -> None:
    """999-0001 is no postcode; 210-0001 is in 川崎市, not in 架空市. Who is held back has no piece."""
    town = Town(kofu, tmp_path, "card", "notice", "hold")
    text = town.roster.read_text(encoding="utf-8").replace("二丁目", "一丁目")
    town.roster.write_text(text.replace("一丁目2番,999-0001", "一丁目2番,210-0001"), "utf-8")
    code, out, _ = town.render()
    assert code == 0
    assert "2人の宛名には、カスタマバーコードを印刷していません" in out
    assert "postcode-unknown" in out and "postcode-disagrees" in out
    assert json.loads((town.out / "record.json").read_text("utf-8"))["unbarred"] == {
        "postcode-disagrees": 1,
        "postcode-unknown": 1,
    }
    assert town.verify()[0] == 0
