"""Fixtures for all tests. Servers and the environment come from `tests/plugins/`."""

from __future__ import annotations

import sys

import pytest
from django.conf import settings
from django.core.cache import cache
from rest_framework.test import APIClient

pytest_plugins = ["tests.plugins.stack"]


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Change the settings that only cost time in tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True  # otherwise each test client reads every static file's metadata


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Let no answer of one test reach another."""
    cache.clear()
    if engine := sys.modules.get("culturepedia.recommendations.engine"):
        engine.forget()


@pytest.fixture
def api() -> APIClient:
    """Return a client of the API that nobody is signed in to."""
    return APIClient()
