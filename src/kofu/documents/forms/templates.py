"""The files that templates are made of: the shipped ones, and in their place a pack's own.

A pack's folder of templates holds folders named like forms; a file in one of them takes the place
of the shipped file of the same path, all others stay. Typst is handed these files and sees nothing
beside them but what kofu ships.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from kofu.base.errors import KofuError, Place

ROOT = Path(str(files("kofu.documents.forms")))
TEMPLATES = ROOT / "templates"
_READ = frozenset({".typ", ".svg"})
"""Text: a picture of pixels cannot be handed to Typst without a file beside it."""
_FORBIDDEN = re.compile(r'"@[a-z]+/|\bdatetime\.today\b')
"""A package would be fetched from outside; the day of printing would change the bytes."""


_OURS_ALONE = frozenset({"posting-list", "cover-list"})
"""Lists for post office and employers, not for people: a pack has none of its own."""


def template_names() -> tuple[str, ...]:
    """Every form that kofu ships."""
    return tuple(sorted(path.parent.name for path in TEMPLATES.glob("*/form.typ")))


def own_names(own: Path) -> tuple[str, ...]:
    """The forms that a pack has folders for. Raises KofuError `templates-missing` and
    `template-name-unknown`: a misspelt folder would be passed over in silence.
    """
    if not own.is_dir():
        raise KofuError("templates-missing", Place(str(own)))
    names = [name for name in template_names() if name not in _OURS_ALONE]
    there = sorted(one.name for one in own.iterdir() if one.is_dir() and one.name[0] != ".")
    for name in there:
        if name not in names:
            raise KofuError(
                "template-name-unknown", Place(f"{own.name}/{name}"), names="、".join(names)
            )
    return tuple(there)


def back_page() -> bytes:
    """The page in a second language that may follow a single document."""
    return (files("kofu.documents.letters") / "pages" / "back.typ").read_bytes()


def template_files(own: Path | None) -> dict[str, bytes]:
    """Path seen from the root (`templates/card/form.typ`) -> content.

    Raises KofuError: `templates-missing`, `template-name-unknown`, `template-forbidden`.
    """
    found = _below(ROOT, ROOT.glob("*")) | _below(ROOT, TEMPLATES.rglob("*"))
    if own is None:
        return found
    own_names(own)
    given = _below(own, own.rglob("*"))
    for path, content in given.items():
        said = _FORBIDDEN.search(content.decode("utf-8", "replace"))
        if said and path.endswith(".typ"):
            raise KofuError("template-forbidden", Place(path), words=said[0].strip('"'))
    return found | {f"templates/{path}": content for path, content in given.items()}


def _below(root: Path, paths: Iterable[Path]) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(paths)
        if path.suffix in _READ and path.is_file()
    }
