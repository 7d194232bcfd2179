"""The edge with written pages before the running project: what a visitor without scripts sees, and that the app starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.plugins import real
from tests.plugins.nginx import Edge, start_edge
from tests.plugins.stack import require_success

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.plugins.stack import Stack

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def edge(live_stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    real.require("nginx")
    snapshots: Path = tmp_path_factory.mktemp("written") / "snapshots"
    written = live_stack.manage("write_snapshots", env={"SNAPSHOT_ROOT": str(snapshots)})
    require_success(written)
    running = start_edge(
        tmp_path_factory.mktemp("edge") / "nginx",
        api_port=live_stack.api_port,
        media=live_stack.folder / "local" / "media",
        snapshots=snapshots,
    )
    yield running
    running.stop()


def open_page(browser: Browser, edge: Edge, *, scripts: bool) -> Page:
    context = browser.new_context(
        base_url=f"https://localhost:{edge.https_port}",
        ignore_https_errors=True,
        java_script_enabled=scripts,
        locale="ko-KR",
        service_workers="block",
    )
    return context.new_page()


def first_performance(page: Page) -> dict[str, Any]:
    answer = page.request.get("/api/v1/performances?page_size=1").json()
    found: dict[str, Any] = answer["results"][0]
    return found


def test_a_visitor_without_scripts_reads_the_facts(browser: Browser, edge: Edge) -> None:
    page = open_page(browser, edge, scripts=False)
    show = first_performance(page)

    answer = page.goto(f"/performances/{show['id']}")

    assert answer
    assert answer.status == 200
    assert show["title"] in page.title()
    expect(page.get_by_role("heading", level=1, name=show["title"])).to_be_visible()
    expect(page.locator("meta[property='og:title']")).to_have_attribute("content", show["title"])
    expect(page.locator("link[rel=canonical]")).to_have_attribute(
        "href", f"{page_base(page)}/performances/{show['id']}"
    )
    page.context.close()


def page_base(page: Page) -> str:
    """Return the address that the project was told to be known by."""
    robots = page.request.get("/robots.txt").text()
    return robots.partition("Sitemap: ")[2].removesuffix("/sitemap.xml\n")


@pytest.mark.parametrize("path", ["/performances/PF999999999", "/en/venues/FC999999999", "/nowhere"])
def test_what_does_not_exist_is_answered_404_and_told(browser: Browser, edge: Edge, path: str) -> None:
    page = open_page(browser, edge, scripts=True)

    answer = page.goto(path)

    assert answer
    assert answer.status == 404
    expected = "This stage is empty" if path.startswith("/en") else "이 무대는 비어 있어요"
    expect(page.get_by_role("heading", level=1, name=expected)).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_app_starts_from_a_snapshot(browser: Browser, edge: Edge, prefix: str) -> None:
    page = open_page(browser, edge, scripts=True)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    show = first_performance(page)

    page.goto(f"{prefix}/performances/{show['id']}")

    expect(page.get_by_role("heading", level=1, name=show["title"])).to_be_visible()
    expect(page.locator("#venue").get_by_role("heading", level=2)).to_be_visible()
    expect(page.locator("link[rel=canonical]")).to_have_count(1)
    expect(page.locator("meta[name=description]")).to_have_count(1)
    assert errors == []
    page.context.close()
