"""Generated questions, sensible and not, to every address: each answer is one that the schema names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from config.wsgi import application
from culturepedia.search import indexing
from tests.factories import HallFactory, PerformanceFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis.schemas import BaseSchema

pytestmark = pytest.mark.django_db
HOST = {"Host": "testserver", "Accept-Encoding": "identity"}
PATHS = (
    "/home", "/performances", "/performances/suggest", "/performances/{performance_id}", "/performances/{performance_id}/calendar.ics",
    "/rankings", "/venues", "/venues/{venue_id}", "/options", "/showtimes",
)  # fmt: skip
STRICT_PATHS = ("/performances", "/performances/suggest", "/performances/{performance_id}/calendar.ics", "/rankings", "/venues", "/showtimes")


@cache
def load_schema() -> BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/v1/schema", application, headers=HOST)


@pytest.fixture(autouse=True)
def _kept_connection() -> Iterator[None]:
    """Let a request leave the test's transaction open, as Django's own test client does."""
    around = (request_started, request_finished)
    for signal in around:
        signal.disconnect(close_old_connections)
    yield
    for signal in around:
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _rows() -> None:
    hall = HallFactory.create(venue__latitude=37.5, venue__longitude=127.0)
    row = PerformanceFactory.create(kopis_id="PF1", venue=hall.venue, hall=hall, rules=[("mon", "20:00")])
    indexing.index_performances([row.pk], today=row.start_date)


@pytest.mark.parametrize(
    ("path", "mode"),
    [*((path, GenerationMode.POSITIVE) for path in PATHS), *((path, GenerationMode.NEGATIVE) for path in STRICT_PATHS)],
)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(data=st.data())
def test_answers_as_the_schema_says(path: str, mode: GenerationMode, data: Any) -> None:
    case = data.draw(load_schema()[f"/api/v1{path}"]["GET"].as_strategy(generation_mode=mode))

    # No schema can say that a span ends after it begins.
    is_reversed = str(case.query.get("from", "")) > str(case.query.get("to", "~"))
    # Nor that relevance needs a text to be relevant to.
    is_aimless = "relevance" in str(case.query.get("ordering", "")) and "q" not in case.query
    excluded = [positive_data_acceptance] if is_reversed or is_aimless else None
    case.call_and_validate(headers=HOST, excluded_checks=excluded)
