"""`python -m tests.plugins.provide`: installs the browser and the web server that the tests need, where it may.

PostgreSQL and Redis come with the development packages. What cannot be installed here is told; the tests that need it
then fail and say the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.plugins.chromium import find_chromium
from tests.plugins.nginx import find_nginx
from tests.plugins.real import ServerMissing

if TYPE_CHECKING:
    from collections.abc import Callable


def may_use_apt() -> bool:
    """Return whether this is Debian or a relative, and we may install packages."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> None:
    """Install Debian packages without asking anything."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=True, env=quiet)


def install_chromium() -> None:
    """Install Chromium with a Korean font from Debian, else Playwright's own build."""
    if may_use_apt():
        apt_install("chromium", "fonts-nanum")
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def install_nginx() -> None:
    """Install nginx in a container; on a machine with services the package would start one, so a person decides."""
    if may_use_apt() and not Path("/run/systemd/system").exists():
        apt_install("nginx-light")


def provide(name: str, find: Callable[[], Path], install: Callable[[], None]) -> None:
    """Make sure that there is one, and say which."""
    try:
        found = find()
    except ServerMissing:
        sys.stdout.write(f"Installing {name} for the tests …\n")
        sys.stdout.flush()
        install()
        try:
            found = find()
        except ServerMissing as problem:
            sys.stdout.write(f"{problem}\n")
            return
    sys.stdout.write(f"{name} for the tests: {found}\n")


if __name__ == "__main__":
    provide("Chromium", find_chromium, install_chromium)
    provide("nginx", find_nginx, install_nginx)
