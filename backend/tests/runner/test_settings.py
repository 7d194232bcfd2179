"""What each part gets told by `make run`."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.settings import RunSettings, read_settings


def settings(**environment: str) -> RunSettings:
    host = environment.pop("host", "127.0.0.1")
    return RunSettings(host=host, api_port=8000, web_port=8080, local_dir=Path("/data"), environment=environment)


def test_both_spellings_of_loopback_may_call_the_api() -> None:
    env = settings().for_children(sandbox_url=None)

    assert env["ALLOWED_HOSTS"].split(",") == ["127.0.0.1", "localhost", "[::1]"]
    assert env["CORS_ALLOWED_ORIGINS"].split(",") == [
        "http://127.0.0.1:8080",
        "http://localhost:8080",
        "http://[::1]:8080",
    ]
    assert env["PUBLIC_BASE_URL"] == "http://127.0.0.1:8080"


def test_the_origins_follow_the_port() -> None:
    moved = RunSettings(host="127.0.0.1", api_port=1, web_port=9999, local_dir=Path("/data"), environment={})

    assert "http://localhost:9999" in moved.for_children(sandbox_url=None)["CORS_ALLOWED_ORIGINS"]


def test_a_persons_own_values_win_and_empty_ones_count_as_not_set() -> None:
    env = settings(ALLOWED_HOSTS="box.example", MEDIA_ROOT="", REDIS_URL=" ").for_children(sandbox_url=None)

    assert env["ALLOWED_HOSTS"] == "box.example"
    assert env["MEDIA_ROOT"] == "/data/media"
    assert "REDIS_URL" not in env


@pytest.mark.parametrize("key", ["", "  "])
def test_the_sandbox_is_needed_without_a_key(key: str) -> None:
    assert settings(KOPIS_SERVICE_KEY=key).needs_sandbox
    assert not settings(KOPIS_SERVICE_KEY="abc").needs_sandbox


def test_the_sandbox_is_used_without_a_pause_between_requests() -> None:
    env = settings().for_children(sandbox_url="http://127.0.0.1:7/openApi/restful/")

    assert env["KOPIS_BASE_URL"] == "http://127.0.0.1:7/openApi/restful/"
    assert env["KOPIS_SERVICE_KEY"]
    assert env["KOPIS_MIN_INTERVAL_SECONDS"] == "0"


def test_the_real_service_keeps_its_pause() -> None:
    env = settings(KOPIS_SERVICE_KEY="abc").for_children(sandbox_url=None)

    assert "KOPIS_MIN_INTERVAL_SECONDS" not in env
    assert "KOPIS_BASE_URL" not in env


def test_listening_everywhere_lets_the_machines_own_name_in() -> None:
    open_to_all = settings(host="0.0.0.0")

    assert open_to_all.web_url == "http://127.0.0.1:8080"
    assert len(open_to_all.for_children(sandbox_url=None)["ALLOWED_HOSTS"].split(",")) > 3


def test_an_ipv6_address_is_bracketed_in_urls() -> None:
    assert settings(host="::1").api_url == "http://[::1]:8000"


def test_reads_ports_and_host_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {"API_PORT": "8001", "WEB_PORT": "", "HOST": "[::1]", "LOCAL_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)

    found = read_settings()

    assert (found.api_port, found.web_port, found.host, found.local_dir) == (8001, 8080, "::1", tmp_path)
