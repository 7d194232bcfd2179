"""`python -m sandbox`: serve the sandbox until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
import signal
import sys
from datetime import date
from threading import Event

from sandbox.server import start
from sandbox.world import DEFAULT_PERFORMANCES, DEFAULT_VENUES


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sandbox", description="A KOPIS server with an invented catalogue.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8901, help="0 picks a free one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--date", type=date.fromisoformat, help="day 0 of the world (default: today in Seoul)")
    parser.add_argument("--frozen", action="store_true", help="keep the day; do not follow the calendar")
    parser.add_argument("--performances", type=int, default=DEFAULT_PERFORMANCES)
    parser.add_argument("--venues", type=int, default=DEFAULT_VENUES)
    parser.add_argument("--new-per-day", type=int, help="registrations on later days (default: about 70)")
    parser.add_argument("--key", help="the only service key accepted (default: any but 'bad')")
    return parser


def main(argv: list[str] | None = None) -> int:
    """Serve until a signal arrives; return the exit status."""
    options = _parser().parse_args(argv)
    ended = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        sandbox = start(
            host=options.host,
            port=options.port,
            seed=options.seed,
            day=options.date,
            performances=options.performances,
            venues=options.venues,
            new_per_day=options.new_per_day,
            key=options.key,
            follow=not options.frozen,
        )
    except (OSError, ValueError) as error:
        sys.stderr.write(f"KOPIS sandbox cannot start on {options.host}:{options.port}: {error}\n")
        return 1
    sys.stdout.write(f"KOPIS sandbox: {sandbox.base_url}\n")
    sys.stdout.flush()
    ended.wait()
    sandbox.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
