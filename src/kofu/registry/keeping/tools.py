"""PostgreSQL's own commands, of the version that fits the server, told nothing on their call."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.db import connections
from psycopg.pq import Conninfo

from kofu.base.errors import KofuError
from kofu.registry.names import OWNER
from kofu.registry.server.account import package

_SYSTEM = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


def server_version() -> int:
    """The major version of the server."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        return int(cursor.fetchone()[0])


def tool(name: str, version: int) -> Path:
    """`pg_dump` and its like: of the server's version, else of the next above that is here.

    A dump made by another version than the server's may not go back into it. Raises KofuError
    `tools-missing`.
    """
    found = {_version(path): path for path in reversed(_here(name))}
    fitting = min((one for one in found if one >= version), default=None)
    if fitting is None:
        raise KofuError("tools-missing", name=name, version=version)
    return found[fitting]


def environment() -> dict[str, str]:
    """How to reach the database as its owner; a password on a call could be read by anybody."""
    given = connections[OWNER].get_connection_params()
    reached = {
        option.envvar.decode(): str(given[option.keyword.decode()])
        for option in Conninfo.get_defaults()
        if option.envvar and given.get(option.keyword.decode())
    }
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", **reached}


def _here(name: str) -> list[Path]:
    """Where the command is, the best place first."""
    ours = package() / "pginstall" / "bin" / name
    on_path = shutil.which(name)
    system = (path / name for place in _SYSTEM for path in sorted(Path("/").glob(place[1:])))
    places = [ours, *([Path(on_path)] if on_path else []), *system]
    return [path for path in places if os.access(path, os.X_OK)]


def _version(path: Path) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r" (\d+)", told)
    return int(number[1]) if number else 0
