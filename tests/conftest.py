"""What the tests share: packs loaded once, and a command run as a clerk would run it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import settings
from tests.register import register, server

from kofu.base.messages import Language
from kofu.faces.cli.main import run
from kofu.faces.cli.talk import speak
from kofu.policy.load import Book, load

# The console's settings hold those of the register; Django is set up once a process.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kofu.faces.console.settings")
# A busy machine is no failure: nothing here is timed.
settings.register_profile("kofu", deadline=None)
settings.load_profile("kofu")

__all__ = ["register", "server"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several share the tests, slow ones come first: at the end nobody waits for one alone."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@cache
def book(name: str) -> Book:
    return load(name)


@pytest.fixture
def pack() -> Callable[[str], Book]:
    """A pack by name, read once for all tests."""
    return book


@pytest.fixture
def kofu(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run `kofu ...`: exit code, standard output, standard error."""

    def call(*words: object) -> tuple[int, str, str]:
        speak(Language.JA)
        code = run([str(word) for word in words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call
