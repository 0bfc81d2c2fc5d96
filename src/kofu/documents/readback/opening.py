"""A file's bytes before qpdf, which may not mend anything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from typing import BinaryIO

import pikepdf


@contextmanager
def by_qpdf(data: bytes) -> Iterator[pikepdf.Pdf]:
    """These very bytes, opened. Raises what `shapes.UNREADABLE` lists.

    Where the system has files in memory, qpdf maps one: twice as fast as asking Python for each
    piece of a stream.
    """
    with ExitStack() as stack:
        file: BinaryIO = BytesIO(data)
        mode = pikepdf.AccessMode.default
        if hasattr(os, "memfd_create"):
            file = stack.enter_context(os.fdopen(os.memfd_create("pages"), "w+b"))
            file.write(data)
            file.flush()
            file.seek(0)
            mode = pikepdf.AccessMode.mmap_only
        yield stack.enter_context(
            pikepdf.open(
                file, attempt_recovery=False, inherit_page_attributes=False, access_mode=mode
            )
        )
