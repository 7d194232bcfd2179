"""axe-core finds nothing on any page, in both themes, on phone and desktop, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.plugins.people import Person, new_person, sign_in

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
    "recommendations": "/recommendations",
    "tastes": "/recommendations/taste",
    "what a guest picked": "/me/taste",
    "performance": "/performances/{show}",
    "reviews": "/performances/{show}/reviews",
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
    "favorites of a guest": "/me/favorites",
}
OWN_PAGES = ("/me", "/me/edit", "/me/password", "/me/devices", "/me/taste", "/me/delete")
FILLED_PAGES = ("/me", "/me/diary", "/me/favorites", "/me/reviews", "/me/stats", "/me/notices")


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


@pytest.fixture
def show(ask: Callable[[str], Any]) -> dict[str, Any]:
    found: dict[str, Any] = ask("/performances?state=running&page_size=1&ordering=-opening")["results"][0]
    return found


@pytest.fixture
def author(site: Stack, show: dict[str, Any]) -> Person:
    """Return someone who has seen, kept and reviewed a performance."""
    person = new_person(site).join()
    access = person.access()
    visit = {"performance": show["id"], "watched_on": show["start_date"], "rating": 4, "cast_seen": "이준, 한소이"}
    for memo in ("처음", "또", "세 번째"):
        person.call("POST", "/me/visits", {**visit, "memo": memo}, access=access)
    review = {"rating": 4.5, "body": "좋았어요.", "spoiler": True, "good_for": ["music"], "not_for": ["calm"]}
    person.call("POST", f"/performances/{show['id']}/reviews", review, access=access)
    person.call("PUT", f"/performances/{show['id']}/favorite", access=access)
    return person


@pytest.mark.writes
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_pages_of_what_one_has_seen_have_no_violation(
    screen: str,
    theme: str,
    open_context: Callable[..., BrowserContext],
    author: Person,
    show: dict[str, Any],
) -> None:
    page = open_context(screen, color_scheme=theme, reduced_motion="reduce").new_page()
    sign_in(page, author)
    reviews = (f"/performances/{show['id']}/reviews", f"/performances/{show['id']}#reviews", "/")
    found = []
    for prefix in ("", "/en"):
        for address in (*FILLED_PAGES, *reviews):
            suffix = f"?year={show['start_date'][:4]}" if address in ("/me/diary", "/me/stats") else ""
            page.goto((prefix + address + suffix).removesuffix("/") or "/")
            page.get_by_role("contentinfo").scroll_into_view_if_needed()
            expect(page.locator("main [aria-busy=true]")).to_have_count(0)
            page.wait_for_load_state("networkidle")
            page.evaluate("scrollTo(0, 0)")  # what lies below a bar is no smaller for it
            found += [f"{page.url}: {problem}" for problem in problems(page)]

    assert found == []


@pytest.mark.writes
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_sheets_that_write_have_no_violation(
    theme: str, open_context: Callable[..., BrowserContext], author: Person, show: dict[str, Any], site: Stack
) -> None:
    page = open_context("phone", color_scheme=theme, reduced_motion="reduce").new_page()
    dialog = page.get_by_role("dialog")
    page.goto(f"/performances/{show['id']}")
    page.locator(".action-bar [data-heart]").click()
    expect(dialog.get_by_role("button", name="로그인 없이 이 기기에만 담아 두기")).to_be_visible()
    assert problems(page) == []
    page.keyboard.press("Escape")
    page.evaluate("(id) => localStorage.setItem('favorites', JSON.stringify([id]))", show["id"])
    sign_in(page, new_person(site).join())
    expect(dialog.get_by_role("button", name="내 계정으로 옮기기")).to_be_visible()
    assert problems(page) == []
    page.goto(f"/performances/{show['id']}/reviews")
    page.get_by_role("button", name=re.compile("신고")).first.click()
    expect(dialog.get_by_role("button", name="신고하기")).to_be_visible()
    assert problems(page) == []
    page.goto(f"/en/performances/{show['id']}/review")
    dialog.get_by_role("button", name="Publish").click()
    expect(dialog.get_by_role("alert").first).not_to_be_empty()
    dialog.get_by_text("Who is it for").click()
    assert problems(page) == []
    page.goto(f"/performances/{show['id']}")
    page.locator(".action-bar").get_by_role("button", name="기록").click()
    expect(dialog.get_by_role("button", name="기록 남기기")).to_be_visible()
    dialog.get_by_text("배우 · 함께 본 사람 · 메모").click()
    assert problems(page) == []
