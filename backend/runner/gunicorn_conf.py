"""How gunicorn serves the API and the site; read by gunicorn itself.

All values come from the environment: `BIND` (address:port), `WEB_CONCURRENCY` (processes), `WEB_THREADS`.
"""

import os
from pathlib import Path

bind = os.environ.get("BIND") or "127.0.0.1:8000"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or "2")
threads = int(os.environ.get("WEB_THREADS") or "4")
preload_app = True  # one import for all processes: quicker to start, and their memory is shared
timeout = 60
graceful_timeout = 25
keepalive = 75  # longer than the edge keeps its connections, so that it never sends into a closed one
limit_request_line = 8190
# A file on disk can block the heartbeat of a process; memory cannot.
_memory = Path("/dev/shm")  # noqa: S108 - gunicorn makes a private file there
worker_tmp_dir = str(_memory) if _memory.is_dir() else None
control_socket_disable = True
