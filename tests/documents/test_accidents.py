"""Real accidents of this work (docs: accidents of others), each kept from happening again."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from small import small
from towns import Printed, contents, person, print_town, town, write_roster

from kofu.base.errors import KofuError
from kofu.decide.engine import decide_file
from kofu.documents.fonts.chain import Chain, UnprintableError, chain_of
from kofu.documents.fonts.font import Font
from kofu.documents.run.render import Asked, render
from kofu.documents.verify.verify import Asked as AskedToVerify
from kofu.documents.verify.verify import verify
from kofu.policy.law import law_on
from kofu.policy.load import load
from kofu.roster.source import open_source


def flat(pages: list[str]) -> str:
    return "".join(pages).replace("\r", "").replace("\n", "")


def test_mie_2024_11_seven_digits_of_eight_after_a_font_was_swapped(
    tmp_path: Path, clean: Printed
) -> None:
    """三重県, 2024-11: 2,071 people got a 被保険者番号 of 7 digits after a font was exchanged.

    Every number of the roster stands on its page whole, as pdfium reads it; a page with seven
    digits is found; another font makes the run another run.
    """
    numbers = {one["person_id"]: one["number"] for one in town()}
    for (who, form), pages in clean.texts().items():
        assert len(numbers[who]) == 8
        assert (numbers[who] in flat(pages)) == (form != "refusal")
    (tmp_path / "short").mkdir()
    (tmp_path / "right").mkdir()
    short = print_town(tmp_path / "short", [{**person(1), "number": "3140000"}])
    right = print_town(tmp_path / "right", [person(1)])
    file = "pdf/certificate-recorded-0001.pdf"
    shutil.copy(short.folder / file, right.folder / file)
    found = verify(AskedToVerify(right.folder, workers=1)).found
    assert {("field-differs", "number")} <= {(one.code, one.field) for one in found}
    record = json.loads((short.folder / "record.json").read_text(encoding="utf-8"))
    record["fonts"] = dict.fromkeys(record["fonts"], "0" * 64)
    (short.folder / "record.json").write_text(json.dumps(record), encoding="utf-8")
    told = verify(AskedToVerify(short.folder, workers=1)).found
    assert [one.code for one in told] == ["fonts-changed"]


def test_mie_2024_11_a_font_without_a_digit_stops_the_page() -> None:
    """三重県, 2024-11: a digit that the font does not draw is never left out silently."""

    class NoSeven(Font):
        def glyph_number(self, unit: str) -> int | None:
            return None if unit == "7" else super().glyph_number(unit)

    sans = chain_of(["Noto Sans JP"]).fonts[0]
    with pytest.raises(UnprintableError) as refused:
        Chain((NoSeven(sans.path, sans.name, sans.family),)).draw("31400007")
    assert (refused.value.code, refused.value.unit) == ("glyph-missing", "7")


@pytest.fixture(scope="module")
def fixed_words(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How often 様 stands in the fixed words of a carrier: counted where 殿 addresses the person."""
    run = print_town(tmp_path_factory.mktemp("dono"), [person(1, mailing_name="架空　花子　殿")])
    (pages,) = run.texts().values()
    assert flat(pages).count("殿") == 1
    return flat(pages).count("様")


@pytest.mark.parametrize(
    "name", ["架空　花子", "架空　花子様", "架空　花子　様", "架空　花子　様　"]
)
def test_saitama_2025_07_sama_printed_twice(tmp_path: Path, fixed_words: int, name: str) -> None:
    """埼玉県, 2025-07 renewal: 「様」 stood twice in the address."""
    printed = print_town(tmp_path, [person(1, mailing_name=name)])
    (pages,) = printed.texts().values()
    assert flat(pages).count("様") == fixed_words + 1
    assert verify(AskedToVerify(printed.folder, workers=1, pictures=0)).total == 0


SEALED = """
office:
  - {id: insurer_number, label: 番号, values: [{from: 2025-01-01, value: "999995", sure: assumed, source: 見本}]}
  - {id: certificate_title, label: 名称, values: [{from: 2025-01-01, value: 資格確認書, sure: assumed, source: 見本}]}
  - {id: certificate_colour, label: 色, values: [{from: 2025-01-01, value: green, sure: assumed, source: 見本}]}
  - {id: fonts_text, label: 書体, values: [{from: 2025-01-01, value: [Noto Sans JP], sure: assumed, source: 見本}]}
  - {id: fonts_name, label: 書体, values: [{from: 2025-01-01, value: [Noto Serif JP], sure: assumed, source: 見本}]}
  - id: issuer
    label: 発行者
    values:
      - {from: 2025-01-01, value: 見本市長　一郎, sure: confirmed, source: 見本}
      - {from: 2025-06-01, value: 見本市長　二郎, sure: confirmed, source: 見本}
  - id: seal
    label: 公印
    values:
      - {from: 2025-01-01, value: first.svg, sure: confirmed, source: 見本}
      - {from: 2025-06-01, value: second.svg, sure: confirmed, source: 見本}
cases:"""
SEAL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><rect x="3" y="3" width="54" height="54" fill="{}"/></svg>'  # fmt: skip


def test_sendai_2020_the_wrong_seal_on_39_527_letters(tmp_path: Path) -> None:
    """仙台市, 2020: the issuer changed, the seal on the letters did not."""
    pack = small(tmp_path, ("\ncases:", SEALED))
    (tmp_path / "first.svg").write_text(SEAL.format("#c00000"), encoding="utf-8")
    (tmp_path / "second.svg").write_text(SEAL.format("#0000c0"), encoding="utf-8")
    roster = write_roster(tmp_path / "roster.csv", [person(1)])
    decisions = tmp_path / "decisions.parquet"
    on = date(2025, 6, 2)
    decide_file(open_source(roster), law_on(load(pack), on, on), decisions)

    def printed(name: str, issued: date) -> Printed:
        asked = Asked(decisions, roster, tmp_path / name, None, str(pack), issued, workers=1)
        return Printed(roster, decisions, tmp_path / name, render(asked))

    before, after = printed("before", date(2025, 5, 31)), printed("after", date(2025, 6, 1))
    for run, seal, issuer, colour in (
        (before, "first.svg", "見本市長　一郎", b"0.7529412 0 0 "),
        (after, "second.svg", "見本市長　二郎", b"0 0 0.7529412 "),
    ):
        assert run.record["seal"] == hashlib.sha256((tmp_path / seal).read_bytes()).hexdigest()
        (pages,) = run.texts().values()
        assert issuer in flat(pages)
        assert colour in drawn(run.folder)
    assert before.record["forms"] != after.record["forms"]
    assert before.record["office_hash"] != after.record["office_hash"]

    assert verify(AskedToVerify(after.folder, workers=1, pictures=0)).total == 0
    (tmp_path / "second.svg").write_text(SEAL.format("#c00000"), encoding="utf-8")
    codes = {one.code for one in verify(AskedToVerify(after.folder, workers=1, pictures=0)).found}
    assert codes >= {"forms-changed", "blank-different"}


def drawn(folder: Path) -> bytes:
    """All decoded content of a run's only file."""
    (path,) = (folder / "pdf").iterdir()
    with pikepdf.open(path) as pdf:
        return b"".join(
            one.read_bytes()
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"
        )


def test_shiga_the_names_sorted_apart_from_the_addresses(tmp_path: Path, clean: Printed) -> None:
    """滋賀県: one column of a table sorted alone, 52 letters to wrong people.

    The roster sorted as a whole changes no page; the names sorted alone are found.
    """
    (tmp_path / "sorted").mkdir()
    whole = sorted(town(), key=lambda one: one["name"])
    assert whole != town()
    assert print_town(tmp_path / "sorted", whole).texts() == clean.texts()
    names = sorted(one["name"] for one in town())
    apart = [{**one, "name": name} for one, name in zip(town(), names, strict=True)]
    roster = write_roster(tmp_path / "apart.csv", apart)
    found = verify(AskedToVerify(clean.folder, roster=roster, workers=1)).found
    wrong = {(one.file, one.page) for one in found if one.field == "to_name"}
    assert len(wrong) >= 6


def _render(asked: Asked) -> str:
    try:
        render(asked)
    except KofuError as error:
        return error.finding.code
    return "done"


@pytest.mark.slow
def test_kawasaki_2023_05_two_requests_within_one_second(tmp_path: Path) -> None:
    """川崎市, 2023-05: the second request of a second overwrote the first one's file.

    Two runs at once in two folders print each its own people; in one folder one of them is
    refused, and the pages are those of the other, whole.
    """
    runs = []
    for name, numbers in (("one", range(1, 31)), ("two", range(31, 61))):
        (tmp_path / name).mkdir()
        runs.append(print_town(tmp_path / name, [person(n) for n in numbers], per_file=3))
    alone = [contents(run.folder) for run in runs]
    apart = [Asked(run.decisions, run.roster, run.folder.parent / "again", per_file=3, workers=1, insurer="kawasaki-kokuho") for run in runs]  # fmt: skip
    same = [Asked(one.decisions, one.roster, tmp_path / "same", per_file=3, workers=1, insurer="kawasaki-kokuho") for one in apart]  # fmt: skip
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(_render, apart)) == ["done", "done"]
        told = sorted(pool.map(_render, same))
    assert [contents(one.folder) for one in apart] == alone
    assert told in (["done", "folder-busy"], ["done", "done"])
    done = {
        path: data for path, data in contents(tmp_path / "same").items() if path.endswith(".pdf")
    }
    assert done in [{path: data for path, data in one.items() if path.endswith(".pdf")} for one in alone]  # fmt: skip


HOLDER = """
import fcntl, sys
lock = open(sys.argv[1], "w")
fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_kawasaki_2023_05_a_folder_in_use_by_another_process_is_refused(tmp_path: Path) -> None:
    """川崎市, 2023-05: while one process prints, another may not touch the folder; afterwards it may."""
    run = print_town(tmp_path, [person(1)])
    before = contents(run.folder)
    again = Asked(run.decisions, run.roster, run.folder, workers=1)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, run.folder / ".lock"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
    assert _render(again) == "folder-busy"
    assert contents(run.folder) == before
    holder.communicate()
    assert _render(again) == "done"


def test_sabae_2017_two_people_s_cards_swapped(tmp_path: Path, clean: Printed) -> None:
    """鯖江市, 2017: the card of one person in the letter of another.

    The sheet with the address and the card on it carry one match code; no two people share it.
    """
    codes = {}
    texts = clean.texts()
    for row in clean.index:
        code = str(row["match_code"])
        assert len(code) == 8 and code.isdigit()
        told = texts[str(row["person_id"]), str(row["form"])]
        codes.setdefault(str(row["person_id"]), set()).add(code)
        if str(row["form"]).startswith("carrier"):
            assert [page.count(code) > 0 for page in told] == [True, True] or flat(told).count(
                code
            ) >= 2
        others = {
            str(one["match_code"]) for one in clean.index if one["person_id"] != row["person_id"]
        }
        assert not [other for other in others if other in flat(told)]
    assert all(len(theirs) == 1 for theirs in codes.values())
    assert len({code for theirs in codes.values() for code in theirs}) == len(codes)
