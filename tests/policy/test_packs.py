"""Every case of every shipped pack: a statement of a source, decided as it says."""

from __future__ import annotations

from datetime import date

import pytest

from kofu.policy.cases import run_case
from kofu.policy.check import Level, check, level_of
from kofu.policy.load import load, shipped
from kofu.policy.model import Case, Sure

BOOKS = {name: load(name) for name in shipped()}
CASES = [(name, case) for name, book in BOOKS.items() for case in book.pack.cases]


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{n}-{c.name}" for n, c in CASES])
def test_case(name: str, case: Case) -> None:
    result = run_case(BOOKS[name], case)
    assert result.stopped is None
    assert result.wrong == ()


def test_the_packs_of_the_five_documents_and_of_practice_are_shipped() -> None:
    assert set(shipped()) == {
        "kouki",
        "tokyo-kouki",
        "saitama-kouki",
        "itabashi-kokuho",
        "kawasaki-kokuho",
        "shibuya-kokuho",
        "kenpo",
    }


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_pack_has_no_slip(name: str) -> None:
    assert [one.line() for one in check(BOOKS[name]) if level_of(one) is Level.ERROR] == []


def test_shibuya_conflicts_with_the_ministry_and_both_are_cited() -> None:
    conflicts = [one for one in check(BOOKS["shibuya-kokuho"]) if level_of(one) is Level.CONFLICT]
    assert [one.params["rule"] for one in conflicts] == ["shibuya-universal"]
    told = conflicts[0].line()
    assert "国民健康保険における資格確認書の取扱いについて（周知依頼）" in told
    assert "令和7年5月30日" in told
    assert "渋谷区" in told


@pytest.mark.parametrize("name", sorted(set(shipped()) - {"shibuya-kokuho"}))
def test_no_other_pack_conflicts(name: str) -> None:
    assert [one.line() for one in check(BOOKS[name]) if level_of(one) is Level.CONFLICT] == []


def test_kawasaki_records_that_its_source_contradicts_the_calendar() -> None:
    assert date(2025, 6, 8).strftime("%A") == "Sunday"
    assert date(2025, 6, 6).strftime("%A") == "Friday"
    told = [one.line() for one in check(BOOKS["kawasaki-kokuho"])]
    assert any(one.startswith("check-contradiction") and "6月8日" in one for one in told)


@pytest.mark.parametrize("name", shipped())
def test_what_is_assumed_is_told(name: str) -> None:
    """A parameter that no source confirms never decides in silence."""
    told = " ".join(one.line() for one in check(BOOKS[name]))
    for parameter in BOOKS[name].pack.parameters:
        if any(value.sure is Sure.ASSUMED for value in parameter.values):
            assert f"「{parameter.id}」" in told
