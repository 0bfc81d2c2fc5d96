"""Every pack that ever decided, kept by its hash: a changed pack does not change old decisions."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.policy.load import Book
from kofu.policy.model import Pack
from kofu.registry.server.home import home, private


def keep(book: Book) -> Path:
    """Write down all that decides in a pack, under its hash."""
    path = private(home().packs) / f"{book.hash}.json"
    if not path.exists():
        content = book.pack.model_dump_json(exclude={"cases", "office"}, by_alias=True)
        with whole_file(path) as draft:
            draft.write_text(content, encoding="utf-8")
    return path


def kept(pack_hash: str) -> Book:
    """The pack of this hash. Raises KofuError `pack-not-kept`, `pack-kept-changed`."""
    path = home().packs / f"{pack_hash}.json"
    if not path.is_file():
        raise KofuError("pack-not-kept", hash=pack_hash)
    try:
        book = Book(Pack.model_validate_json(path.read_text(encoding="utf-8")), {})
    except (ValidationError, UnicodeDecodeError) as error:
        raise KofuError("pack-kept-changed", Place(path.name)) from error
    if book.hash != pack_hash:
        raise KofuError("pack-kept-changed", Place(path.name))
    return book
