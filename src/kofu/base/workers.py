"""Worker processes that do not outlive the process that started them."""

from __future__ import annotations

import os
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait


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
