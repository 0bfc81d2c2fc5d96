"""A pack that cannot be read names its file, its line and what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small import small

from kofu.base.errors import KofuError
from kofu.policy.law import law_on
from kofu.policy.load import load
from kofu.policy.prove import prove


@pytest.mark.parametrize(
    ("old", "new", "code", "line_of"),
    [
        ("then: {document: certificate,", "then: {document: certifcate,", "pack-invalid", "certifcate"),
        ("sure: confirmed", "sure: perhaps", "pack-invalid", "perhaps"),
        ("rank: special\n", "rank: special\n        rank: usual\n", "pack-key-twice", None),
        ("in_force: {from: 2025-01-01}", "in_force: {from: 2025-02-30}", "pack-not-yaml", None),
        ("title: 小さな規定集", "title: [小さな", "pack-not-yaml", None),
        ("kind: kokuho", "kind: kokuho\nunheard: of", "pack-invalid", "unheard"),
        ("- id: notice\n", "- id: certificate\n", "pack-rule-twice", None),
        ("kind: kokuho", "kind: kokuho\nextends: nowhere", "pack-unknown", None),
        ("kind: kokuho", "kind: kokuho\ndropped: {gone: なし}", "pack-drops-unknown", "dropped"),
        ("kind: kokuho", "kind: kokuho\nextends: small", "pack-circular", None),
    ],
)  # fmt: skip
def test_a_broken_pack(tmp_path: Path, old: str, new: str, code: str, line_of: str | None) -> None:
    path = small(tmp_path, (old, new))
    with pytest.raises(KofuError) as refused:
        load(path)
    finding = refused.value.finding
    assert finding.code == code
    if line_of:
        text = path.read_text(encoding="utf-8")
        assert finding.place.row == text[: text.index(line_of)].count("\n") + 1
        assert finding.place.file == "small.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("rank: special\n", "rank: unheard\n", "rank-unknown"),
        ("when: {residence: ended}", "when: {residence: over}", "band-unknown"),
        ("when: {residence: ended}", "when: {residense: ended}", "band-unknown"),
        ("when: residence_until < on", "when: residence_till < on", "band-not-understood"),
        ("when: residence_until < on", "when: residence_until < onn", "band-not-understood"),
    ],
)
def test_a_rule_that_speaks_of_what_is_not_there(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    book = load(small(tmp_path, (old, new)))
    with pytest.raises(KofuError) as refused:
        prove(book)
    assert refused.value.finding.code == code


def test_yes_no_and_on_are_words_of_a_pack(tmp_path: Path) -> None:
    book = load(small(tmp_path))
    assert book.pack.cases[0].on.isoformat() == "2025-06-01"
    assert book.pack.norms[0].document[1].when[0]["card"] == "yes"


def test_the_hash_knows_every_word_that_decides_and_no_case(tmp_path: Path) -> None:
    whole = load(small(tmp_path)).hash
    assert load(small(tmp_path, ("rule: residence-ended}", "}"))).hash == whole
    assert (
        load(small(tmp_path, ("in_force: {from: 2025-01-01}", "in_force: {from: 2025-01-02}"))).hash
        != whole
    )


def test_a_day_outside_the_pack_is_an_error_and_says_what_it_covers(tmp_path: Path) -> None:
    book = load(small(tmp_path))
    with pytest.raises(KofuError) as refused:
        law_on(book, date(2026, 1, 1), date(2026, 1, 1))
    assert refused.value.finding.code == "day-not-covered"
    assert "2025-12-31" in str(refused.value)


def test_a_parameter_that_does_not_exist_cannot_be_set(tmp_path: Path) -> None:
    with pytest.raises(KofuError) as refused:
        load(small(tmp_path)).with_parameters({"unheard": 1})
    assert refused.value.finding.code == "parameter-unknown"
