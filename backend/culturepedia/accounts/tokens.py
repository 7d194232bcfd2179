"""Access and refresh tokens: simplejwt's, signed by a key with an id, bound to a session.

Claims: `sub` the account's public id, `sid` the session's, `jti`, `token_type`, `aud`, `iss`, `iat`, `exp`. Keys rotate
by configuration: the first of `JWT_KEYS` signs, each verifies; a token of a removed key is no token.
"""

from __future__ import annotations

import re
import uuid
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import jwt
from django.conf import settings
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken as StockAccessToken
from rest_framework_simplejwt.tokens import RefreshToken as StockRefreshToken

if TYPE_CHECKING:
    from datetime import datetime

    from culturepedia.accounts.models import Session

MAX_LENGTH = 2048  # ours are about 450 characters
JTI = re.compile(r"[0-9a-f]{32}")


class KeyedBackend(TokenBackend):
    """Finds the key by the `kid` in the token's header."""

    def encode(self, payload: dict[str, Any]) -> str:
        """Sign with the first key."""
        kid, key = next(iter(settings.JWT_KEYS.items()))
        claims = {**payload, "aud": self.audience, "iss": self.issuer}
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": kid})

    def get_verifying_key(self, token: Any) -> str:
        """Return the key that the token names.

        Raises:
            TokenBackendError: It names none of ours.
        """
        try:
            key = settings.JWT_KEYS.get(_read_kid(token.partition(".")[0]))
        except jwt.InvalidTokenError as error:
            raise TokenBackendError("not a token") from error
        if key is None:
            raise TokenBackendError("not one of our keys")
        return str(key)


@lru_cache(maxsize=64)
def _read_kid(header: str) -> str:
    """Return the key's id; all tokens of one key have the same header."""
    return str(jwt.get_unverified_header(f"{header}.e30.").get("kid"))


_backend = KeyedBackend(
    api_settings.ALGORITHM, audience=api_settings.AUDIENCE, issuer=api_settings.ISSUER, leeway=api_settings.LEEWAY
)


class AccessToken(StockAccessToken):
    """Ten minutes of access."""

    _token_backend = _backend


class RefreshToken(StockRefreshToken):
    """Good for one rotation of its session."""

    _token_backend = _backend


AnyToken = TypeVar("AnyToken", AccessToken, RefreshToken)


def read_token(kind: type[AnyToken], raw: str | bytes) -> AnyToken:
    """Return the token if its signature, times, audience, issuer and type are right and it names a session.

    Raises:
        TokenError: Anything is wrong with it.
    """
    if len(raw) > MAX_LENGTH:
        raise TokenError("too long")
    try:
        text = raw.decode("ascii") if isinstance(raw, bytes) else raw
        token = kind(text)  # type: ignore[arg-type]  # simplejwt's annotation names the class, its code takes text
        for claim in ("sid", "sub"):
            uuid.UUID(token[claim])
        # Only what we write: the database would stumble over a NUL, and Python over a list.
        if not JTI.fullmatch(token["jti"]) or "iat" not in token:
            raise TokenError("no id, or of no time")
    # Claims of a wrong type or size: our own key signed them, but no code of this version.
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError, OSError) as error:
        raise TokenError("malformed") from error
    return token


def read_access(raw: str, *, now: datetime) -> tuple[uuid.UUID, uuid.UUID]:
    """Return the session's and the account's ids of a good access token.

    Raises:
        TokenError: Anything is wrong with it.
    """
    if len(raw) > MAX_LENGTH:
        raise TokenError("too long")
    session_id, user_id, expires_at = _verify_access(raw, tuple(settings.JWT_KEYS.items()))
    if expires_at <= now.timestamp() - api_settings.LEEWAY:
        raise TokenError("expired")
    return session_id, user_id


@lru_cache(maxsize=4096)
def _verify_access(raw: str, keys: tuple[tuple[str, str], ...]) -> tuple[uuid.UUID, uuid.UUID, float]:  # noqa: ARG001
    """Return the ids and the end of a token; good ones are kept, for the many requests that each serves.

    What is kept depends on nothing but the token and the keys. Its end is looked at again each time, its session too.
    """
    token = read_token(AccessToken, raw)
    return uuid.UUID(token["sid"]), uuid.UUID(token["sub"]), float(token["exp"])


def access_for(session: Session) -> str:
    """Return an access token of a session whose user is loaded."""
    return str(_bound(AccessToken(), session))


def refresh_for(session: Session) -> str:
    """Return the refresh token that the session's row knows."""
    token = _bound(RefreshToken(), session)
    token["jti"] = session.refresh_jti
    token["exp"] = int(session.idle_expires_at.timestamp())
    return str(token)


def _bound(token: AnyToken, session: Session) -> AnyToken:
    token["sub"] = str(session.user.public_id)
    token["sid"] = str(session.public_id)
    return token
