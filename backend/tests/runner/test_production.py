"""Production as docker-compose.yml describes it: the same commands and health checks, PostgreSQL, Redis, the edge.

What only an engine gives is replaced: image, network names and folders.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import requests
import yaml

from runner.ports import find_free
from runner.settings import BACKEND_DIR, PROJECT_DIR
from tests.plugins import real
from tests.plugins.nginx import HOST, Edge, start_edge
from tests.plugins.stack import Stack, new_stack, require_success

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((PROJECT_DIR / "docker-compose.yml").read_text())["services"]
SECRET = "fRZ0dVn7uLq2Yk9sTg4hXb8cWm1pJe6aKo3iQzD5vNyUxSBtHw"
VARIABLE = re.compile(r"\$\{(?P<name>[A-Z_]+):(?:-(?P<default>[^}]*)|\?[^}]*)\}")
GIVEN = {
    "SECRET_KEY": SECRET,
    "POSTGRES_PASSWORD": "none",
    "REDIS_PASSWORD": "none",
    "KOPIS_SERVICE_KEY": "none",
    "JWT_KEYS": "tests:9rJm2Xq7Lw4Vt8Yb1Nc6Kz3Hd5Gf0Psx",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "ALLOWED_HOSTS": "localhost",
}


@dataclass
class Production:
    """The running parts."""

    stack: Stack
    edge: Edge

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.edge.https_port}"

    def get(self, path: str, **headers: str) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False
            return session.get(
                self.origin + path,
                headers=headers,
                verify=str(self.edge.certificate),
                allow_redirects=False,
                timeout=20,
            )


@pytest.fixture(scope="module")
def database(postgres_url: str) -> Iterator[str]:
    name = f"production_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        yield urlunsplit(urlsplit(postgres_url)._replace(path=f"/{name}"))
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="module")
def production(database: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    real.require("nginx")
    folder = tmp_path_factory.mktemp("production")
    stack = new_stack(folder, database_url=database, redis_url=redis_url)
    media = folder / "data" / "media"
    media.mkdir(parents=True)
    api_port = find_free(HOST)
    edge = start_edge(folder / "edge", api_port=api_port, media=media)
    given = {**GIVEN, "CORS_ALLOWED_ORIGINS": f"https://localhost:{edge.https_port}"}
    given["PUBLIC_BASE_URL"] = given["CORS_ALLOWED_ORIGINS"]
    ours = {"DATABASE_URL": database, "REDIS_URL": redis_url, "CACHE_URL": redis_url, "BIND": f"{HOST}:{api_port}"}
    ours |= {"MEDIA_ROOT": str(media), "STATIC_ROOT": str(folder / "static")}
    require_success(stack.manage("collectstatic", "--no-input", env={"STATIC_ROOT": str(folder / "static")}))
    try:
        require_success(stack.manage("migrate", "--no-input", env=environment("migrate", given) | ours))
        for name in ("api", "worker", "beat"):
            stack.start(name, env=environment(name, given) | ours)
        yield Production(stack, edge)
    finally:
        stack.stop()
        edge.stop()


def environment(name: str, given: dict[str, str]) -> dict[str, str]:
    """Return a container's environment with its variables filled in as compose does."""

    def fill(found: re.Match[str]) -> str:
        return given.get(found["name"], found["default"] or "")

    return {variable: VARIABLE.sub(fill, value) for variable, value in SERVICES[name]["environment"].items()}


def is_healthy(production: Production, name: str) -> bool:
    """Run a container's own health check."""
    kind, *words = SERVICES[name]["healthcheck"]["test"]
    command = ["sh", "-c", words[0].replace("$$", "$")] if kind == "CMD-SHELL" else words
    env = {**production.stack.processes[name].env, "HOSTNAME": socket.gethostname()}
    env["PATH"] = f"{Path(sys.executable).parent}:{env['PATH']}"  # the image's `python` is the one of its environment
    command = [
        word.replace("127.0.0.1:8000", env["BIND"]).replace("/tmp/culturepedia", env["LOCAL_DIR"]) for word in command
    ]
    done = subprocess.run(command, cwd=BACKEND_DIR, env=env, capture_output=True, timeout=30, check=False)
    return done.returncode == 0


@pytest.mark.parametrize("name", ["api", "worker", "beat"])
def test_a_container_becomes_healthy_with_its_own_command(production: Production, name: str) -> None:
    production.stack.processes[name].wait_until(lambda: is_healthy(production, name), seconds=60)


def test_the_edge_leads_to_the_api_without_a_redirect(production: Production) -> None:
    production.stack.processes["api"].wait_until(lambda: is_healthy(production, "api"), seconds=60)

    answer = production.get("/api/v1/performances")

    assert answer.status_code == 200
    assert answer.json()["count"] == 0
    assert answer.headers["Strict-Transport-Security"]


def test_the_api_answers_only_under_its_name(production: Production) -> None:
    production.stack.processes["api"].wait_until(lambda: is_healthy(production, "api"), seconds=60)

    assert production.get("/api/v1/performances", Host="evil.example").status_code == 400


def test_the_admin_has_its_files(production: Production) -> None:
    production.stack.processes["api"].wait_until(lambda: is_healthy(production, "api"), seconds=60)
    page = production.get("/admin/login/")
    style = re.search(r'href="(/static/[^"]+\.css)"', page.text)

    assert page.status_code == 200
    assert style is not None
    assert production.get(style[1]).status_code == 200
