"""The address number (住所表示番号) a customer barcode carries, out of part B of an address.

Source: 日本郵便 郵便番号・バーコードマニュアル p18-p20. Part A, up to the town, is implied by the
postcode; part B is the rest. The basic rules are numbered 1-6 and the supplementary ones S1-S5 as
the comments below name them.
"""

from __future__ import annotations

import re

from kofu.mail.numerals import CHARACTERS, from_kanji
from kofu.mail.widths import HALF

_DELETED = "&/.・･"
_UPPER = {ord(small): ord(small) - 32 for small in "abcdefghijklmnopqrstuvwxyz"}
_FOLD: dict[int, int | None] = (
    HALF
    | _UPPER
    | {full: half - 32 for full, half in HALF.items() if half in _UPPER}
    | {ord(sign): None for sign in _DELETED}
    | {full: None for full, half in HALF.items() if chr(half) in _DELETED}
)
_KANJI_NUMBER = re.compile(f"[{CHARACTERS}]+(?=丁|番|号|地割|線|の|ノ|ﾉ)")
_FLOOR = re.compile(r"(?<=[0-9])F(?![A-Z])")
_WORD = re.compile(r"[A-Z]{2,}")
_OTHERS = re.compile(r"[^0-9A-Z]+")
_AROUND_LETTER = re.compile(r"-?([A-Z])-?")


def address_number(rest: str) -> str:
    """Digits, hyphens and single letters of part B: `3丁目30-8　郵便ビル403号` -> `3-30-8-403`.

    Never longer than what was read plus its kanji numbers; empty when there is nothing to take.
    A hyphen with nothing behind it separates nothing and is dropped, like a leading one.
    Source: 郵便番号・バーコードマニュアル p19.
    """
    text = rest.translate(_FOLD)  # 1 upper case, half width; 2 & / ・ . closed up
    text = _KANJI_NUMBER.sub(lambda found: str(from_kanji(found[0])), text)  # S1
    text = _FLOOR.sub(" ", text)  # S2 not taken; S3 a hyphen if something follows
    text = _WORD.sub(" ", text)  # 3 single letters only
    text = _OTHERS.sub("-", text).strip("-")  # 4, 5, 6
    return _AROUND_LETTER.sub(r"\1", text)  # S4, S5
