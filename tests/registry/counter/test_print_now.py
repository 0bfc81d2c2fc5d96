"""A document at once: its bytes, its steps, its reprint, into whose hands it goes."""

from __future__ import annotations

import io
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date

import pypdfium2
import pytest
from tests.registry.conftest import Register
from tests.registry.counter.windows import (
    ON,
    applications,
    documents,
    logged,
    received,
    rows,
    window,
)
from tests.registry.people.issuing import issue, sent

from kofu.base.errors import KofuError
from kofu.registry.counter.kinds import Applicant, Kind

CITY, UNION = "kawasaki-kokuho", "tokyo-kouki"
YOUNG = {"birth_date": "1980-05-05", "household_head": "浜田　一郎", "symbol": "川1"}


def applied(pack: str, kind: Kind, on: date = ON) -> int:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Certificate

    done = apply(Certificate("1001", received(on), kind), window(pack, on))
    assert done.document is not None
    return done.document


def text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "".join(page.get_textpage().get_text_bounded() for page in pages)


def test_printed_twice_it_is_one_document_of_the_same_bytes(
    register: Register,
    enrolled: Callable[..., None],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from kofu.registry.counter.printing import print_document
    from kofu.registry.people.corrections import correct

    enrolled(YOUNG)
    number = applied(CITY, Kind.FACILITY)
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    first = print_document(number, window(CITY))
    # What becomes known later changes nothing of what was decided.
    correct("1001", "enrolment", ON, {"name": "山田　千秋"}, "suzuki")
    later = date(2026, 9, 20)
    second = print_document(number, window(CITY, later, by="suzuki"))
    assert (first.form, first.again, second.again) == ("card", False, True)
    assert first.pdf == second.pdf
    assert "浜田" in text(first.pdf) and "令和8年9月10日" in text(first.pdf)
    assert [row[5] for row in documents(register)] == ["printed"]
    assert [entry[:3] for entry in logged(register)[-3:]] == [
        ("document-acted", "done", "sato"),
        ("corrected", "done", "suzuki"),
        ("document-reprinted", "done", "suzuki"),
    ]
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("pack", "kind", "form", "says"),
    [
        (CITY, Kind.JUST_IN_CASE, "refusal", "この理由では資格確認書を交付できません"),
        (CITY, Kind.EXPLANATION, "reason-letter", "判定のご案内"),
        (CITY, Kind.NOTICE, "notice", "資格情報のお知らせ"),
        (UNION, Kind.FACILITY, "card", "後期高齢者医療資格確認書"),
    ],
)
def test_every_paper_of_the_counter(
    register: Register, enrolled: Callable[..., None], pack: str, kind: Kind, form: str, says: str
) -> None:
    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.printing import print_document
    from kofu.registry.counter.typed import Certificate, Notice, ReasonLetter

    enrolled(YOUNG if pack == CITY else {"uses_12m": "12", "uses_3m": "3"})
    act = {
        Kind.NOTICE: Notice("1001", received()),
        Kind.EXPLANATION: ReasonLetter("1001", received()),
    }.get(kind, Certificate("1001", received(), kind))
    done = apply(act, window(pack))
    assert done.document is not None
    began = time.perf_counter()
    page = print_document(done.document, window(pack))
    assert time.perf_counter() - began < 5
    assert page.form.startswith(form)
    assert says in text(page.pdf).replace("\r\n", "").replace("\n", "")


def test_handed_over_and_not_printed_again(
    register: Register, enrolled: Callable[..., None]
) -> None:
    from kofu.registry.counter.handing import hand_over
    from kofu.registry.counter.printing import print_document
    from kofu.registry.counter.typed import HandOver

    enrolled(YOUNG, {"person_id": "2002"})
    number = applied(CITY, Kind.FACILITY)
    mine = HandOver("1001", received(applicant=Applicant.HOUSEHOLD_MEMBER), number)
    with pytest.raises(KofuError, match="document-step-not-allowed"):
        hand_over(mine, window(CITY))
    print_document(number, window(CITY))
    with pytest.raises(KofuError, match="document-not-of-person"):
        hand_over(HandOver("2002", received(), number), window(CITY))
    hand_over(mine, window(CITY))
    assert [row[5] for row in documents(register)] == ["handed-over"]
    assert applications(register)[1:] == [("hand-over", "accepted", "")]
    assert rows(
        register, "SELECT applicant, document_id FROM application WHERE kind = 'hand-over'"
    ) == [("household-member", number)]
    with pytest.raises(KofuError, match="reprint-left-house"):
        print_document(number, window(CITY))


def test_what_is_not_printed_here(register: Register, enrolled: Callable[..., None]) -> None:
    from kofu.registry.counter.printing import print_document

    enrolled(YOUNG)
    # A document nobody applied for: entered past the counter, it has no decision to derive.
    issue(register, "1001", "certificate", ON, date(2027, 7, 31), *sent(ON)[:2])
    for number, code in ((1, "document-not-derived"), (99, "document-unknown")):
        with pytest.raises(KofuError, match=code):
            print_document(number, window(CITY))


def test_two_clerks_apply_for_one_person_at_the_same_moment(
    register: Register, enrolled: Callable[..., None]
) -> None:
    from django.db import connections

    from kofu.registry.counter.applying import apply
    from kofu.registry.counter.typed import Certificate

    enrolled(YOUNG)
    told: list[str] = []
    both = threading.Barrier(2)

    def at(by: str) -> None:
        both.wait()
        done = apply(Certificate("1001", received(), Kind.FACILITY), window(CITY, by=by))
        told.append(done.result.value)
        connections.close_all()

    clerks = [threading.Thread(target=at, args=(by,)) for by in ("sato", "suzuki")]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert sorted(told) == ["accepted", "not-needed"]
    assert len(documents(register)) == 1
