"""The page needs no register: a process that can reach no database shows it all the same."""

from __future__ import annotations

import os
import subprocess
import sys

_PROGRAM = """
import django
django.setup()
from django.test import Client
for place in ("ja/", "en/kouki/2026-08-01/", "ja/kouki/2026-08-01/renewal.over-85.none/"):
    answer = Client(SERVER_NAME="127.0.0.1").get("/selfcheck/" + place, HTTP_COOKIE="kofu=stolen")
    print(answer.status_code, len(answer.cookies))
print(Client(SERVER_NAME="127.0.0.1").post("/selfcheck/ja/").status_code)
"""


def test_the_page_is_shown_where_no_database_answers() -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    settings = {
        "DJANGO_SETTINGS_MODULE": "kofu.faces.console.settings",
        "DATABASE_URL": nowhere,
        "KOFU_OWNER_URL": nowhere,
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["200 0", "200 0", "200 0", "405"], done.stderr[-2000:]
