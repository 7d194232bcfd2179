"""Lets a WSGI request run inside a test's transaction, as Django's own test client does."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def kept_open() -> Iterator[None]:
    """Close no connection at the ends of requests; around each request, for the test client undoes it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
