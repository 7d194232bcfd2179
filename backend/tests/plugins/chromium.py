"""Finds a Chromium for the browser tests (`tests/plugins/provide.py` installs one).

Order: CHROMIUM_PATH; chromium or google-chrome on the PATH; Playwright's own download; an error.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.plugins.real import ServerMissing

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name but this machine's resolves, so that a page cannot reach a third party unnoticed.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def find_chromium() -> Path:
    """Return the browser's program.

    Raises:
        ServerMissing: There is none; the text says what to do.
    """
    if given := os.environ.get("CHROMIUM_PATH"):
        if not os.access(given, os.X_OK):
            raise ServerMissing(f"CHROMIUM_PATH={given} is no program.")
        return Path(given)
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if own.exists():
        return own
    raise ServerMissing("No Chromium for the browser tests: run `make setup`, or set CHROMIUM_PATH.")


def launch_options() -> dict[str, object]:
    """Return how Playwright starts it; only root must do without Chromium's own sandbox."""
    return {"executable_path": str(find_chromium()), "chromium_sandbox": os.geteuid() != 0, "args": list(FLAGS)}
