"""Pictures of the forms for the documents: what `kofu form sample` draws, in fewer colours.

.venv/bin/python tests/docs/form_pictures.py       draws docs/images/*.png anew
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from kofu.faces.cli.main import run

FOLDER = Path(__file__).parents[2] / "docs" / "images"
MOST_BYTES = 250_000
_COLOURS = 64


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: its file, the sample, which page, dots per inch, the words below it."""

    file: str
    sample: str
    words: str
    page: int = 1
    dpi: int = 130

    @property
    def command(self) -> str:
        page = f" --page {self.page}" if self.page > 1 else ""
        return f"kofu form sample {self.sample}{page} --dpi {self.dpi} -o {self.file}"


SHOWN = (
    Shown("card-front.png", "card_kouki_plain", "後期高齢者医療、表", 1, 200),
    Shown("card-back.png", "card_kouki_plain", "後期高齢者医療、裏", 2, 200),
    Shown("card-sheet.png", "card-sheet_kouki", "A4に10面、トンボ付き", 1, 110),
    Shown("carrier.png", "carrier_kokuho_plain", "国民健康保険、台紙に印刷したカード"),
    Shown("carrier-glued.png", "carrier_glued_plain", "プラスチックのカードを貼る台紙"),
    Shown("certificate-a4.png", "certificate-a4_kenpo_plain", "健康保険"),
    Shown("postcard-front.png", "postcard_kokuho-elderly_plain", "高齢受給者証と一体、表", 1, 150),
    Shown("postcard-back.png", "postcard_kokuho-elderly_plain", "高齢受給者証と一体、裏", 2, 150),
    Shown("postcard-carrier.png", "postcard-carrier_kokuho_plain", "国民健康保険、はがき型"),
    Shown("notice.png", "notice_kokuho_plain", "国民健康保険"),
    Shown("refusal.png", "refusal_kokuho_plain", "国民健康保険"),
    Shown("number-tail-letter.png", "number-tail-letter_kenpo_plain", "健康保険"),
    Shown("joining-letter.png", "joining-letter_kenpo_plain", "健康保険"),
    Shown("special-care-notice.png", "special-care-notice_kokuho_plain", "国民健康保険"),
    Shown("reason-letter.png", "reason-letter_kouki_plain", "後期高齢者医療"),
    Shown("posting-list.png", "posting-list_kokuho", "国民健康保険", 1, 100),
    Shown("cover-list.png", "cover-list_full", "健康保険、1ページめ", 1, 100),
)


def draw(one: Shown) -> None:
    """Draw one picture. Few colours: the pages have few, and the files are a third as large."""
    path = FOLDER / one.file
    words = one.command.split()
    assert run([*words[1:-1], str(path)]) == 0, one.command
    with Image.open(path) as picture:
        picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, "PNG", optimize=True)
    path.chmod(0o644)


if __name__ == "__main__":
    for shown in SHOWN:
        draw(shown)
        sys.stdout.write(f"{shown.file} {(FOLDER / shown.file).stat().st_size:,}\n")
