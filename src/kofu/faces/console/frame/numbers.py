"""Numbers in addresses, as a page of a list goes on from one."""

from __future__ import annotations

from django.http import HttpRequest

_LONGEST = 18


def number_in(request: HttpRequest, name: str) -> int | None:
    """None where there is none, or something else stands there."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None
