"""A picture of the first document of each form of a run, to be looked at."""

from __future__ import annotations

from pathlib import Path

from kofu.base.whole_files import whole_file
from kofu.documents.readback.pictures import to_png
from kofu.documents.verify.verify import chunks

PREVIEWS = "previews"
_SHARP = 150 / 72


def previews(folder: Path) -> tuple[Path, ...]:
    """`previews/carrier.png` and so on, 150 dots per inch, drawn by pdfium from the run's files.

    Raises KofuError `index-unreadable`.
    """
    first: dict[str, tuple[str, int]] = {}
    for chunk in chunks(folder):
        for one in chunk:
            first.setdefault(one.form, (one.file, one.first_page))
    (folder / PREVIEWS).mkdir(exist_ok=True)
    made = []
    for form, (file, page) in sorted(first.items()):
        target = folder / PREVIEWS / f"{form}.png"
        with whole_file(target) as draft:
            draft.write_bytes(to_png((folder / file).read_bytes(), page, _SHARP))
        made.append(target)
    return tuple(made)
