"""How the database is reached: the two addresses, for everyday work and for making tables."""

from __future__ import annotations

import os
from dataclasses import dataclass

from kofu.registry.server.cluster import Cluster
from kofu.registry.server.home import home
from kofu.registry.server.presence import enter
from kofu.registry.server.roles import APP, OWNER, prepare


@dataclass(frozen=True, slots=True)
class Reach:
    """Addresses of one database, as its everyday role and as its owner."""

    app: str
    owner: str
    embedded: bool


def reach() -> Reach:
    """DATABASE_URL (and KOFU_OWNER_URL, where tables are made by another role) when they are set;
    else a server of our own, started if need be. Raises KofuError.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        return Reach(given, os.environ.get("KOFU_OWNER_URL", given), embedded=False)
    cluster = Cluster(home())
    enter(cluster)
    prepare(cluster)
    return Reach(cluster.url(APP), cluster.url(OWNER), embedded=True)
