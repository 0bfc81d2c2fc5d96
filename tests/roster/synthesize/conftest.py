"""The Kawasaki roster, made once a test process."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from kofu.roster.synthesize import Counts, load_marginals, write


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Counts]:
    """The file and the counts the writer reports."""
    path = tmp_path_factory.mktemp("kawasaki") / "kawasaki.parquet"
    return path, write(load_marginals("kawasaki"), path)


@pytest.fixture(scope="session")
def kawasaki(made: tuple[Path, Counts]) -> duckdb.DuckDBPyConnection:
    """A connection with the view `roster`."""
    connection = duckdb.connect()
    connection.execute(f"create view roster as select * from '{made[0]}'")
    return connection
