"""Every pack that ever decided, kept by its hash: a changed pack does not change old decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from pathlib import Path

import yaml
from pydantic import ValidationError

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.policy.load import Book
from kofu.policy.model import Pack
from kofu.registry.server.home import home, private


def keep(book: Book) -> Path:
    """Write down all that decides in a pack, under its hash."""
    path = private(home().packs) / f"{book.hash}.yaml"
    if not path.exists():
        content = _plain(book.pack.model_dump(exclude={"cases", "office"}, by_alias=True))
        with whole_file(path) as draft:
            text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
            draft.write_text(text, encoding="utf-8")
    return path


def _plain(value: object) -> object:
    """What YAML can say; a day stays a day, where JSON would make a text of it."""
    match value:
        case Enum():
            return value.value
        case Mapping():
            return {str(_plain(key)): _plain(one) for key, one in value.items()}
        case str() | bool() | int() | float() | date() | None:
            return value
        case Iterable():
            return [_plain(one) for one in value]
    raise TypeError(type(value).__name__)


def kept(pack_hash: str) -> Book:
    """The pack of this hash. Raises KofuError `pack-not-kept`, `pack-kept-changed`."""
    path = home().packs / f"{pack_hash}.yaml"
    if not path.is_file():
        raise KofuError("pack-not-kept", hash=pack_hash)
    try:
        book = Book(Pack.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))), {})
    except (ValidationError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise KofuError("pack-kept-changed", Place(path.name)) from error
    if book.hash != pack_hash:
        raise KofuError("pack-kept-changed", Place(path.name))
    return book
