"""What an entry may say beside its words: numbers, codes, days and hashes; nobody's data.

Entries stay for years and cannot be taken back, so whatever could be a name, an address or a
person's number is refused here, by its shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from kofu.base.errors import KofuError

_HASH = re.compile(r"(sha256:)?[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CODE = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*(\.[a-z]+)?")
_LONG_NUMBER = re.compile(r"[0-9]{6,}")
_OBJECT = re.compile(r"[a-z][a-z-]*:[A-Za-z0-9][A-Za-z0-9._-]*")
_LARGEST = 10**11
_LONGEST_WORD, _LONGEST_REASON = 100, 500


def plain(detail: Mapping[str, object]) -> dict[str, object]:
    """The detail as JSON. Raises ValueError, naming the key only, for what may not stand there."""
    return {_name(key): _value(key, value) for key, value in detail.items()}


def checked_object(text: str) -> str:
    """`kind:number`, as `run:12` or `document:345`; may be empty. Raises ValueError."""
    if text and not (len(text) <= _LONGEST_WORD and _OBJECT.fullmatch(text)):
        raise ValueError("object of a log entry")
    return text


def checked_words(text: str, longest: int = _LONGEST_REASON) -> str:
    """What a human gave as a reason, one line of it. Raises KofuError `log-reason-unfit`.

    A number as long as 個人番号 has no place in a reason.
    """
    digits = re.sub(r"(?<=\d)[ -](?=\d)", "", text)
    if len(text) > longest or not text.isprintable() or re.search(r"(?<!\d)\d{12}(?!\d)", digits):
        raise KofuError("log-reason-unfit", longest=longest)
    return text


def _name(key: str) -> str:
    if not (_CODE.fullmatch(key) and len(key) <= _LONGEST_WORD):
        raise ValueError("name in the detail of a log entry")
    return key


def _value(key: str, value: object) -> object:
    match value:
        case None | bool():
            return value
        case int() if -_LARGEST < value < _LARGEST:
            return value
        case datetime():
            return value.isoformat()
        case date():
            return value.isoformat()
        case str() if _harmless(value):
            return str(value)
        case Mapping():
            return {_name(inner): _value(inner, one) for inner, one in value.items()}
        case Sequence() if not isinstance(value, str | bytes):
            return [_value(key, one) for one in value]
    raise ValueError(f"detail of a log entry: {key}")


def _harmless(text: str) -> bool:
    if _HASH.fullmatch(text) or _DAY.fullmatch(text):
        return True
    return (
        len(text) <= _LONGEST_WORD
        and _CODE.fullmatch(text) is not None
        and not _LONG_NUMBER.search(text)
    )
