"""The citizen's page for tests: a server in a process that can reach no database."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kofu.faces.selfcheck.export import export
from kofu.faces.selfcheck.languages import TONGUES
from kofu.faces.selfcheck.plans import planned

DAY = date(2026, 8, 1)

_PROGRAM = """
import sys
import django
django.setup()
from django.core.handlers.wsgi import WSGIHandler
from tests.faces.browsers import serving
with serving(WSGIHandler()) as there:
    print(there, flush=True)
    sys.stdin.read()
"""
_NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A web server on loopback; whoever asks the database there is refused."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "kofu.faces.console.settings",
        "DATABASE_URL": _NOWHERE,
        "KOFU_OWNER_URL": _NOWHERE,
    }
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        cwd=Path(__file__).parents[3],
        env={**os.environ, **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as web:
        assert web.stdin and web.stdout
        yield web.stdout.readline().strip()
        web.stdin.close()


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of 川崎市, in all languages."""
    folder = tmp_path_factory.mktemp("site") / "docchi"
    export(planned("kawasaki-kokuho", DAY, date.today()), TONGUES, folder)
    return folder
