"""The folder of a run: what was planned, the pieces of the workers, the pages."""

from __future__ import annotations

from pathlib import Path

from kofu.registry.runs.tables import Run
from kofu.registry.server.home import home

ROSTER, DECISIONS, CHUNKS, NAMES = (
    "roster.parquet",
    "decisions.parquet",
    "chunks.parquet",
    "chunks.json",
)
"""What stands there before anything is printed."""

PIECES, PAGES, MAIL = "pieces", "pages", "mail"


def folder_of_run(run: Run) -> Path:
    """Where a run's files are; named in the register, below the home of this machine."""
    return home().runs / run.folder
