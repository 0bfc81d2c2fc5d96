"""Mapping files that come with kofu, for layouts others define: `--mapping NAME`."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def shipped_mappings() -> tuple[str, ...]:
    """Their names."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def mapping_file(name_or_file: str) -> Path:
    """A shipped mapping by its name, else the file as it is given; a file goes first."""
    given = Path(name_or_file)
    if given.exists() or name_or_file not in shipped_mappings():
        return given
    return _FOLDER / f"{name_or_file}.yaml"
