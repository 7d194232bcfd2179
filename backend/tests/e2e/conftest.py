"""Browser fixtures: every test fails on console errors, failed scripts, policy reports and requests to strangers."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

    from tests.plugins.stack import Stack

POSTERS = "60"
expect.set_options(timeout=20_000)  # how long a busy machine may take to show what a test waits for
VIEWPORTS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}


def _insist_on_going(page: Page) -> None:
    """Let `goto` win over the app's own way back from a dialog that has just been closed."""
    go = page.goto

    def goto(url: str, **options: Any) -> Any:
        try:
            return go(url, **options)
        except Error as error:
            if "ERR_ABORTED" not in str(error):
                raise
            return go(url, **options)

    page.goto = goto  # type: ignore[method-assign]


@dataclass
class Trouble:
    """What a page complained about, and whom it asked."""

    own: set[str]
    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to a page from before its first request."""
        _insist_on_going(page)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("request", self._on_request)
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => "
            "console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI));"
        )

    def _on_console(self, message: ConsoleMessage) -> None:
        answers_404 = message.page is not None and message.location["url"] == message.page.url and "404" in message.text
        if message.type == "error" and not answers_404:  # an address that is no page is answered so, with the shell
            self.found.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc not in self.own:
            self.found.append(f"asked a stranger: {request.url}")

    def remaining(self) -> list[str]:
        """Return complaints that no test announced."""
        return [text for text in self.found if not any(part in text for part in self.expected)]


@pytest.fixture
def trouble(site: Stack) -> Iterator[Trouble]:
    """Collect complaints; a test names in `expected` those that it provokes on purpose."""
    trouble = Trouble({urlsplit(site.web_url).netloc, urlsplit(site.api_url).netloc})
    yield trouble
    assert trouble.remaining() == []


@pytest.fixture
def open_context(
    browser: Browser, browser_context_args: dict[str, Any], site: Stack, trouble: Trouble
) -> Iterator[Callable[..., BrowserContext]]:
    """Open browser contexts like devices: `open_context("phone", color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def open_one(device: str = "desktop", **options: Any) -> BrowserContext:
        given = {**browser_context_args, "viewport": VIEWPORTS[device], "base_url": site.web_url, **options}
        context = browser.new_context(**given, has_touch=device == "phone")
        context.on("page", trouble.watch)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def desktop(open_context: Callable[..., BrowserContext]) -> Page:
    """Return a page on a wide screen."""
    return open_context("desktop").new_page()


@pytest.fixture
def bare(open_context: Callable[..., BrowserContext]) -> Page:
    """Return a page on a wide screen whose requests all pass through the test: a service worker takes some around it."""
    return open_context("desktop", service_workers="block").new_page()


@pytest.fixture
def bare_phone(open_context: Callable[..., BrowserContext]) -> Page:
    """Return a page on a phone whose requests all pass through the test."""
    return open_context("phone", service_workers="block").new_page()


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    """Return a page on a phone."""
    return open_context("phone").new_page()


@pytest.fixture(scope="session")
def ask(site: Stack) -> Callable[[str], Any]:
    """Ask the live API: `ask("/performances?genre=play")`."""

    def ask_api(path: str) -> Any:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(site.api_url + path, timeout=20) as reply:
            return json.load(reply)

    return ask_api


@pytest.fixture(scope="session")
def posters(site: Stack) -> None:
    """Have the first posters made, by the command that operators use."""
    done = site.manage("process_posters", "--limit", POSTERS, "--quiet")
    assert done.returncode == 0, done.stderr
