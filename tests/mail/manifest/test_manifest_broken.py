"""What is mixed up stops every list; a crash leaves nothing; the equation always holds."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manifest_run import Doc, Person, Run, three

from kofu.base.errors import KofuError
from kofu.base.whole_folders import whole_folder
from kofu.documents.run.record import PAGES, RECORD
from kofu.mail.manifest.manifest import Asked, manifest
from kofu.mail.tracking.ledger import alone

Kofu = Callable[..., tuple[int, str, str]]


def change_index(run: Run, number: int, **new: object) -> None:
    run.docs[number] = replace(run.docs[number], **new)  # type: ignore[arg-type]
    run._index()


def drop_row(run: Run) -> None:
    del run.docs[1]
    run._index()


def record_says(run: Run, **counts: int) -> None:
    path = run.folder / RECORD
    told = json.loads(path.read_text("utf-8"))
    told["people"].update(counts)
    path.write_text(json.dumps(told), "utf-8")


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (drop_row, "index-file-differs"),
        (drop_row, "index-form-differs"),
        (drop_row, "population-differs"),
        (drop_row, "envelope-places-differ"),
        (lambda run: change_index(run, 1, delivery="ordinary"), "envelope-two-products"),
        (lambda run: change_index(run, 2, delivery="pigeon"), "envelope-delivery-unknown"),
        (lambda run: change_index(run, 2, envelope=3), "envelopes-not-in-row"),
        (lambda run: change_index(run, 0, envelope=2, of=1), "envelope-places-differ"),
        (lambda run: change_index(run, 1, place=1), "envelope-places-differ"),
        (lambda run: change_index(run, 2, delivery="hold"), "held-yet-printed"),
        (lambda run: change_index(run, 2, person_id="E"), "held-yet-printed"),
        (lambda run: change_index(run, 2, person_id="D"), "printed-not-due"),
        (lambda run: change_index(run, 2, person_id="nobody"), "printed-not-due"),
        (lambda run: change_index(run, 2, file="pdf/c.pdf"), "index-file-differs"),
        (lambda run: (run.folder / "pdf" / "a.pdf").unlink(), "printed-file-missing"),
        (lambda run: (run.folder / "pdf" / "a.pdf").write_text("other"), "printed-file-changed"),
        (
            lambda run: (run.folder / "../roster.csv").open("a").write("\n"),
            "manifest-input-changed",
        ),
        (lambda run: record_says(run, withheld=0), "population-differs"),
        (lambda run: record_says(run, printed=2), "population-differs"),
        (lambda run: record_says(run, people=6), "population-differs"),
    ],
)
def test_no_list_is_made_of_what_is_mixed_up(
    kofu: Kofu, tmp_path: Path, harm: Callable[[Run], None], code: str
) -> None:
    run = three(tmp_path / "pages")
    run.write()
    harm(run)
    exit_code, out, err = kofu("mail", "manifest", run.folder)
    assert exit_code == 1, err
    assert f"{code}: " in out
    assert "見本" not in out
    assert not (tmp_path / "pages-mail").exists()
    assert not list(tmp_path.glob(".pages-mail*"))


def test_somebody_stopped_is_in_no_list(kofu: Kofu, tmp_path: Path) -> None:
    run = three(tmp_path / "pages")
    run.stopped = ["C"]
    run.write()
    assert "stopped-in-index: " in kofu("mail", "manifest", run.folder)[1]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (("--tracking", "560-70-01234-2-560-70-01234-2"), None),
        (("--tracking", "560-70-01234-2"), "tracking-range-unreadable"),
        (("--tracking", "560-70-01234-3-560-70-01240-1"), "tracking-check-digit"),
        (("--tracking", "560-70-01240-1-560-70-01234-2"), "tracking-range-wrong"),
        (("--tracking", "express:560-70-01234-2-560-70-01240-1"), "tracking-product-wrong"),
        (("--tracking", "none.yaml"), "file-missing"),
        (("--pull", "none.txt"), "file-missing"),
        (("--roster", "none.csv"), "file-missing"),
        (("--employers", "none.csv"), "file-missing"),
        (("--posted", "2019-09-30"), "postage-day-not-covered"),
        (("-o", "{pages}/mail"), "manifest-inside-run"),
        (("-o", "{pages}/../full"), "output-folder-not-ours"),
        (("-o", "{pages}/../roster.csv"), "output-exists-as-file"),
    ],
)
def test_wrong_calls(kofu: Kofu, tmp_path: Path, call: tuple[str, ...], code: str | None) -> None:
    folder = three(tmp_path / "pages").write()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    exit_code, _, err = kofu("mail", "manifest", folder, *(w.format(pages=folder) for w in call))
    assert (exit_code, err.partition(":")[0]) == ((2, code) if code else (0, ""))
    assert (tmp_path / "full" / "mine.txt").read_text() == "mine"


def test_a_run_without_envelopes_is_to_be_printed_again(kofu: Kofu, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    folder = three(tmp_path / "pages").write()
    table = pq.read_table(folder / PAGES)
    pq.write_table(table.drop_columns(["envelope"]), folder / PAGES)
    assert kofu("mail", "manifest", folder)[2].startswith("index-without-envelopes: ")


KILLED = """
import os, sys
from pathlib import Path
from kofu.base.whole_folders import whole_folder
with whole_folder(Path(sys.argv[1]), "sign") as draft:
    (draft / "sign").write_text("half")
    os.kill(os.getpid(), 9)
"""


def test_the_draft_of_a_killed_run_goes_with_the_next(tmp_path: Path) -> None:
    target = tmp_path / "out"
    subprocess.run([sys.executable, "-c", KILLED, str(target)], check=False)
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".out.") and (left / "sign").is_file()
    with whole_folder(target, "sign") as draft:
        (draft / "sign").write_text("whole")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (target / "sign").read_text() == "whole"


def test_a_failure_leaves_the_older_lists_as_they_were(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with whole_folder(target, "sign") as draft:
        (draft / "sign").write_text("old")
    with pytest.raises(ZeroDivisionError), whole_folder(target, "sign") as draft:
        (draft / "sign").write_text("new")
        raise ZeroDivisionError
    assert (target / "sign").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


PLACES = st.lists(
    st.tuples(
        st.sampled_from(["recorded", "ordinary", "simplified-registered"]), st.integers(1, 3)
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(PLACES, st.sets(st.integers(0, 17)), st.integers(0, 3), st.integers(0, 3), st.integers(0, 2))
def test_the_equation_holds_whoever_is_pulled(
    envelopes: list[tuple[str, int]], pulls: set[int], held: int, nothing: int, stopped: int
) -> None:
    people: list[Person] = []
    docs: list[Doc] = []
    for number, (way, size) in enumerate(envelopes, start=1):
        for place in range(1, size + 1):
            people.append(Person(f"P{len(people)}", delivery=way))
            docs.append(Doc(people[-1].person_id, number, place, size, way, file=f"pdf/{way}.pdf"))
    printed = len(people)
    away = {one.envelope for n, one in enumerate(docs) if n in pulls}
    people += [Person(f"H{n}", delivery="hold") for n in range(held)]
    people += [Person(f"N{n}", "nothing", "") for n in range(nothing)]
    stops = [f"S{n}" for n in range(stopped)]
    people += [Person(one) for one in stops]
    with tempfile.TemporaryDirectory() as name:
        folder = Run(Path(name) / "pages", people, docs, stopped=stops).write()
        pull = Path(name) / "pull"
        pull.write_text("".join(f"P{n}\n" for n in pulls if n < printed))
        made = manifest(Asked(folder, pull=pull))
    assert made.totals is not None and not made.findings
    totals: dict[str, dict[str, int]] = made.totals  # type: ignore[assignment]
    inside, told, gone = totals["enclosed"], totals["listed"], totals["pulled"]
    assert gone["envelopes"] == len(away)
    assert told["envelopes"] == len(envelopes) - len(away)
    assert printed == inside["places"] == told["places"] + gone["places"]
    assert gone["places"] == gone["people"] + gone["beside"]
    whole = totals["population"]
    assert whole["people"] == len(people) == printed + stopped + held + nothing
    assert whole["people"] == sum(number for name, number in whole.items() if name != "people")


def test_a_list_that_lost_a_row_is_noticed(
    kofu: Kofu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kofu.mail.manifest import lists

    folder = three(tmp_path / "pages").write()
    broken = lists._PIECES.replace("where not away", "where envelope > 1")
    monkeypatch.setattr(lists, "_PIECES", broken)
    code, out, _ = kofu("mail", "manifest", folder)
    assert code == 1 and "lists-do-not-reconcile: pieces.csv" in out
    assert not (tmp_path / "pages-mail").exists()


def test_two_at_once_are_refused(tmp_path: Path) -> None:
    ledger = tmp_path / "tracking-state.json"
    with alone(ledger), pytest.raises(KofuError, match="mail-busy"), alone(ledger):
        pass
