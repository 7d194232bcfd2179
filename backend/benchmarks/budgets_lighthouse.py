"""Lighthouse as a phone, the median of three runs. It is no dependency of the project: npx brings it, or it is told."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
from typing import TYPE_CHECKING, Any

from tests.plugins.chromium import find_chromium

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = "lighthouse@13.5.0"
RUNS = 3
FETCH_SECONDS = 300
RUN_SECONDS = 180
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "LCP s": ("largest-contentful-paint", 1000),
    "CLS": ("cumulative-layout-shift", 1),
    "TBT ms": ("total-blocking-time", 1),
}


def find_problem(folder: Path) -> str | None:
    """Return why Lighthouse can't be used here, None when it can."""
    if not shutil.which("npx"):
        return "there is no npx"
    try:
        done = _npx("--version", folder=folder, seconds=FETCH_SECONDS)
    except subprocess.TimeoutExpired:
        return f"{PACKAGE} could not be fetched in {FETCH_SECONDS} s"
    return None if done.returncode == 0 else f"{PACKAGE} could not be fetched: {done.stderr.strip()[-300:]}"


def measure(url: str, folder: Path) -> tuple[dict[str, float], list[str]]:
    """Return the medians of scores and metrics, and the audits that cost points in any run.

    Raises:
        RuntimeError: Lighthouse failed.
    """
    reports = [_run(url, folder / "report.json") for _ in range(RUNS)]
    medians = {
        name: statistics.median(100 * (report["categories"][name]["score"] or 0) for report in reports)
        for name in CATEGORIES
    }
    for name, (audit, unit) in METRICS.items():
        medians[name] = statistics.median(report["audits"][audit]["numericValue"] / unit for report in reports)
    medians["index"] = statistics.median(report["environment"]["benchmarkIndex"] for report in reports)
    lost = {text for report in reports for text in _lost(report)}
    return medians, sorted(lost)


def _lost(report: dict[str, Any]) -> list[str]:
    found = []
    for name in CATEGORIES[1:]:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                found.append(f"{name}: {audit['id']} ({audit['title']})")
    return found


def _run(url: str, report: Path) -> dict[str, Any]:
    flags = "--headless=new --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    if os.geteuid() == 0:
        flags += " --no-sandbox"
    arguments = [url, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}"]
    done = _npx(*arguments, f"--only-categories={','.join(CATEGORIES)}", folder=report.parent, seconds=RUN_SECONDS)
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed on {url}:\n{done.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return answer


def _npx(*arguments: str, folder: Path, seconds: float) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "CHROME_PATH": str(find_chromium()), "LANG": "ko_KR.UTF-8"}
    return subprocess.run(
        ["npx", "--yes", PACKAGE, *arguments],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
