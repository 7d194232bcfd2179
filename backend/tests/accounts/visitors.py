"""People who use the API of accounts in tests."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from rest_framework.test import APIClient

from culturepedia.accounts.models import Session, User

if TYPE_CHECKING:
    from rest_framework.response import Response

API = "/api/v1"
PASSWORD = "달빛 아래 오래된 극장 42"
OTHER_PASSWORD = "아침에 부르는 느린 노래 7"
ORIGIN = "http://127.0.0.1:8080"
_numbers = count(1)


@dataclass
class Visitor:
    """Somebody with a device that keeps the tokens it was given."""

    email: str
    api: APIClient
    access: str = ""
    refresh: str = ""

    def ask(self, method: str, path: str, data: Any = None, *, token: str | None = None, **headers: str) -> Response:
        """Send a request with the access token, or another."""
        access = self.access if token is None else token
        given = {"authorization": f"Bearer {access}"} if access else {}
        send = getattr(self.api, method)
        reply: Response = send(f"{API}{path}", data or {}, format="json", headers={**given, **headers})
        return reply

    def get_me(self, token: str | None = None) -> int:
        """Return the status of asking for one's own account."""
        headers = {"authorization": f"Bearer {self.access if token is None else token}"}
        return int(self.api.get(f"{API}/me", headers=headers).status_code)

    def redeem(self, refresh: str | None = None) -> Response:
        """Send a refresh token in the body."""
        return post(self.api, "/auth/refresh", {"refresh": self.refresh if refresh is None else refresh})

    def sign_in(self, password: str = PASSWORD, **more: str) -> Response:
        """Sign in on this device and keep the tokens."""
        reply = post(self.api, "/auth/signin", {"email": self.email, "password": password, **more})
        self._keep(reply)
        return reply

    def rotate(self) -> Response:
        """Redeem the refresh token and keep the new ones."""
        reply = self.redeem()
        self._keep(reply)
        return reply

    def _keep(self, reply: Response) -> None:
        if reply.status_code < 300:
            self.access, self.refresh = reply.json()["access"], reply.json().get("refresh", "")

    @property
    def user(self) -> User:
        """The account's row."""
        return User.objects.get(email=self.email)

    @property
    def session(self) -> Session:
        """The row of the last sign-in."""
        found = Session.objects.filter(user__email=self.email).order_by("-pk").first()
        assert found is not None
        return found


def post(api: APIClient, path: str, data: Any, **headers: str) -> Response:
    """Send JSON without any token."""
    reply: Response = api.post(f"{API}{path}", data, format="json", headers=headers)
    return reply


def new_email() -> str:
    """Return an address nobody has."""
    return f"visitor{next(_numbers)}@mail.test"


def sign_up(*, kind: str = "token", secure: bool = False, email: str = "") -> Visitor:
    """Make an account on a device of its own."""
    api = APIClient()
    visitor = Visitor(email or new_email(), api)
    data = {"email": visitor.email, "password": PASSWORD, "username": "관객", "session_kind": kind}
    reply = api.post(f"{API}/auth/signup", data, format="json", secure=secure, headers={"origin": ORIGIN})
    assert reply.status_code == 201, reply.content
    visitor._keep(reply)
    return visitor


def on_another_device(visitor: Visitor) -> Visitor:
    """Sign the same person in a second time."""
    other = Visitor(visitor.email, APIClient())
    assert other.sign_in().status_code == 200
    return other
