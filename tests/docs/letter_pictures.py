"""Pictures of charts, posters and letters for the documents, in few colours.

.venv/bin/python tests/docs/letter_pictures.py       draws them anew
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from form_pictures import FOLDER
from PIL import Image

from kofu.documents.readback.pictures import to_png
from kofu.faces.cli.main import run

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
_COLOURS = 64
_SCALE = 1.3
_PERSON = (
    f"page {EXAMPLES / 'meibo.csv'} 1004 --mapping {EXAMPLES / 'taiou.yaml'} "
    "--insurer kawasaki-kokuho --on R7.8.1 --known R7.7.1 --event renewal"
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: its file, the command without its output, and which page of the PDF."""

    file: str
    command: str
    page: int = 1


DRAWN = (
    Drawn("policy-chart.png", "policy chart kawasaki-kokuho --on R7.8.1 --known R7.7.1"),
    Drawn("policy-poster.png", "policy poster tokyo-kouki --on R8.8.1 --known R8.7.1"),
    Drawn("letter-back.png", f"{_PERSON} --back-language vi", 3),
    Drawn("letter-large.png", f"{_PERSON} --large-print"),
)


def draw(one: Drawn) -> None:
    """Draw one picture from the PDF that the command writes."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "out.pdf"
        assert run([*one.command.split(), "-o", str(pdf)]) == 0, one.command
        with Image.open(io.BytesIO(to_png(pdf.read_bytes(), one.page, _SCALE))) as picture:
            few = picture.quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / one.file, "PNG", optimize=True)
    (FOLDER / one.file).chmod(0o644)


if __name__ == "__main__":
    for drawn in DRAWN:
        draw(drawn)
        sys.stdout.write(f"{drawn.file} {(FOLDER / drawn.file).stat().st_size:,}\n")
