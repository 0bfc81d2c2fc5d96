"""How large a file may be."""

from __future__ import annotations

import os

from kofu.base.errors import KofuError

MEGABYTES = "KOFU_UPLOAD_MB"
_USUAL = 1024
_MB = 1 << 20


def largest() -> int:
    """In bytes; 1 GB unless set. Raises KofuError `setting-wrong`."""
    given = os.environ.get(MEGABYTES) or str(_USUAL)
    if not (given.isascii() and given.isdigit() and int(given) > 0):
        raise KofuError("setting-wrong", name=MEGABYTES)
    return int(given) * _MB


def too_large() -> KofuError:
    return KofuError("upload-too-large", limit=largest() // _MB)
