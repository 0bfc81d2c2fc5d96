"""How the commands speak: the language of the call, lines, JSON, signs of life on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from enum import Enum
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn
from rich.table import Table

from kofu.base.errors import Finding, KofuError, RefusedError
from kofu.base.messages import Language, say

_LANGUAGE: ContextVar[Language] = ContextVar("language", default=Language.JA)
_SHOWN = 20
_PAGE = 160


def language() -> Language:
    """The language of this call: Japanese unless `--lang en`."""
    return _LANGUAGE.get()


def speak(chosen: Language) -> None:
    _LANGUAGE.set(chosen)


def words(code: str, /, **params: object) -> str:
    """A message of the catalogue in the language of this call."""
    return say(code, language(), **params)


def line(text: str = "") -> None:
    """One line on standard output; not through rich, which would fold it."""
    sys.stdout.write(text + "\n")


def show_json(value: object) -> None:
    line(json.dumps(value, ensure_ascii=False, default=_plain))


def _plain(value: Any) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(type(value).__name__)


def show_table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A table as wide as it needs to be; a number is set to the right."""
    line(title)
    table = Table()
    for place, name in enumerate(columns):
        numbers = rows and all(row[place].replace(",", "").isdigit() for row in rows)
        table.add_column(name, justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    wide = None if sys.stdout.isatty() else _PAGE
    Console(width=wide).print(table)


def complain(error: KofuError) -> None:
    """`code: message` on standard error, and the places behind it where there are many."""
    sys.stderr.write(error.finding.line(language()) + "\n")
    if isinstance(error, RefusedError):
        for finding in error.findings[:_SHOWN]:
            sys.stderr.write(finding.line(language()) + "\n")


def record(finding: Finding, level: str) -> dict[str, object]:
    """A finding as it is written with `--json`."""
    return {
        "code": finding.code,
        "level": level,
        "file": finding.place.file,
        "row": finding.place.row,
        "column": finding.place.column,
        "message": finding.words(language()),
    }


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """A bar on standard error while it is a terminal; nothing in a file or a pipe."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda stage, done: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=1.0)

        def told(stage: str, done: float) -> None:
            bar.update(task, description=words(f"stage-{stage}"), completed=done)

        yield told
