"""`python -m benchmarks`: every measurement of the backend, each beside its floor.

Arguments choose: `python -m benchmarks read_api posters`. Each runs in a process of its own, so that none inherits
another's memory; exit status 1 when one is above its bar.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

PARTS = ("read_api", "review_page", "auth_cost", "sync_scale", "search_scale", "posters")
HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> int:
    """Run the chosen measurements and return the exit status."""
    if unknown := [name for name in names if name not in PARTS]:
        print(f"Unknown: {', '.join(unknown)}. There are: {', '.join(PARTS)}.")
        return 2
    failed = []
    for name in names or PARTS:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        code = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent, check=False).returncode
        print(f"== {name}: {'ok' if code == 0 else f'exit status {code}'} after {time.monotonic() - began:.0f} s")
        if code:
            failed.append(name)
    if failed:
        print(f"\nAbove the bar or broken: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
