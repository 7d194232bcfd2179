"""Who asks, for limits: the address that our own proxies saw.

A client can write anything into `X-Forwarded-For`; only what our own proxies (`NUM_PROXIES`) appended counts.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request

NOBODY = "0.0.0.0"  # noqa: S104 - a mark, not an address to bind
IPV6_PREFIX = 64  # one customer's network: within it a client takes a new address as often as it likes


def client_address(request: HttpRequest | Request) -> str:
    """Return the client's IPv4 address, or the first address of its IPv6 network.

    Without proxies it is the address of the connection; behind them the entry that the outermost of ours appended.
    """
    connected = str(request.META.get("REMOTE_ADDR", ""))
    if settings.NUM_PROXIES:
        hops = [hop.strip() for hop in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",") if hop.strip()]
        if hops:
            return _canonical(hops[-min(settings.NUM_PROXIES, len(hops))]) or _canonical(connected) or NOBODY
    return _canonical(connected) or NOBODY


def _canonical(text: str) -> str | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    # Without the zone of a link-local address: it names an interface of ours.
    network = ipaddress.ip_network((int(address), IPV6_PREFIX), strict=False)
    return str(network.network_address)
