"""An office's register as the pictures of the console show it: invented people of Kawasaki, two
renewals, runs in every state, applications, returned mail, files, reports, accounts, tokens.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.faces.console.conftest import log_in
from tests.faces.console.counter.desks import came, confirmation, day, shown

from kofu.base.errors import KofuError
from kofu.faces.cli.demo_mail import lend
from kofu.faces.cli.main import run as command

if TYPE_CHECKING:
    from kofu.registry.runs.tables import Run

PACK, PEOPLE = "kawasaki-kokuho", 3000
PASSWORD = "まるで-長い-合言葉-26"
STAFF = (
    ("sato", "佐藤　恵（係員）", ("counter", "operator"), ()),
    ("suzuki", "鈴木　実（係長）", ("counter", "approver"), ()),
    ("tanaka", "田中　薫（監査）", ("auditor",), ()),
    ("yamada", "山田　進（管理）", ("administrator",), ()),
    ("tama", "多摩区の窓口", ("counter",), ("14135",)),
    ("asao-system", "麻生区の窓口システム", ("counter",), ("14137",)),
    ("mori", "森　光（退職）", ("counter",), ()),
    ("everybody", "すべての権限", ("counter", "approver", "operator", "auditor", "administrator"), ()),
)  # fmt: skip
"""Name, as shown, roles, municipalities."""


def client_of(name: str) -> Any:
    """A client of Django's, logged in as an account of the scene."""
    from django.test import Client

    from kofu.registry.access.tables import Account

    client = Client(SERVER_NAME="127.0.0.1")
    log_in(client, Account.objects.get(name=name))
    return client


def build(folder: Path) -> None:
    """All of it, in a register that is empty."""
    _accounts()
    first, second = _rosters(folder)
    _runs(folder, first, second)
    _counter(client_of("sato"))
    _mail(client_of("sato"))
    _files(folder)
    _jobs()


def _accounts() -> None:
    from kofu.registry.access.accounts import add, deactivate, set_password
    from kofu.registry.access.roles import Role
    from kofu.registry.access.tokens import make, revoke

    for name, shown_as, roles, places in STAFF:
        given = [Role(one) for one in roles]
        add(name, given, PASSWORD, by="yamada", display_name=shown_as, municipalities=places)
        set_password(name, PASSWORD, by=name, must_change=False)
    deactivate("mori", by="yamada")
    make("asao-system", "麻生区の窓口システム", 300, by="yamada")
    make("sato", "印刷会社への引渡し", 14, by="yamada")
    revoke(make("sato", "試験用", 30, by="yamada").number, by="yamada")


def _rosters(folder: Path) -> tuple[Path, Path]:
    """Of two years: some came, some left, some moved."""
    whole = folder / "kawasaki.csv"
    command(["roster", "synthesize", "kawasaki", "--people", str(PEOPLE), "-o", str(whole)])
    with whole.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    first = [row for number, row in enumerate(rows) if number % 60]
    second = [
        {**row, "address": row["address"] + "　１０１号室"} if number % 40 == 2 else row
        for number, row in enumerate(rows)
        if number % 50 != 1
    ]
    for number, row in enumerate(second):
        row["delivery_hold"] = "yes" if number % 700 == 5 else row.get("delivery_hold", "")
    return _written(folder / "meibo-r7.csv", first), _written(folder / "meibo-r8.csv", second)


def _written(path: Path, rows: list[dict[str, str]]) -> Path:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path


def _runs(folder: Path, first: Path, second: Path) -> None:
    from kofu.registry.insurer.settle import settle_insurer
    from kofu.registry.people.load import load_roster
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.chunks import print_chunk
    from kofu.registry.runs.posting import abandon
    from kofu.registry.runs.states import RunKind

    ranges = str(lend(folder))
    settle_insurer(PACK, by="sato")
    load_roster(first, None, date(2025, 4, 30), "sato")
    _through(_planned(RunKind.RENEWAL, date(2025, 8, 1), date(2025, 6, 13), ranges), "post")
    old = _planned(RunKind.AGES, date(2026, 7, 1), date(2026, 5, 1))
    load_roster(second, None, date(2026, 5, 31), "sato")
    with suppress(KofuError):  # the roster is another by now
        approve(old, "suzuki")
    _through(_planned(RunKind.RENEWAL, date(2026, 8, 1), date(2026, 6, 13), ranges), "post")
    _through(_planned(RunKind.GAPS, date(2026, 10, 1), date(2026, 9, 10)), "verify")
    half = _planned(RunKind.AGES, date(2026, 11, 1), date(2026, 10, 1), per_chunk=1)
    _through(half, "start")
    for number in range(half.chunks // 2):
        print_chunk(half, number, "sato")
    given_up = _planned(RunKind.CHANGES, date(2026, 9, 1), date(2026, 8, 10))
    abandon(given_up, "sato", "適用する日を誤ったため")
    _planned(RunKind.CHANGES, date(2026, 12, 1), date(2026, 11, 20))


def _planned(kind: Any, on: date, known: date, ranges: str = "", per_chunk: int = 1000) -> Run:
    from kofu.registry.runs.plan import Asked, plan

    posted = on - timedelta(14)
    tracking = (ranges,) if ranges else ()
    return plan(
        Asked(kind, PACK, on, known, on, "sato", posted=posted, tracking=tracking, per_chunk=per_chunk)
    )  # fmt: skip


def _through(run: Run, step: str) -> None:
    """Approved by the other clerk, then as far as a step."""
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.posting import post
    from kofu.registry.runs.queue import work
    from kofu.registry.runs.release import release
    from kofu.registry.runs.starting import start

    posted = run.on_day - timedelta(14)
    approve(run, "suzuki")
    start(run, "sato", 1)
    if step == "start":
        return
    work(run, 1, lambda stage, done: None)
    if step == "verify":
        return
    release(run, "suzuki", posted)
    post(run, "sato", posted)


def _counter(client: Any) -> None:
    """An application granted and one refused, a certificate issued anew, a card taken off, a hold."""
    flows = (
        ("registered is null or not registered", "certificate", {"reason": "facility"}),
        ("registered", "certificate", {"reason": "just_in_case"}),
        ("registered", "deregistration", {}),
        ("not has_card", "reissue", {"reason": "lost"}),
        ("has_card", "hold", {"what": "hold", "reason": "support-measures"}),
        ("has_card", "limit", {"what": "on"}),
    )
    for place, (where, flow, typed) in enumerate(flows):
        for number in list(people(where))[place :: len(flows)][:2]:
            address = f"/counter/{number}/{flow}/"
            page = shown(client, address, came(**typed))
            client.post(address, confirmation(page))


def people(where: str) -> Iterator[int]:
    """The register's numbers of people, by a condition on what is so now."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id FROM person_now"
            f" WHERE lost_on IS NULL AND ({where}) ORDER BY person_id LIMIT 60"
        )
        for (number,) in cursor.fetchall():
            yield int(number)


def _mail(client: Any) -> None:
    """A heap of envelopes that came back."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT tracking FROM numbered_piece ORDER BY run_id DESC, envelope LIMIT 6")
        numbers = [str(one) for (one,) in cursor.fetchall()]
    reasons = ("storage-expired", "address-unknown", "moved", "storage-expired", "refused", "moved")
    for number, what in zip(numbers, reasons, strict=True):
        typed = {"what": what, "number": number.zfill(11), **day("day", date(2026, 8, 12))}
        client.post("/returned/", typed)


def _files(folder: Path) -> None:
    """One that waits with faults, one whose difference is foreseen, one not looked at yet."""
    examples = Path(__file__).parents[2] / "docs" / "examples"
    client = client_of("sato")
    for name in ("meibo-ayamari.csv", "meibo.csv"):
        _uploaded(client, examples / name)


def _uploaded(client: Any, path: Path) -> str:
    with path.open("rb") as file:
        typed = {"kind": "roster", "file": file, **day("as_of", date(2026, 11, 1))}
        return str(client.post("/rosters/upload/", typed)["Location"])


def _jobs() -> None:
    from kofu.registry.jobs.ask import ask
    from kofu.registry.jobs.kinds import CheckLog, MakeReport, PlanRun, Sweep
    from kofu.registry.jobs.work import work
    from kofu.registry.runs.states import RunKind
    from kofu.reports.register.job import offer

    offer()
    late = date(2028, 8, 1)
    for asked in (
        Sweep(pack=PACK, on=date.today() + timedelta(1)),
        CheckLog(),
        MakeReport(on=date(2026, 11, 1)),
        MakeReport(on=date(2026, 8, 1), suppress=10),
        PlanRun(run_kind=RunKind.RENEWAL, pack=PACK, on=late, known=date.today(), as_of=late),
    ):
        work(ask(asked, "sato").pk)
    ask(MakeReport(on=date(2026, 10, 1), cut_off=True), "suzuki")
