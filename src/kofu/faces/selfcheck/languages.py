"""The languages of the page, and who has checked them."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from kofu.base.eras import era_year

HERE = Path(__file__).parent
DOMAIN = "selfcheck"
_ENGLISH = "January February March April May June July August September October November December"
_TAGALOG = "Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre"
_PORTUGUESE = (
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: its name in itself, its code for browsers, how it writes a day, and the first
    day of a month.

    `checked` is set when somebody who speaks it and knows the matter has read the translation.
    """

    code: str
    name: str
    tag: str
    day: str
    months: str = ""
    first: str = "1"
    checked: bool = False

    def say(self, key: str, **values: object) -> str:
        """The words of a key. Raises KeyError for a key that `words.yaml` does not have."""
        japanese = words()[key]
        text = japanese if self.code == "ja" else _catalogue(self.code).gettext(japanese)
        return text.format(**values) if values else text

    def of_day(self, day: date) -> str:
        era, year = era_year(day)
        return self.day.format(
            era=f"{era}{'元' if year == 1 else year}年",
            year=day.year,
            month=self.months.split()[day.month - 1] if self.months else day.month,
            day=self.first if day.day == 1 else day.day,
        )


_JAPANESE = "{year}年（{era}）{month}月{day}日"
TONGUES = (
    Tongue("ja", "日本語", "ja", _JAPANESE, checked=True),
    Tongue("easy", "やさしい日本語", "ja", _JAPANESE),
    Tongue("en", "English", "en", "{day} {month} {year}", _ENGLISH),
    Tongue("zh", "中文", "zh-Hans", "{year}年{month}月{day}日"),
    Tongue("ko", "한국어", "ko", "{year}년 {month}월 {day}일"),
    Tongue("vi", "Tiếng Việt", "vi", "{day}/{month}/{year}"),
    Tongue("pt", "Português", "pt-BR", "{day} de {month} de {year}", _PORTUGUESE, first="1º"),
    Tongue("tl", "Tagalog", "fil", "{month} {day}, {year}", _TAGALOG),
)
BY_CODE = {one.code: one for one in TONGUES}


@cache
def words() -> dict[str, str]:
    """What the page says, in Japanese, by key."""
    text = (files("kofu.faces.selfcheck") / "words.yaml").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in yaml.safe_load(text).items()}


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, HERE / "locale", [code])
