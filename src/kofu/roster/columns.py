"""The roster contract: every column, in order, with its type, its Japanese label, its codes.

Columns that rules read come from `policy.facts`; the rest are what documents and mail need.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kofu.policy.facts import FACTS, Fact, FactType

Column = Fact
"""A column of the roster is a fact about a person, whether rules read it or not."""

SEXES = ("male", "female", "unstated")
LANGUAGES = ("en", "zh", "ko", "vi", "pt", "tl", "easy")
READING_AIDS = ("large_print", "voice", "both")


class Spelling(StrEnum):
    """How the text of a text column is kept."""

    EXACT = "exact"
    """To the character, as given: what is printed of a person (no NFC, no change of width)."""
    NUMBER = "number"
    """Outer spaces off, full-width digits, letters and hyphens made half-width: identifiers."""
    WORD = "word"
    """As NUMBER, and half-width kana made full-width: 適用区分 such as ｳ."""


_TEXT, _DATE, _BOOL, _INT = FactType.TEXT, FactType.DATE, FactType.BOOL, FactType.INT

_OTHERS = {
    column.name: column
    for column in (
        Column("person_id", _TEXT, "宛名番号"),
        Column("household_id", _TEXT, "世帯番号"),
        Column("symbol", _TEXT, "記号"),
        Column("number", _TEXT, "番号（被保険者番号）"),
        Column("branch", _TEXT, "枝番"),
        Column("name", _TEXT, "氏名"),
        Column("name_kana", _TEXT, "氏名カナ"),
        Column("alias", _TEXT, "通称"),
        Column("household_head", _TEXT, "世帯主氏名"),
        Column("sex", FactType.CODE, "性別", SEXES),
        Column("postal_code", _TEXT, "郵便番号"),
        Column("address", _TEXT, "住所"),
        Column("copay_percent", _INT, "負担割合"),
        Column("copay_from", _DATE, "負担割合の発効期日"),
        Column("limit_class", _TEXT, "限度額適用区分"),
        Column("limit_from", _DATE, "限度額適用区分の発効期日"),
        Column("limit_requested", _BOOL, "限度額適用区分の記載の希望"),
        Column("long_stay_on", _DATE, "長期入院該当日"),
        Column("specified_disease", _TEXT, "特定疾病区分"),
        Column("specified_disease_from", _DATE, "特定疾病の発効期日"),
        Column("status_on", _DATE, "カード情報の基準日"),
        Column("mailing_name", _TEXT, "送付先氏名"),
        Column("mailing_postal_code", _TEXT, "送付先郵便番号"),
        Column("mailing_address", _TEXT, "送付先住所"),
        Column("letter_language", FactType.CODE, "裏面の言語の希望", LANGUAGES),
        Column("reading_aid", FactType.CODE, "拡大文字・音声の希望", READING_AIDS),
    )
}

_ORDER = (
    "person_id",
    "household_id",
    "symbol",
    "number",
    "branch",
    "name",
    "name_kana",
    "alias",
    "household_head",
    "birth_date",
    "sex",
    "postal_code",
    "address",
    "municipality_code",
    "acquired_on",
    "lost_on",
    "membership",
    "voluntary_continuation",
    "employer_id",
    "residence_exception",
    "copay_percent",
    "copay_from",
    "limit_class",
    "limit_from",
    "limit_requested",
    "long_stay_on",
    "specified_disease",
    "specified_disease_from",
    "special_care_from",
    "residence_until",
    "disability_until",
    "student",
    "status_on",
    "has_card",
    "registered",
    "certificate_expires_on",
    "card_returned_on",
    "card_lost_on",
    "deregistration_applied_on",
    "deregistered_on",
    "info_restricted",
    "my_number_known",
    "uses_12m",
    "uses_3m",
    "support_needed",
    "application",
    "applied_on",
    "requested_at_enrolment",
    "event",
    "old_card_until",
    "certificate_until",
    "notice_sent_on",
    "wants_registered_mail",
    "delivery_hold",
    "mailing_name",
    "mailing_postal_code",
    "mailing_address",
    "letter_language",
    "reading_aid",
)

COLUMNS: Mapping[str, Column] = {
    name: FACTS[name] if name in FACTS else _OTHERS[name] for name in _ORDER
}
"""The contract, in its order: name -> column."""

WISHES = ("letter_language", "reading_aid")
"""How somebody wishes to read: for pages, not for rules."""

_EXACT = frozenset(
    {
        "symbol",
        "name",
        "name_kana",
        "alias",
        "household_head",
        "address",
        "mailing_name",
        "mailing_address",
    }
)
_WORDS = frozenset({"limit_class", "specified_disease"})


def spelling(name: str) -> Spelling:
    """How the text column `name` is kept."""
    if name in _EXACT:
        return Spelling.EXACT
    return Spelling.WORD if name in _WORDS else Spelling.NUMBER
