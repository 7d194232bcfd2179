"""A catalogue, a media folder and a poster host for the tests of posters."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.common import clock
from culturepedia.performances.models import Performance
from tests.enrichment.hostile_server import HostileServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
                "poster_source_url": source,
                **columns,
            }
        )

    return add
