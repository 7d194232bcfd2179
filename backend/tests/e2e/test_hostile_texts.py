"""Whatever people write is text: on no page does any of it run, load or leave its element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.plugins.people import Person, new_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]
SHORT = "<img src=x onerror=pwned()>"  # a name has 30 characters
PAYLOADS = (
    "<script>pwned()</script>",
    '"><img src=/nowhere.png onerror="pwned()">',
    "<svg/onload=pwned()>",
    "<iframe srcdoc='<script>parent.pwned()</script>'></iframe>",
    "javascript:pwned()",
    "{{constructor.constructor('pwned()')()}} ${pwned()}",
    "</textarea></title><math><mtext><style><img src=/x onerror=pwned()>",
)
TEXT = "\n".join(PAYLOADS)
LINE = PAYLOADS[1]
WATCH = "window.hurt = 0; window.pwned = () => { window.hurt += 1; };"


@pytest.fixture
def author(site: Stack) -> Person:
    return new_person(site).join(username=SHORT)


def fill(author: Person, show: dict[str, Any]) -> None:
    """Write the payloads into every field that takes text."""
    access = author.access()
    review = {"rating": 4, "title": "<b onclick=pwned()>제목</b><script>pwned()</script>", "body": TEXT}
    author.call("POST", f"/performances/{show['id']}/reviews", review, access=access)
    visit = {"performance": show["id"], "watched_on": show["start_date"], "rating": 3, "seat": LINE, "companion": LINE}
    author.call("POST", "/me/visits", {**visit, "cast_seen": LINE, "memo": TEXT}, access=access)
    author.call("PUT", f"/performances/{show['id']}/favorite", access=access)


def expect_unhurt(page: Page) -> None:
    expect(page.locator("main [aria-busy=true]")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.hurt") == 0
    strange = "script:not([src]), iframe, math, [onerror], [onload], [onclick], [srcdoc], a[href^='javascript:']"
    assert page.locator(f"body :is({strange})").count() == 0


def test_nothing_that_people_write_runs_on_any_page(desktop: Page, author: Person, ask: Callable[[str], Any]) -> None:
    show = ask("/performances?state=running&page_size=1&ordering=title")["results"][0]
    fill(author, show)
    desktop.add_init_script(WATCH)
    page = f"/performances/{show['id']}"
    desktop.goto(page)
    desktop.locator("#reviews").scroll_into_view_if_needed()
    expect(desktop.locator(".review-text").first).to_have_text(TEXT)
    expect_unhurt(desktop)
    desktop.goto(f"{page}/reviews")
    expect(desktop.locator(".review-author").first).to_contain_text(SHORT)
    expect_unhurt(desktop)
    desktop.goto("/")
    desktop.get_by_role("contentinfo").scroll_into_view_if_needed()
    expect(desktop.get_by_role("list", name="방금 올라온 리뷰")).to_contain_text("<script>")
    expect_unhurt(desktop)

    sign_in(desktop, author)

    for prefix in ("", "/en"):
        for address in ("/me", "/me/diary", "/me/favorites", "/me/reviews", "/me/stats", "/me/notices", "/me/edit"):
            suffix = f"?year={show['start_date'][:4]}" if address in ("/me/diary", "/me/stats") else ""
            desktop.goto(prefix + address + suffix)
            expect(desktop.locator("h1")).to_be_visible()
            expect_unhurt(desktop)
    desktop.goto(f"/me/diary?year={show['start_date'][:4]}")
    expect(desktop.locator(".stub-memo")).to_have_text(TEXT)
    desktop.get_by_role("button", name="수정").click()
    expect(desktop.get_by_role("dialog").get_by_label("메모")).to_have_value(TEXT)
    expect_unhurt(desktop)
    desktop.goto(f"{page}/review")
    expect(desktop.get_by_role("dialog").get_by_label("감상")).to_have_value(TEXT)
    expect_unhurt(desktop)


def test_a_draft_of_another_program_does_no_harm(desktop: Page, author: Person, ask: Callable[[str], Any]) -> None:
    show = ask("/performances?state=running&page_size=1&ordering=title")["results"][0]
    desktop.add_init_script(WATCH)
    sign_in(desktop, author)
    desktop.evaluate(
        "([show, text]) => { const odd = {rating: '5', body: text, good_for: [text, 7], title: {}};"
        "localStorage.setItem('draft:review:' + show, JSON.stringify(odd));"
        "localStorage.setItem('favorites', JSON.stringify([text, 5, null])); }",
        [show["id"], TEXT],
    )

    desktop.goto(f"/performances/{show['id']}/review")

    expect(desktop.get_by_role("dialog").get_by_label("감상")).to_be_visible()
    expect_unhurt(desktop)
