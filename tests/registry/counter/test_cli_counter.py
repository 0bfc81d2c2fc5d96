"""`kofu counter` and `kofu register insurer`, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.registry.conftest import Register
from tests.registry.counter.windows import documents, rows

YOUNG = {"birth_date": "1980-05-05", "symbol": "川1"}
Call = Callable[..., tuple[int, str, str]]
SEPTEMBER = ("--on", "令和8年9月10日", "--by", "sato", "--evidence", "photo-id")


def test_from_the_application_into_the_hands(
    register: Register, enrolled: Callable[..., None], kofu: Call, tmp_path: Path
) -> None:
    enrolled(YOUNG)
    assert kofu("counter", "preview", "1001", "facility")[2].startswith("insurer-not-settled: ")
    assert kofu("register", "insurer", "kawasaki-kokuho")[0] == 0
    code, out, _ = kofu("counter", "preview", "1001", "facility", *SEPTEMBER)
    assert code == 0
    assert "受理" in out and "施設" in out
    code, out, _ = kofu("counter", "apply", "1001", "facility", *SEPTEMBER, "--json")
    done = json.loads(out)
    assert (done["result"], done["valid_until"], done["document"]) == ("accepted", "2027-07-31", 1)
    pdf = tmp_path / "card.pdf"
    for words in ("印刷しました", "もう一度印刷しました"):
        code, out, _ = kofu("counter", "print", 1, "-o", pdf, "--on", "2026-09-10")
        assert code == 0 and words in out
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert kofu("counter", "hand-over", "1001", 1, *SEPTEMBER)[0] == 0
    lost = ("counter", "reissue", "1001", "lost", *SEPTEMBER)
    code, out, _ = kofu(*lost)
    assert code == 0
    # Granted for living in a facility, it is granted again for that.
    assert "受理" in out
    assert [row[5] for row in documents(register)] == ["replaced", "approved"]


def test_a_warning_ends_the_preview_with_one(
    register: Register, enrolled: Callable[..., None], kofu: Call
) -> None:
    enrolled({**YOUNG, "delivery_hold": "yes"})
    kofu("register", "insurer", "kawasaki-kokuho")
    code, out, _ = kofu("counter", "preview", "1001", "lost_card", *SEPTEMBER)
    assert code == 1
    assert "送付を保留している人です" in out


@pytest.mark.parametrize(("first", "then", "code"), [
    ("kawasaki-kokuho", "itabashi-kokuho", ""),
    ("kawasaki-kokuho", "tokyo-kouki", "insurer-of-another-kind"),
    ("kawasaki-kokuho", "common", "pack-abstract"),
    ("kawasaki-kokuho", "nowhere", "pack-unknown"),
])  # fmt: skip
def test_a_register_with_people_stays_of_its_kind(
    register: Register, enrolled: Callable[..., None], kofu: Call, first: str, then: str, code: str
) -> None:
    enrolled({})
    assert kofu("register", "insurer", first)[0] == 0
    assert kofu("register", "insurer", first)[0] == 0
    done, _, err = kofu("register", "insurer", then)
    assert (done, err.partition(":")[0]) == (2 if code else 0, code)
    stands = first if code else then
    assert stands in kofu("register", "insurer")[1]
    settled = rows(register, "SELECT count(*) FROM log_entry WHERE event = 'insurer-settled'")
    assert settled == [(1 if code else 2,)]
