"""Where `kofu decide` decides: in a file, in a database, on a cluster; for one insurer or all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from kofu.base.errors import KofuError
from kofu.decide.engine import Engine, Progress, Summary, decide_file
from kofu.decide.laws import Laws
from kofu.nation.files import decide_in_files
from kofu.nation.insurers import read_insurers
from kofu.nation.spark import decide_in_spark
from kofu.policy.law import law_on
from kofu.policy.load import load
from kofu.roster.source import columns, open_source


class Where(StrEnum):
    """The engines, by what they are called on the command line."""

    DUCKDB = "duckdb"
    PYTHON = "python"
    POSTGRES = "postgres"
    SPARK = "spark"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for. `insurer` or `insurers`, never both."""

    roster: str
    output: str
    where: Where
    insurer: str | None
    insurers: Path | None
    database: str | None
    replace: bool
    mapping: Path | None
    event: str | None

    def laws(self, on: date, known: date) -> Laws:
        """Raises KofuError: `insurer-or-insurers`, `engine-of-one-insurer`, and those of packs."""
        if (self.insurer is None) == (self.insurers is None):
            raise KofuError("insurer-or-insurers")
        if self.insurers is not None:
            if self.where is Where.PYTHON:
                raise KofuError("engine-of-one-insurer", engine=self.where.value)
            return read_insurers(self.insurers, on, known)
        return Laws((law_on(load(self.insurer or ""), on, known),))

    def decide(self, laws: Laws, progress: Progress) -> Summary:
        """Raises KofuError, RefusedError."""
        if self.mapping is not None and not self._reads_any_file:
            raise KofuError("engine-takes-no-mapping", engine=self.where.value)
        match self.where:
            case Where.POSTGRES:
                return self._in_postgres(laws, progress)
            case Where.SPARK:
                return decide_in_spark(
                    self.roster, self.output, laws, self.event, self.replace, progress
                )
        roster, output = Path(self.roster), Path(self.output)
        if laws.insurers:
            return decide_in_files(roster, output, laws, self.event, progress)
        source = open_source(roster, self.mapping)
        engine = Engine(self.where.value)
        return decide_file(source, laws.laws[0], output, self.event, engine, progress)

    @property
    def _reads_any_file(self) -> bool:
        return self.where in (Where.DUCKDB, Where.PYTHON) and self.insurers is None

    def event_is_assumed(self) -> bool:
        """Whether nothing says why the people are decided, as far as the file tells."""
        if self.event is not None or not self._reads_any_file:
            return False
        return "event" not in columns(open_source(Path(self.roster), self.mapping))

    def _in_postgres(self, laws: Laws, progress: Progress) -> Summary:
        # The database's library is loaded where it is asked for: other commands start without it.
        from kofu.nation.postgres import Tables, decide_in_postgres

        database = self.database or os.environ.get("DATABASE_URL")
        if not database:
            raise KofuError("database-not-named")
        tables = Tables(database, self.roster, self.output, self.replace)
        return decide_in_postgres(tables, laws, self.event, progress)
