"""One GET to KOPIS: its bytes, or an error of `errors.py` whose text, cause and context hold neither URL nor key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from http.cookiejar import DefaultCookiePolicy

import requests
import urllib3

from culturepedia.common.deadlines import DeadlineAdapter
from culturepedia.kopis.errors import KopisError, KopisMalformed, KopisRejected, KopisUnavailable
from culturepedia.kopis.redaction import hide_key_in_logs

CHUNK_BYTES = 64 * 1024
CONNECTIONS = 16
HEADERS = {"Accept": "application/xml", "User-Agent": "Culturepedia"}
# Malformed chunk sizes and header bytes reach us as ValueError.
FAILURES = (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost."""

    connect_seconds: float = 5.0
    read_seconds: float = 15.0  # between two packets
    call_seconds: float = 30.0  # from the request to the last byte
    max_bytes: int = 5 * 1024 * 1024  # after decompression


class Transport:
    """Sends requests over kept connections; may be used by several threads."""

    def __init__(self, base_url: str, service_key: str, limits: Limits) -> None:
        self._base_url, self._service_key, self._limits = base_url, service_key, limits
        self._session = _Session()
        self._session.trust_env = False  # no proxy, no netrc
        self._session.headers.update(HEADERS)
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            adapter = DeadlineAdapter(
                total_seconds=limits.call_seconds, max_bytes=limits.max_bytes, pool_maxsize=CONNECTIONS
            )
            self._session.mount(scheme, adapter)
        hide_key_in_logs()

    def __repr__(self) -> str:
        return "Transport()"

    def close(self) -> None:
        """Close the kept connections."""
        self._session.close()

    def get(self, path: str, query: dict[str, str]) -> bytes:
        """Return the body of an answer with status 200.

        Raises:
            KopisUnavailable: No connection, a time limit, a broken answer, a block, or a status of "later".
            KopisRejected: Status 401 or 403.
            KopisMalformed: Status 404, or a body over the limit.
        """
        result = self._try(path, query)
        if isinstance(result, KopisError):
            # Raised here, outside the handler: as an error's context the library's exception would carry the URL along.
            raise result
        return result

    def _try(self, path: str, query: dict[str, str]) -> bytes | KopisError:
        params = {"service": self._service_key, **query}
        seconds = (self._limits.connect_seconds, self._limits.read_seconds)
        try:
            with self._session.get(
                self._base_url + path, params=params, timeout=seconds, stream=True, allow_redirects=False
            ) as reply:
                return _error_of(path, reply) or self._body(path, reply)
        except FAILURES as exc:
            return KopisUnavailable(f"{path}: {type(exc).__name__}")

    def _body(self, path: str, reply: requests.Response) -> bytes | KopisError:
        body = bytearray()
        while chunk := reply.raw.read(CHUNK_BYTES, decode_content=True):
            body += chunk
            if len(body) > self._limits.max_bytes:
                return KopisMalformed(f"{path}: more than {self._limits.max_bytes} bytes")
        return bytes(body)


class _Session(requests.Session):
    """A session for which redirects do not exist: looking for one would read the body without a limit."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


def _error_of(path: str, reply: requests.Response) -> KopisError | None:
    """Return what a status stands for, None for 200. A block may hit any request and clears in seconds."""
    status = reply.status_code
    if status == 200:
        return None
    if status == 404:
        return KopisMalformed(f"{path}: HTTP 404")
    if status in (401, 403):
        return KopisRejected(f"{path}: HTTP {status}", code=str(status))
    return KopisUnavailable(f"{path}: HTTP {status}", retry_after_seconds=_retry_after(reply), is_block=status == 400)


def _retry_after(reply: requests.Response) -> float | None:
    """Return the seconds that a `Retry-After` asks for, given as such or as a date."""
    text = str(reply.headers.get("Retry-After", "")).strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
