"""Reading a marginals file: a file of one's own, or one that is shipped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml
from pydantic import ValidationError

from kofu.base.errors import KofuError, Place
from kofu.roster.synthesize.schema import Marginals
from kofu.roster.synthesize.sense import wrong_with


def shipped_names() -> list[str]:
    """The names of the marginals that come with kofu."""
    return sorted(entry.name.removesuffix(".yaml") for entry in _shipped() if _is_yaml(entry))


def load_marginals(name_or_path: str | Path) -> Marginals:
    """The marginals of this shipped name or file.

    Raises KofuError (`marginals-missing`, `marginals-not-yaml`, `marginals-wrong`).
    """
    for entry in _shipped():
        if _is_yaml(entry) and entry.name == f"{name_or_path}.yaml":
            return _read(entry.read_text(encoding="utf-8"), entry.name)
    path = Path(name_or_path)
    if not path.is_file():
        shipped = ", ".join(shipped_names())
        raise KofuError("marginals-missing", Place(file=str(path)), shipped=shipped)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KofuError("marginals-not-yaml", Place(file=str(path)), reason=str(error)) from error
    return _read(text, str(path))


@cache
def _read(text: str, name: str) -> Marginals:
    try:
        content = yaml.load(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day that no calendar has
        raise KofuError("marginals-not-yaml", Place(file=name), reason=str(error)) from error
    try:
        marginals = Marginals.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise KofuError(
            "marginals-wrong", Place(file=name), reason=f"{where}: {first['msg']}"
        ) from error
    if wrong := wrong_with(marginals):
        raise KofuError("marginals-wrong", Place(file=name), reason="; ".join(wrong))
    return marginals


def _shipped() -> list[Traversable]:
    return list(files("kofu.roster.synthesize.shipped").iterdir())


def _is_yaml(entry: Traversable) -> bool:
    return entry.name.endswith(".yaml")
