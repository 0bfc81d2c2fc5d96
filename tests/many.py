"""How often a slow test repeats what only chance tells apart.

`KOFU_TEST_MANY=5` asks for five times as many: other kills, other histories, other people.
"""

from __future__ import annotations

import os


def many(usual: int) -> int:
    return usual * int(os.environ.get("KOFU_TEST_MANY", "1"))
