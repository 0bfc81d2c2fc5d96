"""No files of an earlier test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from tests.registry.conftest import Register


@pytest.fixture(autouse=True)
def _no_files(register: Register) -> Iterator[None]:
    yield
    for folder in (register.home.uploads, register.home.mappings):
        shutil.rmtree(folder, ignore_errors=True)
