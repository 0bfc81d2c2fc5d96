"""From a name or a file to a whole pack: read, checked against the model, merged with its parents.

A pack that extends another takes over all of it and replaces what bears the same name or id;
what it drops, it names with the reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from kofu.base.errors import KofuError, Place
from kofu.policy.classes import Space
from kofu.policy.lines import Lined, read_lined
from kofu.policy.model import (
    AnyRule,
    Aspect,
    Case,
    CaseFile,
    Kind,
    Norm,
    Pack,
    ParameterValue,
    Record,
    Setting,
    Sure,
)

_SHIPPED = Path(str(files("kofu.policy"))) / "packs"
_Named = TypeVar("_Named", bound=Record)


@dataclass(frozen=True)
class Book:
    """A whole pack: its own norms and its parents', and where each id was written."""

    pack: Pack
    places: Mapping[str, Place]

    @cached_property
    def hash(self) -> str:
        """SHA-256 of everything that decides; cases, places and what pages show do not."""
        content = self.pack.model_dump_json(exclude={"cases", "office"}, by_alias=True)
        return hashlib.sha256(content.encode()).hexdigest()

    @cached_property
    def cases_hash(self) -> str:
        """SHA-256 of the cases, which the pack's own hash leaves out."""
        content = "\n".join(case.model_dump_json() for case in self.pack.cases)
        return hashlib.sha256(content.encode()).hexdigest()

    @cached_property
    def space(self) -> Space:
        """The bands that any rule, cap or proof of the pack reads on any day, in its order."""
        pack = self.pack
        read = {name for _, rule in self.rules() for box in rule.when for name in box}
        read.update(name for cap in pack.caps for name in cap.applies)
        read.update(name for norm in pack.norms for one in norm.expectations for name in one.when)
        if pack.proof:
            for box in (pack.proof.entitled, *pack.proof.usable, *pack.proof.unknown):
                read.update(box)
        return Space(tuple(band for band in pack.bands if band.name in read))

    def with_parameters(self, settings: Mapping[str, Setting]) -> Book:
        """The pack as if these parameters had these values, always. Raises KofuError."""
        unknown = set(settings) - {one.id for one in self.pack.parameters}
        if unknown:
            raise KofuError("parameter-unknown", name=min(unknown))
        parameters = tuple(
            one.model_copy(update={"values": (_setting(settings[one.id]),)})
            if one.id in settings
            else one
            for one in self.pack.parameters
        )
        return Book(self.pack.model_copy(update={"parameters": parameters}), self.places)

    def knowledge(self, known: date) -> date:
        """The last day up to `known` on which anything of the pack was published."""
        return max((day for day in self.published if day <= known), default=date.min)

    @cached_property
    def published(self) -> tuple[date, ...]:
        """The days on which a norm or a parameter's value was published, in order."""
        days = {norm.published for norm in self.pack.norms}
        for parameter in self.pack.parameters:
            days.update(value.published for value in parameter.values if value.published)
        return tuple(sorted(days))

    @cached_property
    def known_from(self) -> date:
        """The first day of knowledge: as declared, else when the first norm was published."""
        return self.pack.known_from or min(self.published, default=date.max)

    def norm_of(self, rule: AnyRule) -> Norm:
        return self._norms[rule.id]

    @cached_property
    def _norms(self) -> dict[str, Norm]:
        return {
            rule.id: norm
            for norm in self.pack.norms
            for aspect in Aspect
            for rule in norm.rules(aspect)
        }

    def rules(self) -> Iterable[tuple[Aspect, AnyRule]]:
        """Every rule of every norm with the question it answers."""
        for norm in self.pack.norms:
            for aspect in Aspect:
                for rule in norm.rules(aspect):
                    yield aspect, rule


def _setting(value: Setting) -> ParameterValue:
    return ParameterValue.model_validate(
        {"from": date.min, "value": value, "sure": Sure.ASSUMED, "source": "指定した値"}
    )


def shipped() -> tuple[str, ...]:
    """The names of the packs that come with kofu and can be used for an insurer."""
    names = sorted(path.stem for path in _SHIPPED.glob("*.yaml"))
    return tuple(name for name in names if not load(name).pack.abstract)


def load(name_or_file: str | Path) -> Book:
    """A whole pack. Raises KofuError (`pack-unknown`, `pack-not-yaml`, `pack-invalid` ...)."""
    return _merge(_read(_find(name_or_file, _SHIPPED)), ())


def folder_of(name_or_file: str | Path) -> Path:
    """Where the pack's file stands, and beside it what it names, such as a seal."""
    return _find(name_or_file, _SHIPPED).parent


def is_pack_file(name_or_file: str | Path) -> bool:
    """Whether a pack of one's own is meant, by its file, and not a shipped one by its name."""
    return Path(name_or_file).suffix in (".yaml", ".yml")


def _find(name_or_file: str | Path, beside: Path) -> Path:
    path = Path(name_or_file)
    if is_pack_file(path):
        if path.is_file():
            return path
        raise KofuError("file-missing", Place(str(path)))
    for folder in (beside, _SHIPPED):
        candidate = folder / f"{name_or_file}.yaml"
        if candidate.is_file():
            return candidate
    raise KofuError("pack-unknown", name=str(name_or_file))


@dataclass(frozen=True)
class _Page:
    pack: Pack
    path: Path
    lined: Lined
    case_places: Mapping[str, Place] = field(default_factory=dict)


def _read(path: Path) -> _Page:
    pack, lined = _checked(path, Pack)
    page = _Page(pack, path, lined)
    for name in pack.cases_from:
        page = _with_cases(page, path.parent / name)
    return page


def _with_cases(page: _Page, path: Path) -> _Page:
    if not path.is_file():
        line = page.lined.line(("cases_from",))
        raise KofuError("cases-missing", Place(page.path.name, line), name=path.name)
    found, lined = _checked(path, CaseFile)
    places = {
        case.name: Place(path.name, lined.line(("cases", number)))
        for number, case in enumerate(found.cases)
    }
    pack = page.pack.model_copy(update={"cases": (*page.pack.cases, *found.cases)})
    return replace(page, pack=pack, case_places={**page.case_places, **places})


_Model = TypeVar("_Model", bound=Record)


def _checked(path: Path, model: type[_Model]) -> tuple[_Model, Lined]:
    """A YAML file as a model. Raises KofuError with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise KofuError("pack-not-yaml", Place(path.name), problem="UTF-8") from error
    return _parsed(path.name, text, model)


@lru_cache(maxsize=64)
def _parsed(name: str, text: str, model: type[_Model]) -> tuple[_Model, Lined]:
    """Parents are shared by many packs: the same text is read once."""
    lined = read_lined(text, name)
    try:
        return model.model_validate(lined.data), lined
    except ValidationError as error:
        first = error.errors()[0]
        place = Place(name, lined.line(tuple(first["loc"])))
        where = ".".join(str(step) for step in first["loc"])
        raise KofuError("pack-invalid", place, where=where, problem=first["msg"]) from error


def _merge(page: _Page, seen: tuple[str, ...]) -> Book:
    own = page.pack
    if own.pack in seen:
        raise KofuError("pack-circular", Place(page.path.name), name=own.pack)
    parents = [
        _merge(_read(_find(name, page.path.parent)), (*seen, own.pack)) for name in own.extends
    ]
    places = dict(_places(page))
    for parent in parents:
        places = {**parent.places, **places}
    layers = [*(parent.pack for parent in parents), own]
    _refuse_twice(page, layers)
    merged = own.model_copy(
        update={
            "kind": next((p.kind for p in reversed(layers) if p.kind is not Kind.SHARED), own.kind),
            "covers": next((p.covers for p in reversed(layers) if p.covers), None),
            "known_from": next((p.known_from for p in reversed(layers) if p.known_from), None),
            "ranks": {key: value for layer in layers for key, value in layer.ranks.items()},
            "bands": _by_id(band for layer in layers for band in layer.bands),
            "parameters": _by_id(one for layer in layers for one in layer.parameters),
            "office": _by_id(one for layer in layers for one in layer.office),
            "caps": _by_id(cap for layer in layers for cap in layer.caps),
            "proof": next((p.proof for p in reversed(layers) if p.proof), None),
            "reasons": {key: words for layer in layers for key, words in layer.reasons.items()},
            "norms": tuple(_without(norm, own.dropped) for layer in layers for norm in layer.norms),
            "cases": tuple(
                case
                for layer in layers
                for case in layer.cases
                if case.name not in own.dropped and _within(case, layer, own)
            ),
        }
    )
    return Book(merged, places)


def _within(case: Case, layer: Pack, own: Pack) -> bool:
    """A parent's case for a day that this pack does not cover says nothing about it."""
    return layer is own or own.covers is None or own.covers.covers(case.on)


def _by_id(items: Iterable[_Named]) -> tuple[_Named, ...]:
    """Later ones take the place of earlier ones of the same id, and keep the order."""
    kept: dict[str, _Named] = {}
    for item in items:
        kept[str(getattr(item, "id", None) or getattr(item, "name", ""))] = item
    return tuple(kept.values())


def _without(norm: Norm, dropped: Mapping[str, str]) -> Norm:
    kept = {
        aspect.value: tuple(rule for rule in norm.rules(aspect) if rule.id not in dropped)
        for aspect in Aspect
    }
    return norm.model_copy(update=kept)


def _refuse_twice(page: _Page, layers: Iterable[Pack]) -> None:
    """Two rules of one id, or a dropped id that nobody has, are slips of the hand."""
    ids = [
        rule.id
        for layer in layers
        for norm in layer.norms
        for aspect in Aspect
        for rule in norm.rules(aspect)
    ]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise KofuError("pack-rule-twice", Place(page.path.name), rule=twice[0])
    known = {*ids, *(case.name for layer in layers for case in layer.cases)}
    for name in page.pack.dropped:
        if name not in known:
            line = page.lined.line(("dropped", name))
            raise KofuError("pack-drops-unknown", Place(page.path.name, line), name=name)


def _places(page: _Page) -> Iterable[tuple[str, Place]]:
    def at(*path: str | int) -> Place:
        return Place(page.path.name, page.lined.line(path))

    for index, norm in enumerate(page.pack.norms):
        yield norm.id, at("norms", index)
        for aspect in Aspect:
            for number, rule in enumerate(norm.rules(aspect)):
                yield rule.id, at("norms", index, aspect.value, number)
        for number, expectation in enumerate(norm.expectations):
            yield expectation.id, at("norms", index, "expectations", number)
    for name in ("bands", "parameters", "office", "caps", "cases"):
        for index, item in enumerate(getattr(page.pack, name)):
            yield getattr(item, "id", None) or item.name, at(name, index)
    yield from page.case_places.items()
