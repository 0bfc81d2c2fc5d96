"""The register on a PostgreSQL that is not our own: the same tests, on the system's server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.registry.conftest import Register
from tests.registry.other_server import BIN, INSTALL, programs_here

ESSENTIALS = ("test_rights.py", "test_log_chain.py", "test_keeping.py", "test_backup.py")
TOLD = "test_other_server.py::test_kofu_works_on_the_server_it_was_told_of"
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def programs() -> Path:
    """Found, or installed where we may."""
    if programs_here() is None and os.geteuid() == 0:
        subprocess.run([INSTALL], check=False, capture_output=True)
    found = programs_here()
    if found is None:
        pytest.skip("no PostgreSQL 15 or later in the system, and none could be installed")
    return found


@pytest.mark.slow
@pytest.mark.skipif(BIN in os.environ, reason="these tests run on the other server already")
def test_the_essentials_hold_on_the_systems_server(programs: Path) -> None:
    done = subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-rs",
                "-p",
                "no:cacheprovider",
                "-p",
                "no:xdist",
            ),
            *(str(HERE / name) for name in (*ESSENTIALS, TOLD)),
        ],
        env={**os.environ, BIN: str(programs)},
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert "skipped" not in done.stdout


@pytest.mark.skipif(BIN not in os.environ, reason="these tests run on a server of our own")
def test_kofu_works_on_the_server_it_was_told_of(register: Register) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000, current_user")
        assert cursor.fetchone() == (int(Path(os.environ[BIN]).parent.name), "kofu_app")
    assert not (register.home.path / "database").exists()
