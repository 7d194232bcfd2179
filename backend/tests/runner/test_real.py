"""The rule for real servers: missing is a failure; a person may leave parts out, CI may not."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import psycopg
import pytest

from runner.settings import BACKEND_DIR
from tests.plugins import chromium, postgres, redis
from tests.plugins.real import ServerMissing, parts_to_skip

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = """
def test_needs_redis(redis_url):
    assert redis_url

def test_needs_nothing():
    assert True
"""


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)


def run_sample(folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    sample = folder / "test_sample.py"
    sample.write_text(SAMPLE)
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "SKIP_REAL", "TEST_REDIS_URL")}
    kept = {name: value for name, value in kept.items() if not name.startswith("PYTEST_XDIST")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:randomly", "-v", str(sample)]
    command += ["--rootdir", str(BACKEND_DIR), "-c", str(BACKEND_DIR / "pyproject.toml")]
    return subprocess.run(
        command, cwd=BACKEND_DIR, env=kept | env, capture_output=True, text=True, timeout=120, check=False
    )


def test_nothing_is_left_out_by_itself(tmp_path: Path) -> None:
    done = run_sample(tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


def test_a_person_may_leave_a_part_out_and_is_told_how_many_tests_that_costs(tmp_path: Path) -> None:
    done = run_sample(tmp_path, SKIP_REAL="redis")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed, 1 skipped" in done.stdout
    assert "SKIP_REAL=redis: 1 tests left out" in done.stdout


def test_ci_refuses_to_leave_anything_out(tmp_path: Path) -> None:
    done = run_sample(tmp_path, SKIP_REAL="redis", CI="true")

    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "SKIP_REAL is refused when CI=true" in done.stdout + done.stderr
    assert "passed" not in done.stdout


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(pytest.UsageError, match="not oracle"):
        parts_to_skip({"SKIP_REAL": "redis,oracle"})


def test_an_empty_wish_is_no_wish() -> None:
    assert parts_to_skip({"SKIP_REAL": " , ", "CI": "true"}) == frozenset()


@pytest.mark.usefixtures("nothing_installed")
def test_a_missing_server_fails_and_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(ServerMissing, match="TEST_REDIS_URL"):
        redis.Redis(tmp_path / "redis")
    with pytest.raises(ServerMissing, match="TEST_DATABASE_URL"):
        postgres.Postgres(tmp_path / "postgres")


def test_a_wrong_browser_path_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "none"))

    with pytest.raises(ServerMissing, match="CHROMIUM_PATH"):
        chromium.find_chromium()


def test_hangul_has_trigrams_in_our_postgres(postgres_url: str) -> None:
    """Under the C locale the trigram index would drop every Hangul letter."""
    with psycopg.connect(postgres_url) as connection, connection.transaction(force_rollback=True):
        connection.execute("create extension if not exists pg_trgm")
        row = connection.execute("select show_trgm('뮤지컬')").fetchone()

    assert row is not None
    assert len(row[0]) == 4


def test_no_test_can_leave_this_machine() -> None:
    with socket.socket() as outgoing:
        with pytest.raises(OSError, match=r"tests may not connect to 192\.0\.2\.1"):
            outgoing.connect(("192.0.2.1", 80))
        with pytest.raises(OSError, match=r"tests may not connect to www\.kopis\.or\.kr"):
            outgoing.connect_ex(("www.kopis.or.kr", 80))
