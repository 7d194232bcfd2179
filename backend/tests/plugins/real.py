"""The rule for real servers: one that is missing is a failure, never a silent skip.

`SKIP_REAL=redis,browser` lets a person leave parts out; the summary then says how many tests that cost. In CI
(`CI=true`) it is refused.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = ("postgres", "redis", "browser", "nginx")


class ServerMissing(Exception):
    """No way to start the server was found; the text says what to install."""


def parts_to_skip(environ: Mapping[str, str]) -> frozenset[str]:
    """Return the parts a person wants to leave out.

    Raises:
        pytest.UsageError: A name is unknown, or this is a CI run.
    """
    names = frozenset(name.strip() for name in environ.get("SKIP_REAL", "").split(",") if name.strip())
    if unknown := names - set(PARTS):
        raise pytest.UsageError(f"SKIP_REAL knows {', '.join(PARTS)}; not {', '.join(sorted(unknown))}.")
    if names and environ.get("CI", "").lower() == "true":
        raise pytest.UsageError("SKIP_REAL is refused when CI=true: a missing server must fail.")
    return names


def require(part: str) -> None:
    """Leave the current test out if a person asked for that."""
    if part in parts_to_skip(os.environ):
        pytest.skip(f"SKIP_REAL={part}")


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly how many tests a person left out."""
    names = parts_to_skip(os.environ)
    if not names:
        return
    left_out = [
        report
        for report in terminalreporter.getreports("skipped")
        if any(f"SKIP_REAL={name}" in str(report.longrepr) for name in names)
    ]
    terminalreporter.write_sep("!", f"SKIP_REAL={','.join(sorted(names))}: {len(left_out)} tests left out", yellow=True)
