"""What the site costs a visitor, beside its budgets: bytes, requests, first paint, Lighthouse.

`python -m benchmarks.budgets` starts the whole project with a catalogue and its posters, or measures one that runs
(`--web http://127.0.0.1:8080 --api http://127.0.0.1:8000`). Exit status 1 when bytes or requests pass a budget; times
and scores depend on the machine and are only reported.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import brotli

from benchmarks import budgets_lighthouse
from benchmarks.budgets_browser import DESKTOP, PHONE, View, Visitor, open_visitor
from runner.compression import SMALL
from runner.settings import PROJECT_DIR
from tests.plugins.environment import FIXED, PERSONAL
from tests.plugins.nginx import start_edge
from tests.plugins.stack import new_stack, require_success, start_stack

if TYPE_CHECKING:
    from collections.abc import Iterator

KB = 1024
PERFORMANCES = 600
BYTES = {
    "total": 400 * KB,
    "JS": 50 * KB,
    "CSS": 36 * KB,
    "HTML": 12 * KB,
    "home JSON": 20 * KB,
    "icon": 10 * KB,
    "font": 0,
    "poster": 250 * KB,
    "largest poster": 20 * KB,
}
REQUESTS = 60
# The filters are code that no other page has: as an entry the list is told beside these two limits, not held to them.
ONLY_TOLD = {("browse", "JS"), ("browse", "requests")}
DESKTOP_FONTS = 380 * KB
WHOLE_APP = 215 * KB  # as in frontend/scripts/budget.mjs
SCORES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = {"LCP s": 2.0, "CLS": 0.02, "TBT ms": 100}
SLOW_LCP_SECONDS = 2.5


@dataclass
class Table:
    """Prints rows as they are measured and remembers what is over."""

    broken: int = 0  # rows that fail the run
    missed: int = 0  # rows that are only reported

    def row(  # noqa: PLR0913 - one column each
        self, what: str, measured: float, limit: float, *, gate: bool, unit: str = "", least: bool = False
    ) -> None:
        """Print one row; `least` turns the limit into a lower one."""
        is_met = measured >= limit if least else measured <= limit
        scale, digits = (KB, 1) if unit == "KB" else (1, 2 if unit in ("s", "shift") else 0)
        shown = [f"{value / scale:,.{digits}f}" for value in (measured, limit)]
        state = "ok" if is_met else "OVER" if gate else "missed"
        print(f"  {what:<34} {shown[0]:>9} {'≥' if least else '≤'} {shown[1]:>8} {unit:<8} {state}", flush=True)
        if not is_met and gate:
            self.broken += 1
        elif not is_met:
            self.missed += 1


def main() -> int:
    """Measure everything and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.budgets", description=__doc__)
    parser.add_argument("--web", help="a running site instead of an own one")
    parser.add_argument("--api", help="its API")
    parser.add_argument("--no-lighthouse", action="store_true", help="only what this project measures itself")
    given = parser.parse_args()
    if bool(given.web) != bool(given.api):
        parser.error("--web and --api belong together")
    table = Table()
    with tempfile.TemporaryDirectory(prefix="culturepedia-budgets-") as temporary:
        folder = Path(temporary)
        site = _given(given.web, given.api) if given.web else _own_site(folder)
        with site as (web, api, edge):
            pages = {"home": "/", "browse": "/performances", "detail": f"/performances/{_busiest(api)}"}
            with contextmanager(open_visitor)() as visitor:
                for name, path in pages.items():
                    weigh_page(table, visitor, name, web + path)
                for name, path in pages.items() if edge else ():
                    time_at_edge(table, visitor, name, edge + path)
            weigh_app(table)
            if not given.no_lighthouse:
                run_lighthouse(table, {name: web + path for name, path in pages.items()}, folder)
    print(f"\n{table.broken} budgets of bytes or requests broken, {table.missed} rows that are only told are missed")
    return 1 if table.broken else 0


def weigh_page(table: Table, visitor: Visitor, name: str, url: str) -> None:
    """Measure one page: cold on a phone, slow, and on a desktop."""
    print(f"\n{name}: {url}")
    view = visitor.view(url, PHONE)
    kinds = {transfer.kind for transfer in view.transfers}
    for kind, limit in BYTES.items():
        if kind == "total":
            table.row("total", view.total, limit, unit="KB", gate=True)
        elif kind == "largest poster":
            largest = max((transfer.body_bytes for transfer in view.of("poster")), default=0)
            table.row(kind, largest, limit, unit="KB", gate=True)
        else:
            gate = (name, kind) not in ONLY_TOLD
            table.row(f"{kind} ({len(view.of(kind))})", view.weight(kind), limit, unit="KB", gate=gate)
    for kind in sorted(kinds - set(BYTES)):
        print(
            f"  {kind + f' ({len(view.of(kind))})':<34} {view.weight(kind) / KB:>9,.1f}   {'':>8} KB       in the total"
        )
    table.row("requests", len(view.transfers), REQUESTS, gate=(name, "requests") not in ONLY_TOLD)
    _tell_oddities(view)
    _show_vitals(table, view, "this machine", lcp_limit=TIMES["LCP s"])
    slow = visitor.view(url, PHONE, slow=True)
    _show_vitals(table, slow, "slow 4G, CPU/4", lcp_limit=SLOW_LCP_SECONDS)
    desktop = visitor.view(url, DESKTOP)
    fonts = desktop.of("font")
    table.row(f"desktop fonts ({len(fonts)})", desktop.weight("font"), DESKTOP_FONTS, unit="KB", gate=True)


def time_at_edge(table: Table, visitor: Visitor, name: str, url: str) -> None:
    """Measure the first paint behind nginx, with HTTP/2 and gzip as in production."""
    print(f"\n{name} behind nginx: {url}")
    view = visitor.view(url, PHONE, slow=True)
    print(f"  {'total':<34} {view.total / KB:>9,.1f}   {'':>8} KB")
    _show_vitals(table, view, "slow 4G, CPU/4", lcp_limit=SLOW_LCP_SECONDS)


def _tell_oddities(view: View) -> None:
    plain = [t.url for t in view.transfers if not t.encoding and t.body_bytes > 2 * KB and t.kind != "poster"]
    for what, urls in (("uncompressed", plain), ("travelled twice", view.repeated()), ("problem", view.problems)):
        for url in urls:
            print(f"  {what}: {url}")


def _show_vitals(table: Table, view: View, how: str, *, lcp_limit: float) -> None:
    vitals = view.vitals
    table.row(f"LCP, {how}", vitals["lcp"] / 1000, lcp_limit, unit="s", gate=False)
    table.row(f"CLS, {how}", vitals["cls"], TIMES["CLS"], unit="shift", gate=False)
    table.row(f"TBT, {how}", vitals["tbt"], TIMES["TBT ms"], unit="ms", gate=False)
    print(f"  painted last and largest: {vitals['element'].strip()}")


def weigh_app(table: Table) -> None:
    """Weigh the JavaScript of all pages together, in each language: nobody loads two."""
    files = {
        file: len(brotli.compress(file.read_bytes(), quality=SMALL))
        for file in sorted((PROJECT_DIR / "frontend" / "src").rglob("*.js"))
    }
    print("\nwhole app")
    for other, language in (("en.js", "ko"), ("ko.js", "en")):
        weights = [weight for file, weight in files.items() if not file.name.endswith(other)]
        table.row(f"JS of every route, {language} ({len(weights)})", sum(weights), WHOLE_APP, unit="KB", gate=True)


def run_lighthouse(table: Table, urls: dict[str, str], folder: Path) -> None:
    """Print Lighthouse's medians, or why there are none."""
    print(f"\nLighthouse ({budgets_lighthouse.PACKAGE}, phone, median of {budgets_lighthouse.RUNS})", flush=True)
    if problem := budgets_lighthouse.find_problem(folder):
        print(f"  not measured: {problem}")
        return
    for name, url in urls.items():
        medians, lost = budgets_lighthouse.measure(url, folder)
        for score, limit in SCORES.items():
            table.row(f"{name}: {score}", medians[score], limit, least=True, gate=False)
        for metric, limit in TIMES.items():
            unit = {"LCP s": "s", "CLS": "shift"}.get(metric, "ms")
            table.row(f"{name}: {metric.split()[0]}", medians[metric], limit, unit=unit, gate=False)
        print(
            f"  {name}: benchmark index {medians['index']:.0f} of this machine (a desktop that is idle: 1,500 and more)"
        )
        for text in lost:
            print(f"  {name} lost points: {text}")


@contextmanager
def _own_site(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the addresses of site, API and edge of a project of our own with every poster made."""
    for name in PERSONAL:
        os.environ.pop(name, None)
    os.environ.update(FIXED)
    stack = new_stack(folder / "stack")
    print(f"Starting the project with {PERFORMANCES} performances and their posters …", flush=True)
    try:
        start_stack(stack, performances=PERFORMANCES)
        require_success(stack.manage("process_posters", "--quiet", seconds=600))
        edge = start_edge(folder / "edge", api_port=stack.api_port, media=Path(stack.env["MEDIA_ROOT"]))
        try:
            yield stack.web_url, f"http://127.0.0.1:{stack.api_port}", f"https://localhost:{edge.https_port}"
        finally:
            edge.stop()
    finally:
        stack.stop()


@contextmanager
def _given(web: str, api: str) -> Iterator[tuple[str, str, str]]:
    yield web.rstrip("/"), api.rstrip("/"), ""


def _busiest(api: str) -> str:
    """Return the id of the performance that sells best: the detail page most people see."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{api}/api/v1/performances?page_size=1", timeout=30) as reply:
        answer: dict[str, Any] = json.load(reply)
    identifier: str = answer["results"][0]["id"]
    return identifier


if __name__ == "__main__":
    sys.exit(main())
