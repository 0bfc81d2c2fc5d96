"""What a password must be: Django's rules, in words of ours."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kofu.base.errors import KofuError
from kofu.registry.access.tables import Account

_CODES = {
    "password_too_short": "password-too-short",
    "password_too_common": "password-too-common",
    "password_too_similar": "password-too-similar",
    "password_entirely_numeric": "password-all-digits",
}


def checked_password(password: str, account: Account) -> str:
    """Raises KofuError `password-too-short`, `password-too-common`, `password-too-similar` (to the
    name), `password-all-digits`.
    """
    try:
        validate_password(password, account)
    except ValidationError as error:
        first = error.error_list[0]
        raise KofuError(
            _CODES[first.code or ""], shortest=(first.params or {}).get("min_length")
        ) from None
    return password
