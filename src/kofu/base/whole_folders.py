"""A folder appears whole or not at all: filled beside the target, then renamed into its place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import alive


@contextmanager
def whole_folder(target: Path, sign: str) -> Iterator[Path]:
    """Give a folder to fill; on success it takes the place of `target`, on any failure it goes.

    An older `target` is replaced only if it is empty or holds the file `sign`, by which we know
    it for ours. The draft is hidden and carries this process' number; what a killed run left
    behind is removed first, for it may hold personal data. Raises KofuError
    (`output-exists-as-file`, `output-folder-not-ours`, `output-not-writable`).
    """
    if target.exists() and not target.is_dir():
        raise KofuError("output-exists-as-file", Place(str(target)))
    if target.is_dir() and any(target.iterdir()) and not (target / sign).is_file():
        raise KofuError("output-folder-not-ours", Place(str(target)))
    draft, old = (target.with_name(f".{target.name}.{os.getpid()}.{end}") for end in _ENDS)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_drafts_of_the_dead(target)
        draft.mkdir(mode=0o700)
    except OSError as error:
        raise KofuError("output-not-writable", Place(str(target)), reason=error.strerror) from error
    try:
        yield draft
        for path in draft.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
        if target.exists():
            target.replace(old)
        draft.replace(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


_ENDS = ("part", "old")


def _remove_drafts_of_the_dead(target: Path) -> None:
    for end in _ENDS:
        for draft in target.parent.glob(f".{target.name}.*.{end}"):
            process = draft.name.removesuffix(f".{end}").rpartition(".")[2]
            if process.isdigit() and not alive(int(process)):
                shutil.rmtree(draft, ignore_errors=True)
