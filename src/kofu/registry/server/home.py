"""Where kofu keeps its state on this machine: database, keys, runs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT_HOME = Path("/var/lib/kofu")


@dataclass(frozen=True, slots=True)
class Home:
    """One folder of state; whoever starts kofu owns it."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "database"

    @property
    def sockets(self) -> Path:
        return self.path / "sockets"

    @property
    def keys(self) -> Path:
        """Passwords of the database's roles; 0700."""
        return self.path / "keys"

    @property
    def runs(self) -> Path:
        """A folder for each run: its roster, decisions and pages."""
        return self.path / "runs"

    @property
    def packs(self) -> Path:
        """Every pack that ever decided, by its hash."""
        return self.path / "packs"

    @property
    def uploads(self) -> Path:
        """Files on their way into the register, a folder each; 0700."""
        return self.path / "uploads"

    @property
    def reports(self) -> Path:
        """A folder for each report made for a page: counts only; 0700."""
        return self.path / "reports"

    @property
    def mappings(self) -> Path:
        """What the columns of offices' own files mean, by name."""
        return self.path / "mappings"


def home() -> Home:
    """KOFU_HOME; else /var/lib/kofu for root, ~/.local/share/kofu (XDG) for others."""
    given = os.environ.get("KOFU_HOME")
    if given:
        return Home(Path(given).absolute())
    if os.geteuid() == 0:
        return Home(ROOT_HOME)
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Home(Path(data) / "kofu")


def private(folder: Path) -> Path:
    """The folder, made if need be, closed to everyone else."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder
