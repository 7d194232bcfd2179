"""The containers run what the tests run, with every secret asked for and no right they do not need."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from runner.commands import COMMANDS
from runner.settings import PROJECT_DIR

COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT_DIR / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "KOPIS_SERVICE_KEY")
OURS = ("api", "worker", "beat", "migrate")


def dockerfile(part: str) -> list[str]:
    """Return the instructions, continued lines joined."""
    text = (PROJECT_DIR / part / "Dockerfile").read_text(encoding="utf-8")
    return [line for line in text.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("name", OURS)
def test_a_container_runs_the_command_that_the_tests_run(name: str) -> None:
    assert tuple(SERVICES[name]["command"]) == COMMANDS[name]


def test_the_image_starts_the_api_by_itself() -> None:
    last = dockerfile("backend")[-1]

    assert last.startswith("CMD ")
    assert tuple(yaml.safe_load(last.removeprefix("CMD "))) == COMMANDS["api"]


def test_the_parts_are_those_of_the_design() -> None:
    assert set(SERVICES) == {"nginx", *OURS, "postgres", "redis"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_lasting_part_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_only_nginx_is_reachable_from_outside(name: str) -> None:
    assert ("ports" in SERVICES[name]) == (name == "nginx")


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"postgres"}))
def test_a_part_cannot_change_itself_or_gain_rights(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("part", ["backend", "frontend"])
def test_images_run_as_a_numbered_user(part: str) -> None:
    users = [line.split()[1] for line in dockerfile(part) if line.startswith("USER ")]

    assert re.fullmatch(r"[1-9][0-9]*:[1-9][0-9]*", users[-1])


def test_no_secret_has_a_value_or_may_be_missing() -> None:
    text = (PROJECT_DIR / "docker-compose.yml").read_text(encoding="utf-8")

    for name in SECRETS:
        uses = re.findall(rf"\$\{{{name}([^}}]*)\}}", text)
        assert uses, name
        assert all(use.startswith(":?") for use in uses), name


def test_every_variable_is_in_the_example_file() -> None:
    text = (PROJECT_DIR / "docker-compose.yml").read_text(encoding="utf-8")
    example = (PROJECT_DIR / ".env.example").read_text(encoding="utf-8")

    used = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", text))

    assert used <= set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))


@pytest.mark.parametrize("name", OURS)
def test_named_volumes_and_networks_exist(name: str) -> None:
    service = SERVICES[name]

    assert {volume.split(":")[0] for volume in service["volumes"]} <= set(COMPOSE["volumes"])
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert set(service["depends_on"]) <= set(SERVICES)
