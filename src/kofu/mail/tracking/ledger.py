"""Tracking numbers at the edge: ranges as a clerk writes them, and the file that remembers.

`tracking-state.json` stands beside the file of ranges, or beside the folder that is written where
ranges are given by hand. It is written as a whole, before pages or lists appear: a crash in between
can lose a list, never give a number twice.
"""

from __future__ import annotations

import csv
import fcntl
import json
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.mail.tracking.numbering import REST_DAYS, Given, Ledger
from kofu.mail.tracking.numbers import LETTER_DIGITS
from kofu.mail.tracking.ranges import Lent, Use, lent
from kofu.policy.model import Delivery, Record

STATE = "tracking-state.json"
NUMBERED = (Delivery.RECORDED.value, Delivery.SIMPLIFIED_REGISTERED.value)
_VERSION = 1
_FILES = (".yaml", ".yml", ".csv")


@dataclass(frozen=True, slots=True)
class Ranges:
    """What the post office lent; `rest_days` until a number may be given again."""

    lent: tuple[Lent, ...] = ()
    rest_days: int = REST_DAYS


class _OneRange(Record):
    product: str
    first: str
    last: str


class _File(Record):
    ranges: tuple[_OneRange, ...]
    rest_days: int = Field(default=REST_DAYS, ge=1)


def read_ranges(given: Sequence[str], products: Collection[str]) -> Ranges:
    """Each is `FIRST-LAST` (11 digits each, hyphens as you like), with `recorded:` or
    `simplified-registered:` before it where the run has both, or a file: YAML with `ranges`, or
    CSV with the columns `product`, `first`, `last`.

    `products` are those of the run. Raises KofuError (`tracking-range-unreadable`,
    `tracking-product-wrong`, and those of `tracking.ranges.lent`).
    """
    found: list[Lent] = []
    rest = REST_DAYS
    for text in given:
        if text.endswith(_FILES):
            file = _read_file(Path(text))
            rest = file.rest_days
            found += [_lent(one.product, one.first, one.last) for one in file.ranges]
            continue
        product, _, numbers = text.rpartition(":")
        digits = re.sub("[^0-9]", "", numbers)
        if len(digits) != 2 * LETTER_DIGITS:
            raise KofuError("tracking-range-unreadable", text=text)
        if not product and len(products) == 1:
            (product,) = products
        found.append(_lent(product, digits[:LETTER_DIGITS], digits[LETTER_DIGITS:]))
    return Ranges(tuple(found), rest)


def _lent(product: str, first: str, last: str) -> Lent:
    if product not in NUMBERED:
        raise KofuError("tracking-product-wrong", names="、".join(NUMBERED))
    return lent(first, last, product)


def _read_file(path: Path) -> _File:
    if not path.is_file():
        raise KofuError("file-missing", Place(str(path)))
    try:
        text = path.read_text("utf-8-sig")
        if path.suffix == ".csv":
            return _File.model_validate({"ranges": list(csv.DictReader(text.splitlines()))})
        return _File.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, csv.Error, ValidationError, UnicodeDecodeError) as error:
        raise KofuError("tracking-file-unreadable", Place(str(path))) from error


def ledger_of(given: Sequence[str], folder: Path) -> Path:
    """Where the ledger of these ranges is: beside their file, so that whoever uses the file next
    finds it; else in `folder`."""
    files = [Path(text) for text in given if text.endswith(_FILES)]
    return (files[0].parent if files else folder) / STATE


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One process at a time with a ledger. Raises KofuError `mail-busy`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f".{path.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise KofuError("mail-busy", Place(str(path.parent))) from error
        yield


def read_ledger(path: Path) -> Ledger:
    """The ledger of `tracking-state.json`; an empty one where there is no file yet.

    Raises KofuError `tracking-state-unreadable`: then no number may be given.
    """
    if not path.exists():
        return Ledger()
    try:
        raw = json.loads(path.read_text("utf-8"))
        if raw["version"] != _VERSION:
            raise ValueError(raw["version"])
        given = tuple(_given(one) for one in raw["given"])
        following = {(one["first"], one["last"]): one["next"] for one in raw["ranges"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KofuError("tracking-state-unreadable", Place(str(path))) from error
    return Ledger(given, following)


def _given(raw: dict[str, object]) -> Given:
    day = date.fromisoformat(str(raw["day"]))
    pairs = raw["numbers"]
    if not isinstance(pairs, list) or not pairs:
        raise ValueError("numbers")
    uses = tuple(Use(day, int(first), int(last)) for first, last in pairs)
    return Given(str(raw["run"]), str(raw["product"]), uses)


def write_ledger(path: Path, ledger: Ledger) -> None:
    """The whole file: numbers as their first ten digits, without the check digit."""
    told = {
        "version": _VERSION,
        "ranges": [
            {"first": first, "last": last, "next": following}
            for (first, last), following in sorted((ledger.following or {}).items())
        ],
        "given": [
            {
                "run": one.run,
                "day": one.day.isoformat(),
                "product": one.product,
                "numbers": [[use.first, use.last] for use in one.uses],
            }
            for one in ledger.given
        ],
    }
    with whole_file(path) as draft:
        draft.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
