"""`python -m runner`: the whole project on this machine, until Ctrl-C.

Order: ports, sandbox (without a KOPIS key), migrations, API with site and worker, first sync. Exit code 0 after a
requested stop, 1 when a part failed, 2 for a wrong setting or a taken port.
"""

from __future__ import annotations

import argparse
import sys

from runner.launch import launch
from runner.ports import PortTaken, require_free
from runner.settings import BACKEND_DIR, WrongSetting, read_settings
from runner.stopping import StopRequests
from runner.supervisor import NotReady, ServiceStopped, StopRequested, Supervisor
from runner.terminal import say, show_tail


def main() -> int:
    """Run until stopped and return the exit code."""
    options = argparse.ArgumentParser(prog="python -m runner", description=__doc__)
    options.add_argument("--stop-with-parent", action="store_true", help="end when the starting program ends")
    stop_requests = StopRequests(watch_parent=options.parse_args().stop_with_parent)
    try:
        settings = read_settings()
        require_free(settings.host, settings.web_port, setting="WEB_PORT")
        require_free(settings.host, settings.api_port, setting="API_PORT")
    except (WrongSetting, PortTaken) as problem:
        say(str(problem))
        return 2
    log_dir = settings.local_dir / "logs" / str(settings.api_port)
    supervisor = Supervisor(cwd=BACKEND_DIR, log_dir=log_dir, stop_requests=stop_requests)
    try:
        with supervisor:
            try:
                launch(supervisor, settings)
            except StopRequested:
                say("Stopping …")
                return 0
            except (ServiceStopped, NotReady) as problem:
                show_tail(problem)
                return 1
    finally:
        say("Stopped." + (f" Ended by force: {', '.join(supervisor.killed)}." if supervisor.killed else ""))


if __name__ == "__main__":
    sys.exit(main())
