"""People for tests, signed in, and what they write."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

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

SOME_MOMENT = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)


class PersonFactory(DjangoModelFactory[User]):
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


class Person(APIClient):
    """A client that `user` is signed in to."""

    default_format = "json"
    user: User


def client_of(user: User, **options: Any) -> Person:
    """Return a client that a person is signed in to."""
    tokens = sessions.start(user=user, kind="token", device="test", now=clock.now())
    person = Person(**options)
    person.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.access}")
    person.user = user
    return person


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
