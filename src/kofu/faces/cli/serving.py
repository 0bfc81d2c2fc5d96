"""`kofu serve`: the console for the browsers of the office."""

from __future__ import annotations

import os
import sys
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from kofu.faces.cli.talk import line, words
from kofu.faces.serve.names import LOOPBACK
from kofu.registry.access.environment import ORIGIN
from kofu.registry.start import ready

PORT = 8000
Port = Annotated[int, Parameter(validator=Number(gte=1, lte=65535))]


def serve(*, port: Port = PORT) -> int:
    """管理画面を開きます（データベース・処理係・Webサーバーが動きます） / Open the console.

    Parameters
    ----------
    port
        待ち受けるポート。この端末（127.0.0.1）からだけつながります。
    """
    from kofu.faces.serve.house import keep, open_house

    # Where browsers find us, unless a proxy stands before us and the office said so.
    os.environ.setdefault(ORIGIN, f"http://{LOOPBACK}:{port}")
    ready()
    with open_house(port, os.cpu_count() or 1) as running:
        line(words("console-open", port=port))
        line(words("selfcheck-open", address=f"http://{LOOPBACK}:{port}/selfcheck/"))
        sys.stdout.flush()
        keep(running)
    line(words("console-closed"))
    return 0
