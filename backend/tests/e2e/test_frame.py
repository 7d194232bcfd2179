"""What stands around every page: language, theme, keyboard, failures, no connection."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.e2e


def test_home_shows_the_week_and_the_source(desktop: Page, ask: Callable[[str], Any]) -> None:
    home = ask("/home")

    desktop.goto("/")

    expect(desktop.get_by_role("heading", level=1)).to_have_text("이번 주 TOP 10")
    top = home["weekly_top"]["results"][0]["performance"]["title"]
    expect(desktop.get_by_role("link", name=top).first).to_be_visible()
    expect(desktop.get_by_role("contentinfo")).to_contain_text(
        "출처: (재)예술경영지원센터 공연예술통합전산망(www.kopis.or.kr)"
    )


def test_the_language_changes_and_keeps_the_place(desktop: Page) -> None:
    desktop.goto("/rankings?genre=musical&period=month")
    expect(desktop.get_by_role("tab", name="뮤지컬")).to_have_attribute("aria-selected", "true")

    desktop.get_by_role("link", name="English로 보기").click()

    expect(desktop).to_have_url(re.compile(r"/en/rankings\?genre=musical&period=month$"))
    expect(desktop.locator("html")).to_have_attribute("lang", "en")
    expect(desktop.get_by_role("tab", name="Musical")).to_have_attribute("aria-selected", "true")
    desktop.go_back()
    expect(desktop.locator("html")).to_have_attribute("lang", re.compile("ko|en"))


def test_the_theme_is_kept_and_there_from_the_first_paint(desktop: Page) -> None:
    desktop.goto("/about")
    button = desktop.get_by_role("button", name=re.compile("화면 테마"))
    for _ in range(3):
        if desktop.locator("html").get_attribute("data-bs-theme") == "dark":
            break
        button.click()
    expect(desktop.locator("html")).to_have_attribute("data-bs-theme", "dark")

    desktop.reload()

    expect(desktop.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert desktop.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 16, 20)"


def test_the_keyboard_alone_reaches_a_performance(desktop: Page) -> None:
    desktop.goto("/performances")
    expect(desktop.locator(".browse article").first).to_be_visible()
    desktop.locator("body").press("Tab")
    expect(desktop.locator(":focus")).to_have_text("본문으로 건너뛰기")
    desktop.keyboard.press("Enter")
    assert desktop.evaluate("document.activeElement?.id") == "main"

    for _ in range(80):
        desktop.keyboard.press("Tab")
        if desktop.evaluate("Boolean(document.activeElement.closest('.browse article'))"):
            break
    title = desktop.locator(":focus").inner_text()
    desktop.keyboard.press("Enter")

    expect(desktop.get_by_role("heading", level=1)).to_have_text(title)
    expect(desktop.get_by_role("heading", level=1)).to_be_focused()


def test_tabs_follow_the_arrows(desktop: Page) -> None:
    desktop.goto("/rankings")
    desktop.get_by_role("tab", name="전체").focus()

    desktop.keyboard.press("ArrowRight")

    expect(desktop.get_by_role("tab", name="연극")).to_be_focused()
    expect(desktop.get_by_role("tab", name="연극")).to_have_attribute("aria-selected", "true")
    expect(desktop).to_have_url(re.compile("genre=play"))


def test_a_failing_section_is_retried_alone_and_gets_the_focus_back(bare: Page, trouble: Any) -> None:
    trouble.expected += ["ERR_FAILED"]
    broken = re.compile("/api/v1/home")
    bare.route(broken, lambda route: route.abort())
    bare.goto("/")
    retry = bare.get_by_role("button", name="다시 시도").first
    expect(retry).to_be_visible()

    bare.unroute(broken)
    retry.click()

    expect(bare.locator(".spotlight")).to_be_visible()
    expect(bare.get_by_role("heading", level=1)).to_be_focused()


def test_an_unknown_address_is_an_empty_stage(desktop: Page) -> None:
    desktop.goto("/nowhere/at/all")

    expect(desktop.get_by_role("heading", level=1, name="이 무대는 비어 있어요")).to_be_visible()


def test_seen_pages_stay_readable_without_a_connection(
    open_context: Callable[..., BrowserContext], trouble: Any
) -> None:
    trouble.expected += ["ERR_INTERNET_DISCONNECTED", "Failed to load resource"]
    context = open_context("phone")
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    expect(page.locator(".spotlight")).to_be_visible()
    title = page.locator(".spotlight h2, .spotlight h3").first.inner_text()
    page.wait_for_load_state("networkidle")

    context.set_offline(True)
    page.reload()

    expect(page.locator(".spotlight")).to_contain_text(title)
    expect(page.get_by_text("오프라인이에요.")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/", "/performances", "/rankings", "/about", "/performances/{show}", "/venues/{venue}"]
)
@pytest.mark.parametrize("width", [320, 390])
def test_nothing_scrolls_sideways(
    path: str, width: int, open_context: Callable[..., BrowserContext], ask: Callable[[str], Any]
) -> None:
    show = ask("/performances?state=running&ordering=title")["results"][0]
    address = path.format(show=show["id"], venue=(show["venue"] or {}).get("id"))
    page = open_context("phone", viewport={"width": width, "height": 700}).new_page()

    page.goto(address)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
