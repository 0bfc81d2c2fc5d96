"""Backup: the register and the files of its runs in one file, at one moment."""

from __future__ import annotations

import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from kofu import __version__
from kofu.base.errors import KofuError
from kofu.base.whole_files import whole_file
from kofu.registry.keeping.archive import DUMP, FOLDERS, FORMAT, Manifest, add, close
from kofu.registry.keeping.tools import environment, server_version, tool
from kofu.registry.log.chain import seal
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note
from kofu.registry.names import OWNER
from kofu.registry.server.home import home


def backup(file: Path, *, by: str, terminal: str = "") -> Manifest:
    """Write the whole register to `file`, readable by us only. Raises KofuError.

    It holds everybody's data: encrypt it before it leaves the machine.
    """
    note(Event.BACKED_UP, by=by, terminal=terminal)
    seal()
    try:
        with whole_file(file) as draft, _beside(file) as dump, tarfile.open(draft, "w") as archive:
            moment = _dumped(dump)
            files = {DUMP: add(archive, DUMP, dump)}
            files |= {name: add(archive, name, path) for name, path in _files()}
            manifest = Manifest(FORMAT, _now(), __version__, *moment, files)
            close(archive, manifest)
    except BaseException:
        note(Event.BACKED_UP, by=by, terminal=terminal, outcome=Outcome.FAILED)
        raise
    return manifest


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A draft for the dump; what a killed backup left goes with the next one to the same file."""
    dump = file.with_name(f".{file.name}.dump.{os.getpid()}.part")
    dump.touch(mode=0o600)
    try:
        yield dump
    finally:
        dump.unlink(missing_ok=True)


def _dumped(dump: Path) -> tuple[int, str, dict[str, int]]:
    """Dump the database; the server's version, the log's head and the rows of the same moment."""
    version = server_version()
    call = [str(tool("pg_dump", version)), "--format=custom", "--no-owner", "--no-privileges"]
    with transaction.atomic(using=OWNER, durable=True), connections[OWNER].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [moment] = cursor.fetchone()
        call += ["--no-comments", f"--snapshot={moment}", f"--file={dump}"]
        # Its words may hold values of rows: they are read by nobody.
        if subprocess.run(call, env=environment(), capture_output=True, check=False).returncode:
            raise KofuError("backup-failed")
        cursor.execute("SELECT head FROM log_batch ORDER BY number DESC LIMIT 1")
        [head] = cursor.fetchone()
        return version, head, _rows(cursor)


def _rows(cursor: Any) -> dict[str, int]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    counts = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        [counts[table]] = cursor.fetchone()
    return counts


def _files() -> Iterator[tuple[str, Path]]:
    """Finished files of runs and packs; a draft is hidden, and made again by its run."""
    for folder in FOLDERS:
        root = home().path / folder
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root)
            hidden = any(part.startswith(".") for part in inside.parts)
            if path.is_file() and not path.is_symlink() and not hidden:
                yield f"{folder}/{inside.as_posix()}", path


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
