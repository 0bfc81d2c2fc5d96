"""Municipalities by name."""

from __future__ import annotations

from kofu.mail.addresses.postcodes import city_of


def municipality(code: object) -> str:
    """The name of a municipality; the code where nobody knows it, nothing for none."""
    return "" if code is None else city_of(str(code)) or str(code)
