"""A fault of ours: what is told of it, and the number under which it is told."""

from __future__ import annotations

import sys
from pathlib import Path
from secrets import token_hex
from types import TracebackType

_SOURCE = Path(__file__).parents[3]


def numbered(error: BaseException) -> str:
    """The number that is shown; kind, place in our code and number go to standard error."""
    number = token_hex(4)
    # The words of a foreign error may hold a person's data: only its kind is told.
    place = _place(error.__traceback__)
    sys.stderr.write(f"broken: {type(error).__name__} {place} ({number})\n")
    return number


def _place(trace: TracebackType | None) -> str:
    """The last line of our own code on the way, as file and line."""
    place = "?"
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(_SOURCE):
            place = f"{file.relative_to(_SOURCE)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
