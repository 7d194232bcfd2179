"""A catalogue, a media folder and a poster host for the tests of posters."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis

from culturepedia.common import clock
from culturepedia.enrichment import hashtags, taggers, tagging
from culturepedia.performances.models import Performance
from tests.enrichment.hostile_server import HostileServer
from tests.enrichment.machine import Machine
from tests.enrichment.stub_model import StubModel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from culturepedia.enrichment.hashtags import TaggingRun

AddPerformance = Callable[..., Performance]


@pytest.fixture
def poster_host(settings: Any) -> Iterator[HostileServer]:
    with HostileServer().running() as server:
        settings.KOPIS_BASE_URL = f"{server.base_url}/openApi/restful/"
        yield server


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


@pytest.fixture
def add_performance(db: None) -> AddPerformance:
    numbers = itertools.count(1)

    def add(source: str | None = None, **columns: Any) -> Performance:
        number, now, today = next(numbers), clock.now(), clock.seoul_today()
        return Performance.objects.create(
            **{
                "kopis_id": f"PF{number:06}",
                "title": f"공연 {number}",
                "start_date": today - timedelta(days=1),
                "end_date": today + timedelta(days=10),
                "created_at": now,
                "synced_at": now,
                "detail_synced_at": now,
                "content_hash": f"hash-{number}",
                "poster_source_url": source,
                **columns,
            }
        )

    return add


@pytest.fixture(params=["sqlite", "postgres"])
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Return a maker of empty databases."""
    if request.param == "sqlite":
        return lambda name: f"sqlite:///{tmp_path / name}.sqlite3"
    url = request.getfixturevalue("postgres_url")

    def create(name: str) -> str:
        unique = f"{name}_{os.getpid()}_{random.SystemRandom().getrandbits(32):x}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{unique}"')
        return urlunsplit(urlsplit(url)._replace(path=f"/{unique}"))

    return create


@pytest.fixture
def machines(new_database: Callable[[str], str], redis_url: str, tmp_path: Path) -> Iterator[Callable[..., Machine]]:
    """Return a maker of machines with empty catalogues; they share an empty Redis one after another."""
    made: list[Machine] = []

    def make(name: str, **env: str) -> Machine:
        with redis.Redis.from_url(redis_url) as client:
            client.flushdb()
        made.append(Machine(tmp_path / name, database_url=new_database(name), redis_url=redis_url, env=env))
        return made[-1]

    yield make
    for machine in made:
        machine.close()


@pytest.fixture
def model(settings: Any) -> Iterator[StubModel]:
    """Run a language model and give the project its key."""
    with StubModel().running() as server:
        settings.OPENAI_API_KEY = "key-of-the-stub"
        settings.OPENAI_BASE_URL = server.base_url
        yield server


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the pauses before second tries, which are noted and not kept."""
    kept: list[float] = []
    init = taggers.ModelTagger.__init__
    monkeypatch.setattr(
        taggers.ModelTagger, "__init__", lambda self, model, **options: init(self, model, **options, pause=kept.append)
    )
    return kept


def tag_at(now: datetime, limit: int = 1000) -> TaggingRun:
    return hashtags.tag_performances(tagger=tagging.new_tagger(), now=now, limit=limit, why_stop=lambda: None)
