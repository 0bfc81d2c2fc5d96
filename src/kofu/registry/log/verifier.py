#!/usr/bin/env python3
"""操作記録の検証 / Verify an exported log.   python verifier.py FILE [--head HASH] [--lang en]

この1ファイルだけで動きます（Python 3.9以上、標準ライブラリのみ）。kofuは要りません。
This one file is enough (Python 3.9 or later, standard library only); kofu is not needed.

Every line is read strictly and written again in the canonical form; every entry, batch and head
is hashed anew. Exit codes: 0 all agrees, 1 something was changed, 2 the file cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

START = "0" * 64
SHOWN = 20
_HASH = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_ESCAPED = re.compile(r'["\\\x00-\x1f]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b"}
_ESCAPES["\f"] = "\\f"

ENTRY = {
    "id": int,
    "at": "moment",
    "event": str,
    "outcome": str,
    "by": str,
    "terminal": str,
    "subject": str,
    "object": str,
    "reason": str,
    "detail": dict,
    "xact": int,
}
BATCH = {
    "number": int,
    "entries": int,
    "below": int,
    "at": "moment",
    "previous": "hash",
    "lines": "hash",
    "head": "hash",
}
PERSON = {"entry": int, "person_id": str, "salt": str}
HEADER = {"format": int, "at": "moment", "clock": str, "people": bool, "unsealed": int}
CLOSING = {"entries": int, "batches": int, "head": "hash", "file": "hash", "check": "hash"}
KINDS: dict[str, dict[str, Any]] = {
    "header": HEADER,
    "entry": ENTRY,
    "person": PERSON,
    "batch": BATCH,
    "closing": CLOSING,
}

WORDS = {
    "line-unreadable": (
        "行が決められた形ではありません。書き換えられています",
        "the line is not in the canonical form: it was changed",
    ),
    "line-misplaced": (
        "この位置にあるはずのない行です",
        "a line of this kind cannot stand here",
    ),
    "format-unknown": (
        "この検証プログラムが知らない形式の版です",
        "this verifier does not know this version of the format",
    ),
    "entry-order": (
        "記録の順序が違うか、同じ記録が2つあります",
        "an entry is out of order, or there twice",
    ),
    "entry-outside": (
        "この束に入るはずのない記録です",
        "the entry cannot belong to this batch",
    ),
    "batch-number": (
        "束の番号が続いていません。束が抜けているか、足されています",
        "the batches' numbers do not follow: one is missing or was added",
    ),
    "batch-count": (
        "束の中の記録の数が違います",
        "the batch has another number of entries",
    ),
    "batch-lines": (
        "束の中の記録が、書き換え・削除・追加・並べ替えされています",
        "entries of this batch were changed, removed, added or reordered",
    ),
    "batch-previous": (
        "前の束とつながっていません",
        "the batch does not follow the one before it",
    ),
    "batch-head": (
        "封印の値が束の内容と合いません",
        "the head is not the hash of what the batch says",
    ),
    "person-wrong": (
        "宛名番号が、記録にある本人のものと違います",
        "this is not the person the entry is about",
    ),
    "closing-missing": (
        "最後の行がありません。ファイルが途中で切れています",
        "there is no closing line: the file was cut off",
    ),
    "closing-wrong": (
        "最後の行の件数または封印の値が、内容と合いません",
        "the closing line does not agree with what stands above it",
    ),
    "file-wrong": (
        "ファイル全体の確認の値が合いません。どこかが書き換えられています",
        "the checksum of the file is wrong: it was changed somewhere",
    ),
    "head-unknown": (
        "控えてあった封印の値が、この記録の中にありません",
        "the head that was written down does not occur in this log",
    ),
}


class NotCanonical(ValueError):  # noqa: N818
    """A line that no writer would have written."""


@dataclass(frozen=True)
class Finding:
    """What is wrong, in which line (0: the file as a whole) and in which batch."""

    code: str
    line: int = 0
    batch: int = 0

    def words(self, japanese: bool) -> str:
        text = WORDS[self.code][0 if japanese else 1]
        if not self.line:
            return f"{self.code}: {text}"
        if japanese:
            return f"{self.code}: {self.line}行目（第{self.batch}束）: {text}"
        return f"{self.code}: line {self.line} (batch {self.batch}): {text}"


@dataclass
class Log:
    """What was read so far."""

    findings: list[Finding] = field(default_factory=list)
    heads: list[str] = field(default_factory=lambda: [START])
    at: str = ""
    unsealed: int = 0
    entries: int = 0
    people: int = 0
    batches: int = 0
    below: int = 0
    closed: bool = False
    last: tuple[int, int] = (-1, 0)
    subject: tuple[int, str] = (0, "")
    in_batch: int = 0
    lines: Any = field(default_factory=hashlib.sha256)
    file: Any = field(default_factory=hashlib.sha256)

    def wrong(self, code: str, line: int = 0) -> None:
        self.findings.append(Finding(code, line, self.batches + 1 if line else 0))


def canonical(value: Any) -> str:
    """A value as the log writes it. Written anew here, so as not to trust the writer's code."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + _ESCAPED.sub(_escape, value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(canonical(one) for one in value) + "]"
    if isinstance(value, dict):
        pairs = (canonical(key) + ":" + canonical(value[key]) for key in sorted(value))
        return "{" + ",".join(pairs) + "}"
    raise NotCanonical


def _escape(found: re.Match[str]) -> str:
    one = found[0]
    return _ESCAPES.get(one) or f"\\u{ord(one):04x}"


def parsed(raw: bytes) -> tuple[str, dict[str, Any]]:
    """Kind and fields of a line. Raises NotCanonical."""
    try:
        value = json.loads(raw.decode("utf-8"))
        whole = raw == (canonical(value) + "\n").encode("utf-8")
    except (ValueError, RecursionError):
        raise NotCanonical from None
    if not whole or not isinstance(value, dict) or len(value) != 1:
        raise NotCanonical
    [(kind, fields)] = value.items()
    shape = KINDS.get(kind)
    if shape is None or not isinstance(fields, dict) or set(fields) != set(shape):
        raise NotCanonical
    if not all(_fits(fields[name], wanted) for name, wanted in shape.items()):
        raise NotCanonical
    return kind, fields


def _fits(value: Any, wanted: Any) -> bool:
    if wanted == "hash":
        return isinstance(value, str) and _HASH.fullmatch(value) is not None
    if wanted == "moment":
        return isinstance(value, str) and _MOMENT.fullmatch(value) is not None
    return type(value) is wanted


def examine(lines: Iterable[bytes], heads: Sequence[str] = ()) -> Log:
    """Everything that is wrong with the lines of a log. `heads`: what was written down before."""
    log = Log()
    number = 0
    for number, raw in enumerate(lines, start=1):
        try:
            kind, fields = parsed(raw)
        except NotCanonical:
            log.wrong("line-unreadable", number)
            # What is sealed is bytes, readable or not.
            if raw.startswith(b'{"entry"'):
                log.lines.update(raw)
            log.file.update(raw)
            continue
        if log.closed or (kind == "header") is not (number == 1):
            log.wrong("line-misplaced", number)
        _READ[kind](log, fields, raw, number)
        log.file.update(raw)
    if not log.closed:
        log.wrong("closing-missing", number + 1)
    for head in heads:
        if head not in log.heads:
            log.wrong("head-unknown")
    return log


def _header(log: Log, fields: dict[str, Any], raw: bytes, number: int) -> None:
    log.at, log.unsealed = fields["at"], fields["unsealed"]
    if fields["format"] != 1:
        log.wrong("format-unknown", number)


def _entry(log: Log, fields: dict[str, Any], raw: bytes, number: int) -> None:
    place = (fields["xact"], fields["id"])
    if place <= log.last:
        log.wrong("entry-order", number)
    if fields["xact"] < log.below:
        log.wrong("entry-outside", number)
    log.last, log.subject = place, (fields["id"], fields["subject"])
    log.entries += 1
    log.in_batch += 1
    log.lines.update(raw)


def _person(log: Log, fields: dict[str, Any], raw: bytes, number: int) -> None:
    digest = hashlib.sha256((fields["salt"] + fields["person_id"]).encode("utf-8")).hexdigest()
    if (fields["entry"], digest) != log.subject:
        log.wrong("person-wrong", number)
    log.people += 1
    log.subject = (0, "")


def _batch(log: Log, fields: dict[str, Any], raw: bytes, number: int) -> None:
    head = fields.pop("head")
    if fields["number"] != log.batches + 1:
        log.wrong("batch-number", number)
    if fields["entries"] != log.in_batch:
        log.wrong("batch-count", number)
    if fields["lines"] != log.lines.hexdigest():
        log.wrong("batch-lines", number)
    if log.last[0] >= fields["below"]:
        log.wrong("entry-outside", number)
    if fields["previous"] != log.heads[-1]:
        log.wrong("batch-previous", number)
    if hashed({"batch": fields}) != head:
        log.wrong("batch-head", number)
    log.heads.append(head)
    log.batches, log.below = fields["number"], fields["below"]
    log.in_batch, log.lines, log.subject = 0, hashlib.sha256(), (0, "")


def _closing(log: Log, fields: dict[str, Any], raw: bytes, number: int) -> None:
    check = fields.pop("check")
    counts = (log.entries, log.batches, log.heads[-1])
    if (fields["entries"], fields["batches"], fields["head"]) != counts or log.in_batch:
        log.wrong("closing-wrong", number)
    if fields["file"] != log.file.hexdigest() or hashed({"closing": fields}) != check:
        log.wrong("file-wrong", number)
    log.closed = True


def hashed(value: dict[str, Any]) -> str:
    return hashlib.sha256((canonical(value) + "\n").encode("utf-8")).hexdigest()


_READ = {
    "header": _header,
    "entry": _entry,
    "person": _person,
    "batch": _batch,
    "closing": _closing,
}


def report(log: Log, japanese: bool) -> Iterator[str]:
    """What to tell a human."""
    for finding in log.findings[:SHOWN]:
        yield finding.words(japanese)
    total = len(log.findings)
    if total and japanese:
        yield f"操作記録に{total}件の問題があります。"
    elif total:
        yield f"The log has {total} findings."
    elif japanese:
        yield (
            f"操作記録{log.entries}件（{log.batches}束、{log.at}現在）は、封印したときのままです。"
            f"封印前の記録: {log.unsealed}件。最後の封印の値: {log.heads[-1]}"
        )
    else:
        yield (
            f"{log.entries} entries in {log.batches} batches are as they were sealed; read at "
            f"{log.at}, {log.unsealed} entries not sealed yet. Head: {log.heads[-1]}"
        )


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="操作記録の検証 / Verify an exported log.")
    parser.add_argument("file", help="kofu log export のファイル / an exported log")
    parser.add_argument(
        *("--head", "-H"),
        action="append",
        default=[],
        help="控えてあった封印の値（いくつでも） / a head that was written down",
    )
    parser.add_argument("--lang", choices=("ja", "en"), default="ja")
    given = parser.parse_args(words)
    japanese = given.lang == "ja"
    try:
        with open(given.file, "rb") as file:  # noqa: PTH123
            log = examine(file, given.head)
    except OSError:
        sys.stderr.write("file-missing: " + ("読めません" if japanese else "cannot be read") + "\n")
        return 2
    for line in report(log, japanese):
        sys.stdout.write(line + "\n")
    return 1 if log.findings else 0


if __name__ == "__main__":
    raise SystemExit(main())
