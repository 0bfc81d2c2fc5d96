"""One document in the order in which it is read: what it is, the essentials, what to do, the rest.

Large print, HTML twin and voice text are made of this; the values are those of the printed page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from kofu.documents.letters.kinds import Kind, kind_of, title_of
from kofu.documents.values.face import Kindred
from kofu.documents.values.office import Office

ADDRESS = ("to_postal_code", "to_address", "to_name")
"""Whom it goes to: shown apart from the items of the document."""


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue beside the code (`words.yaml`)."""

    labels: Mapping[str, str]
    sections: Mapping[str, str]
    kinds: Mapping[str, Mapping[str, str | list[str]]]
    special: str
    no_until: str


@cache
def words() -> Words:
    source = files("kofu.documents.letters") / "words.yaml"
    return Words(**yaml.safe_load(source.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Item:
    """A value of the page with its label; `key` is the field's."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it is read aloud: `items` in order of weight, `sections` longer texts."""

    kind: Kind
    title: str
    what: str
    do: tuple[str, ...]
    to: tuple[Item, ...]
    items: tuple[Item, ...]
    sections: tuple[Item, ...]
    insurer: str
    office: str
    address: str
    phone: str
    sample: bool

    @property
    def values(self) -> tuple[Item, ...]:
        """Everything that differs from person to person."""
        return (*self.to, *self.items, *self.sections)


def reading_of(
    kindred: Kindred, keys: Collection[str], values: Mapping[str, str], office: Office
) -> Reading:
    """The page with these fields, filled with these values. Empty fields are not read."""
    kind = kind_of(kindred.template)
    said = words()
    told = said.kinds[kind.value]
    there = {key: values[key] for key in keys if values.get(key)}

    def items(labels: Mapping[str, str], but: Collection[str] = ()) -> tuple[Item, ...]:
        return tuple(
            Item(key, label, there[key])
            for key, label in labels.items()
            if key in there and key not in but
        )

    do = told["do"]
    code = office.text("office_postal_code")
    return Reading(
        kind=kind,
        title=f"{title_of(kindred, office)}{told.get('about', '')}",
        what=str(told["what"]),
        do=(*do, *([said.special] if kindred.special else [])),
        to=items({key: said.labels[key] for key in ADDRESS}),
        items=items(said.labels, but=ADDRESS),
        sections=items(said.sections),
        insurer=office.text("insurer_name"),
        office=office.text("office_name"),
        address=f"{'〒' if code else ''}{code}　{office.text('office_address')}".strip("　"),
        phone=office.text("office_phone"),
        sample=office.sample,
    )
