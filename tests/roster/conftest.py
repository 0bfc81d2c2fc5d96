"""Small rosters of invented people, written as the files an office would send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., Path]


@pytest.fixture
def roster(tmp_path: Path) -> Write:
    """`roster("person_id,name", "1,山田 花子")` writes a CSV and gives its path."""

    def write(*lines: str, encoding: str = "utf-8", end: str = "\n", name: str = "r.csv") -> Path:
        path = tmp_path / name
        path.write_bytes("".join(line + end for line in lines).encode(encoding))
        return path

    return write


@pytest.fixture
def mapping(tmp_path: Path) -> Callable[[str], Path]:
    """`mapping("columns: {番号: person_id}")` writes a mapping file and gives its path."""

    def write(text: str) -> Path:
        path = tmp_path / "mapping.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
