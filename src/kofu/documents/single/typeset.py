"""A page of flowing text through Typst: charts and large print, which have no fixed boxes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import typst

from kofu.documents.fonts.font import Font


def typeset(
    folder: Path,
    main: str,
    fonts: Iterable[Font],
    inputs: Mapping[str, object],
    kind: Literal["pdf", "svg"] = "pdf",
) -> tuple[bytes, ...]:
    """One tagged PDF (PDF/A-2a, PDF/UA-1), or an SVG for each page; the same input, the same bytes.

    `main` is a file of the folder; it sees the folder's templates, these fonts, and its inputs.
    """
    sources = {path.name: path.read_bytes() for path in sorted(folder.glob("*.typ"))}
    known = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(font.path.parent) for font in fonts}),
    )
    compiler = typst.Compiler(
        input={**sources, "main.typ": f'#include "{main}"'.encode()},  # type: ignore[type-var]
        root=str(folder),
        font_paths=known,
        ignore_system_fonts=True,
        sys_inputs={
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in inputs.items()
        },
    )
    made = compiler.compile(
        format=kind, pdf_standards=["a-2a", "ua-1"] if kind == "pdf" else [], timestamp=0
    )
    assert made is not None
    return tuple(made) if isinstance(made, list) else (made,)
