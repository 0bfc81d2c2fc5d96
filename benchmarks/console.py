"""Fifty clerks at once on a register of 1.7 million, while a file comes in and a run is printed.

    python -m benchmarks.console --people 1700000 --clerks 50 --seconds 120

`kofu serve` as an office runs it (server, worker, web server on this machine), and locust beside it
on the same cores, whose own work is in the figures. With `--home FOLDER` the register is kept and
used again; without, it is made and goes away.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

AS_OF, ON = date(2026, 6, 13), date(2026, 8, 1)
PACK = "tokyo-kouki"
_SAMPLE = 400
"""People whose names, kana, numbers and birth dates are typed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1_700_000)
    parser.add_argument("--clerks", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--quiet", action="store_true", help="no file and no run beside")
    parser.add_argument("--home", type=Path)
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="kofu-bench-"))
    place.chmod(0o711)
    home = asked.home or place / "home"
    os.environ["KOFU_HOME"] = str(home)
    os.environ["KOFU_SECOND_FACTOR"] = "off"
    os.environ.pop("DATABASE_URL", None)
    port = _free_port()
    os.environ["KOFU_ORIGIN"] = f"http://127.0.0.1:{port}"
    try:
        told = _prepare(place, asked.people)
        _measure(
            place, told, port, asked.people, asked.clerks, asked.seconds, beside=not asked.quiet
        )
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _prepare(place: Path, people: int) -> Path:
    """Everybody in the register, a clerk with sessions, words to type."""
    from kofu.registry.start import ready

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kofu.faces.console.settings")
    ready()
    from kofu.registry.insurer.settle import settle_insurer
    from kofu.registry.people.load import load_roster
    from kofu.registry.people.tables import PersonNow

    if not PersonNow.objects.exists():
        roster = place / "roster.parquet"
        _kofu("roster", "synthesize", "tokyo", "-o", str(roster), "--people", str(people))
        began = time.perf_counter()
        load_roster(roster, None, AS_OF, "sato")
        print(f"loaded in {time.perf_counter() - began:.0f} s")
    settle_insurer(PACK, by="sato")
    rows = PersonNow.objects.order_by("pk")[: _SAMPLE * 20 : 20]
    words = [text for row in rows for text in _typed(row)]
    random.shuffle(words)
    told = place / "clerks.json"
    cookies = [_cookie() for _ in range(10)]
    told.write_text(json.dumps({"words": words, "cookies": cookies}), encoding="utf-8")
    told.chmod(0o600)
    return told


def _typed(row: object) -> list[str]:
    name, kana = str(row.name or ""), str(row.name_kana or "")  # type: ignore[attr-defined]
    birth = row.birth_date  # type: ignore[attr-defined]
    surname = name.replace("\u3000", " ").split(" ")[0]
    return [name, kana, f"{surname} {birth.year}" if birth else surname, str(row.number or name)]  # type: ignore[attr-defined]


def _cookie() -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from kofu.registry.access.accounts import add, set_password
    from kofu.registry.access.roles import Role
    from kofu.registry.access.sessions import SessionStore
    from kofu.registry.access.tables import Account

    found = Account.objects.filter(name="bench").first()
    if found is None:
        add("bench", [Role.COUNTER, Role.OPERATOR], "ながい-合言葉-ベンチ-1", by="bench")
        found = set_password("bench", "ながい-合言葉-ベンチ-1", by="bench", must_change=False)
    session = SessionStore()
    session[SESSION_KEY] = str(found.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = found.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _measure(
    place: Path, told: Path, port: int, people: int, clerks: int, seconds: int, beside: bool
) -> None:
    serve = subprocess.Popen(
        [sys.executable, "-c", _MAIN, "serve", "--port", str(port)], stdout=subprocess.PIPE
    )
    assert serve.stdout
    serve.stdout.readline()
    others = _beside(place, people) if beside else []
    call = [
        *(sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name("clerks.py"))),
        *("--headless", "--host", f"http://127.0.0.1:{port}", "-u", str(clerks), "-r", "10"),
        # What counts is when all of them are there.
        "--reset-stats",
        *("-t", f"{seconds}s", "--csv", str(place / "told"), "--only-summary"),
        *("--loglevel", "ERROR"),
    ]
    env = {**os.environ, "KOFU_CLERKS": str(told)}
    subprocess.run(call, env=env, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    going = [name for name, one in others if one.poll() is None]
    for _, one in others:
        one.terminate()
    serve.terminate()
    serve.wait()
    _show(place / "told_stats.csv", clerks, going)
    with (place / "told_failures.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            print(f"{row['Occurrences']} times {row['Name']}: {row['Error'][:200]}")


_MAIN = "from kofu.faces.cli.main import main; main()"


def _beside(place: Path, people: int) -> list[tuple[str, subprocess.Popen[bytes]]]:
    """A changed roster of a quarter taken in, later than any before, and everybody planned."""
    from django.db.models import Max

    from kofu.registry.people.tables import Load

    day = Load.objects.aggregate(last=Max("as_of"))["last"] + timedelta(1)
    roster, seed = place / "next.parquet", str(day.toordinal())
    size = ("--people", str(people // 4), "--seed", seed)
    _kofu("roster", "synthesize", "tokyo", "-o", str(roster), *size)
    by = ("--by", "bench")
    calls = {
        "upload": ("people", "load", str(roster), "--as-of", str(day), *by),
        "run": ("run", "plan", "--insurer", PACK, "--on", f"{ON}", "--known", f"{AS_OF}", *by),
    }
    quiet = subprocess.DEVNULL
    return [
        (name, subprocess.Popen([sys.executable, "-c", _MAIN, *call], stdout=quiet, stderr=quiet))
        for name, call in calls.items()
    ]


def _show(file: Path, clerks: int, going: list[str]) -> None:
    with file.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    print(f"{clerks} clerks; still going at the end: {', '.join(going) or 'nothing'}")
    print(f"{'page':20} {'asked':>7} {'errors':>7} {'p50':>7} {'p95':>7} {'p99':>7}  ms")
    for row in rows:
        told = (row["Request Count"], row["Failure Count"], row["50%"], row["95%"], row["99%"])
        print(f"{row['Name']:20} " + " ".join(f"{one:>7}" for one in told))


def _kofu(*words: str) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run([sys.executable, "-c", _MAIN, *words], check=True, stdout=quiet)


def _free_port() -> int:
    with socket.socket() as there:
        there.bind(("127.0.0.1", 0))
        return int(there.getsockname()[1])


if __name__ == "__main__":
    main()
