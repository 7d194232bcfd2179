"""Recommendations: how good they are beside popularity, EASE and ALS, how fast, and what training takes.

Quality is judged on made-up sets (`recs_synthetic`), and on real ratings where RECS_DATA names a folder of them (the
form is described in `core/rating_files.py`; RECS_CF_HALF_LIFE_DAYS suits the half-life to how long its items live,
RECS_REPLAY_LEAST is the nDCG@10 that the replay must reach).
Speed is measured at 200,000 stored performances, 20,000 of them live, and 1,000,000 people with histories; and with all
200,000 as candidates.
Latencies are judged by processor time, so that a busy machine changes no verdict; times on the wall stand beside.
The whole endpoint with its database is measured by `recs_endpoint`, in a process of its own, some ten minutes long.
Run it as `python -m benchmarks.recommendations [quality] [speed] [endpoint]`; exit status 1 when a bar is missed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

# One thread, as in web workers: two make small products slower. Must be set before NumPy is there.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.recs_speed import measure_speed
from benchmarks.recs_synthetic import EVERGREEN, EVERGREEN_RICH, PLAIN, RICH, generate
from culturepedia.recommendations.core.evaluate import evaluate, show_bars
from culturepedia.recommendations.core.rating_files import read_rating_set
from culturepedia.recommendations.core.records import Settings

SETS = ((RICH, True), (PLAIN, False), (EVERGREEN, False), (EVERGREEN_RICH, True))


def main(parts: list[str]) -> int:
    """Run the chosen parts and return the exit status."""
    status = 0
    if not parts or "quality" in parts:
        if folder := os.environ.get("RECS_DATA"):
            half_life = float(os.environ.get("RECS_CF_HALF_LIFE_DAYS", "30"))
            print(f"\n== {Path(folder).name}")
            data = read_rating_set(Path(folder))
            least = float(os.environ["RECS_REPLAY_LEAST"]) if "RECS_REPLAY_LEAST" in os.environ else None
            settings = replace(Settings(), cf_half_life_days=half_life)
            status |= show_bars(evaluate(data, settings, replay_least=least))
        for recipe, rich in SETS:
            print(f"\n== {recipe.name} (made up)")
            status |= show_bars(evaluate(generate(recipe), Settings(), rich=rich))
    if not parts or "speed" in parts:
        print("\n== speed")
        status |= show_bars(measure_speed())
    if not parts or "endpoint" in parts:
        print("\n== endpoint", flush=True)
        status |= subprocess.run([sys.executable, "-m", "benchmarks.recs_endpoint"], check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
