"""The general brake on requests that reach the REST framework: generous, cheap, open while the cache is away.

Limits that protect accounts are exact and live in the database: `common/limits.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.throttling import SimpleRateThrottle

from culturepedia.common.addresses import client_address

if TYPE_CHECKING:
    from rest_framework.request import Request


class ClientThrottle(SimpleRateThrottle):
    """So many requests a minute from one client address; `CLIENT_REQUESTS_PER_MINUTE`."""

    scope = "client"

    def get_cache_key(self, request: Request, view: Any) -> str:
        """Return the key of the client's counter."""
        return f"throttle-{client_address(request)}"
