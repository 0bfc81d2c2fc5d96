"""Spellings that mean one place, folded to one, character for character; only for comparing.

The length of a text never changes, so that a place found in the folded text is the place in the
original, and the original alone is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kofu.mail.widths import HALF

_SAME = (
    "ケヶヵがガｹ",  # 霞が関, 霞ヶ関, 霞ケ関
    "ノの之乃ﾉ",  # 丸の内, 丸ノ内
    "ツッつっﾂ",
    "-‐‑‒–—―−ーｰ",
    "龍竜",
    "澤沢",
    "濱浜",
    "﨑崎",
    "髙高",
    "塚塚",
    "檜桧",
    "淵渕",
    "曾曽",
    "廣広",
    "國国",
    "學学",
    "條条",
    "區区",
    "縣県",
    "瀨瀬",
    "籠篭",
    "嶋島",
    "冨富",
    "舘館",
    "藪薮",
    "鷗鴎",
    "祢禰",
    "壺壷",
    "峯峰",
    "惠恵",
    "榮栄",
    "櫻桜",
    "鹽塩",
    "驛駅",
    "靜静",
    "德徳",
    "萬万",
)
"""Each line is one character in its spellings, the first stands for all. Ours; add what is met."""

FOLD: dict[int, int] = (
    HALF
    | {full: half - 32 for full, half in HALF.items() if chr(half).islower()}
    | {code: code - 32 for code in range(ord("a"), ord("z") + 1)}
    | {ord(one): ord(group[0]) for group in _SAME for one in group[1:]}
    | {0xFF0D: ord("-")}
)


def fold(text: str) -> str:
    """The text for comparing, as long as the original."""
    return text.translate(FOLD)


def squeeze(folded: str) -> tuple[str, Sequence[int]]:
    """Without blanks and variation selectors (異体字セレクタ); and where each character stood."""
    if _BLANK.search(folded) is None:
        return folded, range(len(folded))
    kept = [n for n, one in enumerate(folded) if _BLANK.match(one) is None]
    return "".join([folded[n] for n in kept]), kept


_BLANK = re.compile("[\\s\ufe00-\ufe0f\U000e0100-\U000e01ef]")
