"""Where tests put a server: in memory, where the machine has some to spare."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 2 * 1024**3
"""Bytes: a server's programs, its databases and its log of writes."""


@contextmanager
def server_folder(prefix: str) -> Iterator[Path]:
    """Not below pytest's own folder: that is closed to the account that runs a server for root.

    Every test has a database copied for it: a disk that is busy would be what it waits for.
    """
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=_MEMORY if _spare() else None))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _spare() -> bool:
    if not _MEMORY.is_dir():
        return False
    # In many containers it is tiny, or programs may not be started there.
    there = os.statvfs(_MEMORY)
    return there.f_bavail * there.f_frsize >= _ROOM and not there.f_flag & os.ST_NOEXEC
