"""Does a field mean what roster and decision say? Read from the page back to the facts.

Nothing here asks how the page was written: dates are read as a roster's era dates are, shares
and sexes from their words, and who is addressed is stated anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import cast

from kofu.documents.letters.language import Tongue, catalogue
from kofu.documents.values.office import Office
from kofu.policy.model import Kind
from kofu.roster.dates import read_date
from kofu.roster.unreadable import UnreadableError

Row = Mapping[str, object]

_SEXES = {"": "unstated", "男": "male", "女": "female"}
_MEMBERSHIPS = {"": "", "本人": "insured", "家族": "dependant"}
_NOT_ASKED = "＊" * 5
_TITLES = ("様", "殿", "御中")
_TEXTS = ("symbol", "number", "branch", "name", "name_kana", "alias", "household_head", "address")
_DATES = ("birth_date", "acquired_on", "valid_from", "valid_until", "special_care_from")
_OPTIONAL_TEXTS = {"limit_class": "limit_class", "disease": "specified_disease"}
_OPTIONAL_DATES = {
    "limit_from": "limit_from",
    "long_stay_on": "long_stay_on",
    "disease_from": "specified_disease_from",
}
_NEVER_KNOWN = ("meal_class", "meal_from")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document must say: the person's row, and what holds for the whole run."""

    row: Row
    office: Office
    issued: date
    copay: bool
    match_code: str
    letters: Mapping[str, str]


Meant = Callable[[str, Facts], bool]


def means(key: str, lines: tuple[str, ...], facts: Facts) -> bool:
    """Whether the lines of a field mean the facts. Raises KeyError for a key nobody can judge.

    Where a text was broken into lines, the space at the break is not drawn.
    """
    if key in facts.letters:
        return _bare("".join(lines)) == _bare(facts.letters[key])
    judge = _JUDGES[key]
    if len(lines) < 2:
        return judge(lines[0] if lines else "", facts)
    return judge("\n".join(lines), facts)


def _bare(text: str) -> str:
    return text.replace("\n", "").replace("\u3000", "").replace(" ", "")


def _same(text: str, fact: str) -> bool:
    """Character for character; on several lines without the spaces."""
    return _bare(text) == _bare(fact) if "\n" in text else text == fact


def _text(row: Row, name: str) -> str:
    value = row[name]
    return value if isinstance(value, str) else ""


@lru_cache(maxsize=200_000)
def _read(text: str) -> date | None:
    """An era date on a page; date.min for what is none, so that it equals no fact."""
    if not text:
        return None
    try:
        return read_date(text)
    except UnreadableError:
        return date.min


def _exact(name: str) -> Meant:
    return lambda text, facts: _same(text, _text(facts.row, name))


def _date(name: str) -> Meant:
    return lambda text, facts: _read(text) == facts.row[name]


def _asked(fact: object, text: str, meant: bool, facts: Facts) -> bool:
    """任意記載事項: shown only to those who asked, asterisks otherwise."""
    shown = facts.row["limit_requested"] is True and fact not in (None, "")
    return meant if shown else text in ("＊", _NOT_ASKED)


def _optional_text(name: str) -> Meant:
    return lambda text, facts: _asked(
        facts.row[name], text, _same(text, _text(facts.row, name)), facts
    )


def _optional_date(name: str) -> Meant:
    return lambda text, facts: _asked(
        facts.row[name], text, text != _NOT_ASKED and _read(text) == facts.row[name], facts
    )


def _share(text: str, facts: Facts) -> bool:
    if not facts.copay:
        return text == ""
    percent = facts.row["copay_percent"]
    if percent is None:
        return text == ""
    tenths = text.removesuffix("割")
    if text.endswith("割") and tenths.isascii() and tenths.isdigit():
        return int(tenths) * 10 == percent
    return text == f"{percent}%" and cast(int, percent) % 10 != 0


def _share_from(text: str, facts: Facts) -> bool:
    return _read(text) == (facts.row["copay_from"] if facts.copay else None)


def _back_until(text: str, facts: Facts) -> bool:
    """The last day in another language, and as the front has it; or the words for none."""
    wished, until = facts.row["letter_language"], cast("date | None", facts.row["valid_until"])
    if not wished:
        return False
    said = catalogue(Tongue(str(wished)))
    if until is None:
        return _bare(text) == _bare(said.no_until)
    told, _, printed = text.rpartition("(")
    numbers = sorted(int(one) for one in re.findall(r"\d+", told))
    month = said.months[until.month - 1]
    named = [] if month.isdecimal() else [month]
    expected = sorted((until.year, until.day, *([] if named else [until.month])))
    same = numbers == expected and all(one in told for one in named)
    return same and _read(_bare(printed.removesuffix(")"))) == until


def _back_share(text: str, facts: Facts) -> bool:
    """`20%　(2割)`: tenths are Japanese; any other share stands as on the front."""
    percent, _, tenths = text.partition("(")
    if not tenths:
        return _share(text, facts)
    return percent.strip() == f"{facts.row['copay_percent']}%" and _share(tenths.rstrip(")"), facts)


def _addressee(text: str, facts: Facts) -> bool:
    """One person, one 敬称: 様 after the name, once."""
    row, office = facts.row, facts.office
    name = _text(row, "mailing_name")
    by_household = office.kind is Kind.KOKUHO and office.text("addressee") == "household-head"
    if not name and by_household:
        name = _text(row, "household_head")
    name = (name or _text(row, "name")).rstrip()
    if not name or name.endswith(_TITLES):
        return _same(text, name)
    return _same(text, name + "\u3000様") and not _bare(text)[:-1].endswith(_TITLES)


def _to_address(text: str, facts: Facts) -> bool:
    elsewhere = _text(facts.row, "mailing_address")
    return _same(text, elsewhere or _text(facts.row, "address"))


def _to_postal_code(text: str, facts: Facts) -> bool:
    elsewhere = _text(facts.row, "mailing_address")
    code = _text(facts.row, "mailing_postal_code" if elsewhere else "postal_code")
    return text == code.removeprefix("〒")


_JUDGES: Mapping[str, Meant] = {
    **{name: _exact(name) for name in _TEXTS},
    **{name: _date(name) for name in _DATES},
    **{key: _optional_text(name) for key, name in _OPTIONAL_TEXTS.items()},
    **{key: _optional_date(name) for key, name in _OPTIONAL_DATES.items()},
    **{key: lambda text, facts: text == _NOT_ASKED for key in _NEVER_KNOWN},
    "serial": _exact("person_id"),
    "sex": lambda text, facts: _SEXES.get(text) == (facts.row["sex"] or "unstated"),
    "membership": lambda text, facts: _MEMBERSHIPS.get(text) == (_text(facts.row, "membership")),
    "back_name": _exact("name"),
    "back_number": _exact("number"),
    "back_until": _back_until,
    "back_copay": _back_share,
    "issued_on": lambda text, facts: _read(text) == facts.issued,
    "copay": _share,
    "copay_from": _share_from,
    "match_code": lambda text, facts: text == facts.match_code,
    "to_postal_code": _to_postal_code,
    "to_address": _to_address,
    "to_name": _addressee,
}


def of_70_to_74(row: Row) -> bool:
    """Past the month in which the 70th year is complete; born on the 1st, the month before."""
    birth, on = cast("date | None", row["birth_date"]), cast("date | None", row["valid_from"])
    if birth is None or on is None:
        return False
    eve = birth - timedelta(days=1)
    return (on.year, on.month) > (eve.year + 70, eve.month)
