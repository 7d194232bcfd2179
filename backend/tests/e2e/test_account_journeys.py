"""Accounts as people use them: in, out, back again, and gone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.plugins.people import Person, fill_in, new_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]
REFUSED = "status of 401"


@pytest.fixture
def person(site: Stack) -> Person:
    return new_person(site)


@pytest.fixture
def member(person: Person) -> Person:
    return person.join()


def heading(page: Page, name: str) -> Any:
    return page.get_by_role("heading", level=1, name=name)


def test_a_newcomer_signs_up_stays_edits_and_leaves(phone: Page, person: Person) -> None:
    phone.goto("/signup")
    phone.get_by_label("이메일").fill(person.email)
    phone.get_by_label("비밀번호", exact=True).fill(person.password)
    phone.get_by_label("이름(닉네임)").fill("서연")
    phone.get_by_text("성별 · 생일").click()
    phone.get_by_label("여성").check()
    phone.get_by_label("생일").fill("1994-07-12")
    phone.get_by_role("checkbox").check()
    phone.get_by_role("button", name="가입하기").click()
    expect(phone).to_have_url(re.compile("/me$"))
    expect(phone.get_by_text("서연", exact=True)).to_be_visible()

    phone.reload()

    expect(phone.get_by_text("서연", exact=True)).to_be_visible()
    phone.get_by_role("link", name="정보 수정").click()
    expect(phone.get_by_label("이메일")).not_to_be_editable()
    expect(phone.get_by_label("여성")).to_be_checked()
    phone.get_by_label("이름(닉네임)").fill("민서")
    phone.get_by_role("button", name="저장", exact=True).click()
    expect(phone.get_by_text("저장했어요")).to_be_visible()
    expect(phone.get_by_role("button", name="저장", exact=True)).to_be_focused()
    profile = person.profile()
    assert (profile["username"], profile["gender"], profile["birthday"]) == ("민서", "female", "1994-07-12")
    phone.get_by_role("navigation", name="주 메뉴").get_by_role("link", name="나").click()
    phone.get_by_role("button", name="로그아웃").click()
    expect(phone).to_have_url(re.compile(r":\d+/$"))
    phone.goto("/me")
    expect(heading(phone, "다시 만나서 반가워요")).to_be_visible()


def test_a_wrong_password_keeps_what_was_typed_and_the_right_one_leads_back(
    desktop: Page, member: Person, trouble: Any
) -> None:
    trouble.expected.append(REFUSED)
    desktop.goto("/rankings?genre=musical")
    desktop.get_by_role("banner").get_by_role("link", name="로그인").click()
    expect(desktop.get_by_label("이메일")).to_be_focused()
    desktop.get_by_label("이메일").fill(member.email)
    desktop.get_by_label("비밀번호", exact=True).fill("not-the-password")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("alert")).to_contain_text("이메일 또는 비밀번호가 맞지 않아요.")
    expect(desktop.get_by_role("alert")).to_be_focused()
    expect(desktop.get_by_label("이메일")).to_have_value(member.email)
    expect(desktop.get_by_label("비밀번호", exact=True)).to_have_value("not-the-password")

    desktop.get_by_label("비밀번호", exact=True).fill(member.password)
    desktop.get_by_role("button", name="로그인").click()

    expect(desktop).to_have_url(re.compile(r"/rankings\?genre=musical$"))
    expect(desktop.get_by_role("banner").get_by_role("link", name="내 공연")).to_have_text("서")


def test_guests_come_back_to_the_page_of_their_own_they_asked_for(desktop: Page, member: Person) -> None:
    desktop.goto("/en/me/devices")
    expect(heading(desktop, "Welcome back")).to_be_visible()

    fill_in(desktop, member)

    expect(heading(desktop, "Signed-in devices")).to_be_visible()
    expect(desktop).to_have_url(re.compile("/en/me/devices$"))
    desktop.go_back()
    expect(heading(desktop, "Welcome back")).to_have_count(0)


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example"])
def test_nobody_is_led_to_another_site(path: str, desktop: Page, member: Person, site: Stack) -> None:
    sign_in(desktop, member, path=f"/signin?next={path}")

    expect(heading(desktop, "내 공연")).to_be_attached()
    assert desktop.url == site.url("/me")


def test_an_interrupted_change_is_finished_after_signing_in_again(phone: Page, member: Person, trouble: Any) -> None:
    trouble.expected.append(REFUSED)
    sign_in(phone, member, path="/signin?next=/me/edit")
    phone.get_by_label("이름(닉네임)").fill("하람")
    phone.get_by_label("생일").fill("1990-01-31")
    member.end_all_sessions()

    phone.get_by_role("button", name="저장", exact=True).click()
    sheet = phone.get_by_role("dialog", name="다시 로그인해 주세요")
    expect(sheet.get_by_label("이메일")).to_have_value(member.email)
    sheet.get_by_label("비밀번호", exact=True).fill(member.password)
    sheet.get_by_role("button", name="로그인").click()

    expect(phone.get_by_text("저장했어요")).to_be_visible()
    expect(sheet).to_have_count(0)
    expect(phone.get_by_label("이름(닉네임)")).to_have_value("하람")
    assert (member.profile()["username"], member.profile()["birthday"]) == ("하람", "1990-01-31")


def test_closing_the_sheet_keeps_the_text_and_says_that_nothing_was_saved(
    desktop: Page, member: Person, trouble: Any
) -> None:
    trouble.expected.append(REFUSED)
    sign_in(desktop, member, path="/signin?next=/me/edit")
    desktop.get_by_label("이름(닉네임)").fill("하람")
    member.end_all_sessions()
    desktop.get_by_role("button", name="저장", exact=True).click()

    desktop.get_by_role("dialog").press("Escape")

    expect(desktop.get_by_role("alert")).to_contain_text("로그인하지 않아 마치지 못했어요")
    expect(desktop.get_by_label("이름(닉네임)")).to_have_value("하람")
    assert member.profile()["username"] == "서연"


def test_a_change_is_never_made_to_the_account_of_somebody_else(
    desktop: Page, member: Person, site: Stack, trouble: Any
) -> None:
    trouble.expected.append(REFUSED)
    other = new_person(site).join()
    sign_in(desktop, member, path="/signin?next=/me/edit")
    desktop.get_by_label("이름(닉네임)").fill("하람")
    member.end_all_sessions()
    desktop.get_by_role("button", name="저장", exact=True).click()
    expect(desktop.get_by_role("dialog")).to_be_visible()

    fill_in(desktop, other)

    expect(desktop.get_by_role("dialog")).to_have_count(0)
    expect(desktop.get_by_label("이메일")).to_have_value(other.email)
    expect(desktop.get_by_label("이름(닉네임)")).to_have_value("서연")
    assert other.profile()["username"] == "서연"


def test_a_forgotten_password_is_replaced_by_the_mailed_link(desktop: Page, member: Person, trouble: Any) -> None:
    trouble.expected += [REFUSED, "status of 400"]
    desktop.goto("/password/forgot")
    desktop.get_by_label("이메일").fill(member.email)
    desktop.get_by_role("button", name="메일 받기").click()
    expect(heading(desktop, "메일을 확인해 주세요")).to_be_focused()
    link = member.mailed_link(number=2)  # the first one confirms the address

    desktop.goto(link)
    expect(heading(desktop, "새 비밀번호 정하기")).to_be_visible()
    assert desktop.url.endswith("/password/reset")
    desktop.get_by_label("새 비밀번호").fill("password1")
    desktop.get_by_role("button", name="비밀번호 정하기").click()
    expect(desktop.locator("[data-met=false]")).to_contain_text("흔히 쓰는 비밀번호가 아니에요")
    desktop.get_by_label("새 비밀번호").fill("lanterns-over-daehakro")
    desktop.get_by_role("button", name="비밀번호 정하기").click()

    expect(desktop.get_by_text("새 비밀번호로 로그인해 주세요.")).to_be_visible()
    assert not member.can_sign_in()
    member.password = "lanterns-over-daehakro"
    fill_in(desktop, member)
    expect(desktop).to_have_url(re.compile("/me$"))
    desktop.goto(link)
    desktop.get_by_label("새 비밀번호").fill("another-good-one-88")
    desktop.get_by_role("button", name="비밀번호 정하기").click()
    expect(desktop.get_by_text("링크가 오래되었거나 이미 쓰였어요.")).to_be_visible()


def test_asking_for_an_unknown_address_looks_the_same(desktop: Page, member: Person, person: Person) -> None:
    said = []
    for address in (member.email, "nobody-at-all@example.com"):
        desktop.goto("/en/password/forgot")
        desktop.get_by_label("Email").fill(address)
        desktop.get_by_role("button", name="Send link").click()
        expect(heading(desktop, "Check your mail")).to_be_visible()
        said.append(desktop.get_by_role("main").inner_text().replace(address, "…"))

    assert said[0] == said[1]


def test_the_mailed_link_confirms_the_address_once(desktop: Page, member: Person) -> None:
    sign_in(desktop, member)
    expect(desktop.get_by_text("이메일이 아직 확인되지 않았어요.")).to_be_visible()

    desktop.goto(member.mailed_link())

    expect(heading(desktop, "이메일을 확인했어요")).to_be_visible()
    assert desktop.url.endswith("/verify")
    desktop.get_by_role("link", name="English로 보기").click()
    expect(heading(desktop, "Your email is confirmed")).to_be_visible()
    desktop.get_by_role("link", name="To my page").click()
    expect(desktop.get_by_text("Since")).to_be_visible()
    expect(desktop.get_by_text("not confirmed yet")).to_have_count(0)
    assert member.profile()["email_verified"] is True


def test_another_mail_comes_when_asked_for(desktop: Page, member: Person) -> None:
    sign_in(desktop, member)

    desktop.get_by_role("button", name="확인 메일 다시 받기").click()

    expect(desktop.get_by_text("확인 메일을 보냈어요.")).to_be_visible()
    assert "/verify#token=" in member.mailed_link(number=2)


def test_devices_are_listed_and_signed_out_one_by_one(
    open_context: Callable[..., BrowserContext], member: Person, trouble: Any
) -> None:
    trouble.expected.append(REFUSED)
    here, there = open_context("desktop").new_page(), open_context("phone").new_page()
    sign_in(there, member)
    expect(there.get_by_text("서연", exact=True)).to_be_visible()
    sign_in(here, member, path="/signin?next=/me/devices")
    rows = here.locator(".device")
    expect(rows).to_have_count(3)  # and the one that made the account
    expect(rows.filter(has_text="이 기기")).to_have_count(1)
    expect(rows.filter(has_text="이 기기").get_by_role("button")).to_have_count(0)

    for left in (2, 1):
        rows.filter(has=here.get_by_role("button")).first.get_by_role("button").click()
        expect(rows).to_have_count(left)

    there.reload()
    expect(there.get_by_text("다시 로그인해 주세요.")).to_be_visible()
    here.reload()
    expect(rows).to_have_count(1)


def test_one_button_signs_out_everywhere(
    open_context: Callable[..., BrowserContext], member: Person, trouble: Any
) -> None:
    trouble.expected.append(REFUSED)
    here, there = open_context("desktop").new_page(), open_context("phone").new_page()
    sign_in(there, member)
    expect(there.get_by_text("서연", exact=True)).to_be_visible()
    sign_in(here, member, path="/signin?next=/me/devices")

    here.get_by_role("button", name="모든 기기에서 로그아웃").click()

    expect(here).to_have_url(re.compile("/signin$"))
    expect(here.get_by_role("banner").get_by_role("link", name="로그인")).to_be_visible()
    there.reload()
    expect(there.get_by_text("다시 로그인해 주세요.")).to_be_visible()


def test_a_new_password_leaves_this_device_signed_in_and_no_other(
    open_context: Callable[..., BrowserContext], member: Person, trouble: Any
) -> None:
    trouble.expected += [REFUSED, "status of 400"]
    here, there = open_context("desktop").new_page(), open_context("phone").new_page()
    sign_in(there, member)
    expect(there.get_by_text("서연", exact=True)).to_be_visible()
    sign_in(here, member, path="/signin?next=/me/password")
    here.get_by_label("지금 비밀번호").fill("something else")
    here.get_by_label("새 비밀번호").fill("lanterns-over-daehakro")
    here.get_by_role("button", name="비밀번호 바꾸기").click()
    expect(here.get_by_label("지금 비밀번호")).to_have_accessible_description("비밀번호가 맞지 않아요.")
    expect(here.get_by_label("지금 비밀번호")).to_be_focused()

    here.get_by_label("지금 비밀번호").fill(member.password)
    here.get_by_role("button", name="비밀번호 바꾸기").click()

    expect(here.get_by_text("비밀번호를 바꿨어요.")).to_be_visible()
    here.reload()
    expect(here.get_by_text("서연", exact=True)).to_be_visible()
    there.reload()
    expect(there.get_by_text("다시 로그인해 주세요.")).to_be_visible()


def test_everything_that_is_kept_comes_as_one_file(desktop: Page, member: Person, tmp_path: Path) -> None:
    sign_in(desktop, member)

    with desktop.expect_download() as started:
        desktop.get_by_role("button", name="내 데이터 내려받기").click()
    started.value.save_as(tmp_path / "export.json")

    assert re.fullmatch(r"culturepedia-\d{4}-\d\d-\d\d\.json", started.value.suggested_filename)
    kept = json.loads((tmp_path / "export.json").read_text(encoding="utf-8"))
    assert kept["account"]["email"] == member.email


def test_an_account_ends_with_what_it_had_and_a_page_that_says_so(desktop: Page, member: Person, trouble: Any) -> None:
    trouble.expected += ["status of 400"]
    sign_in(desktop, member, path="/signin?next=/me/edit")
    desktop.get_by_role("link", name="비밀번호 확인 후 삭제").click()
    expect(desktop.get_by_text("리뷰 0개, 찜 0개, 관람 기록 0개가 함께 지워지고 되돌릴 수 없어요.")).to_be_visible()
    desktop.get_by_label("비밀번호", exact=True).fill("something else")
    desktop.get_by_role("button", name="계정 삭제").click()
    expect(desktop.get_by_label("비밀번호", exact=True)).to_have_accessible_description("비밀번호가 맞지 않아요.")

    desktop.get_by_label("비밀번호", exact=True).fill(member.password)
    desktop.get_by_role("button", name="계정 삭제").click()

    expect(heading(desktop, "계정을 지웠어요")).to_be_focused()
    expect(desktop.get_by_role("banner").get_by_role("link", name="로그인")).to_be_visible()
    assert not member.can_sign_in()


def test_an_address_with_an_account_is_pointed_to_sign_in(desktop: Page, member: Person, trouble: Any) -> None:
    trouble.expected.append("status of 409")
    desktop.goto("/signup")
    desktop.get_by_label("이메일").fill(member.email)
    desktop.get_by_label("비밀번호", exact=True).fill(member.password)
    desktop.get_by_label("이름(닉네임)").fill("서연")
    desktop.get_by_role("checkbox").check()

    desktop.get_by_role("button", name="가입하기").click()

    expect(desktop.get_by_role("alert")).to_contain_text("이미 가입한 이메일이에요.")
    expect(desktop.get_by_label("비밀번호", exact=True)).to_have_value(member.password)
    desktop.get_by_role("main").get_by_role("link", name="로그인").click()
    expect(desktop.get_by_label("이메일")).to_have_value(member.email)
