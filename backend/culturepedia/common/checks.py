"""What `check --deploy` says beyond Django's own checks: settings that would leave production open.

Most of them cannot come from the environment: `config/env.py` refuses such values at the start. They guard against a
settings file of one's own, and against a change of ours.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register  # noqa: A004 - the framework's name
from django.utils.module_loading import import_string

from culturepedia.common.keys import MIN_JWT_KEY_LENGTH, MIN_SECRET_LENGTH, is_example

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.core.checks import CheckMessage

    Check = Callable[..., list[CheckMessage]]

MAILS_TO_NOBODY = ("console", "dummy", "locmem", "filebased")
STRONG_HASHERS = ("argon2",)
LIMITS = "culturepedia.common.throttles.ClientThrottle"
SESSIONS = "culturepedia.accounts.authentication.SessionAuthentication"


def _deployed(check: Callable[[], Iterator[CheckMessage]]) -> Check:
    """Register a check of `check --deploy`."""

    def run(app_configs: Any, **_: Any) -> list[CheckMessage]:  # noqa: ARG001 - as the framework calls it
        return list(check())

    run.__name__ = check.__name__
    return register(run, Tags.security, deploy=True)


@_deployed
def check_secrets() -> Iterator[CheckMessage]:
    """No example, short or shared secret."""
    if len(settings.SECRET_KEY) < MIN_SECRET_LENGTH or is_example(settings.SECRET_KEY):
        yield Error("SECRET_KEY is short or an example.", id="culturepedia.E001")
    keys = settings.JWT_KEYS.values()
    if not keys or any(len(key.encode()) < MIN_JWT_KEY_LENGTH or is_example(key) for key in keys):
        yield Error("JWT_KEYS are missing, short or examples.", id="culturepedia.E002")
    if settings.SECRET_KEY in keys or len(set(keys)) < len(keys):
        yield Error("SECRET_KEY and each of JWT_KEYS must be secrets of their own.", id="culturepedia.E003")


@_deployed
def check_names() -> Iterator[CheckMessage]:
    """Exact hosts and origins, over HTTPS."""
    if any("*" in host or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        yield Error("ALLOWED_HOSTS must name exact hosts.", id="culturepedia.E004")
    origins = (*settings.CORS_ALLOWED_ORIGINS, *settings.CSRF_TRUSTED_ORIGINS)
    patterns = getattr(settings, "CORS_ALLOWED_ORIGIN_REGEXES", ())
    if getattr(settings, "CORS_ALLOW_ALL_ORIGINS", False) or patterns or any("*" in origin for origin in origins):
        yield Error("CORS_ALLOWED_ORIGINS and CSRF_TRUSTED_ORIGINS must name exact origins.", id="culturepedia.E005")
    if any(urlsplit(origin).scheme != "https" for origin in origins):
        yield Error("An allowed origin is not https: anyone on the way could be it.", id="culturepedia.E006")
    if settings.DEBUG:
        yield Error("DEBUG shows strangers the program and its settings.", id="culturepedia.E007")


@_deployed
def check_proxies() -> Iterator[CheckMessage]:
    """The edge is trusted for both of what it says, or for neither."""
    is_trusted = settings.SECURE_PROXY_SSL_HEADER is not None
    if is_trusted and not settings.NUM_PROXIES:
        yield Error(
            "SECURE_PROXY_SSL_HEADER is set and NUM_PROXIES is 0: any client can claim to come over HTTPS.",
            id="culturepedia.E008",
        )
    if settings.NUM_PROXIES and not is_trusted:
        yield Error(
            "NUM_PROXIES is set and SECURE_PROXY_SSL_HEADER is not: requests over the edge are redirected for ever.",
            id="culturepedia.E009",
        )
    if not (settings.NUM_PROXIES or is_trusted):
        yield Warning(
            "NUM_PROXIES is 0: behind an edge all people have its address, and share one limit of tries.",
            id="culturepedia.W001",
        )


@_deployed
def check_sign_in() -> Iterator[CheckMessage]:
    """Limits, sessions and a slow hash are in their places."""
    if "axes" not in settings.INSTALLED_APPS or not getattr(settings, "AXES_ENABLED", True):
        yield Error("axes is off: failed sign-ins are not counted.", id="culturepedia.E010")
    elif settings.AUTHENTICATION_BACKENDS[0] != "axes.backends.AxesStandaloneBackend":
        yield Error("axes must be the first of AUTHENTICATION_BACKENDS.", id="culturepedia.E011")
    if "culturepedia.accounts" not in settings.INSTALLED_APPS or _api("AUTHENTICATION") != [SESSIONS]:
        yield Error("The API does not ask whether a token's session still lives.", id="culturepedia.E012")
    rates: Any = _rest("DEFAULT_THROTTLE_RATES") or {}
    if LIMITS not in _api("THROTTLE") or not rates.get("client"):
        yield Error("Requests of one client are not limited.", id="culturepedia.E013")
    if _api("PERMISSION") != ["rest_framework.permissions.IsAuthenticated"]:
        yield Error("An address of the API must be closed unless it says otherwise.", id="culturepedia.E014")
    if import_string(settings.PASSWORD_HASHERS[0]).algorithm not in STRONG_HASHERS:
        yield Error("The first of PASSWORD_HASHERS is not Argon2.", id="culturepedia.E015")
    if not settings.AUTH_PASSWORD_VALIDATORS:
        yield Error("Any password is good enough.", id="culturepedia.E016")


@_deployed
def check_outside() -> Iterator[CheckMessage]:
    """Mails reach people, and fetchers reach no machine of ours."""
    if any(name in settings.EMAIL_BACKEND for name in MAILS_TO_NOBODY):
        yield Error("EMAIL_URL sends to nobody: passwords cannot be reset.", id="culturepedia.E017")
    upstream = urlsplit(settings.KOPIS_BASE_URL).hostname or ""
    if any(_is_here(host) for host in (upstream, *settings.POSTER_HOSTS)):
        yield Error(
            "KOPIS_BASE_URL or POSTER_HOSTS names this machine: data from outside could reach its services.",
            id="culturepedia.E018",
        )


def _api(part: str) -> list[str]:
    return list(_rest(f"DEFAULT_{part}_CLASSES") or ())


def _rest(name: str) -> Any:
    return dict(settings.REST_FRAMEWORK).get(name)


def _is_here(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
