"""The data of an export as a stranger's program reads them, from what `asking/data.py` says alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reading:
    """A step below 0 is an end."""

    data: Mapping[str, Any]

    @property
    def first(self) -> int:
        first: int = self.data["first"]
        return first

    def question(self, step: int) -> str:
        name: str = self.data["questions"][self.data["steps"][step][0]][0]
        return name

    def ways(self, step: int) -> Iterator[tuple[tuple[str, ...], int]]:
        """The keys of each answer, and where it leads."""
        number, *to = self.data["steps"][step]
        _, *keys = self.data["questions"][number]
        for same, there in zip(keys, to, strict=True):
            yield tuple(same.split("+")), there

    def outcome(self, step: int) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.data["outcomes"][-1 - step]
        return found
