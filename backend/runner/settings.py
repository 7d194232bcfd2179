"""What `make run` is told: ports, host and where local data lives, and the environment it gives to each part.

Source: the process environment, then `.env` beside the Makefile. A wrong value is told in one sentence.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import environ

if TYPE_CHECKING:
    from collections.abc import Mapping

BACKEND_DIR = Path(__file__).resolve().parent.parent
PROJECT_DIR = BACKEND_DIR.parent
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - recognised, not bound
SANDBOX_KEY = "sandbox-key"
MAX_PORT = 65535


class WrongSetting(Exception):
    """A value that `make run` cannot work with; its text says which and what to do."""


@dataclass(frozen=True)
class RunSettings:
    """The values of one run."""

    host: str
    api_port: int
    web_port: int
    local_dir: Path
    environment: Mapping[str, str]

    @property
    def needs_sandbox(self) -> bool:
        """Whether there is no key for the real service."""
        return not self.environment.get("KOPIS_SERVICE_KEY", "").strip()

    @property
    def shown_host(self) -> str:
        """The host to print: one that a browser on this machine can open."""
        return "127.0.0.1" if self.host in EVERY_ADDRESS else in_url(self.host)

    @property
    def api_url(self) -> str:
        """Where the API answers, without a path."""
        return f"http://{self.shown_host}:{self.api_port}"

    @property
    def web_url(self) -> str:
        """Where the site answers, without a path."""
        return f"http://{self.shown_host}:{self.web_port}"

    def for_children(self, *, sandbox_url: str | None) -> dict[str, str]:
        """Return the environment of every part; what a person has set is kept."""
        hosts = list(dict.fromkeys([self.shown_host, *LOOPBACK_HOSTS, *self._addresses()]))
        defaults = {
            "ALLOWED_HOSTS": ",".join(hosts),
            "CORS_ALLOWED_ORIGINS": ",".join(f"http://{host}:{self.web_port}" for host in hosts),
            "PUBLIC_BASE_URL": self.web_url,
            "MEDIA_ROOT": str(self.local_dir / "media"),
        }
        fixed = {
            "LOCAL_DIR": str(self.local_dir),
            "READ_DOT_ENV": "false",  # read once, here, so that all parts agree
            "PYTHONUNBUFFERED": "1",
            "API_PORT": str(self.api_port),
            "WEB_PORT": str(self.web_port),
        }
        if sandbox_url:
            fixed |= {"KOPIS_BASE_URL": sandbox_url, "KOPIS_SERVICE_KEY": SANDBOX_KEY}
            defaults["KOPIS_MIN_INTERVAL_SECONDS"] = "0"  # the pause is a courtesy towards the real service
        given = {name: value for name, value in self.environment.items() if value.strip()}  # empty = not set
        return {**defaults, **given, **fixed}

    def _addresses(self) -> list[str]:
        """Return this machine's own names and addresses when it listens on all of them."""
        if self.host not in EVERY_ADDRESS:
            return []
        name = socket.gethostname()
        try:
            found = {str(info[4][0]) for info in socket.getaddrinfo(name, None)}
        except OSError:
            found = set()  # a machine need not know its own name; loopback still works
        return [name, *(in_url(address) for address in sorted(found))]


def in_url(host: str) -> str:
    """Return the host as a URL spells it: IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host else host


def read_settings() -> RunSettings:
    """Read the environment and `.env`.

    Raises:
        WrongSetting: A port is no number from 1 to 65535, or both are the same.
    """
    if os.environ.get("READ_DOT_ENV", "true") == "true":
        environ.Env.read_env(PROJECT_DIR / ".env")  # the environment wins over the file
    api_port, web_port = _port("API_PORT", 8000), _port("WEB_PORT", 8080)
    if api_port == web_port:
        raise WrongSetting(f"API_PORT and WEB_PORT are both {api_port}; they must differ.")
    return RunSettings(
        host=(os.environ.get("HOST", "").strip() or "127.0.0.1").strip("[]"),
        api_port=api_port,
        web_port=web_port,
        local_dir=Path(os.environ.get("LOCAL_DIR", "").strip() or PROJECT_DIR / ".local").resolve(),
        environment=dict(os.environ),
    )


def _port(name: str, default: int) -> int:
    text = os.environ.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MAX_PORT):
        raise WrongSetting(f"{name} must be a number from 1 to {MAX_PORT}, not {text!r}.")
    return int(text)
