"""A command that asks no register starts without one."""

from __future__ import annotations

import subprocess
import sys

_ASK = "import sys, kofu.faces.cli.main; print(sorted({'django', 'psycopg'} & set(sys.modules)))"


def test_the_commands_are_there_before_the_database() -> None:
    done = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
