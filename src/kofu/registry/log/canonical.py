"""What is hashed: an entry and a batch as one line of JSON, always the same bytes.

Keys in the order of their code points, no spaces, UTF-8 as it is, numbers whole, times in UTC
with six decimals. The form is in docs/reference/log.md; the verifier writes it by itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

COLUMNS = ("id", "at", "event", "outcome", "by", "terminal", "subject", "object", "reason")
"""Of `log_entry`, in the order in which they are read; `detail` and `xact` follow."""

ENTRIES = f"SELECT {', '.join(COLUMNS)}, detail::text, xact FROM log_entry"

START = "0" * 64
"""The head before the first batch."""


def line(kind: str, fields: Mapping[str, object]) -> bytes:
    """`{"kind":{...}}` and a line feed."""
    text = json.dumps({kind: fields}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


def entry_line(row: tuple[Any, ...]) -> bytes:
    """A row of `ENTRIES` as it is hashed."""
    fields = dict(zip(COLUMNS, row, strict=False))
    fields["at"] = moment(fields["at"])
    return line("entry", {**fields, "detail": json.loads(row[-2]), "xact": row[-1]})


def batch_fields(
    number: int, entries: int, below: int, at: datetime, previous: str, lines: str
) -> dict[str, object]:
    """What the head of a batch is the hash of. `lines`: SHA-256 of its entries' lines."""
    return {
        "number": number,
        "entries": entries,
        "below": below,
        "at": moment(at),
        "previous": previous,
        "lines": lines,
    }


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
