"""What the first page of a process would wait for, made ready before anybody asks."""

from __future__ import annotations

import threading
from datetime import date

from kofu.base.errors import KofuError


def warm_up() -> None:
    """Beside the first requests, which wait for the same or are quicker."""
    threading.Thread(target=_warm, daemon=True).start()


def _warm() -> None:
    from django.db import connections

    from kofu.registry.dossier.desk import desk
    from kofu.registry.insurer.settle import insurer_pack

    today = date.today()
    try:
        desk(insurer_pack(), today, today)
    except KofuError:
        # Nobody said yet whose register it is; the pages will say so.
        return
    finally:
        connections.close_all()
