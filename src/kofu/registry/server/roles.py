"""The database and its three roles, from the widest to the narrowest.

`kofu_owner` makes tables; `kofu_app` adds to them and reads; what it may change or delete is
named table by table (`registry.rights`).
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from kofu.registry.server.cluster import SUPERUSER, Cluster
from kofu.registry.server.secrets import secret

OWNER, APP = "kofu_owner", "kofu_app"
DATABASE = "kofu"


def prepare(cluster: Cluster, database: str = DATABASE) -> None:
    """Make roles and database where they are missing."""
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as server:
        for role in (OWNER, APP):
            if not _there(server, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
                password = secret(cluster.home, role)
                server.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                        sql.Identifier(role), sql.Literal(password)
                    )
                )
        if not _there(server, "SELECT 1 FROM pg_database WHERE datname = %s", database):
            server.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(database), sql.Identifier(OWNER)
                )
            )
            server.execute(
                sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database))
            )
            server.execute(
                sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                    sql.Identifier(database), sql.Identifier(APP)
                )
            )


def _there(server: psycopg.Connection, question: str, name: str) -> bool:
    # The questions are ours; only the name is a parameter.
    return server.execute(question.encode(), [name]).fetchone() is not None
