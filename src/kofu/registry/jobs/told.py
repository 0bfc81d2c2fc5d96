"""A finding as a job keeps it, until somebody looks: its code and what fills the words.

Of its place only row and column are kept: the file is one of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kofu.base.errors import Finding, Place, Word


def to_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "row": finding.place.row,
        "column": finding.place.column,
        "params": {name: _plain(value) for name, value in finding.params.items()},
    }


def from_json(told: Mapping[str, Any]) -> Finding:
    params = {name: _said(value) for name, value in told["params"].items()}
    return Finding(told["code"], Place(None, told["row"], told["column"]), params)


def _plain(value: object) -> object:
    match value:
        case Word():
            return {"word": value.code}
        case None | bool() | int() | float() | str():
            return value
    return str(value)


def _said(value: object) -> object:
    return Word(str(value["word"])) if isinstance(value, dict) else value
