"""The cards that every library prints: invented people decided by the product, on the front of
one form.

A deck is a folder, made once: two TrueType fonts, and the people in blocks of one file each.
Block by block there are the values (text by field, what kofu is given) and the lines (each text
already measured and placed, what the others are given: they are spared that work).
"""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf
from fontTools.ttLib import TTFont

from benchmarks.blank import Blank, blanks_of
from benchmarks.truetype import convert
from kofu.documents.fonts.chain import Chain, chain_of
from kofu.documents.fonts.find import find
from kofu.documents.fonts.font import Font
from kofu.documents.forms.form import Form, StoppedError
from kofu.documents.forms.templates import ROOT
from kofu.documents.run.arrangement import as_decided, chunks
from kofu.documents.run.sources import read_sources
from kofu.documents.run.work import written
from kofu.documents.setting.field import Field
from kofu.documents.values.assignment import assign
from kofu.documents.values.face import Kindred, face_of
from kofu.documents.values.office import office_on
from kofu.policy.load import folder_of, load

PACK = "tokyo-kouki"
ON = date(2026, 8, 1)
KNOWN = date(2026, 6, 13)
TEMPLATE = "card"
PER_FILE = 1000
ROLES = {"text": "Noto Sans JP", "name": "Noto Serif JP"}


class Line(NamedTuple):
    """A line of a field. Points from the upper left corner to the start of its baseline.

    `box` is the place of its field among those of the form.
    """

    box: int
    role: str
    size: float
    squeeze: float
    x: float
    y: float
    text: str


Values = dict[str, str]


class Front(Form):
    """The front of a form: its first page alone."""

    @cached_property
    def blank(self) -> bytes:
        with pikepdf.open(BytesIO(super().blank)) as pdf:
            del pdf.pages[1:]
            out = BytesIO()
            pdf.save(out, static_id=True)
        return out.getvalue()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(one for one in super().fields if one.page == 1)


@dataclass(frozen=True)
class Deck:
    """A folder of cards."""

    folder: Path

    @cached_property
    def fonts(self) -> dict[str, Path]:
        """Role -> TrueType font."""
        return {role: self.folder / f"{role}.ttf" for role in ROLES}

    @property
    def blocks(self) -> int:
        return len(list(self.folder.glob("values-*.pickle")))

    def values(self, block: int) -> list[Values]:
        found: list[Values] = pickle.loads((self.folder / f"values-{block}.pickle").read_bytes())
        return found

    def lines(self, block: int) -> list[list[Line]]:
        rows = pickle.loads((self.folder / f"lines-{block}.pickle").read_bytes())
        return [[Line(*row) for row in card] for card in rows]

    def form(self, opentype: bool = False) -> Front:
        """The card, with the converted fonts or with the OpenType ones that kofu comes with."""
        face = face_of(office_on(load(PACK), ON), Kindred(TEMPLATE), folder_of(PACK))
        return Front(TEMPLATE, face, _shipped() if opentype else self._converted)

    def blank(self) -> Blank:
        """The front without data, for libraries that draw it themselves."""
        with TTFont(self.fonts["text"]) as font:
            return blanks_of(self.form().blank, font)[0]

    @cached_property
    def _converted(self) -> dict[str, Chain]:
        return {
            role: Chain((Font(self.fonts[role], found.name, found.family),))
            for role, found in ((role, chain.fonts[0]) for role, chain in _shipped().items())
        }


def _shipped() -> dict[str, Chain]:
    return {role: chain_of((family,)) for role, family in ROLES.items()}


def people(roster: Path, decisions: Path, form: Form) -> Iterator[tuple[Values, list[Line]]]:
    """Everyone who gets a certificate, as values of the card and as its lines.

    Left out: whom the card stops, and who is written with a variation sequence, which the other
    libraries cannot draw.
    """
    office = office_on(load(PACK), ON)
    sources = read_sources(decisions, roster, None)
    arranged = as_decided(sources, office, ON)
    for _, places in chunks(arranged, PER_FILE):
        rows = sources.rows(arranged.rows[places])
        for row in rows.to_pylist():
            if row["document"] != "certificate":
                continue
            given = written(row, office, ON, assign(row, office))
            values = {key: given[key] for key in sorted(form.keys)}
            try:
                laid = form.lay_out(values)
            except StoppedError:
                continue
            runs = [
                (box, field, line, run)
                for box, (field, lines) in enumerate(laid)
                for line in lines
                for run in line.runs
            ]
            if all(len(unit) == 1 for _, _, _, run in runs for unit in run.units):
                yield (
                    values,
                    [
                        Line(
                            *(box, field.chain, line.size, line.squeeze),
                            *(round(line.x + run.x, 3), line.y, run.text),
                        )
                        for box, field, line, run in runs
                    ],
                )


def make(cards: int, folder: Path) -> None:
    """Invent the people, decide them, and write the deck."""
    roster, decisions = folder / "roster.parquet", folder / "decisions.parquet"
    enough = str(cards * 2 + 2000)  # some of them get a notice instead
    _kofu("roster", "synthesize", "tokyo", "-o", str(roster), "--people", enough)
    asked = ("--insurer", PACK, "--on", f"{ON}", "--known", f"{KNOWN}", "--event", "renewal")
    _kofu("decide", str(roster), *asked, "-o", str(decisions))
    deck = Deck(folder)
    form = deck.form(opentype=True)
    drawn = {one for path in ROOT.rglob("*.typ") for one in path.read_text(encoding="utf-8")}
    drawn |= set(form.inputs["face"])
    block: list[tuple[Values, list[Line]]] = []
    for made, one in enumerate(people(roster, decisions, form), start=1):
        block.append(one)
        drawn |= set("".join(one[0].values()))
        if len(block) == PER_FILE or made == cards:
            _write(folder, (made - 1) // PER_FILE, block)
            block.clear()
        if made == cards:
            break
    else:
        raise AssertionError(f"fewer than {cards} cards")
    for role, family in ROLES.items():
        font = find(family)
        assert font is not None
        convert(font.path, drawn, deck.fonts[role])


def _write(folder: Path, number: int, block: list[tuple[Values, list[Line]]]) -> None:
    values = [one for one, _ in block]
    lines = [[tuple(line) for line in found] for _, found in block]
    (folder / f"values-{number}.pickle").write_bytes(pickle.dumps(values))
    (folder / f"lines-{number}.pickle").write_bytes(pickle.dumps(lines))


def _kofu(*arguments: str) -> None:
    kofu = Path(sys.executable).with_name("kofu")
    subprocess.run([kofu, *arguments], check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Make a deck."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    make(given.cards, given.folder)


if __name__ == "__main__":
    main()
