"""Files read back without a finding, written down as they are read: after a kill it goes on there.

Nothing is taken from the journal but counts: a file counts as read only while its bytes are those
that were read, of the same record.
"""

from __future__ import annotations

import json
from pathlib import Path

from kofu.documents.run.record import RECORD, file_digest


class Journal:
    """Lines of a file, one for each file of the run; kept in the run's own folder or nowhere."""

    def __init__(self, path: Path | None, folder: Path) -> None:
        self._path, self._folder = path, folder
        self._known: dict[str, tuple[str, int, int]] = {}
        if path is not None:
            self._open(path)

    def _open(self, path: Path) -> None:
        of = file_digest(self._folder / RECORD)
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        if lines[:1] == [of]:
            for line in lines[1:]:
                self._take(line)
        else:
            path.write_text(f"{of}\n", encoding="utf-8")
            path.chmod(0o600)

    def _take(self, line: str) -> None:
        try:
            name, sha256, pages, fields = json.loads(line)
        except ValueError:
            return  # cut off by the kill
        self._known[str(name)] = (str(sha256), int(pages), int(fields))

    def read_before(self, file: str, sha256: str) -> tuple[int, int] | None:
        """Pages and fields of a file that was read and has not changed since."""
        kept, pages, fields = self._known.get(file, ("", 0, 0))
        path = self._folder / file
        if kept != sha256 or not path.is_file() or file_digest(path) != sha256:
            return None
        return pages, fields

    def keep(self, file: str, sha256: str, pages: int, fields: int) -> None:
        """Write down a file in which nothing was wrong."""
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as out:
                out.write(json.dumps([file, sha256, pages, fields]) + "\n")
