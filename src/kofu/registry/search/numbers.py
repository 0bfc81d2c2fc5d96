"""Numbers as they are compared: 宛名番号, 記号・番号・枝番, with or without zeros before them."""

from __future__ import annotations

import re
import unicodedata

from kofu.registry.search.folding import fold

_BETWEEN = re.compile(r"[-‐‑‒–—―−ー/・.,\s]+")


def fold_number(text: str) -> str:
    """`０００１２-３４` -> `12-34`: parts without zeros before them, joined by dashes."""
    if text.isascii() and text.isdigit():
        return text.lstrip("0")
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", text))
    return "-".join(filter(None, (fold(part).lstrip("0") for part in parts)))


def numbers_of(person_id: str, symbol: str, number: str, branch: str) -> list[str]:
    """By which numbers a person is found, all of them folded: each alone, and as read out."""
    if not number:
        return [one for one in (person_id, symbol) if one]
    found = [person_id, number]
    if branch:
        found.append(f"{number}-{branch}")
    if symbol:
        found += [symbol, f"{symbol}-{number}"]
        if branch:
            found.append(f"{symbol}-{number}-{branch}")
    return found
