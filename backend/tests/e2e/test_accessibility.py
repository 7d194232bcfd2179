"""axe-core finds nothing on any page, in both themes, on phone and desktop, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.plugins.people import new_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from tests.plugins.stack import Stack

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
    "sign-in": "/signin",
    "sign-up": "/signup",
    "forgotten password": "/password/forgot",
    "new password": "/password/reset#uid=a&token=b",
    "confirmed address": "/verify",
}
OWN_PAGES = ("/me", "/me/edit", "/me/password", "/me/devices", "/me/delete")


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


@pytest.mark.writes
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_pages_of_ones_own_have_no_violation(
    screen: str, theme: str, open_context: Callable[..., BrowserContext], site: Stack
) -> None:
    page = open_context(screen, color_scheme=theme, reduced_motion="reduce").new_page()
    sign_in(page, new_person(site).join())
    for prefix in ("", "/en"):
        for address in OWN_PAGES:
            page.goto(prefix + address)
            expect(page.locator(".member-body > *").first).to_be_visible()
            page.wait_for_load_state("networkidle")

            assert problems(page) == [], prefix + address


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_forms_with_mistakes_have_no_violation(theme: str, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context("phone", color_scheme=theme, reduced_motion="reduce").new_page()
    page.goto("/signup")
    page.get_by_text("성별 · 생일").click()
    page.get_by_label("비밀번호", exact=True).fill("a good enough one")
    page.get_by_role("button", name="가입하기").click()
    expect(page.get_by_role("alert")).not_to_be_empty()

    assert problems(page) == []


@pytest.mark.writes
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_sign_in_sheet_has_no_violation(
    theme: str, open_context: Callable[..., BrowserContext], site: Stack, trouble: Any
) -> None:
    trouble.expected.append("status of 401")
    page = open_context("phone", color_scheme=theme, reduced_motion="reduce").new_page()
    member = new_person(site).join()
    sign_in(page, member, path="/signin?next=/me/edit")
    page.get_by_label("이름(닉네임)").fill("하람")
    member.end_all_sessions()
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()

    assert problems(page) == []
