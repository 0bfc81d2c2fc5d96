"""A proof is made once and kept as long as pack, cases and program are the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.policy.small import small
from tests.register import Register

from kofu.base.errors import KofuError
from kofu.policy.load import load

UNKNOWN_FORGOTTEN = ('when: {card: ["no", unknown]}', 'when: {card: "no"}')


@pytest.fixture(autouse=True)
def home(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own: what another test has proven is not known here."""
    monkeypatch.setenv("KOFU_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def at_hand(path: Path) -> Any:
    from kofu.registry.packs.at_hand import AtHand, Origin

    book = load(path)
    return AtHand(book.hash, book, Origin.OWN, in_use=False)


def test_what_was_proven_is_read_again(tmp_path: Path) -> None:
    from kofu.registry.packs.examined import examine, examined

    one = at_hand(small(tmp_path))
    assert examined(one.book) is None
    made = examine(one, "sato")
    assert made.proof.holds
    assert (made.proof.classes, made.proof.cases) == (6, 3)
    assert made.proof.moments == made.days * made.known
    assert examined(load(small(tmp_path))) == made


def test_a_fault_is_kept_in_words(tmp_path: Path) -> None:
    from kofu.registry.packs.examined import examine, examined

    one = at_hand(small(tmp_path, UNKNOWN_FORGOTTEN))
    made = examine(one, "sato")
    assert not made.proof.holds
    read = examined(one.book)
    assert read is not None
    assert [each.words() for each in read.proof.findings] == [
        each.words() for each in made.proof.findings
    ]
    assert any(each.code == "proof-gap" for each in read.proof.findings)


@pytest.mark.parametrize(
    "change",
    [UNKNOWN_FORGOTTEN, ("name: カードのない人には資格確認書", "name: カードのない人には")],
    ids=["a rule", "a case"],
)
def test_another_pack_or_case_is_not_proven_yet(tmp_path: Path, change: tuple[str, str]) -> None:
    from kofu.registry.packs.examined import examine, examined

    examine(at_hand(small(tmp_path)), "sato")
    assert examined(load(small(tmp_path, change))) is None


def test_a_damaged_file_is_no_proof(home: Path, tmp_path: Path) -> None:
    from kofu.registry.packs.examined import examine, examined

    one = at_hand(small(tmp_path))
    examine(one, "sato")
    for file in (home / "proofs").iterdir():
        file.write_text(file.read_text(encoding="utf-8")[:40], encoding="utf-8")
    assert examined(one.book) is None


def test_what_was_kept_without_its_cases_is_not_proven(tmp_path: Path) -> None:
    from kofu.registry.packs.at_hand import Origin
    from kofu.registry.packs.examined import examine

    one = replace(at_hand(small(tmp_path)), origin=Origin.EARLIER)
    with pytest.raises(KofuError) as refused:
        examine(one, "sato")
    assert refused.value.finding.code == "pack-without-cases"


def test_cases_are_decided_as_the_pack_is(tmp_path: Path) -> None:
    from kofu.registry.packs.examined import case_results

    assert [one.passed for one in case_results(load(small(tmp_path)))] == [True] * 3
    wrong = ("facts: {has_card: false}", "facts: {has_card: true}")
    assert [one.passed for one in case_results(load(small(tmp_path, wrong)))] == [False, True, True]
