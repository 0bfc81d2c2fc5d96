"""Who uses the server of our own: the last to leave stops it."""

from __future__ import annotations

import atexit
import fcntl
from typing import IO

from kofu.registry.server.cluster import Cluster

_here: dict[Cluster, IO[str]] = {}


def enter(cluster: Cluster) -> None:
    """Start the server if need be; it stays while any process that entered lives."""
    if cluster in _here:
        return
    cluster.home.path.mkdir(parents=True, exist_ok=True)
    lock = (cluster.home.path / ".presence.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_SH)
    _here[cluster] = lock
    cluster.start()
    atexit.register(leave, cluster)


def leave(cluster: Cluster) -> None:
    """Stop the server if nobody else is there. A killed process has left, too."""
    lock = _here.pop(cluster, None)
    if lock is None:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return
    finally:
        atexit.unregister(leave)
    cluster.stop()
    lock.close()
