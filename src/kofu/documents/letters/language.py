"""The catalogue of second languages, and a back page out of it.

The terms of a language stand once in its file and are filled into its sentences, so that a term
is the same everywhere. All were translated by machine; each page says so until somebody checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml

from kofu.base.errors import KofuError
from kofu.documents.fonts.chain import Chain, UnprintableError, chain_of
from kofu.documents.fonts.find import find
from kofu.documents.fonts.units import code_points
from kofu.documents.letters.kinds import Kind, kind_of
from kofu.documents.values.face import Kindred
from kofu.documents.values.office import Office
from kofu.roster.dates import read_date


class Tongue(StrEnum):
    """The languages of a back page; `easy` is やさしい日本語."""

    EN = "en"
    ZH = "zh"
    KO = "ko"
    VI = "vi"
    PT = "pt"
    TL = "tl"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Said:
    """What a document of one kind says: its sentences hold `{certificate}` and the other terms."""

    title: str
    what: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language: its own name, its fonts, how it writes a day, its terms and sentences."""

    name: str
    fonts: tuple[str, ...]
    day_format: str
    months: tuple[str, ...]
    terms: Mapping[str, str]
    labels: Mapping[str, str]
    no_until: str
    machine: str
    kinds: Mapping[str, Said]

    def day(self, day: date) -> str:
        return self.day_format.format(year=day.year, month=self.months[day.month - 1], day=day.day)

    def words(self, text: str) -> str:
        """A sentence with the terms filled in."""
        return text.format(**self.terms)


@cache
def catalogue(tongue: Tongue) -> Catalogue:
    source = files("kofu.documents.letters") / "languages" / f"{tongue.value}.yaml"
    raw = yaml.safe_load(source.read_text(encoding="utf-8"))
    kinds = {
        kind: Said(said["title"], said["what"], tuple(said["points"]))
        for kind, said in raw["kinds"].items()
    }
    lists = {"fonts": tuple(raw["fonts"]), "months": tuple(raw["months"])}
    return Catalogue(**{**raw, **lists, "kinds": kinds})


def fonts_of(tongue: Tongue, office: Office) -> Chain:
    """The language's fonts, then those for names. Raises KofuError `language-font-missing`."""
    wanted = catalogue(tongue).fonts
    for family in wanted:
        if find(family) is None:
            raise KofuError("language-font-missing", language=tongue.value, family=family)
    names = [font.family for font in office.chains["name"].fonts]
    return chain_of(dict.fromkeys((*wanted, *names)))


def back_of(
    tongue: Tongue, kindred: Kindred, values: Mapping[str, str], office: Office
) -> dict[str, object]:
    """The back page as its template reads it: the essentials, from the values of the front.

    Raises KofuError `language-not-for-form`, `language-font-missing`, `language-character`.
    """
    said = catalogue(tongue)
    told = said.kinds.get(kind_of(kindred.template).value)
    if told is None:
        raise KofuError("language-not-for-form", form=kindred.template)
    back = {
        "lang": {"easy": "ja", "tl": "fil"}.get(tongue.value, tongue.value),
        "name": said.name,
        "title": said.words(told.title),
        "what": said.words(told.what),
        "do": said.labels["do"],
        "points": [said.words(point) for point in told.points],
        "items": [
            {"key": key, "label": said.labels[key], "value": value}
            for key, value in _items(said, kind_of(kindred.template), values)
        ],
        "ask": said.labels["ask"],
        "office": f"{office.text('insurer_name')}　{office.text('office_name')}",
        "phone": office.text("office_phone"),
        "machine": said.machine,
        "sample": office.sample,
    }
    _refuse_missing(back, fonts_of(tongue, office))
    return back


def _items(said: Catalogue, kind: Kind, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a reader needs to know of the front; a day in this language and as it is printed."""
    found = [("name", values["name"]), ("number", values["number"])]
    if kind in (Kind.CERTIFICATE, Kind.NOTICE):
        until = values["valid_until"]
        found.append(("until", _day(said, until) if until else said.no_until))
        found.append(("copay", _share(values.get("copay", ""))))
    if kind is Kind.SPECIAL_CARE:
        found.append(("due", _day(said, values["due_on"])))
    return [(key, value) for key, value in found if value]


def _day(said: Catalogue, printed: str) -> str:
    return f"{said.day(read_date(printed))}　({printed})"


def _share(printed: str) -> str:
    """`2割` is tenths, which only Japanese has a word for: 20%, and as it is printed."""
    tenths = printed.removesuffix("割")
    return f"{tenths}0%　({printed})" if tenths != printed and tenths.isdecimal() else printed


def _refuse_missing(back: Mapping[str, object], chain: Chain) -> None:
    try:
        for text in _texts(back):
            chain.draw(text)
    except UnprintableError as error:
        raise KofuError("language-character", unit=code_points(error.unit)) from None


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for one in value.values() for text in _texts(one)]
    return [text for one in value for text in _texts(one)] if isinstance(value, list) else []
