"""The register made ready: database reached, Django set up, tables as this version wants them.

Django is imported when it is needed: commands that ask no register start without it.
"""

from __future__ import annotations

import logging
import os
from functools import cache
from typing import TYPE_CHECKING

from kofu.registry.names import APP_URL, OWNER, OWNER_URL, SECRET, SETTINGS
from kofu.registry.rights import grants, read
from kofu.registry.server.home import home
from kofu.registry.server.secrets import secret

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from kofu.registry.server.reach import Reach

_LOCK = 0x6B6F6675
"""Advisory lock: one process at a time makes tables."""


@cache
def ready() -> Reach:
    """Reach the database and bring its tables up to date. Raises KofuError."""
    import django

    from kofu.registry.server.reach import reach

    there = reach()
    os.environ[APP_URL] = there.app
    os.environ[OWNER_URL] = there.owner
    os.environ.setdefault(SECRET, secret(home(), "web"))
    # The console has settings of its own, which hold these.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    # A library's words may hold a cell of a row.
    for library in ("procrastinate", "axes"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
    django.setup()
    bring_up_to_date(there)
    return there


def bring_up_to_date(there: Reach, restored: bool = False) -> None:
    """Make what is missing, as the owner, and say what the everyday role may do.

    Nothing is touched where nothing is missing: others may be at work. What was restored comes
    without anybody's rights.
    """
    from django.core.management import call_command
    from django.db import connections

    owner = connections[OWNER]
    with owner.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            missing = _missing(owner)
            if missing:
                call_command("migrate", database=OWNER, verbosity=0, interactive=False)
            if missing or restored:
                _grant(there)
            cursor.execute(read("count.sql"))
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    owner.close()


def _missing(owner: BaseDatabaseWrapper) -> bool:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(owner)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _grant(there: Reach) -> None:
    from django.db import connections, transaction
    from psycopg.conninfo import conninfo_to_dict

    role = conninfo_to_dict(there.app).get("user")
    if role and there.app != there.owner:
        with transaction.atomic(OWNER), connections[OWNER].cursor() as cursor:
            for statement in grants(str(role)):
                cursor.execute(statement)
