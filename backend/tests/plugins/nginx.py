"""The edge as in production: the real nginx with the project's own configuration.

Only what a container gives is replaced: folders, ports and the name of the API's host. Order: nginx on the PATH; an
error.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from runner.ports import answers, find_free
from runner.settings import PROJECT_DIR
from tests.plugins.processes import ServerProcess
from tests.plugins.real import ServerMissing

HOST = "127.0.0.1"
SYSTEM_FOLDERS = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
COPY = re.compile(r"^COPY --chown=\S+ (?P<sources>.+) (?P<target>\S+)$", re.MULTILINE)


def find_nginx() -> Path:
    """Return nginx's program.

    Raises:
        ServerMissing: There is none; the text says what to do.
    """
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:{SYSTEM_FOLDERS}")
    if not found:
        raise ServerMissing("No nginx for the tests of the edge: install it (Debian: nginx-light), or SKIP_REAL=nginx.")
    return Path(found)


@dataclass
class Edge:
    """A running nginx before an API on this machine."""

    folder: Path
    http_port: int
    https_port: int
    server: ServerProcess

    @property
    def certificate(self) -> Path:
        """The certificate to trust."""
        return self.folder / "tls" / "fullchain.pem"

    def stop(self) -> None:
        """End it at once."""
        self.server.stop(signal.SIGTERM)


def start_edge(folder: Path, *, api_port: int, media: Path, snapshots: Path | None = None) -> Edge:
    """Lay out what the image has, and start nginx on it."""
    program = find_nginx()
    http_port, https_port = find_free(HOST), find_free(HOST)
    (folder / "tmp").mkdir(parents=True)
    _copy_site(folder / "site")
    _make_certificate(folder / "tls")
    _write_configuration(
        program,
        folder / "conf",
        {
            " /tmp/": f" {folder}/tmp/",
            "/srv/site": str(folder / "site"),
            "root /data;": f"root {media.parent};",
            "/data/snapshots": str(snapshots or folder / "snapshots"),
            "/etc/nginx/tls": str(folder / "tls"),
            "/dev/stdout": str(folder / "access.log"),
            "listen 8080": f"listen {HOST}:{http_port}",
            "listen 8443": f"listen {HOST}:{https_port}",
            "server api:8000": f"server {HOST}:{api_port}",
        },
    )
    options = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
    argv = [program, "-p", folder, "-c", folder / "conf" / "nginx.conf", "-g", options]
    server = ServerProcess(argv, log=folder / "nginx.log")
    server.wait_until(lambda: answers(HOST, https_port), seconds=20)
    return Edge(folder=folder, http_port=http_port, https_port=https_port, server=server)


def _copy_site(site: Path) -> None:
    """Copy what the Dockerfile copies."""
    dockerfile = (PROJECT_DIR / "frontend" / "Dockerfile").read_text(encoding="utf-8")
    site.mkdir()
    for instruction in COPY.finditer(dockerfile):
        for source in instruction["sources"].split():
            path = PROJECT_DIR / source
            if path.is_dir():
                shutil.copytree(path, site / instruction["target"])
            else:
                shutil.copy(path, site)


def _write_configuration(program: Path, folder: Path, replacements: dict[str, str]) -> None:
    shutil.copytree(PROJECT_DIR / "frontend" / "nginx", folder)
    version = subprocess.run([program, "-V"], capture_output=True, text=True, check=True).stderr
    own = re.search(r"--conf-path=(\S+)/nginx\.conf", version)
    types = Path(own[1] if own else "/etc/nginx") / "mime.types"
    shutil.copy(types, folder / "mime.types")
    configuration = folder / "nginx.conf"
    text = configuration.read_text(encoding="utf-8")
    for old, new in replacements.items():
        if old not in text:
            raise RuntimeError(f"nginx.conf no longer has {old!r}")
        text = text.replace(old, new)
    configuration.write_text(text, encoding="utf-8")


def _make_certificate(folder: Path) -> None:
    folder.mkdir()
    argv = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    argv += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    argv += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(argv, check=True, capture_output=True)
