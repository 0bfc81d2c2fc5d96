"""The press: prints people on forms into files of a set number of documents.

A press is made once per process for the forms of a run and reused for every file; what a file
contains depends on its documents alone, not on the files before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kofu.documents.bulk.archive import colour_profile, metadata
from kofu.documents.bulk.ink import embed
from kofu.documents.bulk.objects import Objects
from kofu.documents.bulk.pen import Letters, Pen, name
from kofu.documents.bulk.stock import Stock, stock_of
from kofu.documents.fonts.chain import Chain
from kofu.documents.fonts.font import Font
from kofu.documents.forms.form import Form


@dataclass(frozen=True, slots=True)
class Document:
    """One person's document: the form's place in the press, and what is written on it."""

    form: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The finished content of one document, page by page."""

    form: int
    pages: tuple[bytes, ...]


@dataclass(eq=False)
class Press:
    """Forms and their pens. Raises KofuError where a form does not compile."""

    forms: tuple[Form, ...]
    _stocks: dict[tuple[int, ...], Stock] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chains = [one for form in self.forms for one in form.chains.values()]
        fonts = list(dict.fromkeys(font for chain in chains for font in chain.fonts))
        self.fonts: dict[Font, int] = {font: place for place, font in enumerate(fonts)}
        letters: dict[tuple[Font, ...], Letters] = {}
        self._pens: list[list[list[tuple[str, Pen]]]] = []
        for form in self.forms:
            pages: list[list[tuple[str, Pen]]] = [[] for _ in form.pages]
            for one in form.fields:
                chain = form.chains[one.chain]
                table = letters.setdefault(chain.fonts, Letters(chain))
                pages[one.page - 1].append((one.key, Pen(form, one, self.fonts, table)))
            self._pens.append(pages)

    def compose(self, document: Document) -> Sheet:
        """One document's pages, not yet in a file. Raises StoppedError; then nothing is kept."""
        values = document.values
        return Sheet(
            document.form,
            tuple(
                "".join([pen.write(values[key]) for key, pen in page]).encode("ascii")
                for page in self._pens[document.form]
            ),
        )

    def print(self, sheets: Sequence[Sheet], title: str) -> bytes:
        """A finished file of these documents, in this order. Call `clear` before composing."""
        used = sorted({sheet.form for sheet in sheets})
        stock = self._stock(tuple(used))
        out = Objects()
        out.copy(dict(stock.bodies), stock.last)
        pages, resources, catalogue = out.number(), out.number(), out.number()
        children = _pages(out, sheets, [self.forms[f] for f in used], used, pages, resources)
        named = self._embed(out)
        blanks = " ".join(f"/B{used[f]}P{p} {n} 0 R" for (f, p), n in stock.blanks.items())
        out.write(
            resources,
            f"<< /XObject << {blanks} >> /Font << "
            f"{' '.join(f'/{one} {number} 0 R' for one, number in named.items())} >> >>".encode(),
        )
        kids = " ".join(f"{child} 0 R" for child in children)
        out.write(pages, f"<< /Type /Pages /Count {len(children)} /Kids [{kids}] >>".encode())
        _close(out, catalogue, pages, title)
        return out.finish(catalogue)

    def clear(self) -> None:
        """Forget which glyphs were used: the next file begins."""
        for form in self._pens:
            for page in form:
                for _, pen in page:
                    pen.seen.clear()

    def _stock(self, used: tuple[int, ...]) -> Stock:
        if used not in self._stocks:
            self._stocks[used] = stock_of([self.forms[place] for place in used])
        return self._stocks[used]

    def _embed(self, out: Objects) -> dict[str, int]:
        """Write every font's part; the names that pages use, and their objects' numbers."""
        meant: dict[Font, dict[int, dict[int, str]]] = {}
        for chain, seen in self._seen():
            for unit in seen:
                drawn = chain.drawn(unit)
                layers = meant.setdefault(chain.fonts[drawn.font], {})
                layers.setdefault(drawn.glyph.layer, {})[drawn.glyph.code] = unit
        named: dict[str, int] = {}
        for font, place in self.fonts.items():
            if font not in meant:
                continue
            layers = {layer: meant[font][layer] for layer in sorted(meant[font])}
            numbers = {layer: out.number() for layer in layers}
            embed(out, font, layers, numbers)
            named.update({name(place, layer): number for layer, number in numbers.items()})
        return named

    def _seen(self) -> list[tuple[Chain, set[str]]]:
        pens = (pen for form in self._pens for page in form for _, pen in page)
        return [(pen.chain, pen.seen) for pen in pens if pen.seen]


def _pages(
    out: Objects,
    sheets: Sequence[Sheet],
    forms: Sequence[Form],
    used: Sequence[int],
    parent: int,
    resources: int,
) -> list[int]:
    """Write every page; a page without text shares one content stream with its like."""
    size = dict(zip(used, (form.pages for form in forms), strict=True))
    bare: dict[tuple[int, int], int] = {}
    children: list[int] = []
    for sheet in sheets:
        for place, text in enumerate(sheet.pages):
            if text:
                content = out.number()
                drawn = b"/B%dP%d Do\nBT\n%bET\n" % (sheet.form, place + 1, text)
                out.stream(content, drawn, fast=True)
            elif (sheet.form, place) in bare:
                content = bare[sheet.form, place]
            else:
                content = bare[sheet.form, place] = out.number()
                out.stream(content, b"/B%dP%d Do\n" % (sheet.form, place + 1), fast=True)
            page, box = out.number(), size[sheet.form][place]
            out.write(
                page,
                b"<< /Type /Page /Parent %d 0 R /Resources %d 0 R "
                b"/MediaBox [0 0 %.5f %.5f] /Contents %d 0 R >>"
                % (parent, resources, box.width, box.height, content),
            )
            children.append(page)
    return children


def _close(out: Objects, catalogue: int, pages: int, title: str) -> None:
    meta, profile, intent = out.number(), out.number(), out.number()
    out.plain_stream(meta, metadata(title), "/Type /Metadata /Subtype /XML")
    out.stream(profile, colour_profile(), "/N 3 ")
    out.write(
        intent,
        f"<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) "
        f"/Info (sRGB IEC61966-2.1) /DestOutputProfile {profile} 0 R >>".encode(),
    )
    out.write(
        catalogue,
        f"<< /Type /Catalog /Pages {pages} 0 R /Lang (ja-JP) /Metadata {meta} 0 R "
        f"/OutputIntents [{intent} 0 R] /ViewerPreferences << /DisplayDocTitle true >> >>".encode(),
    )
