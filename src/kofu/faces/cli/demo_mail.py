"""The demo's mail: invented ranges of numbers, the lists for the post office, the postage."""

from __future__ import annotations

from pathlib import Path

from kofu.base.whole_files import whole_file
from kofu.documents.readback.pictures import to_png
from kofu.faces.cli.mailing import tell_cost
from kofu.mail.estimate.estimate import Asked as AskedCost
from kofu.mail.estimate.estimate import estimate

RANGES = "hikiuke-bangou.csv"
_LENT = (
    "product,first,last\n"
    "recorded,560-70-00000-0,560-70-99999-4\n"
    "simplified-registered,360-70-00000-2,360-70-09999-5\n"
)
_SHARP = 100 / 72


def lend(output: Path) -> Path:
    """A file of ranges as the post office might lend them; invented."""
    path = output / RANGES
    with whole_file(path) as draft:
        draft.write_text(_LENT, "utf-8")
    return path


def tell_postage(decisions: Path, roster: Path) -> None:
    """`kofu mail cost` of the demo's decisions."""
    tell_cost(estimate(AskedCost(decisions, roster)))


def picture_posting(output: Path) -> tuple[Path, ...]:
    """The first page of each posting list (差出票) as a picture, beside the lists."""
    made = []
    for pdf in sorted((output / "mail").glob("sashidashi-*.pdf")):
        way = pdf.stem.removesuffix("-0001")
        if way[-5:-4] == "-" and way[-4:].isdigit():
            continue  # another part of a long list
        target = output / f"{way}.png"
        with whole_file(target) as draft:
            draft.write_bytes(to_png(pdf.read_bytes(), 1, _SHARP))
        made.append(target)
    return tuple(made)
