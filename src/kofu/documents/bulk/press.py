"""The press: prints people on forms into files of a set number of documents.

A press is made once per process for the forms of a run and reused for every file; what a file
contains depends on its documents alone, not on the files before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, starmap
from operator import getitem, itemgetter
from typing import NamedTuple

from kofu.base.errors import KofuError, Place
from kofu.documents.bulk import bars, stripes
from kofu.documents.bulk.archive import colour_profile, metadata
from kofu.documents.bulk.ink import embed
from kofu.documents.bulk.objects import Objects
from kofu.documents.bulk.pen import Letters, Pen, name
from kofu.documents.bulk.stock import Stock, stock_of
from kofu.documents.fonts.chain import Chain, Drawn
from kofu.documents.fonts.font import Font
from kofu.documents.fonts.units import distinct
from kofu.documents.forms.form import Form, Size
from kofu.documents.setting.field import Kind


class Sheet(NamedTuple):
    """The finished content of one document on a form, page by page.

    `texts` are what was written, field by field: a file embeds their glyphs and no others. A
    NamedTuple: there are millions.
    """

    form: str
    pages: tuple[bytes, ...]
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A form ready to be written on: its pens, page after page, and where each page ends.

    `texts` takes what the pens write out of a document's values.
    """

    texts: Callable[[Mapping[str, str]], Sequence[str]]
    pens: tuple[Pen, ...]
    pages: tuple[slice, ...]


class Press:
    """Forms by name and their pens. What a file contains depends on its documents alone."""

    def __init__(self, chains: Mapping[str, Chain], further: Sequence[str] = ()) -> None:
        """`further`: families that forms may bring besides, so that each has a number at once."""
        fonts = list(dict.fromkeys(font for role in sorted(chains) for font in chains[role].fonts))
        self.fonts: dict[Font, int] = {font: place for place, font in enumerate(fonts)}
        self._further = {family: len(fonts) + place for place, family in enumerate(further)}
        self._letters = {role: Letters(chain) for role, chain in chains.items()}
        self.forms: dict[str, Form] = {}
        self._plans: dict[str, _Plan] = {}
        self._stocks: dict[tuple[str, ...], Stock] = {}

    def add(self, name: str, form: Form) -> None:
        """A form under the name that pages call it by: letters, digits and hyphens."""
        fields = [
            [one for one in form.texts if one.page == page]
            for page in range(1, len(form.pages) + 1)
        ]
        for role in sorted({one.chain for one in form.texts} - self._letters.keys()):
            self._add_chain(role, form.chains[role])
        ends = [0, *accumulate(map(len, fields))]
        ordered = [one for page in fields for one in page]
        pens = tuple(Pen(form, one, self.fonts, self._letters[one.chain]) for one in ordered)
        keys = tuple(one.key for one in ordered)
        self.forms[name] = form
        self._plans[name] = _Plan(_taker(keys), pens, tuple(starmap(slice, pairwise(ends))))

    def _add_chain(self, role: str, chain: Chain) -> None:
        """Fonts of a form's own. Their numbers do not depend on which form came first."""
        for font in chain.fonts:
            if font not in self.fonts:
                self.fonts[font] = self._further[font.family]
        self._letters[role] = Letters(chain)

    def compose(self, form: str, values: Mapping[str, str]) -> Sheet:
        """One document's pages, not yet in a file. Raises StoppedError; then nothing is kept."""
        plan = self._plans[form]
        try:
            texts = plan.texts(values)
        except KeyError as error:
            raise KofuError("field-unknown", Place(form), name=str(error.args[0])) from None
        written = list(map(getitem, plan.pens, texts))
        codes = self._codes(form, values) if self.forms[form].bars else {}
        pages = [
            _content("".join(written[page]), codes.get(number, ""))
            for number, page in enumerate(plan.pages, start=1)
        ]
        return Sheet(form, tuple(pages), texts)

    def _codes(self, form: str, values: Mapping[str, str]) -> dict[int, str]:
        """The bars of each page that has any."""
        made = self.forms[form]
        found: dict[int, str] = {}
        for one in made.bars:
            height = made.pages[one.page - 1].height
            drawn = stripes.drawn if one.kind is Kind.STRIPES else bars.drawn
            found[one.page] = found.get(one.page, "") + drawn(one, height, values[one.key])
        return found

    def print(self, sheets: Sequence[Sheet], title: str) -> bytes:
        """A finished file of these documents, in this order."""
        used = tuple(sorted({sheet.form for sheet in sheets}))
        stock = self._stock(used)
        out = Objects()
        out.copy(dict(stock.bodies), stock.last)
        pages, resources, catalogue = out.number(), out.number(), out.number()
        sizes = {name: self.forms[name].pages for name in used}
        children = _pages(out, sheets, sizes, pages, resources)
        named = self._embed(out, sheets)
        blanks = " ".join(f"/{blank(used[f], p)} {n} 0 R" for (f, p), n in stock.blanks.items())
        fonts = " ".join(f"/{one} {number} 0 R" for one, number in named.items())
        out.write(resources, f"<< /XObject << {blanks} >> /Font << {fonts} >> >>".encode())
        kids = " ".join(f"{child} 0 R" for child in children)
        out.write(pages, f"<< /Type /Pages /Count {len(children)} /Kids [{kids}] >>".encode())
        _close(out, catalogue, pages, title)
        return out.finish(catalogue)

    def clear(self) -> None:
        """Forget the texts that were written: memory only, no file depends on it."""
        for plan in self._plans.values():
            for pen in plan.pens:
                pen.clear()

    def _drawn(self, sheets: Sequence[Sheet]) -> Iterator[tuple[Chain, Drawn]]:
        """Every glyph of these sheets, chain by chain."""
        by_form: dict[str, list[Sequence[str]]] = {}
        for sheet in sheets:
            by_form.setdefault(sheet.form, []).append(sheet.texts)
        said: dict[str, set[str]] = {}
        for form, used in by_form.items():
            for pen, texts in zip(self._plans[form].pens, zip(*used, strict=True), strict=True):
                said.setdefault(pen.field.chain, set()).update(texts)
        for role, written in said.items():
            chain = self._letters[role].chain
            for unit in distinct("".join(written)) - {"\n"}:
                yield chain, chain.drawn(unit)

    def _stock(self, used: tuple[str, ...]) -> Stock:
        if used not in self._stocks:
            self._stocks[used] = stock_of([self.forms[name] for name in used])
        return self._stocks[used]

    def _embed(self, out: Objects, sheets: Sequence[Sheet]) -> dict[str, int]:
        """Write every font's part; the names that pages use, and their objects' numbers."""
        meant: dict[Font, dict[int, dict[int, str]]] = {}
        for chain, one in self._drawn(sheets):
            layers = meant.setdefault(chain.fonts[one.font], {})
            layers.setdefault(one.glyph.layer, {})[one.glyph.code] = one.unit
        named: dict[str, int] = {}
        for font, place in sorted(self.fonts.items(), key=itemgetter(1)):
            if font not in meant:
                continue
            layers = {layer: meant[font][layer] for layer in sorted(meant[font])}
            numbers = {layer: out.number() for layer in layers}
            embed(out, font, layers, numbers)
            named.update({name(place, layer): number for layer, number in numbers.items()})
        return named


def _taker(keys: tuple[str, ...]) -> Callable[[Mapping[str, str]], Sequence[str]]:
    """Values by key as a row; quickly where there are several, as on every form."""
    return itemgetter(*keys) if len(keys) > 1 else lambda values: [values[key] for key in keys]


def blank(form: str, page: int) -> str:
    """What a page calls a form's blank: `carrier.1`."""
    return f"{form}.{page}"


def _content(text: str, bars: str) -> bytes:
    """Runs of text, then all bars of the page with one fill."""
    filled = f"{bars}f\n" if bars else ""
    return (f"BT\n{text}ET\n{filled}" if text else filled).encode("ascii")


def _pages(
    out: Objects,
    sheets: Sequence[Sheet],
    sizes: Mapping[str, Sequence[Size]],
    parent: int,
    resources: int,
) -> list[int]:
    """Write every page; a page without text shares one content stream with its like."""
    bare: dict[tuple[str, int], int] = {}
    children: list[int] = []
    frames = {
        (form, place): _frame(blank(form, place + 1), size, parent, resources)
        for form, pages in sizes.items()
        for place, size in enumerate(pages)
    }
    for sheet in sheets:
        for place, text in enumerate(sheet.pages):
            under, frame = frames[sheet.form, place]
            if text:
                content = out.page_stream(under + text)
            elif (sheet.form, place) in bare:
                content = bare[sheet.form, place]
            else:
                content = bare[sheet.form, place] = out.page_stream(under)
            page = out.number()
            out.write(page, b"%b%d 0 R >>" % (frame, content))
            children.append(page)
    return children


def _frame(name: str, size: Size, parent: int, resources: int) -> tuple[bytes, bytes]:
    """What every page of a kind begins with: its content stream, and its object."""
    return (
        b"/%b Do\n" % name.encode(),
        b"<< /Type /Page /Parent %d 0 R /Resources %d 0 R /MediaBox [0 0 %.5f %.5f] /Contents "
        % (parent, resources, size.width, size.height),
    )


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
