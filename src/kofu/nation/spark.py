"""On a cluster: rosters and decisions are folders of Parquet that Spark reads and writes.

Workers run generated SQL alone, so kofu need not be on them; the classes are decided where the
command runs, and sent to every worker.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from kofu.base.errors import KofuError, Place
from kofu.decide.engine import Progress, Summary
from kofu.decide.laws import Laws
from kofu.nation.engine import decide_in
from kofu.nation.java import java

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_BY_SUBMIT = "PYSPARK_GATEWAY_PORT"
"""Set where `spark-submit` started us: it says which cluster."""
_ALONE = {
    "spark.master": "local[*]",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "8",
}
"""One machine, on no network. A cluster says all this for itself."""


def decide_in_spark(
    roster: str,
    out: str,
    laws: Laws,
    event: str | None = None,
    replace: bool = False,
    progress: Progress = lambda stage, done: None,
) -> Summary:
    """Decide everyone in a Parquet file or folder, by any address that Spark reads.

    Raises KofuError: `cluster-not-installed`, `java-missing`, `roster-unreadable`, `output-exists`,
    `output-is-input`, `cluster-stopped`, and those of `decide_in`.
    """
    if roster.rstrip("/") == out.rstrip("/"):
        raise KofuError("output-is-input", Place(out))
    with session() as spark, told_by_kind():
        engine = Spark(spark, roster, out)
        if engine.there() and not replace:
            raise KofuError("output-exists", Place(out))
        return decide_in(engine, laws, event, progress)


@contextmanager
def session() -> Iterator[SparkSession]:
    """The session of `spark-submit`, or one in this process; the latter listens on no network."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise KofuError("cluster-not-installed") from None
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    with java():
        spark = _builder(SparkSession.builder.appName("kofu")).getOrCreate()
        spark.sparkContext.setLogLevel("OFF")
        try:
            yield spark
        finally:
            spark.stop()


def _builder(builder: SparkSession.Builder) -> SparkSession.Builder:
    settings = {"spark.sql.session.timeZone": "UTC"}
    if _BY_SUBMIT not in os.environ:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        settings |= _ALONE
    return builder.config(map=dict(settings))


@contextmanager
def told_by_kind() -> Iterator[None]:
    """What Spark says is told by its code alone: its words may hold a person's data."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        kind = error.getCondition() or type(error).__name__
        raise KofuError("cluster-stopped", kind=kind) from None


class Spark:
    """A session of Spark with one roster, as an engine."""

    dialect = "spark"
    spills = True

    def __init__(self, spark: SparkSession, roster: str, out: str) -> None:
        self.place = roster
        self._spark, self._out = spark, out
        self._roster = self._read(roster)

    def _read(self, address: str) -> DataFrame:
        from pyspark.errors import AnalysisException

        try:
            return self._spark.read.parquet(address)
        except AnalysisException:
            raise KofuError("roster-unreadable", Place(address)) from None

    def there(self) -> bool:
        """Whether anything stands where the decisions are to be."""
        java: Any = self._spark.sparkContext._jvm
        path = java.org.apache.hadoop.fs.Path(self._out)
        system = path.getFileSystem(self._spark._jsparkSession.sessionState().newHadoopConf())
        return bool(system.exists(path))

    def columns(self) -> Mapping[str, str]:
        return dict(self._roster.dtypes)

    def look_at(self, names: Sequence[str]) -> None:
        quoted = ["`" + name.replace("`", "``") + "`" for name in names]
        self._roster.select(*quoted).createOrReplaceTempView("roster")

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._spark.sql(statement).collect()]

    def put(self, name: str, table: pa.Table) -> None:
        from pyspark.sql.functions import broadcast

        broadcast(self._spark.createDataFrame(table)).createOrReplaceTempView(name)

    def keep(self, statement: str) -> None:
        self._spark.sql(statement).write.mode("overwrite").parquet(self._out)
