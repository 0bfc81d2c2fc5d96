"""Which packs there are: those shipped, those of one's own, and what decided earlier.

A pack has a key that is safe in an address: the name of a shipped one, the hash of any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from kofu.base.errors import KofuError
from kofu.policy.load import Book, is_pack_file, load, shipped
from kofu.registry.runs.packs import kept
from kofu.registry.runs.tables import Run

_HASH = re.compile(r"[0-9a-f]{64}")


class Origin(StrEnum):
    """`EARLIER`: as it decided then; cases and the office's settings were not kept with it."""

    SHIPPED = "shipped"
    OWN = "own"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class AtHand:
    """A pack, and whether the last run was decided by it as it is now."""

    key: str
    book: Book
    origin: Origin
    in_use: bool


def at_hand() -> tuple[AtHand, ...]:
    """The pack in use first, then those shipped, the own ones, and what decided earlier."""
    found = {one.book.hash: one for one in (*map(_shipped, names()), *_own(), *_earlier())}
    used = _in_use()
    all_of_them = (AtHand(one.key, one.book, one.origin, h == used) for h, one in found.items())
    return tuple(sorted(all_of_them, key=lambda one: not one.in_use))


def find(key: str) -> AtHand:
    """The pack of a key. Raises KofuError `pack-unknown`."""
    if key in names():
        one = _shipped(key)
        return AtHand(key, one.book, one.origin, one.book.hash == _in_use())
    if _HASH.fullmatch(key):
        for one in at_hand():
            if one.key == key:
                return one
    raise KofuError("pack-unknown", name=key)


def of_hash(pack_hash: str) -> AtHand:
    """The pack that decided with this content. Raises KofuError `pack-not-kept`."""
    for one in at_hand():
        if one.book.hash == pack_hash:
            return one
    raise KofuError("pack-not-kept", hash=pack_hash)


@cache
def names() -> tuple[str, ...]:
    """The keys of the packs shipped; their files do not change while a process runs."""
    return shipped()


@cache
def _shipped(name: str) -> AtHand:
    return AtHand(name, load(name), Origin.SHIPPED, in_use=False)


@cache
def title_of(file: str) -> str:
    """What a part that others extend is called, by the name of its file."""
    try:
        return load(file.removesuffix(".yaml")).pack.title
    except KofuError:
        return file


def _in_use() -> str:
    newest = Run.objects.order_by("-id").values_list("fingerprint__pack", flat=True)
    return str(newest.first() or "")


def _own() -> Iterator[AtHand]:
    """Files that runs were planned by, as they are now, if they are still there."""
    for file in Run.objects.order_by("pack").values_list("pack", flat=True).distinct():
        if is_pack_file(file):
            try:
                book = load(file)
            except KofuError:
                continue
            yield AtHand(book.hash, book, Origin.OWN, in_use=False)


def _earlier() -> Iterator[AtHand]:
    now = {_shipped(name).book.hash for name in names()} | {one.book.hash for one in _own()}
    hashes = Run.objects.order_by("fingerprint__pack").values_list("fingerprint__pack", flat=True)
    for one in hashes.distinct():
        if one not in now and (book := _kept(one)):
            yield AtHand(one, book, Origin.EARLIER, in_use=False)


@lru_cache(maxsize=64)
def _kept(pack_hash: str) -> Book | None:
    try:
        return kept(pack_hash)
    except KofuError:
        return None
