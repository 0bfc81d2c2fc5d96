"""YAML with the line of every value, and only true and false as truth values (YAML 1.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from kofu.base.errors import KofuError, Place

Path = tuple[str | int, ...]


class _Loader(yaml.CSafeLoader):
    """`on`, `yes` and `no` are words of a pack, not truth values."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _word, _first in (("true", "t"), ("false", "f")):
    _Loader.yaml_implicit_resolvers.setdefault(_first, []).append(
        ("tag:yaml.org,2002:bool", __import__("re").compile(rf"^{_word}$"))
    )


@dataclass(frozen=True)
class Lined:
    """The data of a YAML file and the line (from 1) of each of its places."""

    data: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of the place, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_lined(text: str, file: str) -> Lined:
    """Raises KofuError `pack-not-yaml` with the line; a key given twice is `pack-key-twice`."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise KofuError("pack-not-yaml", Place(file, 1), problem="empty")
        lines = dict(_lines(node, (), file))
        data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise KofuError("pack-not-yaml", Place(file, line), problem=error.problem) from error
    except yaml.YAMLError as error:
        raise KofuError("pack-not-yaml", Place(file), problem=type(error).__name__) from error
    except ValueError as error:
        raise KofuError("pack-not-yaml", Place(file), problem=str(error)) from error
    finally:
        loader.dispose()
    return Lined(data, lines)


def _lines(node: yaml.Node, path: Path, file: str) -> Iterator[tuple[Path, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                place = Place(file, key.start_mark.line + 1)
                raise KofuError("pack-key-twice", place, key=key.value)
            seen.add(key.value)
            yield from _lines(value, (*path, key.value), file)
            yield (*path, key.value), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*path, index), file)
