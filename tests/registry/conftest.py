"""The register for its tests: see `tests/register.py`."""

from tests.register import Register

__all__ = ["Register"]
