"""Files appear whole or not at all: written beside the target, then renamed over it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kofu.base.errors import KofuError, Place


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a path to write to; on success it becomes `target`, on any failure it is removed.

    The temporary name starts with a dot and carries this process' number, so that two runs never
    share it. Raises KofuError (`output-not-writable`, `output-exists-as-folder`).
    """
    if target.is_dir():
        raise KofuError("output-exists-as-folder", Place(file=str(target)))
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_drafts_of_the_dead(target)
        draft.touch(mode=0o600)
    except OSError as error:
        raise KofuError(
            "output-not-writable", Place(file=str(target)), reason=error.strerror
        ) from error
    try:
        yield draft
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _remove_drafts_of_the_dead(target: Path) -> None:
    """A killed run leaves its draft, which may hold personal data: the next run removes it."""
    for draft in target.parent.glob(f".{target.name}.*.part"):
        process = draft.name.removesuffix(".part").rpartition(".")[2]
        if process.isdigit() and not alive(int(process)):
            draft.unlink(missing_ok=True)


def alive(process: int) -> bool:
    """Whether a process of this number runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
