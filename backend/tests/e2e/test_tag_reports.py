"""Telling that a hashtag is wrong, where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import problems
from tests.plugins.people import fill_in, new_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]


@pytest.fixture(scope="module")
def tagged(site: Stack, ask: Callable[[str], Any]) -> dict[str, Any]:
    """Return a performance with hashtags, made by the command that operators use."""
    done = site.manage("tag_performances", "--quiet")
    assert done.returncode == 0, done.stderr
    shows = ask("/performances?state=running&page_size=40")["results"]
    found: dict[str, Any] = next(show for show in shows if len(show["hashtags"]) > 1)
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_guest_reports_a_tag_and_signs_in_on_the_way(
    theme: str, open_context: Callable[..., BrowserContext], site: Stack, tagged: dict[str, Any]
) -> None:
    page = open_context("phone", color_scheme=theme, reduced_motion="reduce").new_page()
    member = new_person(site).join()
    page.goto(f"/performances/{tagged['id']}")
    tags = page.locator("#about .tag-row a")
    expect(tags).to_have_count(len(tagged["hashtags"]))
    second = tags.nth(1).inner_text()
    page.get_by_role("button", name="틀린 태그 알리기").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(second, exact=True).check()
    dialog.get_by_label("더 알려 주실 점").fill("<b>이런 내용은</b> 나오지 않아요.")
    assert problems(page) == []

    dialog.get_by_role("button", name="알리기").click()
    expect(page.get_by_text("로그인하면 틀린 태그를 바로 알려 드려요.")).to_be_visible()
    with page.expect_response(re.compile("/hashtags/[^/]+/reports$")) as sent:
        fill_in(page, member)

    expect(page.get_by_text("신고를 받았어요. 운영자가 살펴볼게요.")).to_be_visible()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="틀린 태그 알리기")).to_be_focused()
    assert sent.value.status == 201
    (report,) = member.call("GET", "/me/export", access=member.access())["hashtag_reports"]
    assert (report["slug"], report["text"]) == (tagged["hashtags"][1], "<b>이런 내용은</b> 나오지 않아요.")


def test_saying_it_twice_is_no_mistake(
    open_context: Callable[..., BrowserContext], site: Stack, tagged: dict[str, Any], trouble: Any
) -> None:
    trouble.expected.append("status of 409")
    page = open_context("desktop").new_page()
    page.goto(f"/en/performances/{tagged['id']}")
    for first in (True, False):
        page.get_by_role("button", name="Report a wrong tag").click()
        page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
        if first:
            expect(page.get_by_text("Sign in and your report goes out at once.")).to_be_visible()
            fill_in(page, new_person(site).join())

        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_role("status").filter(has_text="Staff will look at it.")).to_be_visible()
