"""Names of accounts and codes of municipalities, as they are typed and as they are kept."""

from __future__ import annotations

import re
import unicodedata

from kofu.base.checkdigits import municipality_code_is_valid
from kofu.base.errors import KofuError

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,49}")
_TWELVE_DIGITS = re.compile(r"\d{12}")


def folded(name: str) -> str:
    """One spelling of a name, however it was typed: half width, small letters."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def could_be_a_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not _TWELVE_DIGITS.search(name)


def checked_name(name: str) -> str:
    """The name as it is kept. Raises KofuError `account-name-unfit`.

    It stands in the log for years, so it is no number of 12 digits.
    """
    kept = folded(name)
    if not could_be_a_name(kept):
        raise KofuError("account-name-unfit")
    return kept


def checked_municipality(code: str) -> str:
    """The five digits of a code given with or without its check digit.

    Raises KofuError `municipality-unfit`.
    """
    digits = unicodedata.normalize("NFKC", code)
    if re.fullmatch(r"[0-9]{5}", digits):
        return digits
    if re.fullmatch(r"[0-9]{6}", digits) and municipality_code_is_valid(digits):
        return digits[:5]
    raise KofuError("municipality-unfit", code=code)


def spellings(five: str) -> tuple[str, ...]:
    """How a municipality may stand in a roster: with its check digit, or short."""
    whole = (f"{five}{check}" for check in range(10))
    return (five, *(code for code in whole if municipality_code_is_valid(code)))
