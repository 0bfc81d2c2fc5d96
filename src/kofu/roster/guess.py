"""Which of an office's columns is which of the contract: by name, by label, by what the cells hold.

A guess is where somebody begins who points at columns; nothing is taken in on a guess alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress

from kofu.base.checkdigits import municipality_code_is_valid
from kofu.policy.facts import FactType
from kofu.roster.columns import COLUMNS
from kofu.roster.dates import DateForm
from kofu.roster.my_number import name_says_my_number
from kofu.roster.unreadable import UnreadableError
from kofu.roster.values import cell_reader

_ALSO: Mapping[str, tuple[str, ...]] = {
    "person_id": ("住民コード", "個人コード", "識別番号", "整理番号", "宛名コード"),
    "household_id": ("世帯コード",),
    "symbol": ("被保険者証記号", "保険証記号"),
    "number": ("被保険者番号", "番号", "被保険者証番号", "保険証番号"),
    "branch": ("枝番号",),
    "name": ("漢字氏名", "氏名漢字", "名前", "被保険者氏名"),
    "name_kana": ("カナ氏名", "フリガナ", "カナ", "ふりがな", "氏名フリガナ"),
    "alias": ("通称名",),
    "household_head": ("世帯主", "世帯主名"),
    "sex": ("男女", "性別コード"),
    "postal_code": ("郵便", "〒"),
    "address": ("現住所", "居所", "住所地"),
    "municipality_code": ("自治体コード", "団体コード", "構成市町村コード"),
    "acquired_on": ("取得日", "資格取得年月日", "取得年月日"),
    "lost_on": ("喪失日", "資格喪失年月日", "喪失年月日"),
    "membership": ("続柄区分", "本人家族区分"),
    "copay_percent": ("一部負担金の割合", "一部負担割合", "負担区分"),
    "copay_from": ("発効期日", "負担割合発効期日"),
    "limit_class": ("適用区分", "限度区分", "所得区分"),
    "status_on": ("基準日", "カード情報基準日"),
    "has_card": ("カード保有", "マイナンバーカード有無", "カード有無"),
    "registered": ("利用登録", "保険証利用登録", "マイナ保険証登録"),
    "certificate_expires_on": ("証明書有効期限", "電子証明書有効期限"),
    "deregistered_on": ("解除日", "利用登録解除日"),
    "mailing_name": ("送付先宛名", "送付先名"),
}
"""What offices call them besides the contract's label."""

_POSTAL = re.compile(r"〒?\d{3}[-‐－]?\d{4}", re.ASCII)
_KANA = re.compile(r"[ァ-ヶｦ-ﾟーｰ・\s　]+")
_ENOUGH = 0.9
_FEWEST = 3


def guess(header: Sequence[str], cells: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Contract column -> their column. `cells`: some of what each of theirs holds."""
    found: dict[str, str] = {}
    theirs = [name for name in header if not name_says_my_number(name)]
    by_fold: dict[str, str] = {}
    for name in theirs:
        by_fold.setdefault(_folded(name), name)
    for ours in COLUMNS:
        names = (by_fold.get(one) for one in _spellings(ours))
        match = next((name for name in names if name and name not in found.values()), None)
        if match is not None and _could_be(ours, cells.get(match, ())):
            found[ours] = match
    for name in theirs:
        if name not in found.values():
            ours_ = _by_content(cells.get(name, ()))
            if ours_ and ours_ not in found:
                found[ours_] = name
    return found


def _spellings(ours: str) -> Iterator[str]:
    label = COLUMNS[ours].label
    yield _folded(ours)
    yield _folded(label)
    # 番号（被保険者番号）is 番号 and 被保険者番号.
    for part in re.split(r"[（）()]", label):
        if part:
            yield _folded(part)
    for other in _ALSO.get(ours, ()):
        yield _folded(other)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"[\s_・（）()の\-]|年月日$", "", plain)


def _could_be(ours: str, cells: Sequence[str]) -> bool:
    """Dates, numbers: what most cells cannot be read as, the column is not."""
    if COLUMNS[ours].type not in (FactType.DATE, FactType.INT):
        return True
    filled = [cell for cell in cells if cell.strip()]
    return not filled or _share(filled, lambda cell: _reads(ours, cell)) > 0.5


def _by_content(cells: Sequence[str]) -> str | None:
    """A postal code, kana, a municipality: what can be told by looks."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < _FEWEST:
        return None
    looks: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("postal_code", lambda cell: _POSTAL.fullmatch(cell) is not None),
        ("name_kana", lambda cell: _KANA.fullmatch(cell) is not None),
        ("municipality_code", municipality_code_is_valid),
    )
    return next((ours for ours, look in looks if _share(filled, look) >= _ENOUGH), None)


def _reads(ours: str, cell: str) -> bool:
    for form in (DateForm.AUTO, DateForm.WAREKI):
        with suppress(UnreadableError):
            cell_reader(COLUMNS[ours], form)(cell)
            return True
    return False


def _share(cells: Sequence[str], look: Callable[[str], bool]) -> float:
    return sum(map(look, cells)) / len(cells)
