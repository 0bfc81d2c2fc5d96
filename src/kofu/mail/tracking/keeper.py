"""Who remembers which tracking numbers were given: a file here, a register elsewhere."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kofu.mail.tracking.ledger import Ranges, alone, read_ledger, write_ledger
from kofu.mail.tracking.numbering import Ledger


class Keeper(Protocol):
    """One at a time reads the ledger, gives numbers, and writes what was given."""

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else gives numbers meanwhile."""
        ...

    def read(self) -> Ledger:
        """All that was given so far."""
        ...

    def write(self, before: Ledger, after: Ledger, ranges: Ranges) -> None:
        """Keep what was given, out of these ranges, since the ledger was `before`."""
        ...


@dataclass(frozen=True, slots=True)
class FileKeeper:
    """`tracking-state.json` at `path`."""

    path: Path

    def alone(self) -> AbstractContextManager[None]:
        """Raises KofuError `mail-busy`."""
        return alone(self.path)

    def read(self) -> Ledger:
        """Raises KofuError `tracking-state-unreadable`."""
        return read_ledger(self.path)

    def write(self, before: Ledger, after: Ledger, ranges: Ranges) -> None:
        write_ledger(self.path, after)
