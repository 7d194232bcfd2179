"""`check --deploy` finds each setting that would leave production open, and nothing in production as it is."""

from __future__ import annotations

import copy
import subprocess
import sys
from typing import Any

import pytest
from django.core.checks import run_checks

from runner.settings import BACKEND_DIR
from tests.runner.test_env import PRODUCTION

GOOD: dict[str, Any] = {
    "SECRET_KEY": PRODUCTION["SECRET_KEY"],
    "JWT_KEYS": {"a": "9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5Gf0Psx"},
    "ALLOWED_HOSTS": ["culturepedia.invalid"],
    "CORS_ALLOWED_ORIGINS": ["https://culturepedia.invalid"],
    "CSRF_TRUSTED_ORIGINS": ["https://culturepedia.invalid"],
    "NUM_PROXIES": 1,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "PASSWORD_HASHERS": ["culturepedia.accounts.hashers.Argon2idHasher"],
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "KOPIS_BASE_URL": "https://kopis.or.kr/openApi/restful/",
}
KEY = "9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5Gf0Psx"
OPEN = {
    "E001 short": {"SECRET_KEY": "short"},
    "E001 example": {"SECRET_KEY": "change-me-" * 8},
    "E001 of the framework": {"SECRET_KEY": f"django-insecure-{'x' * 50}"},
    "E002 none": {"JWT_KEYS": {}},
    "E002 short": {"JWT_KEYS": {"a": "x" * 31}},
    "E002 example": {"JWT_KEYS": {"a": KEY, "b": "an-example-key-that-is-long-enough"}},
    "E003 the secret key": {"JWT_KEYS": {"a": PRODUCTION["SECRET_KEY"]}},
    "E003 the same twice": {"JWT_KEYS": {"a": KEY, "b": KEY}},
    "E004 any": {"ALLOWED_HOSTS": ["*"]},
    "E004 below": {"ALLOWED_HOSTS": [".culturepedia.invalid"]},
    "E005 wildcard": {"CORS_ALLOWED_ORIGINS": ["https://*.invalid"]},
    "E005 all": {"CORS_ALLOW_ALL_ORIGINS": True},
    "E005 pattern": {"CORS_ALLOWED_ORIGIN_REGEXES": [r"^https://.*$"]},
    "E005 forms": {"CSRF_TRUSTED_ORIGINS": ["https://*.invalid"]},
    "E006": {"CORS_ALLOWED_ORIGINS": ["http://culturepedia.invalid"]},
    "E007": {"DEBUG": True},
    "E008": {"NUM_PROXIES": 0},
    "E009": {"SECURE_PROXY_SSL_HEADER": None},
    "W001": {"NUM_PROXIES": 0, "SECURE_PROXY_SSL_HEADER": None},
    "E010": {"AXES_ENABLED": False},
    "E011": {"AUTHENTICATION_BACKENDS": ["django.contrib.auth.backends.ModelBackend"]},
    "E015": {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]},
    "E016": {"AUTH_PASSWORD_VALIDATORS": []},
    "E017 console": {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"},
    "E017 dummy": {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"},
    "E018 sandbox": {"KOPIS_BASE_URL": "http://127.0.0.1:8901/openApi/restful/"},
    "E018 name": {"KOPIS_BASE_URL": "http://localhost:8901/"},
    "E018 IPv6": {"KOPIS_BASE_URL": "http://[::1]:8901/"},
    "E018 posters": {"POSTER_HOSTS": ["kopis.or.kr", "127.0.0.1"]},
    "E018 private": {"POSTER_HOSTS": ["10.0.0.7"]},
    "E018 cloud": {"POSTER_HOSTS": ["169.254.169.254"]},
}
API = {
    "E012": {"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTAuthentication"]},
    "E013 none": {"DEFAULT_THROTTLE_CLASSES": []},
    "E013 no rate": {"DEFAULT_THROTTLE_RATES": {"client": None}},
    "E014": {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"]},
}


@pytest.fixture(autouse=True)
def _production(settings: Any) -> None:
    for name, value in GOOD.items():
        setattr(settings, name, value)


def _found() -> set[str]:
    ids = {str(message.id) for message in run_checks(include_deployment_checks=True)}
    return {found.removeprefix("culturepedia.") for found in ids if found.startswith("culturepedia.")}


def test_finds_nothing_in_production() -> None:
    assert _found() == set()


@pytest.mark.parametrize("name", OPEN)
def test_finds_what_is_open(settings: Any, name: str) -> None:
    for setting, value in OPEN[name].items():
        setattr(settings, setting, value)

    assert _found() == {name.split(maxsplit=1)[0]}


@pytest.mark.parametrize("name", API)
def test_finds_what_is_open_in_the_api(settings: Any, name: str) -> None:
    settings.REST_FRAMEWORK = {**copy.deepcopy(settings.REST_FRAMEWORK), **API[name]}

    assert _found() == {name.split(maxsplit=1)[0]}


@pytest.mark.parametrize(("app", "code"), [("axes", "E010"), ("culturepedia.accounts", "E012")])
def test_finds_an_app_that_is_missing(monkeypatch: pytest.MonkeyPatch, app: str, code: str) -> None:
    from django.conf import settings as live

    monkeypatch.setattr(live, "INSTALLED_APPS", [name for name in live.INSTALLED_APPS if name != app])

    assert _found() == {code}


def _check(**changes: str) -> subprocess.CompletedProcess[str]:
    env = {**PRODUCTION, "NUM_PROXIES": "1", "LOCAL_DIR": "/nonexistent", **changes}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=BACKEND_DIR, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_the_command_is_clean_with_production_values_and_fails_with_an_open_one() -> None:
    clean = _check()
    assert clean.returncode == 0, clean.stderr
    assert "no issues" in clean.stdout

    to_nobody = _check(EMAIL_URL="consolemail://", KOPIS_BASE_URL="http://127.0.0.1:8901/", NUM_PROXIES="0")
    assert to_nobody.returncode == 1
    assert all(code in to_nobody.stderr for code in ("E017", "E018", "W001"))
