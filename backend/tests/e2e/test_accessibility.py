"""axe-core finds nothing on any page, in both themes, on phone and desktop, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.e2e
AXE = Path(__file__).parents[3] / "frontend/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "home": "/",
    "browse": "/performances",
    "rankings": "/rankings",
    "performance": "/performances/{show}",
    "venue": "/venues/{venue}",
    "about": "/about",
    "accessibility": "/accessibility",
    "privacy": "/privacy",
    "terms": "/terms",
    "not-found": "/nowhere",
    "offline": "/offline",
}


def problems(page: Page) -> list[str]:
    """Run axe in the page; evaluation does not pass through the page's policy."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "(rules) => axe.run(document, {runOnly: rules}).then((result) => result.violations)", RULES
    )
    return [f"{item['id']}: {node['target']} {node['failureSummary']}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["phone", "desktop"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_violation(
    name: str,
    screen: str,
    theme: str,
    open_context: Callable[..., BrowserContext],
    ask: Callable[[str], Any],
    posters: None,
) -> None:
    show = ask("/performances?state=running,upcoming")["results"][0]
    address = PAGES[name].format(show=show["id"], venue=(show["venue"] or {}).get("id"))
    for prefix in ("", "/en"):
        page = open_context(screen, color_scheme=theme, reduced_motion="reduce").new_page()
        page.goto((prefix + address).removesuffix("/") or "/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")

        assert problems(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_open_sheets_have_no_violation(theme: str, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context("phone", color_scheme=theme, reduced_motion="reduce").new_page()
    page.goto("/performances")
    expect(page.locator(".browse article").first).to_be_visible()

    page.get_by_role("button", name="필터").first.click()

    expect(page.get_by_role("dialog")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert problems(page) == []
