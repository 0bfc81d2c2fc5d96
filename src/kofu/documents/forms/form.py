"""A form: a template with a face, compiled by Typst to a blank page and its fields.

The *face* is everything on the page that is the same for many people: kind of insurance, title,
issuer, colour, the wording of the notices. What differs per person goes into fields only.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf
import typst

from kofu.base.errors import KofuError, Place
from kofu.documents.fonts.chain import Chain, UnprintableError
from kofu.documents.forms import templates
from kofu.documents.forms.agreed import refuse_wrong
from kofu.documents.forms.templates import back_page
from kofu.documents.setting.field import Field, Kind
from kofu.documents.setting.layout import Line, TooLongError, lay_out

Chains = Mapping[str, Chain]
"""Role of a font chain (`text`, `name`) -> the chain."""

BACK = "back"
"""The role of the fonts of a page in a second language; a form that has it may carry one."""


@dataclass(frozen=True, slots=True)
class Size:
    """Points."""

    width: float
    height: float


class StoppedError(Exception):
    """One document that may not be printed: why, on which form, in which field, which unit."""

    def __init__(self, code: str, form: str, key: str, unit: str | None = None) -> None:
        self.code, self.form, self.key, self.unit = code, form, key, unit
        super().__init__(f"{code} {key}")


@dataclass(frozen=True, eq=False)
class Form:
    """A template with its face and its fonts; compiled when first asked for."""

    template: str
    face: Mapping[str, object]
    chains: Chains
    own: Path | None = None
    """The pack's folder of templates, whose files take the place of the shipped ones."""
    back: str = ""
    """What a page in a second language says to everybody who gets it, as JSON; empty for none."""

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The files that make the page. Raises KofuError `template-unknown` and others."""
        found = templates.template_files(self.own)
        if self.path not in found:
            raise KofuError("template-unknown", name=self.template)
        return found

    @property
    def path(self) -> str:
        """The template's file, seen from the root of all."""
        return f"templates/{self.template}/form.typ"

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what makes the blank: template files, face, fonts."""
        seen = hashlib.sha256(f"{self.template}\n{self.inputs['face']}".encode())
        for path in sorted(self.files):
            seen.update(path.encode())
            seen.update(self.files[path])
        for role in sorted(self.chains):
            for font in self.chains[role].fonts:
                seen.update(f"{role}:{font.digest}".encode())
        if self.back:
            seen.update(self.back.encode() + back_page())
        return seen.hexdigest()

    @cached_property
    def inputs(self) -> dict[str, str]:
        """What the template reads from `sys.inputs`."""
        families = {
            role: [font.family for font in chain.fonts] for role, chain in self.chains.items()
        }
        return {
            "face": json.dumps(self.face, ensure_ascii=False, sort_keys=True),
            "fonts": json.dumps(families, ensure_ascii=False, sort_keys=True),
            **({BACK: self.back} if self.back else {}),
        }

    @cached_property
    def blank(self) -> bytes:
        """The page without anybody's data, as PDF without tags. Raises KofuError."""
        with self._told():
            return self.compile(self.inputs, ("a-2b",), tags=False)

    def compile(self, inputs: dict[str, str], standards: Sequence[str], tags: bool = True) -> bytes:
        """The form as PDF by Typst, which stays warm; the same input, the same bytes."""
        made = self._compiler.compile(
            input=self._sources,  # type: ignore[type-var]
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=list(standards),  # type: ignore[arg-type]
            pdf_tags=tags,
            timestamp=0,
        )
        assert isinstance(made, bytes)
        return made

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every box of every page, in the order of the template. Raises KofuError."""
        with self._told():
            asked = self._typst(self.inputs).query("<kofu-field>", field="value")
        found = tuple(Field.read(one) for one in json.loads(asked))
        # A front is held to what is agreed without its back: no template of a pack makes that.
        if self.own and not self.back:
            sizes = [(page.width, page.height) for page in self.pages]
            refuse_wrong(self.template, self.face, found, sizes)
        return found

    @cached_property
    def pages(self) -> tuple[Size, ...]:
        with pikepdf.open(io.BytesIO(self.blank)) as pdf:
            boxes = [[float(edge) for edge in page.mediabox] for page in pdf.pages]
        return tuple(Size(box[2] - box[0], box[3] - box[1]) for box in boxes)

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(field.key for field in self.fields)

    def lay_out(self, values: Mapping[str, str]) -> list[tuple[Field, tuple[Line, ...]]]:
        """Every text with its lines: glyph gate and fit gate in one. Raises StoppedError."""
        return [(field, self.set(field, values[field.key])) for field in self.texts]

    @cached_property
    def texts(self) -> tuple[Field, ...]:
        """The boxes for text."""
        return tuple(field for field in self.fields if field.kind is Kind.TEXT)

    @cached_property
    def bars(self) -> tuple[Field, ...]:
        """The boxes for bars, of either kind."""
        return tuple(field for field in self.fields if field.kind is not Kind.TEXT)

    def set(self, field: Field, text: str) -> tuple[Line, ...]:
        """One field's lines. Raises StoppedError with the field's key."""
        try:
            return lay_out(field, text, self.chains[field.chain])
        except UnprintableError as error:
            raise StoppedError(error.code, self.template, field.key, error.unit) from None
        except TooLongError:
            raise StoppedError("text-too-long", self.template, field.key) from None

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return self._typst({})

    def _typst(self, inputs: dict[str, str]) -> typst.Compiler:
        """Typst for this template; it sees the chains' fonts and no others of the system."""
        fonts = [font.path for chain in self.chains.values() for font in chain.fonts]
        known = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=sorted({str(path.parent) for path in fonts}),
        )
        return typst.Compiler(
            input=self._sources,  # type: ignore[type-var]
            root=str(templates.ROOT),
            font_paths=known,
            ignore_system_fonts=True,
            sys_inputs=inputs,
        )

    @cached_property
    def _sources(self) -> dict[str, bytes]:
        main = f'#include "/{self.path}"'
        if BACK not in self.chains:
            return {**self.files, "main.typ": main.encode()}
        behind = f'\n#if "{BACK}" in sys.inputs [#include "/{BACK}.typ"]'
        return {**self.files, f"{BACK}.typ": back_page(), "main.typ": f"{main}{behind}".encode()}

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A fault of the template is told in Typst's words: a blank holds nobody's data."""
        try:
            yield
        except RuntimeError as error:
            problem = str(getattr(error, "message", error))
            raise KofuError("template-broken", Place(self.path), problem=problem) from error
