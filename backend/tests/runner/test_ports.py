"""A port that cannot be used is told in one sentence, before anything starts."""

from __future__ import annotations

import os
import socket
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from runner.commands import argv
from runner.ports import PortTaken, find_free, require_free
from runner.settings import BACKEND_DIR, PROJECT_DIR

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1"


@pytest.fixture
def taken_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def run(folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    command = [argv("migrate")[0], "-m", "runner"]
    given = {**os.environ, "LOCAL_DIR": str(folder), **env}
    return subprocess.run(command, cwd=BACKEND_DIR, env=given, capture_output=True, text=True, timeout=60, check=False)


def test_accepts_a_free_port() -> None:
    require_free(HOST, find_free(HOST), setting="API_PORT")


def test_names_the_taken_port_and_the_variable_to_change(taken_port: int) -> None:
    with pytest.raises(PortTaken, match=rf"Port {taken_port} .* in use.*make run API_PORT={taken_port + 1}"):
        require_free(HOST, taken_port, setting="API_PORT")


def test_sees_a_listener_on_all_addresses(taken_port: int) -> None:
    with closing(socket.socket()) as everywhere:
        everywhere.bind(("0.0.0.0", 0))
        everywhere.listen()

        with pytest.raises(PortTaken, match="in use"):
            require_free(HOST, everywhere.getsockname()[1], setting="WEB_PORT")


def test_says_when_the_address_is_not_of_this_machine() -> None:
    with pytest.raises(PortTaken, match=r"Cannot listen on 203\.0\.113\.7:8000 .*HOST=127\.0\.0\.1"):
        require_free("203.0.113.7", 8000, setting="API_PORT")


@pytest.mark.parametrize("variable", ["API_PORT", "WEB_PORT"])
def test_run_ends_with_a_sentence_and_no_trace(taken_port: int, tmp_path: Path, variable: str) -> None:
    other = {"API_PORT", "WEB_PORT"} - {variable}
    done = run(tmp_path, **{variable: str(taken_port), other.pop(): str(find_free(HOST))})

    assert done.returncode == 2
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
    assert f"Port {taken_port} on {HOST} is already in use" in done.stdout
    assert not list(tmp_path.rglob("*.sqlite3")), "nothing may start"


def test_make_run_passes_its_variables_on(taken_port: int, tmp_path: Path) -> None:
    command = ["make", "run", f"API_PORT={taken_port}", f"WEB_PORT={find_free(HOST)}", f"HOST={HOST}"]
    given = {**os.environ, "LOCAL_DIR": str(tmp_path)}
    done = subprocess.run(command, cwd=PROJECT_DIR, env=given, capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode != 0
    assert f"Port {taken_port} on {HOST} is already in use" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("wrong", ["0", "65536", "-1", "http", "80 80", "٨٠٨٠", "8e3"])
def test_refuses_what_is_no_port(tmp_path: Path, wrong: str) -> None:
    done = run(tmp_path, API_PORT=wrong)

    assert done.returncode == 2
    assert done.stdout.startswith("API_PORT must be a number from 1 to 65535")
    assert done.stderr == ""


def test_refuses_one_port_for_both(tmp_path: Path) -> None:
    done = run(tmp_path, API_PORT="9000", WEB_PORT="9000")

    assert done.returncode == 2
    assert done.stdout == "API_PORT and WEB_PORT are both 9000; they must differ.\n"
