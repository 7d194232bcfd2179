"""Opens one page in a fresh Chromium as a phone or a desktop and weighs what travels, as the network saw it.

Kinds are weighed by their bodies as they travel, compressed; the total has the headers too. The service worker is kept
out: what it stores after the first view is weighed by `npm run precache`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import expect, sync_playwright

from tests.plugins.chromium import launch_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, CDPSession, Page

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
# What DevTools calls "Slow 4G", with a phone's processor.
SLOW = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
SLOW_CPU = 4
OBSERVE = """
window.__vitals = { lcp: 0, cls: 0, tbt: 0, fcp: 0, element: "" };
const watch = (type, use) =>
  new PerformanceObserver((list) => list.getEntries().forEach(use)).observe({ type, buffered: true });
watch("largest-contentful-paint", (e) => {
  __vitals.lcp = e.startTime;
  __vitals.element = `${e.element?.tagName ?? ""}.${e.element?.className ?? ""}`;
});
watch("layout-shift", (e) => { if (!e.hadRecentInput) __vitals.cls += e.value; });
watch("paint", (e) => { if (e.name === "first-contentful-paint") __vitals.fcp = e.startTime; });
watch("longtask", (e) => { __vitals.tbt += Math.max(0, e.duration - 50); });
"""


@dataclass
class Transfer:
    """One answer."""

    url: str
    kind: str
    begun_at: float
    encoding: str = ""
    body_bytes: int = 0
    length: int = 0  # as the server told it
    wire_bytes: int = 0  # with headers


@dataclass
class View:
    """What one cold view cost."""

    transfers: list[Transfer]
    vitals: dict[str, Any]
    problems: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All bytes on the wire."""
        return sum(transfer.wire_bytes for transfer in self.transfers)

    def of(self, kind: str) -> list[Transfer]:
        """Return the answers of one kind."""
        return [transfer for transfer in self.transfers if transfer.kind == kind]

    def weight(self, kind: str) -> int:
        """Return the bytes of one kind's bodies."""
        return sum(transfer.body_bytes for transfer in self.of(kind))

    def repeated(self) -> list[str]:
        """Return addresses that travelled more than once."""
        return [url for url, count in Counter(transfer.url for transfer in self.transfers).items() if count > 1]


class Recorder:
    """Listens to the network of one page."""

    def __init__(self, session: CDPSession) -> None:
        self.begun: dict[str, Transfer] = {}
        session.on("Network.requestWillBeSent", self._begin)
        session.on("Network.requestServedFromCache", self._forget)
        session.on("Network.responseReceived", self._describe)
        session.on("Network.dataReceived", self._receive)
        session.on("Network.loadingFinished", self._finish)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": False})

    def _begin(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith("http"):
            self.begun[event["requestId"]] = Transfer(url, kind_of(url, event.get("type", "")), event["timestamp"])

    def _forget(self, event: dict[str, Any]) -> None:
        self.begun.pop(event["requestId"], None)  # it came from memory: nothing travelled

    def _describe(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache") or event["response"].get("fromPrefetchCache"):
            self._forget(event)
        if transfer := self.begun.get(event["requestId"]):
            headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
            transfer.encoding = headers.get("content-encoding", "")
            transfer.length = int(headers.get("content-length") or 0)

    def _receive(self, event: dict[str, Any]) -> None:
        if transfer := self.begun.get(event["requestId"]):
            transfer.body_bytes += int(event["encodedDataLength"])

    def _finish(self, event: dict[str, Any]) -> None:
        if transfer := self.begun.get(event["requestId"]):
            transfer.wire_bytes = int(event["encodedDataLength"])
            transfer.body_bytes = transfer.body_bytes or transfer.length  # documents are not counted as they come


def kind_of(url: str, resource_type: str) -> str:
    """Return the row of the table that an answer counts in."""
    path = urlsplit(url).path
    if path.startswith("/media/"):
        return "poster"
    if path.startswith("/api/"):
        return "home JSON" if path.endswith("/home") else "other JSON"
    if path.startswith("/assets/") or path.endswith((".webmanifest", ".ico")):
        return "icon"
    known = {"Script": "JS", "Stylesheet": "CSS", "Document": "HTML", "Font": "font"}
    if resource_type in known:
        return known[resource_type]
    by_suffix = {".js": "JS", ".css": "CSS", ".woff2": "font"}
    return by_suffix.get(path[path.rfind(".") :], "other")


class Visitor:
    """Opens pages, each with nothing remembered from the one before."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def view(self, url: str, device: dict[str, Any], *, slow: bool = False) -> View:
        """Open the address cold and return what it cost once the network is quiet."""
        context = self._browser.new_context(
            **device,
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            service_workers="block",
            ignore_https_errors=True,  # the edge has a certificate of its own
        )
        try:
            page = context.new_page()
            session = context.new_cdp_session(page)
            recorder = Recorder(session)
            problems: list[str] = []
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.on("requestfailed", lambda request: problems.append(f"failed: {request.url}"))
            if slow:
                session.send("Network.emulateNetworkConditions", SLOW)
                session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
            page.add_init_script(OBSERVE)
            vitals = _settle(page, url)
            return View(list(recorder.begun.values()), vitals, problems)
        finally:
            context.close()


def _settle(page: Page, url: str) -> dict[str, Any]:
    page.goto(url, wait_until="load", timeout=60_000)
    expect(page.locator("h1")).to_have_count(1, timeout=60_000)
    expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=60_000)
    page.wait_for_load_state("networkidle", timeout=60_000)
    vitals: dict[str, Any] = page.evaluate("window.__vitals")
    return vitals


def open_visitor() -> Iterator[Visitor]:
    """Yield a visitor while a browser runs; for `contextlib.contextmanager`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        try:
            yield Visitor(browser)
        finally:
            browser.close()
