"""Restore: the register as the backup has it, or as it was before; and proof that it is so.

The database changes in one transaction, at whose end the rows of every table are counted. The
files are laid ready before it and take their places after it.
"""

from __future__ import annotations

import itertools
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db import connections
from psycopg import sql

from kofu.base.errors import Finding, KofuError
from kofu.registry.keeping.archive import DUMP, FOLDERS, Manifest, unpack
from kofu.registry.keeping.tools import environment, server_version, tool
from kofu.registry.log.chain import seal
from kofu.registry.log.check import Checked, check
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note
from kofu.registry.names import OWNER
from kofu.registry.rights import HISTORY
from kofu.registry.server.home import home, private
from kofu.registry.start import bring_up_to_date, ready

Proof = Callable[[], Sequence[Finding]]
"""A sweep of the register, run after a restore."""
_OPENING = 40


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored and what its proofs found."""

    manifest: Manifest
    log: Checked
    findings: tuple[Finding, ...]

    @property
    def total(self) -> int:
        return self.log.total + len(self.findings)


def restore(
    file: Path, *, by: str, terminal: str = "", replace: bool = False, proofs: Sequence[Proof] = ()
) -> Restored:
    """Put the backup in the place of the register, then prove it.

    Raises KofuError `restore-not-empty` (without `replace`), `backup-damaged`,
    `restore-server-older`, `restore-failed`; then nothing has changed.
    """
    if not replace and not _empty():
        raise KofuError("restore-not-empty")
    try:
        manifest = _put_back(file)
    except BaseException:
        # An entry would make an empty register one that is not.
        if not _empty():
            note(Event.RESTORED, by=by, terminal=terminal, outcome=Outcome.FAILED)
        raise
    bring_up_to_date(ready(), restored=True)
    log = check([manifest.log_head])
    findings = tuple(finding for proof in proofs for finding in proof())
    note(Event.RESTORED, by=by, terminal=terminal, detail={"head": manifest.log_head})
    seal()
    return Restored(manifest, log, findings)


def _put_back(file: Path) -> Manifest:
    with _laid_ready() as folder:
        manifest = unpack(file, folder)
        there = server_version()
        if there < manifest.server:
            raise KofuError("restore-server-older", wanted=manifest.server, there=there)
        connections.close_all()
        _database(folder / DUMP, manifest)
        _take_places(folder)
    return manifest


def _empty() -> bool:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"(SELECT 1 FROM {table} LIMIT 1)" for table in HISTORY))
        return cursor.fetchone() is None


@contextmanager
def _laid_ready() -> Iterator[Path]:
    """A closed folder beside those it is to become: the last step is a renaming."""
    with tempfile.TemporaryDirectory(prefix=".restore.", dir=home().path) as name:
        yield private(Path(name))


def _database(dump: Path, manifest: Manifest) -> None:
    """Everything in one transaction. What ends before its last word leaves all as it was."""
    psql = [str(tool("psql", manifest.server)), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    silent = subprocess.DEVNULL
    try:
        with subprocess.Popen(
            psql, env=environment(), stdin=subprocess.PIPE, stdout=silent, stderr=silent
        ) as into:
            assert into.stdin is not None
            into.stdin.write(b"BEGIN; DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n")
            whole = _told(dump, manifest.server, into.stdin)
            if whole:
                into.stdin.write(_counted(manifest) + b"COMMIT;\n")
    except BrokenPipeError:
        raise KofuError("restore-failed") from None
    if into.returncode or not whole:
        raise KofuError("restore-failed")


def _told(dump: Path, version: int, into: IO[bytes]) -> bool:
    """Write the dump as statements; whether it was read to its end."""
    out = [str(tool("pg_restore", version)), "--no-owner", "--no-privileges", "--file=-"]
    with subprocess.Popen(
        [*out, str(dump)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as script:
        assert script.stdout is not None
        # Newer programs speak of a setting that servers before 17 do not have.
        into.writelines(
            one
            for one in itertools.islice(script.stdout, _OPENING)
            if not one.startswith(b"SET transaction_timeout")
        )
        shutil.copyfileobj(script.stdout, into)
    return script.returncode == 0


def _counted(manifest: Manifest) -> bytes:
    """Stops the transaction unless every table has as many rows as were saved."""
    each = (
        sql.SQL("IF (SELECT count(*) FROM public.{}) <> {} THEN RAISE 'rows'; END IF;").format(
            sql.Identifier(table), sql.Literal(rows)
        )
        for table, rows in manifest.rows.items()
    )
    body = sql.SQL("\n").join(each).as_string()
    return f"DO $kofu$ BEGIN\n{body}\nEND $kofu$;\n".encode()


def _take_places(folder: Path) -> None:
    for name in FOLDERS:
        place, made, old = home().path / name, folder / name, folder / f"{name}.before"
        private(made)
        if place.exists():
            place.rename(old)
        made.rename(place)
