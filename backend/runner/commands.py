"""The one list of commands that start each part.

`make run`, the tests with a live stack and `docker-compose.yml` all use these; a test compares the last with this list.
Each is run in `backend/`.
"""

from __future__ import annotations

import sys

CELERY = ("python", "-m", "celery", "-A", "config")
GUNICORN = ("python", "-m", "gunicorn", "--config", "runner/gunicorn_conf.py")

COMMANDS: dict[str, tuple[str, ...]] = {
    "migrate": ("python", "manage.py", "migrate", "--no-input"),
    "api": (*GUNICORN, "config.wsgi:application"),
    "web": (*GUNICORN, "runner.web:application"),
    # Threads: the work waits for networks, and decoding of images has child processes of its own.
    "worker": (
        *CELERY,
        *("worker", "-P", "threads", "-c", "2", "--without-mingle", "--without-gossip", "--loglevel", "INFO"),
    ),
    # No pid file: the supervisor or the container knows the process, and the file would outlive a crash.
    "beat": (*CELERY, "beat", "--loglevel", "INFO", "--pidfile="),
    "sandbox": ("python", "-m", "sandbox"),
    "sync": ("python", "manage.py", "sync_kopis"),
    "snapshots": ("python", "manage.py", "write_snapshots"),
}


def argv(name: str, *extra: str) -> list[str]:
    """Return the command of a part, run by this very interpreter, with further arguments.

    Raises:
        KeyError: There is no such part.
    """
    _, *rest = COMMANDS[name]
    return [sys.executable, *rest, *extra]
