"""A loaded register, and jobs asked of it."""

from __future__ import annotations

from tests.registry.runs.conftest import loaded, planned, roster

__all__ = ["loaded", "planned", "roster"]
