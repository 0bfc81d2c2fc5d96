"""Mapping files that come with kofu, on small invented files of the layouts they are for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kofu.base.errors import KofuError
from kofu.faces.cli.main import run
from kofu.roster.find import find_person
from kofu.roster.mapping import load_mapping
from kofu.roster.mappings import mapping_file, shipped_mappings
from kofu.roster.source import open_source

WHOLE = {
    "ArbitraryIdentifier": "1001",
    "InsurerNumber": "00140004",
    "InsuredCardSymbol": "架空",
    "InsuredIdentificationNumber": "３１４００００７",
    "InsuredBranchNumber": "02",
    "Name": "架空　花子",
    "NameKana": "ｶｸｳ ﾊﾅｺ",
    "NameOfOther": "",
    "Sex1": "2",
    "Sex2": "",
    "Birthdate": "19610502",
    "Address": "架空県架空市中央1丁目",
    "PostNumber": "999-0001",
    "InsuredName": "架空　太郎",
    "PersonalFamilyClassification": "2",
    "QualificationDate": "20100401",
    "DisqualificationDate": "",
    "InsuredPartialContributionRatio": "030",
    "LimitApplicationCertificateClassificationFlag": "A03",
    "LimitApplicationCertificateValidStartDate": "20250801",
    "SpecificDiseasesCertificateList": "",
}
NEEDED = ("ArbitraryIdentifier", "InsuredIdentificationNumber", "Name", "Sex1", "Birthdate")


def written(folder: Path, cells: dict[str, str], encoding: str = "utf-8") -> Path:
    path = folder / "result.csv"
    path.write_text(f"{','.join(cells)}\n{','.join(cells.values())}\n", encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_result_of_online_eligibility(tmp_path: Path, encoding: str) -> None:
    source = open_source(written(tmp_path, WHOLE, encoding), mapping_file("online-eligibility"))
    assert find_person(source, "1001") == {
        "person_id": "1001",
        "symbol": "架空",
        "number": "31400007",
        "branch": "02",
        "name": "架空　花子",
        "name_kana": "ｶｸｳ ﾊﾅｺ",
        "birth_date": date(1961, 5, 2),
        "sex": "female",
        "postal_code": "999-0001",
        "address": "架空県架空市中央1丁目",
        "acquired_on": date(2010, 4, 1),
        "lost_on": None,
        "membership": "dependant",
        "limit_class": "ウ",
        "limit_from": date(2025, 8, 1),
    }


def test_fields_that_not_every_result_has_may_be_missing(tmp_path: Path) -> None:
    path = written(tmp_path, {name: WHOLE[name] for name in NEEDED})
    found = find_person(open_source(path, mapping_file("online-eligibility")), "1001")
    assert set(found) == {"person_id", "number", "name", "sex", "birth_date"}


@pytest.mark.parametrize("name", NEEDED)
def test_fields_that_every_result_has_must_be_there(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, {one: WHOLE[one] for one in NEEDED if one != name})
    with pytest.raises(KofuError) as refused:
        open_source(path, mapping_file("online-eligibility"))
    assert refused.value.finding.code == "column-missing"
    assert refused.value.finding.place.column == name


@pytest.mark.parametrize(
    ("code", "word"), [("A06", "オ(境)"), ("B10", "一般Ⅰ"), ("B05", "低所得Ⅱ"), ("C01", "C01")]
)
def test_classes_by_their_words_and_later_codes_as_they_are(
    tmp_path: Path, code: str, word: str
) -> None:
    cells = WHOLE | {"LimitApplicationCertificateClassificationFlag": code}
    source = open_source(written(tmp_path, cells), mapping_file("online-eligibility"))
    assert find_person(source, "1001")["limit_class"] == word


def test_an_era_date_is_not_of_this_layout(tmp_path: Path) -> None:
    path = written(tmp_path, WHOLE | {"Birthdate": "S36.5.2"})
    with pytest.raises(KofuError) as refused:
        find_person(open_source(path, mapping_file("online-eligibility")), "1001")
    assert refused.value.finding.code == "unreadable-date"


@pytest.mark.parametrize("name", shipped_mappings())
def test_each_is_a_sound_mapping(name: str) -> None:
    assert load_mapping(mapping_file(name)).columns


def test_the_command_takes_the_name_and_a_file_of_that_name_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, WHOLE)
    check = ["roster", "check", str(path), "--mapping", "online-eligibility"]
    assert run(check) == 0
    Path("online-eligibility").write_text("columns: {Nobody: name}", "utf-8")
    assert run(check) == 2
    assert "column-missing" in capsys.readouterr().err


def test_an_optional_column_that_is_not_mapped_is_a_slip(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("columns: {氏名: name}\noptional: [住所]\n", "utf-8")
    with pytest.raises(KofuError) as refused:
        load_mapping(path)
    assert refused.value.finding.code == "mapping-invalid"
