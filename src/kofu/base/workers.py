"""Worker processes that do not outlive the process that started them."""

from __future__ import annotations

import gc
import os
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait

_COLLECTED = 200_000
"""Objects between two collections: rows and pages go by reference count, there are no cycles."""


def collect_seldom() -> None:
    """To be called in a worker: looking for cycles that are not there took a tenth of its time."""
    gc.set_threshold(_COLLECTED)


def end_with_parent() -> None:
    """To be called first in a worker: when its parent is killed, it ends at once.

    A worker that lived on would hold people's data, and could still write a page of the killed
    run over one of the next.
    """
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
