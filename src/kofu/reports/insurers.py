"""The prefecture of an insurer, from its number; the 47 prefectures in their order.

保険者番号: 8 digits = 法別2 + 都道府県2 + 保険者別3 + 検証1; of 国保 6, without 法別
(保発第45号・庁保発第34号, 1976-08-07).
"""

from __future__ import annotations

from kofu.base.checkdigits import insurer_number_is_valid
from kofu.base.errors import NOWHERE, KofuError, Place

PREFECTURES = (
    *("北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県"),
    *("群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県"),
    *("山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府"),
    *("兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県"),
    *("香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県"),
    *("鹿児島県", "沖縄県"),
)
"""In the order of JIS X 0401: the place counts from 1."""

_SHORT = 6


def prefecture_of(number: str, place: Place = NOWHERE) -> str:
    """The prefecture in an insurer's number. Raises KofuError `insurer-number-wrong`."""
    if not insurer_number_is_valid(number):
        raise KofuError("insurer-number-wrong", place, number=number)
    start = 0 if len(number) == _SHORT else 2
    code = int(number[start : start + 2])
    if not 1 <= code <= len(PREFECTURES):
        raise KofuError("insurer-number-wrong", place, number=number)
    return PREFECTURES[code - 1]


def prefecture_named(text: str, place: Place = NOWHERE) -> str:
    """A prefecture as it is typed, with 都・府・県 or without. Raises `prefecture-unknown`."""
    for name in PREFECTURES:
        if text in (name, short(name)):
            return name
    raise KofuError("prefecture-unknown", place, text=text)


def short(prefecture: str) -> str:
    """`東京都` -> `東京`; 北海道 stays."""
    return prefecture if prefecture == "北海道" else prefecture[:-1]
