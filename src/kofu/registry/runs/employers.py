"""The employers' names and addresses that a run is released with: kept with the run's own files."""

from __future__ import annotations

from pathlib import Path

from kofu.base.errors import KofuError
from kofu.registry.runs.folder import folder_of_run
from kofu.registry.runs.tables import Run
from kofu.roster.employers import read_employers

_SUFFIXES = frozenset({".csv", ".txt", ".xlsx", ".xlsm", ".xls", ".parquet"})


def keep_employers(run: Run, file: Path, name: str) -> str:
    """Take the file in, whole and readable, whatever it is called; its name among the run's.

    Raises KofuError `format-unknown`, and as `read_employers`.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in _SUFFIXES:
        raise KofuError("format-unknown")
    named = file.with_name(f"employers{suffix}")
    file.rename(named)
    read_employers(named, lambda finding: None)
    named.chmod(0o600)
    named.replace(folder_of_run(run) / named.name)
    return named.name


def employers_of(run: Run, name: str) -> Path | None:
    """The file that was kept; None where none was given. Raises KofuError `employers-gone`."""
    if not name:
        return None
    path = folder_of_run(run) / name
    if not path.is_file():
        raise KofuError("employers-gone", run=run.pk)
    return path
