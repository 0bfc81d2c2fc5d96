"""The text for a voice code: at most 800 characters, the essentials first, as it is read aloud.

Whole sentences are left out from the least important on; none is cut. The symbol itself is made by
the maker's own encoder, which is not part of kofu (`encoder`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Protocol

from kofu.base.errors import KofuError
from kofu.documents.letters.reading import Reading, words
from kofu.documents.values.person import ASTERISKS, ONE_ASTERISK

MOST = 800
"""Characters; Uni-Voice holds 800 to 1,000 (facts: 香川県・日本視覚障がい情報普及支援協会)."""

GROUP = "kofu.voice_code"
"""The entry points among which an encoder is looked for."""

_DIGITS = ("number", "symbol", "branch")
_FOR_THE_OFFICE = ("serial", "match_code", "sheet_mark", "tracking")


class Encoder(Protocol):
    """What a plug-in offers: the text in, the symbol as SVG out, and nothing drawn but the symbol.

    It must not send the text anywhere, and raises ValueError for a text it cannot hold. Where the
    symbol stands on the paper, and the half-round notch at the edge, are the printer's matter.
    """

    def __call__(self, text: str) -> bytes: ...


def voice_text(reading: Reading, most: int = MOST) -> str:
    """The text; raises KofuError `voice-too-long` if not even the first sentences fit."""
    needed, rest = _sentences(reading)
    said = "".join(needed)
    if len(said) > most:
        raise KofuError("voice-too-long", characters=len(said), most=most)
    for sentence in rest:
        if len(said) + len(sentence) <= most:
            said += sentence
    return said


def encoder() -> Encoder | None:
    """The plug-in that is installed, the first by name; None without one."""
    found = sorted(entry_points(group=GROUP), key=lambda one: one.name)
    return found[0].load() if found else None


def symbol(text: str) -> bytes:
    """The symbol as SVG. Raises KofuError `voice-code-none`, `voice-code-refused`."""
    encode = encoder()
    if encode is None:
        raise KofuError("voice-code-none", group=GROUP)
    try:
        return encode(text)
    except ValueError:
        # The plug-in's own words may hold the text.
        raise KofuError("voice-code-refused") from None


def _sentences(reading: Reading) -> tuple[list[str], list[str]]:
    """What must be said (what, whose, until when, what to do first, whom to ask), and the rest."""
    items = {item.key: item for item in reading.items}
    whose = items.get("name_kana") or items.get("name")
    needed = [f"{reading.title}。"]
    if reading.sample:
        needed.insert(0, "見本です。")
    if whose:
        needed.append(f"{_kana(whose.value)}さんへのお知らせです。")
    needed.append(reading.what)
    until = items.get("valid_until")
    if until:
        needed.append(f"有効期限は、{until.value}です。")
    elif reading.kind.value == "certificate":
        needed.append(words().no_until)
    if "due_on" in items:
        needed.append(f"弁明の期限は、{items['due_on'].value}です。")
    if "headline" in items:
        needed.append(_full_stop(items["headline"].value))
    needed.append(reading.do[0])
    needed.append(f"お問い合わせは、{reading.insurer}、{reading.office}。")
    if reading.phone:
        needed.append(f"電話番号は、{_digits(reading.phone)}。")
    return needed, list(_rest(reading))


def _rest(reading: Reading) -> Iterator[str]:
    """The rest in order of weight: share of the cost, number, what else to do, reasons, items."""
    items = {item.key: item for item in reading.items}
    said = {"valid_until", "due_on", "headline", "name", "name_kana", *_FOR_THE_OFFICE}
    for key in ("copay", *_DIGITS):
        if key in items:
            said.add(key)
            value = items[key].value
            yield f"{items[key].label}は、{_digits(value) if key in _DIGITS else value}。"
    yield from reading.do[1:]
    for section in reading.sections:
        lines = [line.lstrip("・◎　") for line in section.value.split("\n") if line.strip()]
        yield f"{section.label}。" + "".join(_full_stop(line) for line in lines)
    for item in reading.items:
        if item.key not in said and item.value not in (ASTERISKS, ONE_ASTERISK):
            yield f"{item.label}は、{item.value}。"


def _digits(text: str) -> str:
    """Digit by digit: a speech engine would read 31400007 as thirty-one million."""
    plain = unicodedata.normalize("NFKC", text)
    spaced = " ".join(plain.replace("-", "の").replace("‐", "の"))
    return spaced if any(sign.isdecimal() for sign in plain) else text


def _kana(text: str) -> str:
    """Kana of half width as full: a speech engine spells them otherwise."""
    return unicodedata.normalize("NFKC", text).replace(" ", "　") if _is_kana(text) else text


def _is_kana(text: str) -> bool:
    return any("\uff66" <= sign <= "\uff9f" for sign in text)


def _full_stop(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"
