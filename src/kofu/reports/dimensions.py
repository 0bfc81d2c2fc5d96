"""The rows of tables: by what, in which words, in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kofu.decide.wording import BASES, DELIVERIES, DOCUMENTS, FORMS
from kofu.reports.asked import By
from kofu.reports.counted import Dimension
from kofu.reports.insurers import PREFECTURES
from kofu.reports.people import OLDEST
from kofu.reports.places import place_word

SEXES = {"male": "男", "female": "女", "unstated": "記載なし"}
KIND_WORDS = {**DOCUMENTS, "nothing": "交付なし", "review": "確認が必要"}
NO_BASIS = {"": "根拠なし（お知らせ・交付なし）", **BASES}


def _in_order(words: Sequence[str]) -> Callable[[str], object]:
    return lambda key: (words.index(key) if key in words else len(words), key)


def _worded(words: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: words.get(key, key)


def age_word(key: str) -> str:
    """`70` -> `70～74歳`."""
    return f"{key}歳以上" if int(key) >= OLDEST else f"{key}～{int(key) + 4}歳"


def month_word(key: str) -> str:
    """`2025-08` -> `2025年8月`; nothing for a decision without a document."""
    if not key:
        return "交付なし・確認が必要"
    year, _, month = key.partition("-")
    return f"{year}年{int(month)}月"


def product_word(key: str) -> str:
    """Form and way of sending."""
    form, _, way = key.partition("|")
    parts = (FORMS.get(form, form), DELIVERIES.get(way, way))
    return "・".join(part for part in parts if part) or "様式・送り方なし"


def _age_sex_word(key: str) -> str:
    age, _, sex = key.partition("|")
    return f"{age_word(age)}・{SEXES.get(sex, sex)}"


def _age_sex_order(key: str) -> object:
    age, _, sex = key.partition("|")
    return int(age), list(SEXES).index(sex) if sex in SEXES else len(SEXES)


DIMENSIONS: Mapping[By, Dimension] = {
    By.MUNICIPALITY: Dimension("municipality", "市区町村", place_word),
    By.WARD: Dimension("ward", "区", place_word, parent="municipality"),
    By.AGE: Dimension("age", "年齢", age_word, int),
    By.SEX: Dimension("sex", "性別", _worded(SEXES), _in_order(tuple(SEXES))),
    By.MONTH: Dimension("month", "月", month_word, lambda key: (not key, key)),
    By.PREFECTURE: Dimension("prefecture", "保険者の都道府県", str, _in_order(PREFECTURES)),
    By.INSURER: Dimension("insurer", "保険者番号", parent="prefecture"),
    By.KIND: Dimension("document", "書類", _worded(KIND_WORDS), _in_order(tuple(DOCUMENTS))),
    By.BASIS: Dimension("basis", "根拠", _worded(NO_BASIS), _in_order(tuple(NO_BASIS))),
    By.RULE: Dimension("rule", "規則"),
    By.PRODUCT: Dimension("product", "様式・送り方", product_word),
}
AGE_SEX = Dimension("age_sex", "年齢・性別", _age_sex_word, _age_sex_order, parent="age")
