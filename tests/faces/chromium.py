"""A real Chromium: the system's, installed from its packages where we are root."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

INSTALL = Path(__file__).with_name("install_chromium.sh")
NAMES = ("chromium", "chromium-browser", "google-chrome")


@cache
def chromium() -> str | None:
    """Its program; None where there is none and none can be installed."""
    if found := _found():
        return found
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    # One test process installs, the others wait for it.
    with (Path(tempfile.gettempdir()) / "kofu-chromium.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not _found():
            subprocess.run(["sh", str(INSTALL)], capture_output=True, check=False)
    return _found()


def _found() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
