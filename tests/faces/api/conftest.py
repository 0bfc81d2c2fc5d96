"""The API for tests."""

from tests.faces.console.conftest import account

__all__ = ["account"]
