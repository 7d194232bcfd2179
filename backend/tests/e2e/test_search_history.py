"""What one searched for: kept by the account or by a guest's device, shown while searching, removed, cleared, stopped."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.plugins.people import Person, new_person, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]
HISTORY = re.compile(r"/api/v1/me/searches")


@pytest.fixture
def member(site: Stack) -> Person:
    return new_person(site).join()


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="검색", exact=True)


def past(page: Page) -> Locator:
    return page.get_by_role("group", name="최근 검색").get_by_role("option")


def search(page: Page, text: str) -> None:
    field(page).fill(text)
    field(page).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)
    expect(page.locator("main [aria-busy=true]")).to_have_count(0)


def kept(person: Person) -> list[str]:
    return [row["q"] for row in person.call("GET", "/me/searches", access=person.access())["results"]]


def kept_here(page: Page) -> Any:
    return json.loads(page.evaluate("localStorage.getItem('searches')") or "[]")


def test_a_guests_searches_stay_on_the_device_where_they_are_seen_and_removed(desktop: Page) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url) if HISTORY.search(request.url) else None)
    desktop.goto("/")
    for text in ("햄릿", "달", "햄 릿"):
        search(desktop, text)
    assert kept_here(desktop) == ["햄 릿", "달"]
    desktop.reload()
    field(desktop).fill("")
    field(desktop).focus()
    expect(past(desktop)).to_have_text(["햄 릿", "달"])

    desktop.get_by_role("button", name="‘달’ 검색 기록 지우기").click()
    expect(past(desktop)).to_have_text(["햄 릿"])
    expect(field(desktop)).to_be_focused()
    assert kept_here(desktop) == ["햄 릿"]
    past(desktop).click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("햄 릿")

    desktop.goto("/me/searches")
    desktop.get_by_role("button", name="모두 지우기").click()
    assert kept_here(desktop) == []
    desktop.get_by_role("button", name="되돌리기").click()
    expect(desktop.locator(".past-rows")).to_contain_text("햄 릿")
    assert kept_here(desktop) == ["햄 릿"]
    desktop.get_by_role("switch", name="검색 기록 남기기").uncheck()
    search(desktop, "백조")
    assert kept_here(desktop) == ["햄 릿"]
    assert asked == []


def test_delete_removes_the_earlier_search_that_the_arrows_reached(desktop: Page) -> None:
    desktop.goto("/")
    desktop.evaluate("localStorage.setItem('searches', JSON.stringify(['하나', '둘', 5, null]))")
    desktop.reload()
    field(desktop).focus()
    expect(past(desktop)).to_have_text(["하나", "둘"])

    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("Delete")

    expect(past(desktop)).to_have_text(["둘"])
    assert kept_here(desktop) == ["둘"]


def test_a_members_searches_go_to_the_account_and_to_other_devices(desktop: Page, phone: Page, member: Person) -> None:
    sign_in(desktop, member)
    with desktop.expect_response(lambda reply: reply.request.method == "POST" and "/me/searches" in reply.url):
        search(desktop, "햄릿")
    assert kept(member) == ["햄릿"]
    assert kept_here(desktop) == []

    sign_in(phone, member)
    phone.goto("/performances")
    phone.locator(".search-open").click()
    expect(past(phone)).to_have_text(["햄릿"])
    with phone.expect_response(lambda reply: reply.request.method == "DELETE" and "/me/searches/" in reply.url):
        phone.get_by_role("button", name="‘햄릿’ 검색 기록 지우기").click()
    expect(past(phone)).to_have_count(0)

    assert kept(member) == []


def test_a_chosen_suggestion_is_remembered_by_its_name(desktop: Page, member: Person) -> None:
    sign_in(desktop, member)
    desktop.goto("/rankings")
    field(desktop).fill("ㄷ")
    first = desktop.get_by_role("listbox", name="검색").get_by_role("option").first
    expect(first.locator("mark").first).to_be_visible()  # found by the letter; before that stands what many look for
    label = first.locator(".search-label").inner_text()

    with desktop.expect_response(lambda reply: reply.request.method == "POST" and "/me/searches" in reply.url):
        first.click()

    assert kept(member) == [label.removeprefix("#")]


def test_clearing_all_can_be_undone_and_is_sent_when_it_is_not(phone: Page, member: Person, trouble: Any) -> None:
    for text in ("달", "햄릿"):
        member.call("POST", "/me/searches", {"q": text}, access=member.access())
    sign_in(phone, member)
    phone.goto("/performances")
    phone.locator(".search-open").click()
    expect(past(phone)).to_have_text(["햄릿", "달"])
    phone.get_by_role("button", name="모두 지우기").click()
    expect(past(phone)).to_have_count(0)

    phone.get_by_role("dialog").get_by_role("button", name="되돌리기").click()

    expect(past(phone)).to_have_text(["햄릿", "달"])
    assert kept(member) == ["햄릿", "달"]
    phone.get_by_role("button", name="모두 지우기").click()
    member.call("POST", "/me/searches", {"q": "뒤늦게"}, access=member.access())  # on another device
    with phone.expect_response(lambda reply: reply.request.method == "DELETE" and "/me/searches?until=" in reply.url):
        phone.get_by_role("button", name="닫기").last.click()
    assert kept(member) == ["뒤늦게"]


def test_a_search_that_could_not_be_removed_comes_back(bare: Page, member: Person, trouble: Any) -> None:
    trouble.expected.append("net::ERR_FAILED")
    member.call("POST", "/me/searches", {"q": "햄릿"}, access=member.access())
    sign_in(bare, member)
    bare.goto("/me/searches")
    expect(bare.locator(".past-rows")).to_contain_text("햄릿")
    bare.route(HISTORY, lambda route: route.abort())

    bare.get_by_role("button", name="‘햄릿’ 검색 기록 지우기").click()

    expect(bare.get_by_text("검색 기록을 지우지 못했어요.")).to_be_visible()
    expect(bare.locator(".past-rows")).to_contain_text("햄릿")
    assert kept(member) == ["햄릿"]


def test_one_switch_stops_it_for_the_account(desktop: Page, member: Person) -> None:
    sign_in(desktop, member)
    desktop.goto("/me")
    desktop.get_by_role("link", name="검색 기록").click()
    expect(desktop.get_by_text("남은 검색 기록이 없어요")).to_be_visible()
    with desktop.expect_response(lambda reply: reply.request.method == "PATCH"):
        desktop.get_by_role("switch", name="검색 기록 남기기").uncheck()

    with desktop.expect_response(lambda reply: reply.request.method == "POST" and "/me/searches" in reply.url) as told:
        search(desktop, "햄릿")

    assert told.value.status == 204
    assert kept(member) == []
    desktop.goto("/me/searches")
    expect(desktop.get_by_role("switch", name="검색 기록 남기기")).not_to_be_checked()


def test_nothing_is_left_for_the_next_person_on_the_device(desktop: Page, member: Person) -> None:
    member.call("POST", "/me/searches", {"q": "햄릿"}, access=member.access())
    sign_in(desktop, member)
    desktop.goto("/about")
    field(desktop).focus()
    expect(past(desktop)).to_have_text(["햄릿"])
    desktop.goto("/me")
    desktop.get_by_role("button", name="로그아웃").click()
    expect(desktop.get_by_text("로그아웃했어요")).to_be_visible()

    field(desktop).focus()

    expect(desktop.get_by_role("group", name="많이 찾는 공연").get_by_role("option").first).to_be_visible()
    expect(past(desktop)).to_have_count(0)
    assert (
        desktop.evaluate(
            "caches.keys().then(async (names) => (await Promise.all(names.map(async (name) =>"
            "(await (await caches.open(name)).keys()).map(({url}) => url)))).flat()"
            ".filter((url) => /\\/suggest\\?|[?&]q=/.test(url)))"
        )
        == []
    )
