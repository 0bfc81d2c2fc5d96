"""Work ahead: an iterator runs in a thread of its own, a few items before they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

_Item = TypeVar("_Item")
_WAITING = 4


@dataclass(frozen=True, slots=True)
class _End:
    """No more items; or the error that ended them."""

    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _One(Generic[_Item]):
    item: _Item


@contextmanager
def ahead(items: Iterator[_Item]) -> Iterator[Iterator[_Item]]:
    """The same items in the same order; an error is raised where its item would have come.

    At most a few items wait, so memory stays flat. On leaving, the thread has ended.
    """
    waiting: Queue[_One[_Item] | _End] = Queue(_WAITING)
    given_up = Event()

    def produce() -> None:
        try:
            for item in items:
                waiting.put(_One(item))
                if given_up.is_set():
                    return
            waiting.put(_End())
        except BaseException as error:
            waiting.put(_End(error))

    def taken() -> Iterator[_Item]:
        while isinstance(found := waiting.get(), _One):
            yield found.item
        if found.error is not None:
            raise found.error

    worker = Thread(target=produce, daemon=True)
    worker.start()
    try:
        yield taken()
    finally:
        given_up.set()
        while worker.is_alive():
            # Whoever waits for a place in the queue must be let go to see that all is over.
            try:
                waiting.get(timeout=0.01)
            except Empty:
                continue
