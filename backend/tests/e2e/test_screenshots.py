"""Draws every page into docs/screenshots; runs only as `make screenshots`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

pytestmark = [pytest.mark.e2e, pytest.mark.screenshots]
FOLDER = Path(__file__).parents[3] / "docs/screenshots"
PAGES = {
    "home": "/",
    "browse": "/performances",
    "rankings": "/rankings",
    "performance": "/performances/{show}",
    "venue": "/venues/{venue}",
    "about": "/about",
    "not-found": "/nowhere",
}
LOOKS = [("ko", "light"), ("en", "dark")]


@pytest.mark.parametrize(("language", "theme"), LOOKS)
@pytest.mark.parametrize("screen", ["phone", "desktop"])
@pytest.mark.parametrize("name", PAGES)
def test_draws(
    name: str,
    screen: str,
    language: str,
    theme: str,
    open_context: Callable[..., BrowserContext],
    ask: Callable[[str], Any],
    posters: None,
) -> None:
    show = showcase(ask)
    address = PAGES[name].format(show=show["id"], venue=show["venue"]["id"])
    page = open_context(screen, color_scheme=theme, reduced_motion="reduce").new_page()
    page.goto(("/en" if language == "en" else "") + address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    FOLDER.mkdir(exist_ok=True)
    target = FOLDER / f"{name}-{screen}-{language}-{theme}.png"

    page.screenshot(path=target)

    assert target.stat().st_size > 5_000


def showcase(ask: Callable[[str], Any]) -> dict[str, Any]:
    """Return a performance on show that has as many facts as possible."""
    items = ask("/performances?state=running&page_size=40")["results"]
    shown = [ask(f"/performances/{item['id']}") for item in items if item["poster"]]
    best: dict[str, Any] = max(
        shown,
        key=lambda one: sum(bool(one[key]) for key in ("prices", "showtimes", "cast", "synopsis", "booking_links")),
    )
    return best
