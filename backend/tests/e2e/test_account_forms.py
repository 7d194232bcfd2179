"""The account's forms: what is said about a mistake, where the focus goes, and the keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.plugins.people import new_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]
OWN_PAGES = ("/me", "/me/edit", "/me/password", "/me/devices", "/me/delete")
OPEN_PAGES = ("/signin", "/signup", "/password/forgot", "/password/reset#uid=a&token=b", "/verify")


def test_the_keyboard_alone_makes_an_account(desktop: Page, site: Stack) -> None:
    person = new_person(site)
    desktop.goto("/en/signup")
    expect(desktop.get_by_label("Email")).to_be_focused()
    keys = desktop.keyboard
    keys.type(person.email)
    keys.press("Tab")
    keys.type(person.password)
    keys.press("Tab")
    expect(desktop.get_by_role("button", name="Show password")).to_be_focused()
    keys.press("Tab")
    keys.type("Seoyeon")
    keys.press("Tab")
    keys.press("Enter")
    keys.press("Tab")
    expect(desktop.get_by_label("Rather not say")).to_be_focused()
    keys.press("ArrowLeft")
    expect(desktop.get_by_label("Other", exact=True)).to_be_checked()
    consent = desktop.get_by_role("checkbox")
    for _ in range(8):
        keys.press("Tab")
        if consent.evaluate("(box) => box === document.activeElement"):
            break
    keys.press("Space")
    expect(consent).to_be_checked()
    keys.press("Enter")

    expect(desktop.get_by_text("Seoyeon", exact=True)).to_be_visible()
    assert person.profile()["gender"] == "other"


def test_several_mistakes_are_summed_up_and_the_first_has_the_focus(phone: Page) -> None:
    phone.goto("/signup")
    expect(phone.get_by_label("이메일")).not_to_be_focused()
    phone.get_by_label("이메일").fill("seoyeon@examplecom")
    phone.get_by_label("이름(닉네임)").fill("서")

    phone.get_by_role("button", name="가입하기").click()

    alert = phone.get_by_role("alert")
    expect(alert).to_contain_text("고칠 곳이 4군데 있어요.")
    email = phone.get_by_label("이메일")
    expect(email).to_be_focused()
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_accessible_description("이메일 주소에 점(.)이 빠진 것 같아요. 예) name@example.com")
    alert.get_by_role("button", name="두 글자 이상 적어 주세요. 지금은 한 글자예요.").click()
    name = phone.get_by_label("이름(닉네임)")
    expect(name).to_be_focused()
    name.fill("서연")
    expect(name).not_to_have_attribute("aria-invalid", "true")
    expect(email).to_have_value("seoyeon@examplecom")


def test_a_field_is_judged_when_it_is_left_and_then_with_every_key(desktop: Page) -> None:
    desktop.goto("/signup")
    email = desktop.get_by_label("이메일")
    email.press_sequentially("someone")
    expect(email).not_to_have_attribute("aria-invalid", "true")

    desktop.keyboard.press("Tab")

    expect(email).to_have_attribute("aria-invalid", "true")
    email.press_sequentially("@example.com")
    expect(email).not_to_have_attribute("aria-invalid", "true")


def test_the_rules_of_a_password_fill_while_it_is_typed(desktop: Page) -> None:
    desktop.goto("/signup")
    desktop.get_by_label("이메일").fill("moonlight@example.com")
    field = desktop.get_by_label("비밀번호", exact=True)
    met = desktop.locator("[data-met=true]")

    field.press_sequentially("short")
    expect(met).to_have_text([re.compile("비슷하지 않아요")])
    field.press_sequentially("-but-longer")
    expect(met).to_have_count(2)
    field.fill("my-moonlight-walk")

    expect(desktop.locator("[data-met=false]")).to_have_text([re.compile("이메일이나 이름과 비슷하지 않아요")])


def test_what_the_server_refuses_stands_at_its_field(desktop: Page, site: Stack, trouble: Any) -> None:
    trouble.expected.append("status of 400")
    desktop.goto("/signup")
    desktop.get_by_label("이메일").fill(new_person(site).email)
    desktop.get_by_label("이름(닉네임)").fill("서연")
    field = desktop.get_by_label("비밀번호", exact=True)
    field.fill("password123")
    desktop.get_by_role("checkbox").check()

    desktop.get_by_role("button", name="가입하기").click()

    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(desktop.locator("[data-met=false]")).to_have_text([re.compile("흔히 쓰는")])


@pytest.mark.parametrize("language", ["", "/en"])
def test_password_managers_find_what_they_look_for(language: str, desktop: Page, site: Stack) -> None:
    member = new_person(site).join()

    def found() -> list[tuple[str, str]]:
        pairs = desktop.locator("main form input[autocomplete]").evaluate_all(
            "(inputs) => inputs.map((input) => [input.name, input.autocomplete])"
        )
        return [(str(name), str(value)) for name, value in pairs]

    desktop.goto(f"{language}/signin")
    expect(desktop.locator("main form")).to_be_visible()
    assert found() == [("email", "email"), ("password", "current-password")]
    desktop.goto(f"{language}/signup")
    expect(desktop.locator("main form")).to_be_visible()
    assert found() == [
        *(("email", "email"), ("password", "new-password"), ("username", "nickname"), ("birthday", "bday")),
    ]
    sign_in(desktop, member, path=f"{language}/signin?next=/me/password")
    expect(desktop.locator("[name=current_password]")).to_be_visible()
    assert found() == [
        *(("username", "username"), ("current_password", "current-password"), ("new_password", "new-password")),
    ]
    assert desktop.locator("[autocomplete=username]").input_value() == member.email


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_scrolls_sideways(width: int, open_context: Callable[..., BrowserContext], site: Stack) -> None:
    page = open_context("phone", viewport={"width": width, "height": 700}).new_page()
    member = new_person(site)
    member.name = "아주아주아주아주아주긴이름을가진사람의이름이라도"
    member.join()
    addresses = [*OPEN_PAGES[:-1], *OWN_PAGES]
    for prefix in ("", "/en"):
        for address in addresses:
            if address == "/me" and not prefix:
                sign_in(page, member)
            page.goto(prefix + address)
            expect(page.get_by_role("heading", level=1)).to_be_attached()
            page.wait_for_load_state("networkidle")

            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("address", [*OPEN_PAGES[:-1], "/me"])
def test_account_pages_ask_search_engines_to_stay_away(address: str, desktop: Page, site: Stack) -> None:
    if address == "/me":
        sign_in(desktop, new_person(site).join())
    desktop.goto(address)

    expect(desktop.locator("meta[name=robots]")).to_have_attribute("content", re.compile("noindex"))
