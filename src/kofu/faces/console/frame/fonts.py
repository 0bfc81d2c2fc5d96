"""The font that pages are printed in, served for characters that no font of a terminal has."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

import pylopdf_fonts_jp
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

_FOLDER = Path(pylopdf_fonts_jp.__file__).parent
_FONT = "NotoSansJP-Regular.otf"


Named: TypeAlias = Iterable[tuple[str, FileSystemStorage]]


class PrintedFont(BaseFinder):
    """Finds `fonts/NotoSansJP-Regular.otf`, and nothing else of its package."""

    def __init__(self) -> None:
        self.storage = FileSystemStorage(_FOLDER)
        self.storage.prefix = "fonts"  # type: ignore[attr-defined]

    def find(  # type: ignore[override]  # the stub has overloads
        self, path: str, find_all: bool = False, **_: object
    ) -> str | list[str]:
        found = [str(_FOLDER / _FONT)] if path == f"fonts/{_FONT}" else []
        if find_all:
            return found
        return found[0] if found else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Named:
        yield _FONT, self.storage
