"""The site's static files on a port of their own, for `make run` and the tests; nginx does the same in production.

A path that is no file and has no dot in its last part gets its snapshot or the shell (`index.html`), with status 404
where the app has no such page: the shell then says so in the visitor's language. A missing file stays 404.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise

from culturepedia.pages.addresses import FOR_ROBOTS, find_page
from runner.compression import SMALL, Compressed
from runner.headers import app_headers, document_headers, media_headers
from runner.settings import LOOPBACK_HOSTS, PROJECT_DIR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SHELL = "/index.html"
PUBLIC_FOLDERS = frozenset({"src", "styles", "assets", "vendor"})
PUBLIC_TYPES = frozenset({".html", ".js", ".webmanifest", ".txt", ".xml", ".ico", ".svg", ".png"})
MEDIA_TYPES = frozenset({".webp", ".jpg", ".jpeg", ".png", ".avif"})
SNAPSHOT_TYPES = frozenset({".html", ".xml", ".txt"})
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
YEAR_SECONDS = 31536000
ASSET_SECONDS = 60  # one page draws its icons in several steps; each would ask again whether they are current
PORT = re.compile(r":[0-9]*$")


class Folder(WhiteNoise):  # type: ignore[misc]  # the library is not typed
    """Looks at the disk at every request, so that an edited file shows at once; has an exact ETag for each file."""

    def __init__(
        self,
        application: WSGIApplication,
        root: Path,
        *,
        prefix: str = "",
        types: frozenset[str] | None = None,
        fixed: bool = False,
    ) -> None:
        super().__init__(
            application, autorefresh=True, max_age=None, allow_all_origins=False, add_headers_function=self._add_headers
        )
        self._types = types  # None: those of the app
        self._fixed = fixed  # named by their content
        self.add_files(str(root), prefix)

    def candidate_paths_for_url(self, url: str) -> Iterator[str]:
        """Yield the file of a URL if it is one to be shown: tools, tests and hidden files are not."""
        parts = url.strip("/").split("/")
        if any(part.startswith(".") for part in parts):
            return
        suffix = Path(parts[-1]).suffix.lower()
        if self._types is not None:
            shown = suffix in self._types
        else:
            shown = parts[0] in PUBLIC_FOLDERS if len(parts) > 1 else suffix in PUBLIC_TYPES
        if shown:
            yield from super().candidate_paths_for_url(url)

    def _add_headers(self, headers: Headers, path: str, url: str) -> None:
        status = Path(path).stat()
        headers["ETag"] = f'W/"{status.st_mtime_ns:x}-{status.st_size:x}"'
        if self._fixed or url.startswith("/vendor/"):  # named by its version
            headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        elif url.startswith("/assets/"):
            headers["Cache-Control"] = f"public, max-age={ASSET_SECONDS}"
        else:
            headers["Cache-Control"] = "no-cache"


class Site:
    """The WSGI application: `/config.js`, `/media/`, the files of the app, snapshots or the shell for all else."""

    def __init__(  # noqa: PLR0913 - what one start is told
        self, *, frontend: Path, media: Path, snapshots: Path, hosts: Iterable[str], api_port: int, api_url: str = ""
    ) -> None:
        self._hosts = {host.lower() for host in (*LOOPBACK_HOSTS, *hosts)}
        self._api_port = api_port
        self._api_url = api_url.rstrip("/")
        self._shell, self._snapshots = frontend / SHELL[1:], snapshots
        self._files = Folder(self._no_file, frontend)
        self._media = Folder(_not_found, media, prefix="media", types=MEDIA_TYPES, fixed=True)
        self._pages = Folder(self._files, snapshots, types=SNAPSHOT_TYPES)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        is_media = path.startswith("/media/")
        extra = media_headers() if is_media else app_headers(api_origin=self._api_origin(environ))

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            is_document = not is_media and Headers(headers).get("Content-Type", "").startswith("text/html")
            return start_response(status, [*headers, *extra, *(document_headers() if is_document else [])], exc_info)

        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _plain(environ, start, "405 Method Not Allowed", ("Allow", "GET, HEAD"))
        if path == "/config.js":
            return self._config(environ, start)
        application: WSGIApplication = self._files
        if is_media:
            application = self._media
        elif FOR_ROBOTS.fullmatch(path):
            application = self._pages
        return application(environ, start)

    def _api_origin(self, environ: WSGIEnvironment) -> str:
        """Return the API's origin under the name that the browser used for us, so that both spellings work."""
        if self._api_url:
            return self._api_url
        host = PORT.sub("", environ.get("HTTP_HOST", "")).lower()
        return f"http://{host if host in self._hosts else LOOPBACK_HOSTS[0]}:{self._api_port}"

    def _config(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        given = json.dumps({"apiBase": f"{self._api_origin(environ)}/api/v1"})
        body = f"window.CULTUREPEDIA = Object.freeze({given});\n".encode()
        start_response(
            "200 OK",
            [
                ("Content-Type", "text/javascript; charset=utf-8"),
                ("Content-Length", str(len(body))),
                ("Cache-Control", "no-cache"),
            ],
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _no_file(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if "." in path.rpartition("/")[2]:
            return _not_found(environ, start_response)
        found = find_page(path, snapshots=self._snapshots, shell=self._shell)
        if found.exists:
            answer: Iterable[bytes] = (
                self._pages({**environ, "PATH_INFO": found.file}, start_response)
                if found.file
                else self._files({**environ, "PATH_INFO": SHELL}, start_response)
            )
            return answer

        def start(_status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            return start_response("404 Not Found", headers, exc_info)

        whole = {name: value for name, value in environ.items() if name not in CONDITIONS}
        missing: Iterable[bytes] = self._files({**whole, "PATH_INFO": SHELL}, start)
        return missing


def _not_found(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    return _plain(environ, start_response, "404 Not Found", ("Cache-Control", "no-cache"))


def _plain(
    environ: WSGIEnvironment, start_response: StartResponse, status: str, header: tuple[str, str]
) -> Iterable[bytes]:
    body = f"{status}\n".encode()
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), header])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _from_environment() -> WSGIApplication:
    env = os.environ
    local = Path(env.get("LOCAL_DIR") or PROJECT_DIR / ".local")
    media = Path(env.get("MEDIA_ROOT") or local / "media")
    snapshots = Path(env.get("SNAPSHOT_ROOT") or local / "snapshots")
    for folder in (media, snapshots):
        folder.mkdir(parents=True, exist_ok=True)
    return Compressed(
        Site(
            frontend=Path(env.get("FRONTEND_DIR") or PROJECT_DIR / "frontend"),
            media=media,
            snapshots=snapshots,
            hosts=[host.strip() for host in env.get("ALLOWED_HOSTS", "").split(",") if host.strip()],
            api_port=int(env.get("API_PORT") or "8000"),
            api_url=env.get("API_URL", ""),
        ),
        quality=SMALL,
    )


application = _from_environment()
