"""People for tests: they sign up and in through the front door, or are given by factories, and what they write."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

import factory
from factory.django import DjangoModelFactory
from rest_framework.test import APIClient

from culturepedia.accounts import sessions
from culturepedia.accounts.models import User
from culturepedia.common import clock
from culturepedia.diary.models import Visit
from culturepedia.favorites.models import Favorite
from culturepedia.reviews import counters
from culturepedia.reviews.models import Review
from tests.factories import PerformanceFactory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rest_framework.response import Response

API = "/api/v1"
PASSWORD = "달빛 아래 오래된 극장 42"
ORIGIN = "http://127.0.0.1:8080"  # a page of our own, by the settings of the tests
SOME_MOMENT = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)
_numbers = count(1)


class PersonFactory(DjangoModelFactory[User]):
    """An account nobody can sign in to: quick to make."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.com")
    username = factory.Sequence(lambda number: f"관객{number}")
    password = "!"


class ReviewFactory(DjangoModelFactory[Review]):
    class Meta:
        model = Review

    author = factory.SubFactory(PersonFactory)
    performance = factory.SubFactory(PerformanceFactory)
    rating = Decimal("4.5")
    body = "좋았다"
    created_at = SOME_MOMENT

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **fields: Any) -> Review:
        """Store the row and count it, as the service does."""
        review = super()._create(model_class, *args, **fields)
        counters.refresh_author(review.author)
        counters.refresh_performances([review.performance_id])
        return review


class VisitFactory(DjangoModelFactory[Visit]):
    class Meta:
        model = Visit

    user = factory.SubFactory(PersonFactory)
    performance = factory.SubFactory(PerformanceFactory)
    watched_on = date(2026, 11, 20)
    created_at = SOME_MOMENT


class FavoriteFactory(DjangoModelFactory[Favorite]):
    class Meta:
        model = Favorite

    user = factory.SubFactory(PersonFactory)
    performance = factory.SubFactory(PerformanceFactory)
    created_at = SOME_MOMENT


class Person:
    """Someone with an account and a session of kind `token`."""

    def __init__(self, tokens: Mapping[str, str], *, email: str, username: str = "관객", **options: Any) -> None:
        self.email, self.username = email, username
        self.access, self.refresh = tokens["access"], tokens["refresh"]
        self._client = APIClient(**options)
        self._client.default_format = "json"

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
        """Send a request as this person, from a device without cookies."""
        return ask(method, path, data, **{**self.headers, **headers})

    def get(self, url: str, data: Any = None, **options: Any) -> Response:
        """Read an address, from a device that keeps its cookies, as the methods below."""
        return self._send("get", url, data, **options)

    def post(self, url: str, data: Any = None, **options: Any) -> Response:
        """Send something new."""
        return self._send("post", url, data, **options)

    def put(self, url: str, data: Any = None, **options: Any) -> Response:
        """Put something there."""
        return self._send("put", url, data, **options)

    def patch(self, url: str, data: Any = None, **options: Any) -> Response:
        """Change something."""
        return self._send("patch", url, data, **options)

    def delete(self, url: str, data: Any = None, **options: Any) -> Response:
        """Take something away."""
        return self._send("delete", url, data, **options)

    def _send(
        self, method: str, url: str, data: Any, *, headers: Mapping[str, str] | None = None, **options: Any
    ) -> Response:
        given = {**self.headers, **(headers or {})}
        reply: Response = getattr(self._client, method)(url, data, headers=given, **options)
        return reply


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
    return Person(tokens, email=tokens["user"]["email"], username=tokens["user"]["username"])


def sign_in(person: Person, password: str = PASSWORD) -> Person:
    """Sign the same person in on another device."""
    tokens = ask("POST", "/auth/signin", {"email": person.email, "password": password}).json()
    return Person(tokens, email=person.email, username=person.username)


def client_of(user: User, **options: Any) -> Person:
    """Return an account's client, signed in without a password."""
    tokens = sessions.start(user=user, kind="token", device="test", now=clock.now())
    given = {"access": tokens.access, "refresh": tokens.refresh}
    return Person(given, email=user.email, username=user.username, **options)


def someone(**fields: Any) -> Person:
    """Return the client of a new person."""
    return client_of(PersonFactory.create(**fields))


def code_of(reply: Any) -> tuple[int, str, str | None]:
    """Return status, code and attribute of an answer's only error."""
    (error,) = reply.json()["errors"]
    return reply.status_code, error["code"], error["attr"]


def random_id() -> str:
    """Return an id that nothing has."""
    return str(uuid.uuid4())
