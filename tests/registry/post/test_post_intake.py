"""Results of the post in the register: by file, all or nothing; by scanner; what follows."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import psycopg
import pytest
from tests.registry import a_register
from tests.registry.conftest import Register

from kofu.base.errors import KofuError
from kofu.mail.after.states import Event, Reason
from kofu.registry.log.about import about

Kofu = Callable[..., tuple[int, str, str]]
VALID, ON = (date(2026, 8, 1), date(2027, 7, 31)), date(2026, 8, 1)
STEPS = (
    ("new", "decide", "decided"),
    ("decided", "approve", "approved"),
    ("approved", "print", "printed"),
    ("printed", "post", "posted"),
)
# 7DR: 5607000000 mod 7 = 0, ...01 = 1
HEAD = "引受番号,日付,結果,理由\n"
BACK = HEAD + (
    "56070000000,2026-08-05,お届け済み,\n"
    "560-70-00001-1,R8.8.7,返戻,保管期間経過\n"
)  # fmt: skip


@pytest.fixture
def posted(register: Register) -> dict[str, int]:
    """A run of 2026-08-01. Envelope 1 holds a; 2 holds b and c; 3 bears no number and holds d.

    e was given at the counter. The documents' numbers, and that of the run.
    """
    with psycopg.connect(register.app) as app:
        load = a_register.load(app)
        people = {one: a_register.person(app, one, None, load) for one in "abcde"}
        run = a_register.run(app, ON, [])
        app.execute(
            "INSERT INTO numbered_piece (run_id, envelope, tracking, day) VALUES (%s, 1, 56070000000, %s), (%s, 2, 56070000011, %s)",
            [run, ON, run, ON],
        )
        made = {
            one: a_register.document(
                app, people[one], VALID, run, STEPS, envelope=envelope, delivery="recorded"
            )
            for one, envelope in (("a", 1), ("b", 2), ("c", 2), ("d", 3))
        }
        made["e"] = a_register.document(app, people["e"], VALID, None, STEPS)
    return {**made, "run": run}


def file(folder: Path, text: str, name: str = "kekka.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode("cp932"))
    return path


def states(register: Register, posted: dict[str, int]) -> str:
    """Where each document stands, a to e, by the first letter."""
    with psycopg.connect(register.app) as app:
        found = dict(
            app.execute("SELECT DISTINCT ON (document_id) document_id, after FROM action"
                        " ORDER BY document_id, seq DESC").fetchall()
        )  # fmt: skip
    return "".join(found[posted[one]][0] for one in "abcde")


def test_a_file_moves_every_document_of_its_pieces(
    posted: dict[str, int], register: Register, kofu: Kofu, tmp_path: Path
) -> None:
    out = tmp_path / "tsugi.csv"
    back = file(tmp_path, BACK)
    code, shown, _ = kofu("run", "returned", back, "-o", out, "--by", "sato", "--json")
    assert code == 0
    told = json.loads(shown)
    assert {name: told[name] for name in ("rows", "events", "known", "refused", "actions")} == {
        "rows": 2, "events": {"delivered": 1, "returned": 1}, "known": 0, "refused": 0,
        "actions": {"resend": 1},
    }  # fmt: skip
    assert states(register, posted) == "drrpp"
    with out.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(one["row"], one["tracking"], int(one["document"]), one["action"]) for one in rows] == [
        ("2", "560-70-00000-0", posted["a"], ""),
        ("3", "560-70-00001-1", posted["b"], "resend"),
        ("3", "560-70-00001-1", posted["c"], "resend"),
    ]
    with psycopg.connect(register.app) as app:
        entries = app.execute("SELECT event, by, detail->>'documents' FROM log_entry").fetchall()
        reasons = app.execute("SELECT reason FROM action WHERE after = 'returned'").fetchall()
    assert entries == [("post-told", "sato", "3"), ("exported", "sato", "3")]
    assert reasons == [("storage-expired",)] * 2
    assert [[one.event for one in about(who, by="sato")] for who in "bd"] == [
        ["post-told", "exported"],
        [],
    ]


def test_the_same_file_is_one_intake_and_the_same_line_one_result(
    posted: dict[str, int], register: Register, kofu: Kofu, tmp_path: Path
) -> None:
    back = file(tmp_path, BACK)
    first = json.loads(kofu("run", "returned", back, "--json")[1])
    again = json.loads(kofu("run", "returned", back, "--json")[1])
    assert again == {**first, "again": True}
    assert "すでに取り込んであります" in kofu("run", "returned", back)[1]
    longer = file(tmp_path, BACK + "560-70-00001-1,2026-08-09,再送,\n", "kekka-2.csv")
    told = json.loads(kofu("run", "returned", longer, "--json")[1])
    assert (told["known"], told["events"], told["findings"]) == (2, {"resent": 1}, [])
    assert states(register, posted) == "dpppp"


def test_pieces_named_by_document_or_by_envelope(
    posted: dict[str, int], register: Register, kofu: Kofu, tmp_path: Path
) -> None:
    lines = f"{posted['c']},,,2026-08-05,返戻,転居先不明\n{posted['e']},,,2026-08-05,お届け済み,\n"
    whole = f"書類番号,一括交付番号,封筒番号,日付,結果,理由\n{lines},{posted['run']},3,2026-08-06,返戻,受取拒絶\n"
    assert kofu("run", "returned", file(tmp_path, whole))[0] == 0
    assert states(register, posted) == "prrrd"
    envelope = file(tmp_path, "封筒番号,日付,結果\n1,2026-08-05,お届け済み\n", "futo.csv")
    assert kofu("run", "returned", envelope)[0] == 2
    assert kofu("run", "returned", envelope, "--run", posted["run"])[0] == 0
    assert states(register, posted) == "drrrd"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("560-70-00001-2,2026-08-07,返戻,転居先不明,,", "tracking-check-digit"),
        ("560-70-00009-2,2026-08-07,返戻,転居先不明,,", "result-of-no-piece"),
        ("4055-4842-4886,2026-08-07,返戻,転居先不明,,", "result-of-no-piece"),
        ("560-70-00001-1,2026-08-07,返戻,転居先不明,1,", "result-of-no-piece"),
        (",2026-08-07,お届け済み,,,999999", "result-of-no-piece"),
        (",2026-08-07,お届け済み,,,十", "result-number-wrong"),
        (",2026-08-07,お届け済み,,3,", "result-run-missing"),
        ("560-70-00001-1,2026-08-07,返戻,,,", "reason-missing"),
        ("560-70-00001-1,2026-08-07,お届け済み,転居先不明,,", "reason-missing"),
        ("560-70-00001-1,2026-08-07,紛失,,,", "result-event-unknown"),
        ("560-70-00001-1,8月7日,お届け済み,,,", "result-date-unreadable"),
        (",2026-08-07,お届け済み,,,", "result-cell-empty"),
    ],
)
def test_one_slip_and_nothing_is_taken_in(
    posted: dict[str, int], register: Register, kofu: Kofu, tmp_path: Path, line: str, code: str
) -> None:
    whole = "引受番号,日付,結果,理由,封筒番号,書類番号\n560-70-00000-0,2026-08-05,お届け済み,,,\n"
    path = file(tmp_path, whole + line + "\n")
    left, _, err = kofu("run", "returned", path)
    assert left == 2
    assert [one.partition(":")[0] for one in err.splitlines()] == ["results-refused", code]
    assert f"{path} 3行目" in err
    assert states(register, posted) == "ppppp"
    with psycopg.connect(register.app) as app:
        assert app.execute("SELECT event, outcome FROM log_entry").fetchall() == [
            ("post-told", "refused")
        ]


def test_what_a_document_may_not_take_is_told_and_the_others_go_on(
    posted: dict[str, int], register: Register, kofu: Kofu, tmp_path: Path
) -> None:
    with psycopg.connect(register.app) as app:
        app.execute(
            "INSERT INTO action (document_id, seq, before, step, after, on_day, by, reason)"
            " VALUES (%s, 5, 'posted', 'replace', 'replaced', '2026-08-03', 'sato', '')",
            [posted["a"]],
        )
    path = file(tmp_path, BACK)
    for again in (False, True):
        code, out, _ = kofu("run", "returned", path, "--json")
        told = json.loads(out)
        assert (code, told["again"], told["refused"]) == (1, again, 1)
        [finding] = told["findings"]
        assert (finding["code"], finding["row"]) == ("document-step-not-allowed", 2)
        assert f"書類{posted['a']}は「差替え済み」" in finding["message"]
    assert states(register, posted) == "rrrpp"


def test_a_number_is_that_of_the_piece_posted_last(
    posted: dict[str, int], register: Register, kofu: Kofu, tmp_path: Path
) -> None:
    """Half a year later the number is used again: news of August still speak of the first piece."""
    later = date(2027, 2, 1)
    with psycopg.connect(register.app) as app:
        [(person,)] = app.execute("SELECT id FROM person WHERE person_id = 'e'").fetchall()
        run = a_register.run(app, later, [])
        app.execute(
            "INSERT INTO numbered_piece (run_id, envelope, tracking, day) VALUES (%s, 1, 56070000000, %s)",
            [run, later],
        )
        new = a_register.document(
            app, person, (later, later), run, STEPS, kind="notice", envelope=1, delivery="recorded"
        )
        for number, day in ((posted["run"], "2026-07-31"), (run, "2027-01-31")):
            app.execute(
                "INSERT INTO run_action (run_id, seq, before, step, after, by, planned_by, detail)"
                " SELECT %s, n, before, step, after, 'sato', 'sato', jsonb_build_object('day', %s::text)"
                " FROM (VALUES (2, 'planned', 'approve', 'approved'), (3, 'approved', 'start', 'started'),"
                " (4, 'started', 'print', 'printed'), (5, 'printed', 'verify', 'verified'),"
                " (6, 'verified', 'release', 'released'), (7, 'released', 'post', 'posted'))"
                " AS one (n, before, step, after)".replace("'sato', 'sato'", "'suzuki', 'sato'"),
                [number, day],
            )  # fmt: skip
    old = "560-70-00000-0,2026-08-05,お届け済み,\n"
    assert kofu("run", "returned", file(tmp_path, HEAD + old))[0] == 0
    assert states(register, posted)[0] == "d"
    new_line = "560-70-00000-0,2027-02-05,返戻,転居先不明\n"
    assert kofu("run", "returned", file(tmp_path, HEAD + new_line))[0] == 0
    with psycopg.connect(register.app) as app:
        last = "SELECT after FROM action WHERE document_id = %s ORDER BY seq DESC LIMIT 1"
        assert app.execute(last, [new]).fetchone() == ("returned",)
    assert states(register, posted)[0] == "d"


def test_a_number_scanned(posted: dict[str, int], register: Register, kofu: Kofu) -> None:
    words = ("--result", "returned", "--on", "2026-08-07", "--reason", "storage-expired")
    code, out, _ = kofu("document", "scan", "A56070000011A", *words, "--json")
    assert code == 0
    assert json.loads(out) == {
        "documents": [[posted["b"], "returned"], [posted["c"], "returned"]],
        "known": False,
        "next": "resend",
    }
    assert states(register, posted) == "prrpp"
    assert "もう記録されています" in kofu("document", "scan", "560-70-00001-1", *words)[1]
    with psycopg.connect(register.app) as app:
        entries = app.execute("SELECT event, object FROM log_entry ORDER BY id").fetchall()
        told = app.execute("SELECT document_id, seq, next FROM post_result ORDER BY 1").fetchall()
    assert entries == [("document-acted", f"document:{posted[one]}") for one in "bc"]
    assert told == [(posted["b"], 5, "resend"), (posted["c"], 5, "resend")]


@pytest.mark.parametrize(
    ("number", "what", "reason", "code"),
    [
        ("560-70-00001-2", "delivered", None, "tracking-check-digit"),
        ("560-70-00009-2", "delivered", None, "result-of-no-piece"),
        ("4055-4842-4886", "delivered", None, "result-of-no-piece"),
        ("560-70-00001-1", "returned", None, "reason-missing"),
        ("560-70-00001-1", "resent", None, "document-step-not-allowed"),
    ],
)
def test_a_scan_that_is_refused(
    posted: dict[str, int], register: Register, number: str, what: str, reason: Reason | None,
    code: str,
) -> None:  # fmt: skip
    from kofu.registry.post.single import one_result

    with pytest.raises(KofuError, match=code):
        one_result(number, Event(what), date(2026, 8, 7), "sato", reason)
    assert states(register, posted) == "ppppp"


def test_somebody_acts_beside(posted: dict[str, int], register: Register, tmp_path: Path) -> None:
    """Between looking and writing another takes the step: nothing is taken in."""
    from kofu.registry.post import intake

    path = file(tmp_path, BACK)
    look = intake.standing

    def late(*given: object) -> object:
        found = look(*given)  # type: ignore[arg-type]
        with psycopg.connect(register.app) as app:
            app.execute(
                "INSERT INTO action (document_id, seq, before, step, after, on_day, by, reason)"
                " VALUES (%s, 5, 'posted', 'lose', 'lost', '2026-08-03', 'suzuki', '')",
                [posted["c"]],
            )
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "standing", late)
        with pytest.raises(KofuError, match="post-changed-meanwhile"):
            intake.take_in(path, "sato")
    assert states(register, posted) == "pplpp"
    assert intake.take_in(path, "sato").told.refused == 1
    assert states(register, posted) == "drlpp"


def test_who_is_sent_to_again(posted: dict[str, int], register: Register, tmp_path: Path) -> None:
    """Storage expired: again, as it was. Moved, refused: not before something is known anew."""
    from tests.registry.runs.test_population import looked_at

    from kofu.registry.post.intake import take_in

    lines = (
        f"{posted['a']},2026-08-05,返戻,転居先不明\n{posted['c']},2026-08-05,返戻,保管期間経過\n"
        f"{posted['d']},2026-08-05,返戻,受取拒絶\n"
    )
    take_in(file(tmp_path, "書類番号,日付,結果,理由\n" + lines), "sato")
    assert looked_at("returned") == {"b": "reissue", "c": "reissue"}
    take_in(file(tmp_path, HEAD + "560-70-00001-1,2026-08-09,再送,\n", "saisou.csv"), "sato")
    assert looked_at("returned") == {}
