"""One performance and its venue: what a person needs before going."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.plugins.stack import Stack

pytestmark = pytest.mark.e2e
PAYLOAD = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'


def with_everything(ask: Callable[[str], Any]) -> dict[str, Any]:
    """Return a performance that can be booked, has a read timetable and prices, and a venue with a place."""
    for page in range(1, 6):
        for item in ask(f"/performances?state=running,upcoming&page={page}")["results"]:
            detail: dict[str, Any] = ask(f"/performances/{item['id']}")
            venue = detail["venue"] or {}
            if (
                detail["prices"]
                and detail["next_showtimes"]
                and len(detail["booking_links"]) > 1
                and venue.get("latitude")
            ):
                return detail
    raise AssertionError("no performance has everything")


def test_the_page_answers_what_when_where_and_how_much(desktop: Page, ask: Callable[[str], Any]) -> None:
    show = with_everything(ask)

    desktop.goto(f"/performances/{show['id']}")

    expect(desktop.get_by_role("heading", level=1)).to_have_text(show["title"])
    expect(desktop).to_have_title(re.compile(re.escape(show["title"])))
    main = desktop.get_by_role("main")
    expect(main.get_by_role("link", name=show["venue"]["name"]).first).to_be_visible()
    expect(main.get_by_text(f"{show['prices'][0]['amount_krw']:,}원").first).to_be_visible()
    first = show["next_showtimes"][0]["starts_at"]
    expect(main.locator(".session").first).to_contain_text(first[11:16])
    sellers = main.get_by_role("link", name=re.compile("새 창"))
    assert show["booking_links"][0]["url"] in [link.get_attribute("href") for link in sellers.all()]
    assert all("noopener" in (link.get_attribute("rel") or "") for link in sellers.all())


def test_a_session_goes_into_a_calendar(desktop: Page, ask: Callable[[str], Any]) -> None:
    show = with_everything(ask)
    desktop.goto(f"/performances/{show['id']}")

    href = desktop.locator(".session a").first.get_attribute("href")

    assert href
    with urllib.request.urlopen(href, timeout=20) as reply:  # the address is the live API's
        body = reply.read().decode()
    start = show["next_showtimes"][0]["starts_at"]
    assert f"DTSTART;TZID=Asia/Seoul:{start[:10].replace('-', '')}T{start[11:16].replace(':', '')}00" in body
    assert body.count("BEGIN:VEVENT") == 1


def test_a_phone_has_the_sellers_at_hand(phone: Page, ask: Callable[[str], Any]) -> None:
    show = with_everything(ask)
    phone.goto(f"/performances/{show['id']}")

    phone.get_by_role("button", name=re.compile("예매처")).click()

    dialog = phone.get_by_role("dialog")
    for link in show["booking_links"]:
        expect(dialog.get_by_role("link", name=re.compile(re.escape(link["name"]))).first).to_be_visible()
    phone.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(phone.get_by_role("button", name=re.compile("예매처"))).to_be_focused()


def test_a_visitor_reads_english_with_korean_marked_as_such(desktop: Page, ask: Callable[[str], Any]) -> None:
    show = with_everything(ask)

    desktop.goto(f"/en/performances/{show['id']}")

    assert desktop.locator("html").get_attribute("lang") == "en"
    expect(desktop.get_by_role("heading", name="Good to know for visitors")).to_be_visible()
    assert desktop.get_by_role("heading", level=1).get_attribute("lang") == "ko"
    desktop.get_by_role("button", name="Show this to a driver").click()
    expect(desktop.get_by_role("dialog")).to_contain_text(show["venue"]["address"])


def test_the_venue_lists_what_plays_there(desktop: Page, ask: Callable[[str], Any]) -> None:
    show = with_everything(ask)
    desktop.goto(f"/performances/{show['id']}")

    desktop.locator(".venue-name a").click()

    expect(desktop.get_by_role("heading", level=1)).to_have_text(show["venue"]["name"])
    expect(desktop.get_by_role("link", name=show["title"]).first).to_be_visible()


def test_hostile_upstream_text_stays_text(site: Stack, desktop: Page, ask: Callable[[str], Any]) -> None:
    victim = ask("/performances?state=ended&ordering=title")["results"][0]["id"]
    code = (
        "from culturepedia.performances.models import *; "
        f"Performance.objects.filter(kopis_id={victim!r}).update(title={PAYLOAD!r}, synopsis={PAYLOAD!r}, "
        f"price_text={PAYLOAD!r}, prices=[], schedule_text={PAYLOAD!r}, cast_text={PAYLOAD!r}); "
        "CatalogueVersion.advance()"
    )
    assert site.manage("shell", "-c", code).returncode == 0

    for address in (f"/performances/{victim}", "/performances?status=ended", f"/en/performances/{victim}"):
        desktop.goto(address)
        expect(desktop.get_by_role("heading", level=1)).to_be_visible()
        desktop.wait_for_load_state("networkidle")
        assert desktop.evaluate("window.pwned") is None
    expect(desktop.get_by_role("heading", level=1)).to_have_text(PAYLOAD)


def test_an_unknown_performance_is_an_empty_stage(desktop: Page, trouble: Any) -> None:
    trouble.expected += ["404"]

    desktop.goto("/performances/PF99999999")

    expect(desktop.get_by_role("heading", level=1, name="이 무대는 비어 있어요")).to_be_visible()


def test_no_policy_or_schema_leaks_into_the_page(desktop: Page) -> None:
    answer = desktop.goto("/")

    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert json.dumps(policy).count("http") <= 4  # the API's exact origin under its two spellings at most
