"""Where a request comes from."""

from __future__ import annotations

from ipaddress import ip_address

from django.http import HttpRequest

from kofu.registry.access.environment import proxies


def address_of(request: HttpRequest) -> str:
    """The address of the terminal: whoever speaks to us or, behind proxies of our own, whoever
    spoke to the outermost of them. What a browser claims beyond that is not believed.
    """
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    heard = [*(one.strip() for one in told if one.strip()), str(request.META["REMOTE_ADDR"])]
    address = heard[max(0, len(heard) - 1 - proxies())]
    try:
        return str(ip_address(address))
    except ValueError:
        return str(request.META["REMOTE_ADDR"])
