"""Where tiles stand: column and row of each prefecture, and of the wards of two cities.

Every tile is of one size, so that a small prefecture is seen as well as a large one.
"""

from __future__ import annotations

from collections.abc import Mapping

Place = tuple[int, int]

_ROWS = (
    (0, {"北海道": 12}),
    (1, {"青森県": 12}),
    (2, {"秋田県": 11, "岩手県": 12}),
    (3, {"山形県": 11, "宮城県": 12}),
    (4, {"石川県": 9, "富山県": 10, "新潟県": 11, "福島県": 12}),
    (5, {"福井県": 8, "岐阜県": 9, "長野県": 10, "群馬県": 11, "栃木県": 12, "茨城県": 13}),
    (6, {"島根県": 4, "鳥取県": 5, "兵庫県": 6, "京都府": 7, "滋賀県": 8, "愛知県": 9}),
    (6, {"山梨県": 10, "埼玉県": 11, "東京都": 12, "千葉県": 13}),
    (7, {"山口県": 3, "広島県": 4, "岡山県": 5, "大阪府": 7, "奈良県": 8, "三重県": 9}),
    (7, {"静岡県": 10, "神奈川県": 12}),
    (8, {"佐賀県": 0, "福岡県": 1, "大分県": 2, "和歌山県": 8}),
    (9, {"長崎県": 0, "熊本県": 1, "宮崎県": 2, "愛媛県": 4, "香川県": 5}),
    (10, {"鹿児島県": 1, "高知県": 4, "徳島県": 5}),
    (11, {"沖縄県": 0}),
)
PREFECTURES: Mapping[str, Place] = {
    name: (column, row) for row, names in _ROWS for name, column in names.items()
}

KAWASAKI: Mapping[str, Place] = {
    "麻生区": (0, 0),
    "多摩区": (1, 0),
    "宮前区": (1, 1),
    "高津区": (2, 1),
    "中原区": (3, 1),
    "幸区": (3, 2),
    "川崎区": (4, 2),
}
_TOKYO_ROWS = (
    (0, {"板橋区": 2, "北区": 3, "足立区": 4, "葛飾区": 5}),
    (1, {"練馬区": 1, "豊島区": 2, "文京区": 3, "荒川区": 4, "墨田区": 5}),
    (2, {"杉並区": 0, "中野区": 1, "新宿区": 2, "千代田区": 3, "台東区": 4}),
    (2, {"江東区": 5, "江戸川区": 6}),
    (3, {"世田谷区": 1, "渋谷区": 2, "港区": 3, "中央区": 4}),
    (4, {"目黒区": 2, "品川区": 3}),
    (5, {"大田区": 3}),
)
TOKYO: Mapping[str, Place] = {
    name: (column, row) for row, names in _TOKYO_ROWS for name, column in names.items()
}
