"""Who asks: one indexed query per request says whether the token's session still lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import TokenError

from culturepedia.accounts.live import find_live
from culturepedia.accounts.tokens import read_access
from culturepedia.common import clock
from culturepedia.common.errors import bilingual

if TYPE_CHECKING:
    from typing import Any

    from rest_framework.request import Request

    from culturepedia.accounts.models import Session, User


class SessionEnded(AuthenticationFailed):
    """The token is wrong or old, or its session has ended; which of these is nobody's business."""

    default_code = "session_ended"

    def __init__(self) -> None:
        super().__init__(bilingual("로그인이 만료되었습니다.", "You are no longer signed in."))


class SessionAuthentication(JWTAuthentication):
    """`Authorization: Bearer <access>`; sets the user and, as `request.auth`, the session."""

    def authenticate(self, request: Request) -> Any:  # the framework's annotation expects a token, not a session
        """Return user and session, or None when nobody claims to be anybody.

        Raises:
            SessionEnded: The token is good for nothing.
        """
        found = find_session(request)
        return None if found is None else (found.user, found)


def find_session(request: Request) -> Session | None:
    """Return the live session of the Bearer token, or None when there is no such header.

    Raises:
        SessionEnded: The token is good for nothing.
    """
    scheme, _, raw = str(request.META.get("HTTP_AUTHORIZATION", "")).strip().partition(" ")
    if scheme.lower() != "bearer":
        return None
    now = clock.now()
    try:
        session_id, user_id = read_access(raw.strip(), now=now)
    except TokenError:
        raise SessionEnded from None  # the library's text would tell what to mend in a forged one
    session = find_live(session_id, user_id=user_id, now=now)
    if session is None:
        raise SessionEnded
    return session


def current_user(request: Request) -> User:
    """Return who asks, in a view that only signed-in people reach.

    Raises:
        NotAuthenticated: Nobody is signed in.
    """
    return current_session(request).user


def load_user(request: Request) -> User:
    """Return the whole row of who asks, moments included, which authentication leaves out.

    Raises:
        NotAuthenticated: Nobody is signed in, or the account was deleted a moment ago.
    """
    user = current_user(request)
    found: User | None = type(user).objects.filter(pk=user.pk).first()
    if found is None:
        raise NotAuthenticated
    return found


def current_session(request: Request) -> Session:
    """Return the session of who asks.

    Raises:
        NotAuthenticated: Nobody is signed in.
    """
    session: Session | None = request.auth  # type: ignore[assignment]  # set by SessionAuthentication alone
    if session is None:
        raise NotAuthenticated
    return session
