"""Reads the environment once and refuses a production start with missing or example secrets.

Source: the process environment, and for development the git-ignored `.env` beside the Makefile. Every name read
here is listed with a comment in `.env.example`.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from culturepedia.common.keys import MIN_JWT_KEY_LENGTH, MIN_SECRET_LENGTH, is_example

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent
LOCAL_DIR = Path(os.environ.get("LOCAL_DIR") or PROJECT_DIR / ".local")

env = environ.Env()
env.smart_cast = False
if os.environ.get("READ_DOT_ENV", "true") == "true":
    environ.Env.read_env(PROJECT_DIR / ".env")  # does not override what the process was given

PRODUCTION = env.bool("PRODUCTION", default=False)
REQUIRED_IN_PRODUCTION = (
    "SECRET_KEY",
    "JWT_KEYS",
    "DATABASE_URL",
    "REDIS_URL",
    "KOPIS_SERVICE_KEY",
    "EMAIL_URL",
    "ALLOWED_HOSTS",
    "CORS_ALLOWED_ORIGINS",
    "PUBLIC_BASE_URL",
)


def text(name: str, default: str = "") -> str:
    """Return the variable without surrounding blanks; an empty one counts as not set."""
    return os.environ.get(name, "").strip() or default


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated items of a variable."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def require_production_values() -> None:
    """Check every value that production cannot do without.

    Raises:
        ImproperlyConfigured: One or more are missing, or the secret key is short or an example; all are named.
    """
    problems = [f"{name} is not set" for name in REQUIRED_IN_PRODUCTION if not text(name)]
    key = text("SECRET_KEY")
    if key and (len(key) < MIN_SECRET_LENGTH or is_example(key)):
        problems.append(f"SECRET_KEY must be {MIN_SECRET_LENGTH} or more random characters, not an example value")
    problems += _problems_of_jwt_keys()
    if "*" in words("ALLOWED_HOSTS"):
        problems.append("ALLOWED_HOSTS must name exact hosts, not *")
    if any("*" in origin for origin in words("CORS_ALLOWED_ORIGINS")):
        problems.append("CORS_ALLOWED_ORIGINS must name exact origins, not *")
    if problems:
        raise ImproperlyConfigured("Refusing to start in production: " + "; ".join(problems) + ". See .env.example.")


def secret_key() -> str:
    """Return the configured secret key; in development make one and keep it in the local data folder."""
    configured = text("SECRET_KEY")
    return configured if configured or PRODUCTION else _kept_secret("secret_key")


def jwt_keys() -> dict[str, str]:
    """Return the keys of access and refresh tokens by their ids, the one that signs first.

    Source: JWT_KEYS, `id:key` with commas between. In development one is made and kept in the local data folder.
    """
    if not words("JWT_KEYS") and not PRODUCTION:
        return {"local": _kept_secret("jwt_key")}
    return {name: key for name, _, key in (item.partition(":") for item in words("JWT_KEYS"))}


def _problems_of_jwt_keys() -> list[str]:
    """Say what is wrong with JWT_KEYS, without repeating a key."""
    items = [item.partition(":") for item in words("JWT_KEYS")]
    problems = []
    if any(not (name and colon) for name, colon, _ in items):
        problems.append("JWT_KEYS must be id:key pairs with commas between")
    elif any(len(key.encode()) < MIN_JWT_KEY_LENGTH or is_example(key) for *_, key in items):
        problems.append(f"JWT_KEYS must be of {MIN_JWT_KEY_LENGTH} or more random characters each, not example values")
    elif len({name for name, *_ in items}) < len(items):
        problems.append("JWT_KEYS names an id twice")
    elif text("SECRET_KEY") in (keys := [key for *_, key in items]) or len(set(keys)) < len(keys):
        problems.append("JWT_KEYS must be keys of their own, each another than SECRET_KEY")
    return problems


def _kept_secret(name: str) -> str:
    """Return the secret that an earlier start left in the local data folder, or make it."""
    kept = LOCAL_DIR / name
    LOCAL_DIR.mkdir(parents=True, exist_ok=True)
    try:
        with kept.open("x", encoding="ascii") as new:
            new.write(secrets.token_urlsafe(64))
        kept.chmod(0o600)
    except FileExistsError:
        pass  # an earlier start, or another process of this one, made it
    return kept.read_text(encoding="ascii")


def broker(redis_url: str) -> tuple[str, dict[str, Any]]:
    """Return address and options of the workers' queue: Redis, or files of this machine."""
    if redis_url:
        return redis_url, {"visibility_timeout": 3600}
    queue = LOCAL_DIR / "queue"
    (queue / "control").mkdir(parents=True, exist_ok=True)
    folders = {"data_folder_in": str(queue), "data_folder_out": str(queue), "control_folder": str(queue / "control")}
    return "filesystem://", {**folders, "polling_interval": 0.2}


def database() -> dict[str, Any]:
    """Return the catalogue's database: PostgreSQL where DATABASE_URL names one, else a file of SQLite."""
    found: dict[str, Any] = env.db_url_config(text("DATABASE_URL", f"sqlite:///{LOCAL_DIR / 'db.sqlite3'}"))
    if found["ENGINE"].endswith("sqlite3"):
        LOCAL_DIR.mkdir(parents=True, exist_ok=True)
        return found | {
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # IMMEDIATE takes the write lock at BEGIN: read-then-write transactions wait instead of failing.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    statement_timeout_ms = int(text("STATEMENT_TIMEOUT_MS", "3000"))
    return found | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "options": f"-c statement_timeout={statement_timeout_ms} -c lock_timeout=5000"
            # To compile a plan takes longer than any of ours runs.
            " -c idle_in_transaction_session_timeout=30000 -c jit=off",
        },
    }


def storages() -> dict[str, dict[str, Any]]:
    """Return where files are kept: posters in the media folder, or in any storage that speaks S3's protocol."""
    found: dict[str, dict[str, Any]] = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    if text("MEDIA_BUCKET"):
        found["default"] = {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": text("MEDIA_BUCKET"),
                "endpoint_url": text("MEDIA_ENDPOINT_URL") or None,
                "region_name": text("MEDIA_REGION") or None,
                "access_key": text("MEDIA_ACCESS_KEY") or None,
                "secret_key": text("MEDIA_SECRET_KEY") or None,
                "addressing_style": "path",  # every compatible server understands it
                "querystring_auth": False,
                "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
            },
        }
    return found


def origin(url: str) -> str:
    """Return scheme, host and port of a URL, as browsers send them in `Origin`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
