"""Mappings that were pointed out once, by name: next month's file is read as this one was."""

from __future__ import annotations

import re
from pathlib import Path

from kofu.base.errors import KofuError
from kofu.registry.server.home import home, private
from kofu.roster.mapping import RosterMapping, save_mapping

_NAME = re.compile(r"[\w（）][\w（） -]{0,39}")


def saved() -> tuple[str, ...]:
    """Their names."""
    return tuple(sorted(path.stem for path in home().mappings.glob("*.yaml")))


def mapping_path(name: str) -> Path:
    """`kofu ... --mapping` reads this file. Raises KofuError `mapping-name-unfit`."""
    if not _NAME.fullmatch(name):
        raise KofuError("mapping-name-unfit")
    return home().mappings / f"{name}.yaml"


def save(name: str, mapping: RosterMapping) -> None:
    """Under this name from now on, whatever bore it. Raises KofuError `mapping-name-unfit`."""
    path = mapping_path(name)
    private(home().mappings)
    save_mapping(path, mapping)
