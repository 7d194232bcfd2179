"""Outgoing HTTP to addresses that strangers name.

A URL is asked for only when its host stands on a list, every address the name has is public, and no part of it asks
for more than a plain GET. The address that was checked is the one connected to (requests-hardened), so a second DNS
answer changes nothing; redirects are never followed; time and size are bounded from the first byte of the answer.
The one exception is a KOPIS sandbox on this machine, named exactly by its scheme, host and port.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from http.client import HTTPException
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import SplitResult, quote, urlsplit

import requests
import urllib3
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import EXTRA_BLOCKED_NET_RANGES, InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from culturepedia.common.deadlines import pool_classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

WEB_PORTS = {"http": 80, "https": 443}
HEADERS = {"Accept": "image/*", "Accept-Encoding": "identity"}
MAX_URL_LENGTH = 2000
CHUNK_BYTES = 64 * 1024
PATH_CHARACTERS = "/%:@!$&'()*+,;=~-._"  # what RFC 3986 lets stand in a path; everything else is percent-encoded

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchError(Exception):
    """The bytes could not be had; the text says why, without the URL."""


class FetchRefused(FetchError):
    """Our own rules forbid this URL or the addresses of its host: no connection was made."""


class FetchUnavailable(FetchError):
    """No connection, a time limit, a broken answer or 5xx/429: the same call may work later."""


class FetchRejected(FetchError):
    """The server answered, but not with a file we take: 3xx, 4xx, too large, compressed."""


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost."""

    connect_seconds: float = 5
    read_seconds: float = 10  # between two packets
    total_seconds: float = 20  # from the request to the last byte
    max_bytes: int = 10 * 1024 * 1024


class GuardedFetcher:
    """Fetches files from a list of hosts; one per thread and as a context manager, for it keeps connections open."""

    def __init__(
        self,
        *,
        hosts: Iterable[str],
        sandbox_url: str = "",
        https_hosts: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> None:
        """Set up the rules.

        Args:
            hosts: Names that may be asked, exactly as written in URLs.
            sandbox_url: If this is a URL on a loopback address, its scheme, host and port may be asked, too.
            https_hosts: Names to ask by HTTPS under the name given, whatever the URL says.
            limits: Time and size limits.
        """
        self._hosts = frozenset(host.lower() for host in hosts)
        self._sandbox = loopback_origin(sandbox_url)
        self._https_hosts = dict(https_hosts or {})
        self._limits = limits or Limits()
        self._session = HTTPSession(
            Config(
                ip_filter_enable=True,
                ip_filter_allow_loopback_ips=False,
                never_redirect=True,
                default_timeout=(self._limits.connect_seconds, self._limits.read_seconds),
                user_agent_override="Culturepedia",
            )
        )
        self._session.trust_env = False  # no proxy, no netrc, no other certificates
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in WEB_PORTS:
            self._session.mount(f"{scheme}://", _PinnedAdapter(scheme, loopback=False, limits=self._limits))
        if self._sandbox:
            here = _PinnedAdapter(self._sandbox[0], loopback=True, limits=self._limits)
            self._session.mount(_origin_url(self._sandbox), here)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def fetch(self, url: str) -> bytes:
        """Return the bytes at `url`.

        Raises:
            FetchRefused: The rules forbid the URL or an address of its host; nothing was connected.
            FetchUnavailable: It may work later.
            FetchRejected: The answer is no file of acceptable size.
        """
        target = self.checked_url(url)
        try:
            with self._session.get(target, stream=True, headers=HEADERS) as response:
                return self._read(response)
        except InvalidIPAddress:
            raise FetchRefused("the host has an address that is not public") from None
        except (requests.exceptions.InvalidURL, UnicodeError):
            raise FetchRefused("not a usable URL") from None
        except (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as exc:
            raise FetchUnavailable(_plain_cause(exc)) from None

    def checked_url(self, url: str) -> str:
        """Return the URL that will be asked for, built anew from its checked parts.

        Raises:
            FetchRefused: A part of it is not allowed.
        """
        if len(url) > MAX_URL_LENGTH or any(char <= " " or char in "\\\x7f" for char in url):
            raise FetchRefused("the URL is too long or has control characters")
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise FetchRefused("not a URL") from None
        if parts.scheme not in WEB_PORTS or "@" in parts.netloc or not parts.netloc.isascii():
            raise FetchRefused("only http and https URLs without a user name are fetched")
        host = parts.hostname or ""
        if self._sandbox == (parts.scheme, host, port or WEB_PORTS[parts.scheme]):
            return _origin_url(self._sandbox) + _resource(parts)
        if host not in self._hosts or parts.netloc.lower() not in (host, f"{host}:80", f"{host}:443"):
            raise FetchRefused("the host is not on the list")
        if host in self._https_hosts:
            return f"https://{self._https_hosts[host]}/{_resource(parts)}"
        if port not in (None, WEB_PORTS[parts.scheme]):
            raise FetchRefused("the port does not belong to the scheme")
        return f"{parts.scheme}://{host}/{_resource(parts)}"

    def _read(self, response: requests.Response) -> bytes:
        status = response.status_code
        if status >= 500 or status == 429:
            raise FetchUnavailable(f"HTTP {status}")
        if status != 200:
            raise FetchRejected(f"HTTP {status}")
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise FetchRejected("a compressed answer")
        announced = response.headers.get("Content-Length", "0")
        if announced.isdecimal() and int(announced[:20]) > self._limits.max_bytes:
            raise FetchRejected("the file is too large")
        body = bytearray()
        while chunk := response.raw.read(CHUNK_BYTES, decode_content=False):
            body += chunk
            if len(body) > self._limits.max_bytes:
                raise FetchRejected("the file is too large")
        return bytes(body)


def loopback_origin(url: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port if the URL's host is this machine by name or loopback address, else None."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        is_here = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return None
    if parts.scheme not in WEB_PORTS or not is_here:
        return None
    return parts.scheme, host, parts.port or WEB_PORTS[parts.scheme]


def is_public(address: IPAddress) -> bool:
    """Return whether an address belongs to the open Internet and to nothing that translates into another network."""
    if address.version == 6 and (address.ipv4_mapped or address.sixtofour or address.teredo or address.is_site_local):
        return False
    usual = address.is_global and not (address.is_multicast or address.is_reserved)
    return usual and not any(address in network for network in EXTRA_BLOCKED_NET_RANGES)


def resolve(host: str, port: int) -> list[IPAddress]:
    """Return every address a name has now.

    Raises:
        requests.ConnectionError: The name has none, or no resolver answers.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise requests.ConnectionError("the host name does not resolve") from None
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def _origin_url(origin: tuple[str, str, int]) -> str:
    scheme, host, port = origin
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}/"


def _resource(parts: SplitResult) -> str:
    path = quote(parts.path.lstrip("/"), safe=PATH_CHARACTERS)
    return f"{path}?{quote(parts.query, safe=PATH_CHARACTERS + '?')}" if parts.query else path


def _plain_cause(exc: BaseException) -> str:
    """Return the innermost error's kind; texts of the outer ones hold URLs and addresses."""
    while isinstance(exc.args[0] if exc.args else None, BaseException):
        exc = exc.args[0]
    reason = getattr(exc, "reason", None)
    return type(reason if isinstance(reason, BaseException) else exc).__name__


class _PinnedAdapter(IPFilterAdapter):  # type: ignore[misc]  # the library has no types
    """Connects to the address that was checked, with the time limit of the whole call on its sockets."""

    def __init__(self, scheme: str, *, loopback: bool, limits: Limits) -> None:
        self._loopback = loopback
        self._limits = limits
        super().__init__(is_https_proto=scheme == "https", allow_loopback=loopback)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = pool_classes(
            total_seconds=self._limits.total_seconds, max_bytes=self._limits.max_bytes
        )

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        """Refuse a host with any forbidden address, then check the very address the library is going to use."""
        parts = urlsplit(request.url)
        for address in resolve(parts.hostname or "", parts.port or WEB_PORTS[parts.scheme]):
            self._check(address)
        host_params, pool_kwargs = super().build_connection_pool_key_attributes(request, verify, cert)
        self._check(ipaddress.ip_address(host_params["host"].strip("[]")))
        return host_params, pool_kwargs

    def _check(self, address: IPAddress) -> None:
        if not (address.is_loopback if self._loopback else is_public(address)):
            raise InvalidIPAddress(address)
