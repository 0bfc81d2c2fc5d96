"""The catalogue of second languages, and a back page out of it.

The terms of a language stand once in its file and are filled into its sentences, so that a term
is the same everywhere. All were translated by machine; each page says so until somebody checks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
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
from kofu.documents.forms.form import BACK
from kofu.documents.forms.templates import back_page
from kofu.documents.letters.kinds import Kind, kind_of
from kofu.documents.values.face import Kindred
from kofu.documents.values.office import Office
from kofu.policy.model import Kind as InsurerKind
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
    items = _items(catalogue(tongue), kind_of(kindred.template), values)
    back = _back(tongue, kindred, office, items)
    _refuse_missing(back, fonts_of(tongue, office))
    return back


def _back(
    tongue: Tongue, kindred: Kindred, office: Office, items: Sequence[tuple[str, str]] = ()
) -> dict[str, object]:
    """What a back says, to everybody but for the values of `items`."""
    said = catalogue(tongue)
    told = said.kinds.get(kind_of(kindred.template).value)
    if told is None:
        raise KofuError("language-not-for-form", form=kindred.template)
    return {
        "lang": {"easy": "ja", "tl": "fil"}.get(tongue.value, tongue.value),
        "name": said.name,
        "title": said.words(told.title),
        "what": said.words(told.what),
        "do": said.labels["do"],
        "points": [said.words(point) for point in told.points],
        "items": [{"key": key, "label": said.labels[key], "value": value} for key, value in items],
        "ask": said.labels["ask"],
        "office": f"{office.text('insurer_name')}　{office.text('office_name')}",
        "phone": office.text("office_phone"),
        "machine": said.machine,
        "sample": office.sample,
    }


def back_for_all(tongue: Tongue, kindred: Kindred, office: Office) -> dict[str, object]:
    """The back page of a run: as `back_of`, with boxes (`field`) for what differs from person to
    person. Raises KofuError as `back_of`.
    """
    said, kind = catalogue(tongue), kind_of(kindred.template)
    chain = back_chain(tongue)
    boxes = [("name", "name"), ("number", "text")]
    if kind in (Kind.CERTIFICATE, Kind.NOTICE):
        boxes.append(("until", chain))
        copay = office.kind is InsurerKind.KOUKI or kindred.elderly
        boxes += [("copay", chain)] if copay else []
    return {
        **_back(tongue, kindred, office),
        "items": [
            {"key": key, "label": said.labels[key], "field": f"back_{key}", "chain": role}
            for key, role in boxes
        ],
    }


def back_values(tongue: Tongue, values: Mapping[str, str]) -> dict[str, str]:
    """What stands in those boxes, from the values of the front."""
    said, until = catalogue(tongue), values["valid_until"]
    return {
        "back_name": values["name"],
        "back_number": values["number"],
        "back_until": _day(said, until) if until else said.no_until,
        "back_copay": _share(values["copay"]),
    }


def back_chain(tongue: Tongue) -> str:
    """The role of a language's fonts on a form."""
    return f"{BACK}-{tongue.value}"


def marks_of(tongue: Tongue, office: Office) -> tuple[str, ...]:
    """Hashes of what a back page in this language is made of: its sentences, page and fonts."""
    source = files("kofu.documents.letters") / "languages" / f"{tongue.value}.yaml"
    texts = (source.read_bytes(), back_page())
    fonts = (font.digest for font in fonts_of(tongue, office).fonts)
    return (*(hashlib.sha256(one).hexdigest() for one in texts), *fonts)


def refuse_unwritable(languages: Iterable[str], office: Office) -> None:
    """Before anybody's page. Raises KofuError `language-font-missing`."""
    for one in languages:
        fonts_of(Tongue(one), office)


def back_families() -> tuple[str, ...]:
    """The fonts of all languages, each once, in an order that does not depend on a run."""
    return tuple(dict.fromkeys(one for tongue in Tongue for one in catalogue(tongue).fonts))


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
