"""One session of Spark for all tests of a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from kofu.nation.spark import session


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """One session a test process: it takes seconds to start."""
    with session() as running:
        yield running
