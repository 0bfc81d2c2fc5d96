"""The demo's renewal as a run: two clerks, from plan to post, and what the register then knows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from kofu.faces.cli.demo_console import SATO, SUZUKI
from kofu.faces.cli.operator import terminal
from kofu.faces.cli.talk import line, progress_bar, words
from kofu.registry.runs.states import RunKind, RunState
from kofu.registry.server.cluster import Cluster
from kofu.registry.server.home import Home
from kofu.registry.start import ready

if TYPE_CHECKING:
    from kofu.registry.runs.tables import Run

# Tables can be imported once `ready()` has set Django up: hence the imports inside the functions.

ROOT_HOME = Path("/var/lib/kofu-demo")
"""Where the demo's register is for root: the account that runs the server can go there."""

PLANNER, APPROVER = SATO.name, SUZUKI.name
_T = TypeVar("_T")


class Timed(Protocol):
    """Says what is done, does it, says how long it took."""

    def __call__(self, title: str, work: Callable[[], _T], /) -> _T: ...


@dataclass(frozen=True, slots=True)
class Renewal:
    """What is renewed, and when."""

    roster: Path
    pack: str
    as_of: date
    on: date
    known: date
    posted: date
    tracking: str


def own_register(output: Path) -> None:
    """A register of the demo's own, empty: invented people never get into a real one.

    KOFU_HOME is taken as it is, if it is set.
    """
    os.environ.pop("DATABASE_URL", None)
    if "KOFU_HOME" in os.environ:
        return
    home = Home(ROOT_HOME if os.geteuid() == 0 else (output / "register").absolute())
    if home.path.exists():
        Cluster(home).stop()
        shutil.rmtree(home.path)
    os.environ["KOFU_HOME"] = str(home.path)


def plan_and_approve(renewal: Renewal, timed: Timed) -> Run:
    """Everybody into the register, a plan, and the word of a second person."""
    timed("4. 登録簿を開く", ready)
    from kofu.faces.cli.runs import show_run
    from kofu.registry.people.load import load_roster
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.plan import Asked, plan

    taken = timed(
        "5. 名簿を登録簿に取り込む",
        lambda: load_roster(renewal.roster, None, renewal.as_of, PLANNER),
    )
    line(f"   {taken.rows:,}人" + ("（取込み済みの名簿です）" if taken.again else ""))
    asked = Asked(
        RunKind.RENEWAL,
        renewal.pack,
        renewal.on,
        renewal.known,
        renewal.on,
        PLANNER,
        tracking=(renewal.tracking,),
        posted=renewal.posted,
    )
    with progress_bar() as told:
        run = timed(f"6. 年次更新を計画する（{SATO.display_name}）", lambda: plan(asked, told))
    from kofu.registry.runs.acting import stand

    if stand(run).state is RunState.PLANNED:
        timed(f"7. 計画を承認する（{SUZUKI.display_name}）", lambda: approve(run, APPROVER))
    show_run(run)
    return run


def print_and_read(run: Run, timed: Timed) -> bool:
    """Print in chunks, read everything back; whether all of it is as it should be."""
    from kofu.registry.runs.acting import stand
    from kofu.registry.runs.queue import work
    from kofu.registry.runs.starting import resume, start

    workers = os.cpu_count() or 1
    if stand(run).state is RunState.APPROVED:
        start(run, PLANNER, workers)
    elif stand(run).state in (RunState.STARTED, RunState.PRINTED):
        resume(run, PLANNER, workers)
    else:
        return True
    with progress_bar() as told:
        state = timed("8. 印刷し、すべて読み返す", lambda: work(run, workers, told))
    return state is RunState.VERIFIED


def linked(run: Run, output: Path) -> Path:
    """`pages` and `mail` in the output are the run's own folders; the first of them."""
    from kofu.registry.runs.folder import MAIL, PAGES, folder_of_run

    for name in (PAGES, MAIL):
        link = output / name
        if link.is_symlink():
            link.unlink()
        if not link.exists():
            link.symlink_to(folder_of_run(run).absolute() / name)
    return output / PAGES


def tell_read(run: Run) -> None:
    """What was read back, as the register keeps it."""
    from kofu.registry.runs.tables import RunAction

    detail = RunAction.objects.get(run=run, step="verify").detail
    line(f"   {words('verified', **detail)}")


def release_and_post(run: Run, posted: date, timed: Timed) -> bool:
    """The lists, every total reconciled; then all of it goes to the post office."""
    from kofu.faces.cli.mailing import tell_manifest
    from kofu.registry.runs.acting import stand
    from kofu.registry.runs.posting import post
    from kofu.registry.runs.release import release

    if stand(run).state is RunState.VERIFIED:
        done = timed(
            f"9. 一覧をつくり、数を突き合わせて確定する（{SUZUKI.display_name}）",
            lambda: release(run, APPROVER, posted),
        )
        tell_manifest(done.made)
        if not done.root:
            return False
        line(f"   全体のハッシュ {done.root}")
    if stand(run).state is RunState.RELEASED:
        sent = timed("10. 差し出したことを記録する", lambda: post(run, PLANNER, posted))
        line(f"   {sent:,}件")
    return True


def sweep_for_gaps(run: Run, pack: str, on: date, timed: Timed) -> bool:
    """切れ目ゼロ, 取り違えゼロ: whoever is found has a reason, and nobody has two."""
    from kofu.policy.load import load
    from kofu.registry.sweeps.breaches import Breach
    from kofu.registry.sweeps.reasons import reasons
    from kofu.registry.sweeps.sweep import sweep

    found = timed(f"11. {on}に使えるものがない人・二つ持つ人を探す", lambda: sweep(load(pack), on))
    told = reasons(found, run)
    for breach in Breach:
        line(f"   {words(f'sweep-{breach.value}')}　{found.counts.get(breach, 0):,}人")
    for why, count in told.by_reason.items():
        line(f"   　うち {words('sweep-why-' + (why or 'none'))}　{count:,}人")
    return not told.unexplained and not found.counts.get(Breach.DOUBLE, 0)


def derive_one(run: Run, person: str, timed: Timed) -> bool:
    """One person's decision derived again from what was kept of it."""
    from kofu.registry.runs.receipt import derive_again

    title = f"12. 判定を控えから導き直す（宛名番号 {person}、架空の人物）"
    derived = timed(title, lambda: derive_again(person, run, PLANNER))
    code = "receipt-same" if derived.same else "receipt-differs"
    line(f"   {words(code, run=derived.run, rule=derived.rule, receipt=derived.receipt)}")
    return derived.same


def verify_log(file: Path, timed: Timed) -> bool:
    """The log exported, and read by the verifier that knows nothing of the register."""
    from kofu.registry.log.export import export
    from kofu.registry.log.verifier import examine

    def work() -> bool:
        export(file, by=APPROVER, terminal=terminal())
        with file.open("rb") as lines:
            return not examine(lines).findings

    sound = timed("13. 操作記録を書き出し、検証する", work)
    line(f"   {file}　{'改変はありません' if sound else '改変があります'}")
    return sound
