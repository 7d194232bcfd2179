"""Finding a performance: filters, the address that keeps them, going back, more, nothing found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.e2e
Ask = "Callable[[str], Any]"
CARDS = ".browse article"


def count_in(text: str) -> int:
    found = re.search(r"[\d,]+", text)
    assert found, text
    return int(found[0].replace(",", ""))


def wait_for_cards(page: Page) -> None:
    expect(page.locator(CARDS).first).to_be_visible()


def test_a_filter_is_in_the_address_which_can_be_shared(
    desktop: Page, open_context: Callable[..., BrowserContext], ask: Callable[[str], Any]
) -> None:
    desktop.goto("/performances")
    wait_for_cards(desktop)

    desktop.get_by_role("checkbox", name=re.compile("뮤지컬")).first.check()
    desktop.wait_for_url(re.compile("genre=musical"))
    desktop.get_by_role("checkbox", name=re.compile("공연예정")).check()
    desktop.wait_for_url(re.compile("status=upcoming"))
    wanted = ask("/performances?genre=musical&state=upcoming")
    heading = desktop.get_by_role("heading", level=1)
    expect(heading).to_contain_text(f"{wanted['count']:,}")

    other = open_context("phone").new_page()
    other.goto(urlsplit(desktop.url).path + "?" + urlsplit(desktop.url).query)
    wait_for_cards(other)
    expect(other.get_by_role("heading", level=1)).to_contain_text(f"{wanted['count']:,}")
    titles = [item["title"] for item in wanted["results"]]
    assert other.locator(f"{CARDS} a").all_inner_texts()[: len(titles)] == titles


def test_going_back_restores_the_list_its_place_and_the_focus(desktop: Page) -> None:
    desktop.goto("/performances?region=seoul")
    wait_for_cards(desktop)
    link = desktop.locator(f"{CARDS} a").nth(12)
    title = link.inner_text()
    link.scroll_into_view_if_needed()
    top = desktop.evaluate("scrollY")
    link.click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text(title)
    assert desktop.evaluate("scrollY") == 0

    desktop.go_back()

    expect(desktop).to_have_url(re.compile(r"/performances\?region=seoul$"))
    wait_for_cards(desktop)
    expect(desktop.get_by_role("checkbox", name=re.compile("서울")).first).to_be_checked()
    expect(desktop.locator(":focus")).to_have_text(title)
    desktop.wait_for_function("(top) => Math.abs(scrollY - top) < 120", arg=top)


def test_more_adds_the_next_cards_and_moves_the_focus_to_the_first(phone: Page, ask: Callable[[str], Any]) -> None:
    phone.goto("/performances?status=ended,running,upcoming")
    wait_for_cards(phone)
    expect(phone.locator(CARDS)).to_have_count(20)
    total = ask("/performances?page_size=1")["count"]
    expect(phone.get_by_text(f"{total:,}편 중 20편")).to_be_visible()

    phone.get_by_role("button", name="더 보기").click()

    expect(phone.locator(CARDS)).to_have_count(40)
    second = ask("/performances?page=2")["results"]
    expect(phone.locator(":focus")).to_have_text(second[0]["title"])


def test_the_phone_sheet_shows_the_count_before_it_is_applied(phone: Page, ask: Callable[[str], Any]) -> None:
    phone.goto("/performances")
    wait_for_cards(phone)
    phone.get_by_role("button", name=re.compile("필터")).first.click()
    sheet = phone.get_by_role("dialog")
    expect(sheet).to_be_visible()

    sheet.locator("label", has_text="클래식").click()
    expect(sheet.get_by_role("checkbox", name=re.compile("클래식"))).to_be_checked()
    wanted = ask("/performances?genre=classical&state=running,upcoming&page_size=1")["count"]
    show = sheet.get_by_role("button", name=re.compile(f"{wanted:,}편 보기"))
    show.click()

    expect(sheet).to_be_hidden()
    expect(phone).to_have_url(re.compile("genre=classical"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text(f"{wanted:,}")
    phone.get_by_role("button", name=re.compile("클래식 필터 지우기")).click()
    expect(phone).not_to_have_url(re.compile("genre=classical"))


def test_nothing_found_says_which_filter_to_drop(desktop: Page, ask: Callable[[str], Any]) -> None:
    genre, region = empty_pair(ask)
    desktop.goto(f"/performances?genre={genre}&region={region}")

    without = ask(f"/performances?genre={genre}&state=running,upcoming&page_size=1")["count"]
    relax = desktop.get_by_role("link", name=re.compile(rf"{without:,}편")).or_(
        desktop.get_by_role("button", name=re.compile(rf"{without:,}편"))
    )
    relax.first.click()

    wait_for_cards(desktop)
    query = parse_qs(urlsplit(desktop.url).query)
    path = urlsplit(desktop.url).path
    assert "region" not in query
    assert query.get("genre") == [genre] or path == f"/genres/{genre}"


def empty_pair(ask: Callable[[str], Any]) -> tuple[str, str]:
    """Return a genre and a region that have performances, but none together."""
    facets = ask("/performances?state=running,upcoming&page_size=1&facets=genre,region")["facets"]
    genres = sorted((item["count"], item["value"]) for item in facets["genre"] if item["count"])
    regions = sorted((item["count"], item["value"]) for item in facets["region"] if item["count"])
    for _, genre in genres:
        for _, region in regions:
            if not ask(f"/performances?genre={genre}&region={region}&state=running,upcoming&page_size=1")["count"]:
                return genre, region
    raise AssertionError("the catalogue has every genre in every region")


def test_a_failing_list_can_be_retried(bare: Page, trouble: Any) -> None:
    trouble.expected += ["ERR_FAILED"]
    broken = re.compile(r"/api/v1/performances\?")
    bare.route(broken, lambda route: route.abort())
    bare.goto("/performances")
    retry = bare.get_by_role("button", name="다시 시도").first
    expect(retry).to_be_visible()

    bare.unroute(broken)
    retry.click()

    wait_for_cards(bare)
