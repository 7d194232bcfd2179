"""No test can leave this machine: connections to anything but loopback fail at once."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest


class NetworkBlocked(OSError):
    """A test tried to reach another machine."""


_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex


def pytest_configure() -> None:
    """Put the guard in front of every Python socket."""
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign]


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Take the guard away."""
    socket.socket.connect = _connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _connect_ex  # type: ignore[method-assign]


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _refuse_other_machines(self, address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _refuse_other_machines(self, address)
    return _connect_ex(self, address)


def _refuse_other_machines(used: socket.socket, address: Any) -> None:
    if used.family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = str(address[0])
    try:
        allowed = ipaddress.ip_address(host).is_loopback
    except ValueError:
        allowed = host == "localhost"
    if not allowed:
        raise NetworkBlocked(f"tests may not connect to {host}:{address[1]}")
