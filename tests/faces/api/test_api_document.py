"""`docs/reference/openapi.json` is what the server says of itself; the examples of `api.md` work.

.venv/bin/python tests/faces/api/test_api_document.py      writes what the API says today
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
DOCUMENT = REFERENCE / "openapi.json"
EXAMPLE = re.compile(
    r"^```http\nPOST /api/(?P<path>\S+)\n(?:Idempotency-Key: (?P<key>\S+)\n)?\n(?P<body>.*?)\n\n"
    r"HTTP (?P<status>\d+)\n\n(?P<answer>.*?)\n```$",
    re.MULTILINE | re.DOTALL,
)


def as_text(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_the_document_is_that_of_today(register: object, call: Callable[..., Any]) -> None:
    status, document = call("openapi.json")
    assert status == 200
    written = DOCUMENT.read_text("utf-8")
    assert as_text(document) == written, "run python tests/faces/api/test_api_document.py"


def test_nothing_is_fetched_from_elsewhere(register: object, call: Callable[..., Any]) -> None:
    assert re.findall(r"https?://", json.dumps(call("openapi.json")[1])) == []


def test_the_examples_do_what_they_show(
    settled: None, key: Callable[..., dict[str, str]], call: Callable[..., Any]
) -> None:
    headers = key("counter")
    found = list(EXAMPLE.finditer((REFERENCE / "api.md").read_text("utf-8")))
    assert len(found) == 4
    for one in found:
        once = {"Idempotency-Key": one["key"]} if one["key"] else {}
        status, answer = call(one["path"], json.loads(one["body"]), {**headers, **once})
        shown = json.loads(one["answer"])
        told = {name: "…" if shown.get(name) == "…" else value for name, value in answer.items()}
        assert (status, told) == (int(one["status"]), shown), one["path"]


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "kofu.faces.console.settings"
    django.setup()
    from kofu.faces.api.api import api

    DOCUMENT.write_text(as_text(api.get_openapi_schema(path_prefix="/api/")), "utf-8")
    sys.stdout.write(f"{DOCUMENT.name}\n")
