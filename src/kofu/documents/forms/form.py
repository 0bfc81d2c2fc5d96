"""A form: a template with a face, compiled by Typst to a blank page and its fields.

The *face* is everything on the page that is the same for many people: kind of insurance, title,
issuer, colour, the wording of the notices. What differs per person goes into fields only.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import pikepdf
import typst

from kofu.base.errors import KofuError
from kofu.documents.fonts.chain import Chain, UnprintableError
from kofu.documents.setting.field import Field, Kind
from kofu.documents.setting.layout import Line, TooLongError, lay_out

ROOT = Path(str(files("kofu.documents.forms")))
TEMPLATES = ROOT / "templates"

Chains = Mapping[str, Chain]
"""Role of a font chain (`text`, `name`) -> the chain."""


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

    @cached_property
    def source(self) -> Path:
        """The template's file. Raises KofuError `template-unknown`."""
        path = TEMPLATES / self.template / "form.typ"
        if not path.is_file():
            raise KofuError("template-unknown", name=self.template)
        return path

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what makes the blank: template files, face, fonts."""
        seen = hashlib.sha256(f"{self.template}\n{self.inputs['face']}".encode())
        for path in sorted((*ROOT.glob("*.typ"), *TEMPLATES.rglob("*.typ"))):
            seen.update(path.relative_to(ROOT).as_posix().encode())
            seen.update(path.read_bytes())
        for role in sorted(self.chains):
            for font in self.chains[role].fonts:
                seen.update(f"{role}:{font.digest}".encode())
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
        }

    @cached_property
    def compiler(self) -> typst.Compiler:
        return compiler(self.source, self.chains, {})

    @cached_property
    def blank(self) -> bytes:
        """The page without anybody's data, as PDF without tags."""
        made = self.compiler.compile(
            format="pdf",
            sys_inputs=self.inputs,
            pdf_standards=["a-2b"],
            pdf_tags=False,
            timestamp=0,
        )
        assert isinstance(made, bytes)
        return made

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every box of every page, in the order of the template."""
        asked = compiler(self.source, self.chains, self.inputs)
        found = json.loads(asked.query("<kofu-field>", field="value"))
        return tuple(Field.read(one) for one in found)

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


def compiler(source: Path, chains: Chains, inputs: dict[str, str]) -> typst.Compiler:
    """Typst for a template; it sees the chains' fonts and no others of the system."""
    paths: Sequence[Path] = [font.path for chain in chains.values() for font in chain.fonts]
    known = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(path.parent) for path in paths}),
    )
    return typst.Compiler(
        input=str(source),
        root=str(ROOT),
        font_paths=known,
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )
