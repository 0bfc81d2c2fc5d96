"""`kofu run`: a run planned, approved, printed, verified, released, posted.

Django is set up by the first command that needs it, so what touches tables is imported there.
"""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from kofu.faces.cli.operator import By, operator
from kofu.faces.cli.options import AsJson, AtLeastOne, Insurer, Known, On, OtherDay, today_unless
from kofu.faces.cli.talk import language, line, progress_bar, show_json, show_table, words
from kofu.registry.access.roles import Right
from kofu.registry.giving_way import ready_for_bulk
from kofu.registry.runs.states import RunKind
from kofu.registry.start import ready

if TYPE_CHECKING:
    from kofu.registry.runs.status import Status
    from kofu.registry.runs.tables import Run

app = App(
    name="run", help="一括交付: 計画・承認・印刷・照合・確定・差出 / Runs, from plan to post."
)

Number = Annotated[int | None, Parameter(name="--run")]


@app.command
def plan(
    *,
    insurer: Insurer,
    on: On,
    kind: RunKind = RunKind.RENEWAL,
    known: Known = None,
    as_of: Annotated[OtherDay, Parameter(name="--as-of")] = None,
    issued: Annotated[OtherDay, Parameter(name="--issued")] = None,
    tracking: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    posted: Annotated[OtherDay, Parameter(name="--posted")] = None,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """登録簿の全員について、だれに何を交付するかを計画します（印刷はしません） / Plan a run.

    Parameters
    ----------
    insurer
        規定集の名前またはYAMLファイル。
    on
        規定を適用する日。年次更新では新しい書類の最初の日。
    kind
        renewal（年次更新）、status-list（職権交付対象者リスト）、changes（異動）、
        gaps（手元に使えるものがなくなる人）、ages（年齢到達）、returned（返戻の再発送）。
    known
        この日までに公表された規定で判定します。省くと今日。
    as_of
        この日に効力のある事実（知っている限り）で判定します。省くと、onと同じ日。
    issued
        交付年月日。省くと、規定を適用する日。
    tracking
        郵便局から借りた引受番号の範囲（kofu render と同じ）。書類に印刷します。
    posted
        引受番号を使う日（差出日）。省くと、交付年月日。
    by
        計画する人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready_for_bulk()
    from kofu.registry.runs.plan import Asked
    from kofu.registry.runs.plan import plan as make_plan

    day = today_unless(known)
    asked = Asked(
        kind,
        insurer,
        on,
        day,
        as_of or on,
        operator(by, Right.RUN_PLAN),
        issued,
        tracking=tuple(tracking or ()),
        posted=posted,
    )
    with progress_bar() as told:
        run = make_plan(asked, told)
    return _tell(run, as_json, "run-planned")


@app.command
def approve(*, run: Number = None, by: By = None, as_json: AsJson = False) -> int:
    """計画を承認します（計画した人とは別の人） / Approve a plan; not by whoever planned it.

    Parameters
    ----------
    run
        一括交付の番号。省くと、最後の計画。
    by
        承認する人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.runs import approve as approving
    from kofu.registry.runs.find import find_run

    found = find_run(run)
    approving.approve(found, operator(by, Right.RUN_APPROVE))
    return _tell(found, as_json, "run-approved")


@app.command
def start(
    *, run: Number = None, workers: AtLeastOne | None = None, by: By = None, as_json: AsJson = False
) -> int:
    """承認された計画を印刷し、すべて読み返します / Print an approved run and read it back.

    Parameters
    ----------
    run
        一括交付の番号。省くと、最後の計画。
    workers
        同時に使うCPUの数。省くとすべて。
    by
        操作する人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready_for_bulk()
    from kofu.registry.runs import starting
    from kofu.registry.runs.find import find_run

    found, count = find_run(run), workers or os.cpu_count() or 1
    starting.start(found, operator(by, Right.RUN_OPERATE), count)
    return _worked(found, count, as_json)


@app.command
def resume(
    *, run: Number = None, workers: AtLeastOne | None = None, by: By = None, as_json: AsJson = False
) -> int:
    """途中で止まった一括交付を、残りから続けます / Go on with an interrupted run.

    Parameters
    ----------
    run
        一括交付の番号。省くと、最後の計画。
    workers
        同時に使うCPUの数。省くとすべて。
    by
        操作する人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready_for_bulk()
    from kofu.registry.runs import starting
    from kofu.registry.runs.find import find_run

    found, count = find_run(run), workers or os.cpu_count() or 1
    starting.resume(found, operator(by, Right.RUN_OPERATE), count)
    return _worked(found, count, as_json)


@app.command
def release(
    *,
    run: Number = None,
    posted: Annotated[OtherDay, Parameter(name="--posted")] = None,
    employers: Path | None = None,
    tracking: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """照合の済んだ一括交付を確定し、差出しの一覧をつくります / Release a verified run.

    Parameters
    ----------
    run
        一括交付の番号。省くと、最後の計画。
    posted
        差出日。省くと、交付年月日。
    employers
        事業所の一覧（事業主に送る書類があるとき）。
    tracking
        郵便局から借りた引受番号の範囲（kofu mail manifest と同じ）。
    by
        確定する人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready_for_bulk()
    from kofu.registry.runs import release as releasing
    from kofu.registry.runs.find import find_run

    found = find_run(run)
    done = releasing.release(
        found, operator(by, Right.RUN_OPERATE), posted, employers, tuple(tracking or ())
    )
    for finding in done.findings:
        line(finding.line(language()))
    if not done.root:
        line(words("run-not-released", run=found.pk))
        return 1
    _tell(found, as_json, "run-released", root=done.root, out=done.made.out)
    return 1 if done.findings else 0


@app.command
def post(*, run: Number = None, on: On, by: By = None, as_json: AsJson = False) -> int:
    """確定した一括交付を、郵便局に差し出したことを記録します / A released run was posted.

    Parameters
    ----------
    run
        一括交付の番号。省くと、最後の計画。
    on
        差し出した日。
    by
        記録する人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.runs import posting
    from kofu.registry.runs.find import find_run

    found = find_run(run)
    posted = posting.post(found, operator(by, Right.RUN_OPERATE), on)
    return _tell(found, as_json, "run-posted", posted=posted, day=on)


@app.command
def abandon(*, run: Number = None, reason: str, by: By = None, as_json: AsJson = False) -> int:
    """確定する前の一括交付を取りやめます / Give a run up before its release.

    Parameters
    ----------
    run
        一括交付の番号。省くと、最後の計画。
    reason
        取りやめる理由。
    by
        取りやめる人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.runs import posting
    from kofu.registry.runs.find import find_run

    found = find_run(run)
    posting.abandon(found, operator(by, Right.RUN_OPERATE), reason)
    return _tell(found, as_json, "run-abandoned")


@app.command
def pull(
    person: str, *, run: Number = None, reason: str, by: By = None, as_json: AsJson = False
) -> int:
    """一人を一括交付から引き抜きます（確定するまで） / Take a person out of a run.

    Parameters
    ----------
    person
        宛名番号。
    run
        一括交付の番号。省くと、最後の計画。
    reason
        引き抜く理由。
    by
        引き抜く人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.runs import pulls
    from kofu.registry.runs.find import find_run

    found = find_run(run)
    pulls.pull(found, person, reason, operator(by, Right.RUN_PULL, person))
    return _tell(found, as_json, "run-pulled")


@app.command
def status(*, run: Number = None, as_json: AsJson = False) -> int:
    """一括交付の状況と、前回との違いを表示します / Where a run stands, compared with the last.

    Parameters
    ----------
    run
        一括交付の番号。省くと、最後の計画。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.runs.find import find_run

    return _tell(find_run(run), as_json, "run-status")


@app.command
def receipt(person: str, *, run: Number = None, by: By = None, as_json: AsJson = False) -> int:
    """登録された判定を、当時の規定と事実から導き直して照合します / Derive a decision again.

    Parameters
    ----------
    person
        宛名番号。
    run
        一括交付の番号。省くと、その人の最後の判定。
    by
        照会する人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.runs.find import find_run
    from kofu.registry.runs.receipt import derive_again

    found = derive_again(
        person, find_run(run) if run is not None else None, operator(by, Right.PERSON_READ, person)
    )
    if as_json:
        show_json({**asdict(found), "same": found.same})
    else:
        code = "receipt-same" if found.same else "receipt-differs"
        line(words(code, **{name: getattr(found, name) for name in ("run", "rule", "receipt")}))
    return 0 if found.same else 1


def _worked(run: Run, workers: int, as_json: bool) -> int:
    from kofu.registry.runs.queue import work
    from kofu.registry.runs.states import RunState

    with progress_bar() as told:
        state = work(run, workers, told)
    _tell(run, as_json, "run-worked")
    return 0 if state is RunState.VERIFIED else 1


def show_run(run: Run) -> None:
    """Where a run stands, as `kofu run status` shows it."""
    from kofu.registry.runs.status import status as status_of

    _show(status_of(run))


def _tell(run: Run, as_json: bool, code: str, **params: object) -> int:
    from kofu.registry.runs.status import status as status_of

    found = status_of(run)
    if as_json:
        show_json(_record(found) | params)
        return 0
    line(words(code, run=run.pk, **params))
    _show(found)
    return 0


def _record(found: Status) -> dict[str, object]:
    return {
        "run": found.run.pk,
        "kind": found.run.kind,
        "insurer": found.run.pack,
        "on": found.run.on_day,
        "known": found.run.known,
        "state": found.stand.state,
        "people": found.accounts.told(),
        "chunks": {"done": found.chunks_done, "all": found.run.chunks},
        "stopped": dict(found.stopped),
        "counts": found.run.counts,
        "folder": found.run.folder,
        "steps": [{"step": step, "by": by, "at": at.isoformat()} for step, by, at in found.steps],
    }


_PEOPLE = ("people", "printed", "withheld", "pulled", "stopped", "nothing", "review", "left")


def _show(found: Status) -> None:
    from kofu.registry.runs.doubts import served_apart
    from kofu.registry.runs.status import before, difference

    told = found.accounts.told()
    line(
        words(
            "run-stands",
            kind=words(f"run-kind-{found.run.kind}"),
            insurer=found.run.pack,
            on=found.run.on_day,
            state=words(f"run-state-{found.stand.state.value}"),
            done=found.chunks_done,
            chunks=found.run.chunks,
        )
    )
    rows = [(words(f"run-people-{name}"), f"{told[name]:,}") for name in _PEOPLE]
    show_table("", (words("run-people"), words("run-count")), rows)
    if apart := served_apart(found.run):
        line(words("run-doubt-reading", people=apart))
    last = before(found.run)
    if last is not None:
        changed = difference(found.run, last)
        rows3 = [
            (name, value, f"{then:,}", f"{now:,}", f"{now - then:+,}")
            for name, values in changed.items()
            for value, (then, now) in values.items()
        ]
        names = tuple(words(f"run-compare-{one}") for one in ("by", "value", "then", "now", "more"))
        show_table(words("run-compared", run=last.pk, on=last.on_day), names, rows3[:30])
