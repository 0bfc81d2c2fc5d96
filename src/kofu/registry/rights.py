"""What the everyday role may do with each table, and which tables are history.

Whatever is not named here it may not do. A test asks the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

HISTORY = (
    "load",
    "person",
    "enrolment_fact",
    "residence_fact",
    "burden_fact",
    "card_fact",
    "request_fact",
    "holding_fact",
    "person_event",
    "run",
    "run_action",
    "run_person",
    "pull",
    "chunk_done",
    "stopped_person",
    "document",
    "action",
    "application",
    "insurer",
    "log_entry",
    "log_subject",
    "log_batch",
    "legal_hold",
    "legal_hold_end",
    "deletion_certificate",
    "tracking_lent",
    "numbered_piece",
    "post_intake",
    "post_result",
)
"""Only added to, by anybody."""

DERIVED: Mapping[str, str] = {
    "person_now": "SELECT, INSERT, UPDATE, DELETE",
    "person_search": "SELECT, INSERT, DELETE",
    "run_slot": "SELECT, INSERT, DELETE",
    "job": "SELECT, INSERT, UPDATE",
    "live_certificate": "SELECT",
    "tracking_taken": "SELECT, INSERT, DELETE",
    "allowed": "SELECT",
    "run_allowed": "SELECT",
}
"""Made from history, or fixed."""

ACCESS: Mapping[str, str] = {
    "account": "SELECT, INSERT, UPDATE",
    "api_token": "SELECT, INSERT, UPDATE",
    "django_session": "SELECT, INSERT, UPDATE, DELETE",
    "otp_totp_totpdevice": "SELECT, INSERT, UPDATE, DELETE",
    "otp_static_staticdevice": "SELECT, INSERT, UPDATE, DELETE",
    "otp_static_statictoken": "SELECT, INSERT, DELETE",
    "axes_accessattempt": "SELECT, INSERT, UPDATE, DELETE",
    "axes_accessattemptexpiration": "SELECT, DELETE",
}
"""Accounts, and what libraries keep of them. Nobody deletes an account, nor gives it another name:
what somebody did stays readable with their name.
"""

UNUSED = (
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "axes_accessfailurelog",
    "axes_accesslog",
    "django_content_type",
)
"""Libraries bring them; nothing is written there, and the everyday role cannot."""

OWNERS_ONLY = frozenset({"deletion_certificate"})
"""History that the everyday role reads only."""


_QUEUE = """
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT tablename FROM pg_tables
                WHERE schemaname = 'public' AND tablename LIKE 'procrastinate_%' LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO "{role}"', one.tablename);
    END LOOP;
END $$"""
"""The queue of jobs is the everyday role's own."""


def read(name: str) -> str:
    """A file of `sql/`."""
    return files("kofu.registry").joinpath("sql", name).read_text(encoding="utf-8")


def guards(tables: Iterable[str]) -> Iterator[str]:
    """The triggers that keep history as it is; each migration gives the tables it makes."""
    for table in tables:
        yield (
            f"CREATE TRIGGER history_stays BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION history_stays()"
        )
        yield (
            f"CREATE TRIGGER history_is_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_stays()"
        )


def account_guards() -> Iterator[str]:
    """The triggers that keep accounts and their names."""
    yield (
        "CREATE TRIGGER account_stays BEFORE DELETE ON account "
        "FOR EACH ROW EXECUTE FUNCTION history_stays()"
    )
    yield (
        "CREATE TRIGGER account_name_stays BEFORE UPDATE OF name ON account FOR EACH ROW "
        "WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION history_stays()"
    )
    yield (
        "CREATE TRIGGER accounts_are_not_emptied BEFORE TRUNCATE ON account "
        "FOR EACH STATEMENT EXECUTE FUNCTION history_stays()"
    )


def token_guards() -> Iterator[str]:
    """The triggers that keep tokens: whose, until when, and ended once they are."""
    fixed = "account_id, label, digest, expires_on, created_at, created_by"
    yield (
        "CREATE TRIGGER token_stays BEFORE DELETE OR UPDATE OF id, "
        f"{fixed} ON api_token FOR EACH ROW EXECUTE FUNCTION history_stays()"
    )
    yield (
        "CREATE TRIGGER token_stays_revoked BEFORE UPDATE ON api_token FOR EACH ROW "
        "WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION history_stays()"
    )
    yield (
        "CREATE TRIGGER tokens_are_not_emptied BEFORE TRUNCATE ON api_token "
        "FOR EACH STATEMENT EXECUTE FUNCTION history_stays()"
    )


def grants(role: str) -> Iterator[str]:
    """What the role may do, from nothing up."""
    yield f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{role}"'
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f'GRANT USAGE ON SCHEMA public TO "{role}"'
    for table in HISTORY:
        rights = "SELECT" if table in OWNERS_ONLY else "SELECT, INSERT"
        yield f'GRANT {rights} ON {table} TO "{role}"'
    for table, rights in (*DERIVED.items(), *ACCESS.items()):
        yield f'GRANT {rights} ON {table} TO "{role}"'
    yield _QUEUE.format(role=role)
    yield f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{role}"'
