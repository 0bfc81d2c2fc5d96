"""A verified run is released: its lists are made, and every total has to agree."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import connection, transaction

from kofu.base.errors import Finding, KofuError
from kofu.base.whole_files import whole_file
from kofu.documents.run.record import PAGES as INDEX
from kofu.mail.manifest.lists import PIECES
from kofu.mail.manifest.manifest import Asked, Made, manifest
from kofu.mail.tracking.ledger import ledger_of
from kofu.registry.issued.many import PULLED, step_all
from kofu.registry.issued.states import Step
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note
from kofu.registry.post.pieces import number_pieces
from kofu.registry.post.tracking import TableKeeper
from kofu.registry.runs.accounts import accounts, wrong
from kofu.registry.runs.acting import act, stand
from kofu.registry.runs.approve import changes
from kofu.registry.runs.folder import MAIL, PAGES, folder_of_run
from kofu.registry.runs.pulls import KOFU, SAME_ENVELOPE, pull_changed
from kofu.registry.runs.states import RunState, RunStep, state_word, step_word
from kofu.registry.runs.tables import Run, RunAction


@dataclass(frozen=True, slots=True)
class Released:
    """The lists, the root over pages and lists, and what is wrong (then nothing was released)."""

    made: Made
    root: str
    findings: tuple[Finding, ...]


def release(
    run: Run,
    by: str,
    posted: date | None = None,
    employers: Path | None = None,
    tracking: tuple[str, ...] = (),
) -> Released:
    """Make the lists and release the run. Raises KofuError `run-step-not-allowed`, `run-invalid`.

    Who was pulled after the printing is in no list; the pull list tells page and envelope.
    """
    now = stand(run)
    if now.state is not RunState.VERIFIED:
        step = step_word(RunStep.RELEASE)
        raise KofuError("run-step-not-allowed", run=run.pk, step=step, state=state_word(now.state))
    changed = [name for name in changes(run) if name != "loads"]
    if changed:
        raise KofuError("run-invalid", run=run.pk, changed=", ".join(changed))
    folder = folder_of_run(run)
    with transaction.atomic():
        pull_changed(run)
        pulls = _pull_printed(run, by)
        asked = Asked(
            folder / PAGES,
            out=folder / MAIL,
            posted=posted,
            employers=employers,
            tracking=tracking,
            pull=_pull_file(folder, pulls),
            keeper=TableKeeper(run.identity, by, ledger_of(tracking, folder)),
        )
        unequal = wrong(run)
        made = manifest(asked)
        findings = (*made.findings, *unequal)
        if made.totals is None or unequal:
            transaction.set_rollback(True)
        else:
            number_pieces(run, made.out / PIECES, posted or run.issued)
            root = _root(run, made.totals)
            detail = {"root": root, "people": accounts(run).told()}
            act(run, RunStep.RELEASE, by, detail)
            note(Event.RUN_RELEASED, by=by, object=f"run:{run.pk}", detail=detail)
            return Released(made, root, findings)
    note(Event.RUN_RELEASED, by=by, outcome=Outcome.FAILED, object=f"run:{run.pk}")
    return Released(made, "", findings)


def _root(run: Run, totals: Mapping[str, object] | None) -> str:
    """One hash over the printed pages and the lists."""
    printed = RunAction.objects.get(run=run, step=RunStep.PRINT.value).detail["root"]
    text = json.dumps([printed, totals], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


_NAMED = """
SELECT person.person_id FROM pull
  JOIN document ON document.run_id = pull.run_id AND document.person_id = pull.person_id
  JOIN person ON person.id = pull.person_id
 WHERE pull.run_id = %s ORDER BY 1
"""


_BESIDE = """
INSERT INTO pull (run_id, person_id, reason, by)
SELECT %s, person.id, %s, %s FROM person WHERE person_id = ANY (%s)
    ON CONFLICT DO NOTHING
"""


def _pull_printed(run: Run, by: str) -> list[str]:
    """Cancel the printed documents of those pulled, and of those in one envelope with them.

    Their 宛名番号. An envelope is taken out of the lists whole, never opened.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, [run.pk])
        named = [str(row[0]) for row in cursor.fetchall()]
        if named:
            cursor.execute(_BESIDE, [run.pk, SAME_ENVELOPE, KOFU, _beside(run, named)])
            cursor.execute(_NAMED, [run.pk])
            named = [str(row[0]) for row in cursor.fetchall()]
    step_all(run.pk, Step.CANCEL, run.issued, by, "pulled", only=PULLED)
    return named


def _beside(run: Run, people: list[str]) -> list[str]:
    """Everyone whose sheets share an envelope with one of these people's."""
    path = folder_of_run(run) / PAGES / INDEX
    index = pq.read_table(path, columns=["person_id", "envelope"])
    ours = index.filter(pc.is_in(index.column("person_id"), value_set=pa.array(people)))
    shared = pc.is_in(index.column("envelope"), value_set=ours.column("envelope"))
    return [str(one) for one in index.filter(shared).column("person_id").unique().to_pylist()]


def _pull_file(folder: Path, people: list[str]) -> Path | None:
    if not people:
        return None
    path = folder / "pulled-after-printing.csv"
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("person_id",), *((one,) for one in people)])
    return path
