"""Looks whether a port can be used, and says it in one sentence when not."""

from __future__ import annotations

import errno
import socket
from contextlib import closing


class PortTaken(Exception):
    """Somebody else listens there, or the address is not ours; the text says what to do."""


def require_free(host: str, port: int, *, setting: str) -> None:
    """Check that this process could listen on the address.

    Raises:
        PortTaken: It could not; names the make variable to change.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port in TIME_WAIT is free
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as problem:
            raise PortTaken(_sentence(problem, host, port, setting)) from None


def find_free(host: str) -> int:
    """Return a port of the loopback interface that nobody uses now."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def answers(host: str, port: int) -> bool:
    """Return whether something accepts a connection there."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _sentence(problem: OSError, host: str, port: int, setting: str) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is already in use. "
            f"Stop the program that uses it, or choose another port: make run {setting}={port + 1}"
        )
    if problem.errno == errno.EACCES:
        return f"This user may not listen on port {port}. Choose one above 1023: make run {setting}=8000"
    reason = problem.strerror or problem
    return f"Cannot listen on {host}:{port} ({reason}). Choose another address: make run HOST=127.0.0.1"
