"""The mapping file (`--mapping FILE.yaml`): how an office's own export becomes the contract.

All scalars are read as text, so `1` and `yes` mean what the office's cells hold, not numbers
and booleans of YAML.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.policy.facts import FactType, FactValue
from kofu.roster.columns import COLUMNS
from kofu.roster.dates import DateForm
from kofu.roster.unreadable import UnreadableError
from kofu.roster.values import cell_reader

EncodingName = Literal["utf-8", "cp932"]


class RosterMapping(BaseModel):
    """The content of a mapping file; every part may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    encoding: EncodingName | None = None
    columns: Mapping[str, str] = {}
    """Their column name -> the contract's."""
    optional: tuple[str, ...] = ()
    """Those of `columns` that a file may lack."""
    values: Mapping[str, Mapping[str, str]] = {}
    """Contract column -> their cell -> the contract's spelling; an empty one means unknown."""
    dates: Mapping[str, DateForm] = {}
    """Date column -> the only form its cells have."""
    ignore: tuple[str, ...] = ()
    """Their columns that are not taken and not reported."""
    constants: Mapping[str, str] = {}
    """Contract column that their file lacks -> the one value for all rows."""

    @field_validator("columns")
    @classmethod
    def _to_the_contract_once(cls, columns: Mapping[str, str]) -> Mapping[str, str]:
        seen: dict[str, str] = {}
        for theirs, ours in columns.items():
            _known(ours)
            if ours in seen:
                raise PydanticCustomError("", f"{seen[ours]}, {theirs} -> {ours}")
            seen[ours] = theirs
        return columns

    @field_validator("values", "constants")
    @classmethod
    def _of_the_contract(cls, by_column: Mapping[str, Any]) -> Mapping[str, Any]:
        for name in by_column:
            _known(name)
        return by_column

    @field_validator("dates")
    @classmethod
    def _of_date_columns(cls, dates: Mapping[str, DateForm]) -> Mapping[str, DateForm]:
        for name in dates:
            _known(name)
            if COLUMNS[name].type is not FactType.DATE:
                raise PydanticCustomError("", f"{name}: not a date column")
        return dates

    @model_validator(mode="after")
    def _of_columns(self) -> Self:
        for name in self.optional:
            if name not in self.columns:
                raise PydanticCustomError("", f"optional: {name}: not in columns")
        return self

    @model_validator(mode="after")
    def _readable(self) -> Self:
        for name, text in self.constants.items():
            try:
                self.constant(name)
            except UnreadableError as problem:
                raise PydanticCustomError(
                    "", f"constants.{name}: {text} ({problem.code})"
                ) from None
            if name in self.columns.values():
                raise PydanticCustomError("", f"constants.{name}: also in columns")
        for name, values in self.values.items():
            read = cell_reader(COLUMNS[name], self.form(name))
            for theirs, ours in values.items():
                try:
                    read(ours)
                except UnreadableError:
                    raise PydanticCustomError("", f"values.{name}.{theirs}: {ours}") from None
        return self

    def form(self, name: str) -> DateForm:
        """The form of dates in contract column `name`."""
        return self.dates.get(name, DateForm.AUTO)

    def constant(self, name: str) -> FactValue:
        """The typed value of a constant column."""
        return cell_reader(COLUMNS[name], self.form(name))(self.constants[name])


AS_IT_IS = RosterMapping()
"""No mapping: the file follows the contract."""


def save_mapping(path: Path, mapping: RosterMapping) -> None:
    """Write a mapping file that `load_mapping` reads as the same mapping."""
    content = mapping.model_dump(mode="json", exclude_defaults=True)
    with whole_file(path) as draft:
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        draft.write_text(text, encoding="utf-8")


def _known(name: str) -> None:
    if name not in COLUMNS:
        raise PydanticCustomError("", f"{name}: not a roster column")


class _TextLoader(yaml.BaseLoader):
    """All scalars as text; a key given twice is an error instead of the last one winning."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{key} x2", node.start_mark)
        return super().construct_mapping(node, deep)


def load_mapping(path: Path) -> RosterMapping:
    """Read a mapping file.

    Raises KofuError (`file-missing`, `mapping-unreadable`, `mapping-invalid`) naming the file,
    and the line or the key.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise KofuError("file-missing", Place(file=str(path))) from None
    except (OSError, UnicodeDecodeError):
        raise KofuError("mapping-unreadable", Place(file=str(path)), where="UTF-8") from None
    try:
        content = yaml.load(text, Loader=_TextLoader) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise KofuError(
            "mapping-unreadable",
            Place(file=str(path), row=mark.line + 1 if mark else None),
            where=getattr(error, "problem", None) or "YAML",
        ) from None
    try:
        return RosterMapping.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise KofuError(
            "mapping-invalid", Place(file=str(path)), key=key or "-", problem=first["msg"]
        ) from None
