"""Settings come from the environment; production refuses to start without them and says which."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest

from runner.settings import BACKEND_DIR, PROJECT_DIR

PRODUCTION = {
    "READ_DOT_ENV": "false",
    "PRODUCTION": "true",
    "SECRET_KEY": "fRZ0dVn7uLq2Yk9sTg4hXb8cWm1pJe6aKo3iQzD5vNyUxSBtHw",
    "JWT_KEYS": "a:9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5Gf0Psx,b:xPs0fG5dH3zK6cN1bY8tV4wL7qX2mJr9x",
    "EMAIL_URL": "smtp+tls://none:none@127.0.0.1:1",
    "DATABASE_URL": "postgres://catalogue:none@127.0.0.1:1/catalogue",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "KOPIS_SERVICE_KEY": "none",
    "ALLOWED_HOSTS": "culturepedia.invalid",
    "CORS_ALLOWED_ORIGINS": "https://culturepedia.invalid",
    "PUBLIC_BASE_URL": "https://culturepedia.invalid",
}
FIXED_NAMES = {
    *("DATABASE_URL", "REDIS_URL", "KOPIS_SERVICE_KEY", "KOPIS_BASE_URL", "OPENAI_API_KEY", "OPENAI_BASE_URL"),
    *("OPENAI_MODEL", "SECRET_KEY", "ALLOWED_HOSTS", "CORS_ALLOWED_ORIGINS", "MEDIA_ROOT", "PUBLIC_BASE_URL"),
}
# How a variable is read, in our Python code; HTTP_… are the headers of a request.
READS = re.compile(
    r"""(?:\benv\.(?:text|words|env\.\w+)\(|environ(?:\.get\(|\[)|_port\()\s*"(?!HTTP_)([A-Z][A-Z_]+)\""""
)
# Read by the parts from each other, never set by a person.
INTERNAL = {"READ_DOT_ENV", "BIND", "DJANGO_SETTINGS_MODULE", "FRONTEND_DIR", "PATH_INFO", "REQUEST_METHOD"}


def start(**changes: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in {"PATH": os.environ["PATH"], **PRODUCTION, **changes}.items() if value}
    command = [sys.executable, "-c", "import config.settings; print('started')"]
    return subprocess.run(command, cwd=BACKEND_DIR, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_production_starts_with_all_its_secrets() -> None:
    assert start().stdout == "started\n"


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - {"READ_DOT_ENV", "PRODUCTION"}))
def test_production_refuses_to_start_without_a_secret_and_names_it(name: str) -> None:
    done = start(**{name: ""})

    assert done.returncode != 0
    assert f"{name} is not set" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "change-me-" * 8),
        ("JWT_KEYS", "a:short"),
        ("JWT_KEYS", "9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5Gf0Psx-without-an-id"),
        ("JWT_KEYS", ":9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5Gf0Psx"),
        ("JWT_KEYS", "a:change-me-change-me-change-me-change-me"),
        ("JWT_KEYS", "a:9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5Gf0Psx,a:Ps0fG5dH3zK6cN1bY8tV4wL7qX2mJr9x"),
        ("JWT_KEYS", "a:9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5Gf0Psx,b:9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5Gf0Psx"),
        ("JWT_KEYS", f"a:{PRODUCTION['SECRET_KEY']}"),
        ("JWT_KEYS", "a:9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5Gf0Psx,b:31-characters-are-one-too-short"),
        ("JWT_KEYS", "a:An-EXAMPLE-of-a-key-that-is-long-enough-0"),
        ("JWT_KEYS", "a:"),
        ("SECRET_KEY", "django-insecure-fRZ0dVn7uLq2Yk9sTg4hXb8cWm1pJe6aKo3iQzD5vNyUx"),
        ("SECRET_KEY", "49-characters-fRZ0dVn7uLq2Yk9sTg4hXb8cWm1pJe6aKo3"),
        ("ALLOWED_HOSTS", "*"),
        ("CORS_ALLOWED_ORIGINS", "https://*.example"),
    ],
)
def test_production_refuses_an_unsafe_value_and_names_it(name: str, value: str) -> None:
    done = start(**{name: value})

    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "changes",
    [
        {"JWT_KEYS": "a:9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5short,b:xPs0fG5dH3zK6cN1bY8tV4wL7qX2mJr9x"},
        {"SECRET_KEY": "fRZ0dVn7uLq2Yk9sTg4h"},
    ],
)
def test_a_refusal_repeats_no_secret(changes: dict[str, str]) -> None:
    done = start(**changes)

    assert done.returncode != 0
    assert not any(secret in done.stderr.splitlines()[-1] for secret in ("9rJm2Xq7Lw4", "xPs0fG5dH3z", "fRZ0dVn7uL"))


def example_names() -> list[str]:
    text = (PROJECT_DIR / ".env.example").read_text(encoding="utf-8")
    return re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)


def test_the_example_file_lists_each_setting_once_and_holds_no_value() -> None:
    names = example_names()
    text = (PROJECT_DIR / ".env.example").read_text(encoding="utf-8")

    assert len(names) == len(set(names))
    assert not re.findall(r"^[A-Z_]+=.+$", text, re.MULTILINE)
    assert set(names) >= FIXED_NAMES


def test_the_example_file_lists_every_setting_that_the_code_reads() -> None:
    sources = [file for part in ("config", "culturepedia", "runner") for file in (BACKEND_DIR / part).rglob("*.py")]

    read = {name for file in sources for name in READS.findall(file.read_text(encoding="utf-8"))}

    assert len(read) > 20
    assert sorted(read - set(example_names()) - INTERNAL) == []


def test_each_setting_of_the_example_file_has_a_comment_above_it() -> None:
    lines = (PROJECT_DIR / ".env.example").read_text(encoding="utf-8").splitlines()

    bare = [line for above, line in pairwise(lines) if re.match("[A-Z_]+=", line) and not above]

    assert bare == []


def test_the_checks_use_the_same_production_values() -> None:
    makefile = (PROJECT_DIR / "Makefile").read_text(encoding="utf-8")

    assert all(f"{name}=" in makefile for name in PRODUCTION)
