"""What the database refuses, in words of ours: its own may hold a cell of somebody's row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import django.db
import psycopg

from kofu.base.errors import KofuError


@contextmanager
def in_our_words() -> Iterator[None]:
    """Raises KofuError `database-refused` with the five characters of SQLSTATE, and no more."""
    try:
        yield
    except (django.db.Error, psycopg.Error) as error:
        raise KofuError("database-refused", state=_state(error)) from None


def _state(error: BaseException) -> str:
    for one in (error, error.__cause__):
        if isinstance(one, psycopg.Error) and one.sqlstate:
            return one.sqlstate
    return "08000"  # the connection is gone
