"""A file as it comes in: streamed to a private folder of ours, never to the machine's own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from kofu.registry.uploads.limit import largest, too_large
from kofu.registry.uploads.store import incoming


class _Private(FileUploadHandler):
    """Takes one file. Raises KofuError `upload-too-large` as soon as it is."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.folder = incoming()
        self.path = self.folder / "file"
        self._open: IO[bytes] | None = None
        self._size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._open, self._size = os.fdopen(handle, "wb"), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self._open is not None
        self._size += len(raw_data)
        if self._size > largest():
            self._open.close()
            raise too_large()
        self._open.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        assert self._open is not None
        self._open.close()
        return UploadedFile(self.path.open("rb"), self.file_name, self.content_type, file_size)


@contextmanager
def receiving(request: HttpRequest) -> Iterator[_Private]:
    """Read what was sent inside; afterwards nothing of it is left but what was accepted.

    Raises KofuError `upload-too-large`.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > largest() + (1 << 20):
        raise too_large()
    taker = _Private(request)
    request.upload_handlers = [taker]
    try:
        yield taker
    finally:
        shutil.rmtree(taker.folder, ignore_errors=True)
