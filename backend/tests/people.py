"""People who sign up and in through the front door, for tests of what depends on the caller."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from rest_framework.test import APIClient

from culturepedia.accounts.models import User

if TYPE_CHECKING:
    from rest_framework.response import Response

API = "/api/v1"
PASSWORD = "달빛 아래 오래된 극장 42"
ORIGIN = "http://127.0.0.1:8080"  # a page of our own, by the settings of the tests
_numbers = count(1)


@dataclass
class Person:
    """Someone with an account and a session of kind `token`."""

    email: str
    access: str
    refresh: str
    username: str = "관객"

    @property
    def headers(self) -> dict[str, str]:
        """The header that says who asks."""
        return {"Authorization": f"Bearer {self.access}"}

    @property
    def user(self) -> User:
        """The row of the account."""
        return User.objects.get(email=self.email)

    def session_id(self) -> str:
        """Return the public id of the session."""
        sessions: list[dict[str, Any]] = self.ask("GET", "/me/sessions").json()["results"]
        return str(next(row["id"] for row in sessions if row["current"]))

    def search_id(self) -> str:
        """Keep a search and return its id."""
        return str(self.ask("POST", "/me/searches", {"q": "햄릿"}).json()["id"])

    def ask(self, method: str, path: str, data: Any = None, **headers: str) -> Response:
        """Send a request as this person."""
        return ask(method, path, data, **{**self.headers, **headers})


def ask(method: str, path: str, data: Any = None, **headers: str) -> Response:
    """Send a request as nobody; underscores in the names of headers are dashes."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    send = getattr(APIClient(), method.lower())
    body = {} if data is None else {"data": data, "format": "json"}
    reply: Response = send(f"{API}{path}", headers=given, **body)
    return reply


def new_email() -> str:
    """Return an address nobody has."""
    return f"person{next(_numbers)}@mail.test"


def sign_up(**fields: Any) -> Person:
    """Make an account and sign in to it."""
    body = {"email": new_email(), "password": PASSWORD, "username": "관객", **fields}
    reply = ask("POST", "/auth/signup", body)
    assert reply.status_code == 201, reply.content
    tokens = reply.json()
    return Person(tokens["user"]["email"], tokens["access"], tokens["refresh"], tokens["user"]["username"])


def sign_in(person: Person, password: str = PASSWORD) -> Person:
    """Sign the same person in on another device."""
    tokens = ask("POST", "/auth/signin", {"email": person.email, "password": password}).json()
    return Person(person.email, tokens["access"], tokens["refresh"], person.username)
