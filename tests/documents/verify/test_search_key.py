"""A person is found by what stands on the paper: the key of online eligibility, read off a face."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from damaged import checked, codes, cover
from towns import person, print_town, town

from kofu.documents.forms import templates
from kofu.documents.values.office import office_on
from kofu.documents.verify.search_key import differing, faces, key_of, printed_key
from kofu.policy.load import load

FILE = "pdf/certificate-recorded-0001.pdf"
KEYS = ("name", "symbol", "number", "branch", "birth_date")
FACE = faces(KEYS)[0]
KOKUHO, KOUKI = (
    office_on(load(pack), date(2026, 8, 1)) for pack in ("kawasaki-kokuho", "tokyo-kouki")
)
ROW = {"symbol": "川１", "number": "31400007", "branch": "02", "birth_date": date(1961, 5, 2)}
PRINTED = ("架空　花子", "川１", "31400007", "02", "昭和36年5月2日")


def wrong(said: tuple[str, ...], insurer: str = "140004") -> set[str]:
    """Parts by which the person of ROW is not found, typed from a face that says this."""
    lines = [(text,) if text else () for text in said]
    return set(differing(printed_key(FACE, lines, insurer), key_of(ROW, KOKUHO, FACE)))


FOUND = [
    ("as it is printed", PRINTED),
    ("the day in the Western calendar", (*PRINTED[:4], "1961-05-02")),
    ("the day with an era's letter", (*PRINTED[:4], "S36.5.2")),
    ("another width", ("", "川1", "３１４００００７", "０２", PRINTED[4])),
    ("no 枝番 on the paper", (*PRINTED[:3], "", PRINTED[4])),
    ("a 枝番 of one digit", (*PRINTED[:3], "2", PRINTED[4])),
]


@pytest.mark.parametrize(("case", "said"), FOUND, ids=[one[0] for one in FOUND])
def test_found(case: str, said: tuple[str, ...]) -> None:
    assert wrong(said) == set()


NOT_FOUND = [
    ("a digit of the number", ("", "川１", "31400008", "02", PRINTED[4]), {"number"}),
    ("a digit too many", ("", "川１", "314000070", "02", PRINTED[4]), {"number"}),
    ("no number", ("", "川１", "", "02", PRINTED[4]), {"number"}),
    ("another symbol", ("", "川２", "31400007", "02", PRINTED[4]), {"symbol"}),
    ("no symbol", ("", "", "31400007", "02", PRINTED[4]), {"symbol"}),
    ("another 枝番", ("", "川１", "31400007", "03", PRINTED[4]), {"branch"}),
    ("the day after", (*PRINTED[:4], "昭和36年5月3日"), {"birth_date"}),
    ("another era", (*PRINTED[:4], "平成3年5月2日"), {"birth_date"}),
    ("no such day", (*PRINTED[:4], "昭和36年2月30日"), {"birth_date"}),
    ("no day", (*PRINTED[:4], ""), {"birth_date"}),
]


@pytest.mark.parametrize(("case", "said", "parts"), NOT_FOUND, ids=[one[0] for one in NOT_FOUND])
def test_not_found(case: str, said: tuple[str, ...], parts: set[str]) -> None:
    assert wrong(said) == parts


@pytest.mark.parametrize("insurer", ["", "140005", "1400040"])
def test_another_insurers_number(insurer: str) -> None:
    assert wrong(PRINTED, insurer) == {"insurer_number"}


def test_a_union_has_neither_symbol_nor_branch() -> None:
    [face] = faces(("number", "birth_date"))
    said = [("31400007",), ("昭和36年5月2日",)]
    assert not list(differing(printed_key(face, said, "39130000"), key_of(ROW, KOUKI, face)))


def test_every_face_of_a_page_counts() -> None:
    notice = faces(("number", "birth_date", "name", "number", "birth_date"))
    assert [dict(one.places) for one in notice] == [
        {"number": 0, "birth_date": 1},
        {"number": 3, "birth_date": 4},
    ]
    assert [one.slot for one in faces(("1.number", "2.number", "2.birth_date"))] == [1, 2]
    assert faces(("name", "to_address")) == ()


@pytest.mark.parametrize(
    ("printed", "part"), [({"number": "31400008"}, "number"), ({"birth_date": "1961-05-03"}, "birth_date")]
)  # fmt: skip
def test_one_digit_changed_in_a_file_is_found(
    tmp_path: Path, printed: dict[str, str], part: str
) -> None:
    """The file of a run in which this person had another digit, every hash forged."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    run = print_town(tmp_path / "one", [person(1), person(2)])
    other = print_town(tmp_path / "other", [{**person(1), **printed}, person(2)])
    shutil.copy(other.folder / FILE, run.folder / FILE)
    cover(run.folder)
    found = {(one.code, one.page, one.field) for one in checked(run.folder).found}
    assert ("search-key-differs", 1, part) in found


def test_a_form_that_leaves_the_insurers_number_out_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else is wrong with the run: the form is what was printed by."""
    shutil.copytree(templates.ROOT, tmp_path / "forms")
    body = tmp_path / "forms/templates/card/body.typ"
    assert "insurer-number" in body.read_text("utf-8")
    body.write_text(
        body.read_text("utf-8").replace("insurer-number", '"1" + insurer-number'), "utf-8"
    )
    monkeypatch.setattr(templates, "ROOT", tmp_path / "forms")
    monkeypatch.setattr(templates, "TEMPLATES", tmp_path / "forms/templates")
    (tmp_path / "run").mkdir()
    run = print_town(tmp_path / "run", [person(1)])
    assert {(one.code, one.field) for one in checked(run.folder).found} == {
        ("search-key-differs", "insurer_number")
    }


def test_a_town_is_found_by_every_page(tmp_path: Path) -> None:
    run = print_town(tmp_path, town(), per_file=3)
    assert codes(checked(run.folder)) == set()
