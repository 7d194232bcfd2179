"""Starts the parts in order and keeps them running, with the first sync beside them."""

from __future__ import annotations

import json
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from runner.commands import argv
from runner.ports import answers, find_free
from runner.supervisor import NotReady, ServiceStopped, Supervisor, describe_exit
from runner.terminal import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runner.settings import RunSettings

LOOPBACK = "127.0.0.1"
START_SECONDS = 60
SANDBOX_SECONDS = 60
MIGRATE_SECONDS = 600
MAX_AGE = timedelta(days=1)
# Without the proxy of the environment: these are addresses of this very machine.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
SYNC_BUSY = 3  # exit code of sync_kopis when another process is at it


def launch(supervisor: Supervisor, settings: RunSettings) -> NoReturn:
    """Start everything and tick for ever.

    Raises:
        StopRequested: Somebody wants the end.
        ServiceStopped, NotReady: A part failed.
    """
    began = time.monotonic()
    say("Starting Culturepedia …")
    sandbox_port = find_free(LOOPBACK) if settings.needs_sandbox else None
    sandbox_url = f"http://{LOOPBACK}:{sandbox_port}/openApi/restful/" if sandbox_port else None
    env = settings.for_children(sandbox_url=sandbox_url)
    if sandbox_port:
        supervisor.start("sandbox", argv("sandbox", "--host", LOOPBACK, "--port", str(sandbox_port)), env=env)
    _start_web(supervisor, settings, env)
    _migrate(supervisor, env)
    _start_api(supervisor, settings, env)
    _start_worker(supervisor, settings, env)
    _wait_until_answering(supervisor, settings)
    _show_addresses(settings, seconds=time.monotonic() - began)
    if sandbox_port:
        supervisor.wait_until(
            lambda: answers(LOOPBACK, sandbox_port), what="The KOPIS sandbox", seconds=SANDBOX_SECONDS
        )
    if _catalogue_is_stale(settings):
        _first_sync(supervisor, env)
    while True:
        supervisor.tick()


def _start_web(supervisor: Supervisor, settings: RunSettings, env: Mapping[str, str]) -> None:
    address = {"BIND": _bind(settings, settings.web_port), "WEB_CONCURRENCY": "1", "WEB_THREADS": "8"}
    supervisor.start("web", argv("web"), env={**env, **address})


def _start_api(supervisor: Supervisor, settings: RunSettings, env: Mapping[str, str]) -> None:
    supervisor.start("api", argv("api"), env={**env, "BIND": _bind(settings, settings.api_port)})


def _start_worker(supervisor: Supervisor, settings: RunSettings, env: Mapping[str, str]) -> None:
    # Two runs with different ports may share their data, but not the file of the scheduler.
    schedule = settings.local_dir / f"celerybeat-schedule-{settings.api_port}"
    supervisor.start("worker", argv("worker", "-B", "--schedule", str(schedule)), env=env)


def _migrate(supervisor: Supervisor, env: Mapping[str, str]) -> None:
    supervisor.start("migrate", argv("migrate"), env=env, essential=False)
    code = supervisor.wait_for("migrate")
    if code:
        raise ServiceStopped("migrate", code, supervisor.log_of("migrate"))


def _wait_until_answering(supervisor: Supervisor, settings: RunSettings) -> None:
    for name, url in (("The site", f"{settings.web_url}/"), ("The API", f"{settings.api_url}/healthz")):
        supervisor.wait_until(partial(_is_answering, url), what=name, seconds=START_SECONDS)


def _show_addresses(settings: RunSettings, *, seconds: float) -> None:
    source = "the KOPIS sandbox (no KOPIS_SERVICE_KEY is set)" if settings.needs_sandbox else "the KOPIS service"
    say(f"\n  Site  {settings.web_url}/\n  API   {settings.api_url}/api/v1/docs\n")
    say(f"  Ready after {seconds:.1f} s. Data from {source}. Logs: {settings.local_dir / 'logs'}")
    say("  Ctrl-C stops everything.\n")


def _first_sync(supervisor: Supervisor, env: Mapping[str, str]) -> None:
    """Fill the catalogue beside the running site. A failed sync is told, not fatal: the schedule tries again."""
    began = time.monotonic()
    supervisor.start("sync", argv("sync"), env=env, essential=False, on_terminal=True)
    code = supervisor.wait_for("sync")
    if code == SYNC_BUSY:
        say("Another process fills this catalogue already.")
    elif code:
        say(f"The sync is incomplete ({describe_exit(code)}). The scheduler goes on with it.")
    else:
        say(f"The catalogue is complete after {time.monotonic() - began:.0f} s. The worker goes on with posters.")
        # The schedule would do it within minutes; until then a wrong address would still look right.
        supervisor.start("snapshots", argv("snapshots"), env=env, essential=False)


def _catalogue_is_stale(settings: RunSettings) -> bool:
    """Ask the API when the last good sync was."""
    reply = _get_json(f"{settings.api_url}/api/v1/home")
    last = reply["last_synced_at"]
    return last is None or datetime.now(UTC) - datetime.fromisoformat(last) > MAX_AGE


def _bind(settings: RunSettings, port: int) -> str:
    return f"[{settings.host}]:{port}" if ":" in settings.host else f"{settings.host}:{port}"


def _is_answering(url: str) -> bool:
    try:
        with _OPENER.open(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def _get_json(url: str) -> dict[str, Any]:
    try:
        with _OPENER.open(url, timeout=30) as reply:
            answer: dict[str, Any] = json.load(reply)
            return answer
    except OSError as problem:
        raise NotReady(f"{url} does not answer ({problem})") from problem
