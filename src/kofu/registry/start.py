"""The register made ready: database reached, Django set up, tables as this version wants them."""

from __future__ import annotations

import os
from functools import cache

import django
from django.core.management import call_command
from django.db import connections
from psycopg.conninfo import conninfo_to_dict

from kofu.registry.names import APP_URL, OWNER, OWNER_URL, SECRET, SETTINGS
from kofu.registry.rights import grants, read
from kofu.registry.server.home import home
from kofu.registry.server.reach import Reach, reach
from kofu.registry.server.secrets import secret

_LOCK = 0x6B6F6675
"""Advisory lock: one process at a time makes tables."""


@cache
def ready() -> Reach:
    """Reach the database and bring its tables up to date. Raises KofuError."""
    there = reach()
    os.environ[APP_URL] = there.app
    os.environ[OWNER_URL] = there.owner
    os.environ.setdefault(SECRET, secret(home(), "web"))
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    django.setup()
    bring_up_to_date(there)
    return there


def bring_up_to_date(there: Reach) -> None:
    """Make what is missing, as the owner; then say what the everyday role may do."""
    with connections[OWNER].cursor() as owner:
        owner.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            call_command("migrate", database=OWNER, verbosity=0, interactive=False)
            owner.execute(read("count.sql"))
            role = conninfo_to_dict(there.app).get("user")
            if role and there.app != there.owner:
                for statement in grants(str(role)):
                    owner.execute(statement)
        finally:
            owner.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    connections[OWNER].close()
