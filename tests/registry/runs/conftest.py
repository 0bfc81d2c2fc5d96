"""A small insurer: 150 people of Tokyo, loaded, and a run planned of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.registry.conftest import Register

from kofu.faces.cli.main import run as command

AS_OF, ON = date(2026, 6, 13), date(2026, 8, 1)


@pytest.fixture(scope="session")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("people") / "tokyo.parquet"
    command(["roster", "synthesize", "tokyo", "--people", "150", "-o", str(path)])
    return path


@pytest.fixture
def loaded(register: Register, roster: Path, capsys: pytest.CaptureFixture[str]) -> Register:
    """The register with everybody in it."""
    from kofu.registry.people.load import load_roster

    load_roster(roster, None, AS_OF, "sato")
    capsys.readouterr()
    return register


@pytest.fixture
def planned(loaded: Register) -> Callable[..., object]:
    """Plan a renewal of everybody, ten people a chunk, by Sato."""
    from kofu.registry.runs.plan import Asked, plan
    from kofu.registry.runs.states import RunKind

    def make(
        per_chunk: int = 10, by: str = "sato", on: date = ON, tracking: tuple[str, ...] = ()
    ) -> object:
        asked = Asked(
            RunKind.RENEWAL, "tokyo-kouki", on, AS_OF, AS_OF, by, per_chunk=per_chunk,
            tracking=tracking,
        )  # fmt: skip
        return plan(asked)

    return make
