"""What a browser keeps of a session, and how tabs, reloads and failures treat it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.plugins.people import Person, fill_in, new_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page, Route

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]
REFUSED = "status of 401"
EVERYTHING_KEPT = """async () => {
  const kept = [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(history.state)];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      const response = await caches.match(request);
      kept.push(request.url, await response.text());
    }
  }
  for (const { name } of await indexedDB.databases()) kept.push(name);
  return kept;
}"""


@pytest.fixture
def member(site: Stack) -> Person:
    return new_person(site).join()


def my_page(page: Page) -> Any:
    return page.get_by_text("서연", exact=True)


def test_nothing_that_a_script_can_read_grants_access(
    open_context: Callable[..., BrowserContext], member: Person, site: Stack
) -> None:
    context = open_context("desktop")
    page = context.new_page()
    page.goto("/about")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    sign_in(page, member)
    expect(my_page(page)).to_be_visible()
    page.get_by_role("link", name="로그인한 기기").click()
    expect(page.locator(".device").first).to_be_visible()

    kept = page.evaluate(EVERYTHING_KEPT)

    text = "\n".join(kept)
    assert kept[0] == ""
    assert not re.search(r"eyJ[\w-]+\.", text)
    assert member.email not in text
    assert not re.search(r"/api/v1/(me|auth)", text)
    assert page.evaluate("localStorage.getItem('signed-in')") == '"서"'
    cookies = [cookie for cookie in context.cookies(site.api_url) if "refresh" in cookie["name"]]
    assert [(cookie["httpOnly"], cookie["sameSite"]) for cookie in cookies] == [(True, "Strict")]


def test_leaving_takes_every_trace_along(desktop: Page, member: Person) -> None:
    sign_in(desktop, member)
    desktop.get_by_role("button", name="로그아웃").click()
    expect(desktop.get_by_role("banner").get_by_role("link", name="로그인")).to_be_visible()

    assert desktop.evaluate("localStorage.getItem('signed-in')") is None
    assert desktop.context.cookies() == []


def test_guests_ask_the_server_for_no_session(desktop: Page) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url))

    desktop.goto("/")
    expect(desktop.locator(".spotlight")).to_be_visible()
    desktop.goto("/me")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("다시 만나서 반가워요")

    assert [url for url in asked if re.search(r"/api/v1/(me|auth)", url)] == []


def test_tabs_come_and_go_together(open_context: Callable[..., BrowserContext], member: Person) -> None:
    context = open_context("desktop")
    first, second = context.new_page(), context.new_page()
    second.goto("/signin?next=/me")
    sign_in(first, member)
    expect(my_page(second)).to_be_visible()
    third = context.new_page()
    third.goto("/about")
    expect(third.get_by_role("banner").get_by_role("link", name="내 공연")).to_be_visible()

    first.get_by_role("button", name="로그아웃").click()

    expect(second).to_have_url(re.compile("/signin"))
    expect(my_page(second)).to_have_count(0)
    expect(third.get_by_role("banner").get_by_role("link", name="로그인")).to_be_visible()


def test_a_tab_left_open_never_acts_for_somebody_else(
    open_context: Callable[..., BrowserContext], member: Person, site: Stack, trouble: Any
) -> None:
    trouble.expected.append(REFUSED)
    other = new_person(site).join()
    context = open_context("desktop")
    tab = context.new_page()
    sign_in(tab, member, path="/signin?next=/me/edit")
    tab.get_by_label("이름(닉네임)").fill("하람")
    member.end_all_sessions()
    elsewhere = context.new_page()
    elsewhere.goto("/me")
    fill_in(elsewhere, other)
    expect(my_page(elsewhere)).to_be_visible()

    tab.get_by_role("button", name="저장", exact=True).click()

    expect(tab.get_by_label("이메일")).to_have_value(other.email)
    assert other.profile()["username"] == "서연"


def test_impatient_reloads_do_not_sign_out(desktop: Page, member: Person, trouble: Any) -> None:
    trouble.expected += [REFUSED, "ERR_ABORTED"]
    sign_in(desktop, member)
    expect(my_page(desktop)).to_be_visible()

    for _ in range(4):
        with desktop.expect_request(re.compile("/auth/refresh")):
            desktop.evaluate("location.reload()")

    expect(my_page(desktop)).to_be_visible()


def test_ten_minutes_later_one_new_token_serves_all(desktop: Page, member: Person, trouble: Any) -> None:
    trouble.expected.append(REFUSED)
    sign_in(desktop, member)
    expect(my_page(desktop)).to_be_visible()
    tokens: list[str] = []
    desktop.on("request", lambda request: tokens.append(request.url) if "/auth/refresh" in request.url else None)

    answers = desktop.evaluate("""async () => {
      const session = await import("/src/core/session.js");
      session.adopt("an.old.token");
      const all = await Promise.all(["/me", "/me", "/me/sessions"].map((path) => session.send(path)));
      return all.length;
    }""")

    assert (answers, len(tokens)) == (3, 1)


def test_too_many_tries_are_told_and_counted_down(bare: Page, trouble: Any) -> None:
    trouble.expected.append("status of 429")
    throttled = '{"type":"client_error","errors":[{"code":"throttled","detail":"천천히","attr":null}]}'

    def refuse(route: Route) -> None:
        headers = {
            "Retry-After": "3",
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "Retry-After",
        }
        if route.request.method == "OPTIONS":
            headers |= {"Access-Control-Allow-Headers": "*"}
        origin = route.request.headers.get("origin", "*")
        headers |= {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}
        route.fulfill(status=429, headers=headers, content_type="application/json", body=throttled)

    bare.route(re.compile("/auth/signin"), refuse)
    bare.goto("/signin")
    bare.get_by_label("이메일").fill("someone@example.com")
    bare.get_by_label("비밀번호", exact=True).fill("a password")
    bare.get_by_role("button", name="로그인").click()

    alert = bare.get_by_role("alert")
    expect(alert).to_contain_text("3초 뒤에 다시")
    button = bare.get_by_role("button", name="로그인")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(alert.locator("[aria-hidden]").last).to_contain_text("1초 뒤에 다시")
    expect(alert).to_be_empty()
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(bare.get_by_label("비밀번호", exact=True)).to_have_value("a password")


def test_a_lost_connection_keeps_everything_typed(
    open_context: Callable[..., BrowserContext], member: Person, trouble: Any
) -> None:
    trouble.expected.append("ERR_INTERNET_DISCONNECTED")
    context = open_context("phone")
    page = context.new_page()
    sign_in(page, member, path="/signin?next=/me/edit")
    page.get_by_label("이름(닉네임)").fill("하람")
    context.set_offline(True)

    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("연결이 불안정해요.")
    context.set_offline(False)
    page.get_by_role("button", name="저장", exact=True).click()

    expect(page.get_by_text("저장했어요")).to_be_visible()
    assert member.profile()["username"] == "하람"


def test_leaving_without_a_connection_is_not_pretended(
    open_context: Callable[..., BrowserContext], member: Person, trouble: Any
) -> None:
    trouble.expected.append("ERR_INTERNET_DISCONNECTED")
    context = open_context("desktop")
    page = context.new_page()
    sign_in(page, member)
    expect(my_page(page)).to_be_visible()
    context.set_offline(True)

    page.get_by_role("button", name="로그아웃").click()

    expect(page.get_by_text("연결이 불안정해요.")).to_be_visible()
    expect(page.get_by_role("banner").get_by_role("link", name="내 공연")).to_be_visible()


def test_passwords_can_be_looked_at_and_are_hidden_again_when_sent(desktop: Page, trouble: Any) -> None:
    trouble.expected.append(REFUSED)
    desktop.goto("/signin")
    field = desktop.get_by_label("비밀번호", exact=True)
    desktop.get_by_label("이메일").fill("someone-else@example.com")
    field.fill("a password")

    desktop.get_by_role("button", name="비밀번호 보기").click()
    expect(field).to_have_attribute("type", "text")
    desktop.get_by_role("button", name="로그인").click()

    expect(desktop.get_by_role("alert")).not_to_be_empty()
    expect(field).to_have_attribute("type", "password")
