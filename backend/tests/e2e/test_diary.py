"""The diary, statistics, notices and the profile, as their owner uses them."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.plugins.people import Person, fill_in, new_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]
VISITS = re.compile(r"/api/v1/me/visits$")
VISIT = re.compile(r"/api/v1/me/visits/[0-9a-f-]{36}$")
UNDO_MS = 16_000


@pytest.fixture(scope="module")
def shows(ask: Callable[[str], Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask("/performances?state=running&page_size=8&ordering=opening")["results"]
    return found


@pytest.fixture
def member(site: Stack) -> Person:
    return new_person(site).join(gender="female", birthday="1994-07-12")


def visit(person: Person, show: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Write a visit down from another device."""
    body = {"performance": show["id"], "watched_on": show["start_date"], **fields}
    made: dict[str, Any] = person.call("POST", "/me/visits", body, access=person.access())
    return made


def visits(person: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.call("GET", "/me/visits?page_size=100", access=person.access())["results"]
    return found


def sheet(page: Page) -> Locator:
    return page.get_by_role("dialog")


def test_a_visit_is_written_down_counted_changed_and_taken_back(phone: Page, member: Person, shows: list[Any]) -> None:
    show = shows[0]
    visit(member, show)
    sign_in(phone, member)
    phone.goto(f"/performances/{show['id']}")
    phone.locator(".action-bar").get_by_role("button", name="기록").click()
    sheet(phone).get_by_label("본 날").fill(show["start_date"])
    sheet(phone).get_by_label("시작 시각").fill("19:30")
    sheet(phone).get_by_role("radio", name=re.compile("^4.5점")).check()
    sheet(phone).get_by_label("좌석").fill("1층 C구역 14열")
    sheet(phone).get_by_text("배우 · 함께 본 사람 · 메모").click()
    sheet(phone).get_by_label("본 배우").fill("이준, 한소이")
    sheet(phone).get_by_label("메모").fill("첫 줄\n둘째 줄")

    with phone.expect_response(VISITS):
        sheet(phone).get_by_role("button", name="기록 남기기").click()

    expect(phone.get_by_text("2번째 관람을 기록했어요")).to_be_visible()
    newest = visits(member)[0]
    assert newest["starts_at"].startswith(f"{show['start_date']}T19:30:00")
    assert (newest["rating"], newest["seat"], newest["viewing"]) == (4.5, "1층 C구역 14열", 2)
    phone.goto(f"/me/diary?year={show['start_date'][:4]}")
    stub = phone.locator(f"[data-visit='{newest['id']}']")
    expect(stub).to_contain_text("2회차")
    expect(stub).to_contain_text("19:30")
    stub.get_by_role("button", name=re.compile("기록 수정")).click()
    expect(sheet(phone).get_by_label("좌석")).to_have_value("1층 C구역 14열")
    expect(sheet(phone).get_by_label("시작 시각")).to_have_value("19:30")
    sheet(phone).get_by_label("좌석").fill("2층 3열")
    with phone.expect_response(VISIT):
        sheet(phone).get_by_role("button", name="저장").click()
    expect(stub).to_contain_text("2층 3열")
    expect(stub).to_be_focused()
    stub.get_by_role("button", name=re.compile("기록 삭제")).click()
    expect(stub).to_be_hidden()
    phone.get_by_role("button", name="되돌리기").click()
    expect(stub).to_be_focused()
    assert len(visits(member)) == 2
    stub.get_by_role("button", name=re.compile("기록 삭제")).click()
    with phone.expect_response(VISIT, timeout=UNDO_MS):
        expect(stub).to_be_hidden()
    expect(phone.locator("[data-visit]")).to_have_count(1)
    assert len(visits(member)) == 1


def test_a_deletion_that_fails_brings_the_visit_back(
    bare_phone: Page, member: Person, shows: list[Any], trouble: Any
) -> None:
    trouble.expected.append("net::ERR_FAILED")
    made = visit(member, shows[0])
    sign_in(bare_phone, member)
    bare_phone.goto(f"/me/diary?year={shows[0]['start_date'][:4]}")
    stub = bare_phone.locator(f"[data-visit='{made['id']}']")
    expect(stub).to_be_visible()
    bare_phone.route(VISIT, lambda route: route.abort())

    stub.get_by_role("button", name=re.compile("기록 삭제")).click()
    bare_phone.get_by_role("button", name="닫기").click()

    expect(bare_phone.get_by_text("기록을 지우지 못했어요.")).to_be_visible()
    expect(stub).to_be_visible()
    assert len(visits(member)) == 1


def test_a_deletion_outlives_the_page_it_was_made_on(phone: Page, member: Person, shows: list[Any]) -> None:
    made = visit(member, shows[0])
    sign_in(phone, member)
    diary = f"/me/diary?year={shows[0]['start_date'][:4]}"
    phone.goto(diary)
    stub = phone.locator(f"[data-visit='{made['id']}']")
    stub.get_by_role("button", name=re.compile("기록 삭제")).click()
    expect(stub).to_be_hidden()

    phone.goto(diary)

    expect(phone.get_by_text("아직 기록이 없어요")).to_be_visible()
    assert visits(member) == []


def test_what_was_not_sent_stays_in_the_form(bare_phone: Page, member: Person, shows: list[Any], trouble: Any) -> None:
    trouble.expected.append("net::ERR_FAILED")
    sign_in(bare_phone, member)
    bare_phone.goto(f"/performances/{shows[0]['id']}")
    bare_phone.locator(".action-bar").get_by_role("button", name="기록").click()
    sheet(bare_phone).get_by_label("본 날").fill(shows[0]["start_date"])
    sheet(bare_phone).get_by_label("좌석").fill("R석 1열")
    bare_phone.route(VISITS, lambda route: route.abort())

    sheet(bare_phone).get_by_role("button", name="기록 남기기").click()

    expect(sheet(bare_phone).get_by_role("alert").first).to_contain_text("연결이 불안정해요.")
    expect(sheet(bare_phone).get_by_label("좌석")).to_have_value("R석 1열")
    bare_phone.unroute(VISITS)
    with bare_phone.expect_response(VISITS):
        sheet(bare_phone).get_by_role("button", name="기록 남기기").click()
    assert visits(member)[0]["seat"] == "R석 1열"


def test_guests_sign_in_and_then_write_a_visit_down(phone: Page, member: Person, shows: list[Any]) -> None:
    phone.goto(f"/performances/{shows[0]['id']}")
    phone.locator(".action-bar").get_by_role("button", name="기록").click()
    expect(sheet(phone)).to_contain_text("로그인하면")

    fill_in(phone, member)

    expect(sheet(phone).get_by_label("본 날")).to_be_visible()


def test_a_visit_is_added_from_the_diary(desktop: Page, member: Person, shows: list[Any]) -> None:
    member.call("PUT", f"/performances/{shows[1]['id']}/favorite", access=member.access())
    sign_in(desktop, member, path="/signin?next=/me/diary")
    expect(desktop.get_by_text("아직 기록이 없어요")).to_be_visible()
    desktop.get_by_role("button", name="관람 기록").click()
    sheet(desktop).get_by_role("button", name=re.compile(re.escape(shows[1]["title"]))).click()
    with desktop.expect_response(VISITS):
        sheet(desktop).get_by_role("button", name="기록 남기기").click()

    expect(desktop.get_by_text("1번째 관람을 기록했어요")).to_be_visible()
    assert [row["performance"]["id"] for row in visits(member)] == [shows[1]["id"]]


def test_calendars_say_what_they_show_and_lead_to_the_visits(desktop: Page, member: Person, shows: list[Any]) -> None:
    day = shows[0]["start_date"]
    made = visit(member, shows[0])
    visit(member, shows[0])
    sign_in(desktop, member)
    desktop.goto(f"/me/diary?year={day[:4]}")
    month = int(day[5:7])
    expect(desktop.get_by_text(f"{day[:4]}년에 2번 봤고, {month}월에 2번으로 가장 많이 봤어요.")).to_be_visible()
    desktop.get_by_role("button", name="월", exact=True).click()
    while not desktop.locator(".month-title").inner_text().endswith(f" {month}월"):
        shown = int(re.findall(r"(\d+)월", desktop.locator(".month-title").inner_text())[0])
        desktop.get_by_role("button", name="이전 달" if shown > month else "다음 달").click()

    desktop.get_by_role("button", name=re.compile(rf"^{month}월 {int(day[8:])}일, 2번 관람")).click()

    expect(desktop.locator("[data-visit]:focus")).to_have_count(1)
    assert made["id"]


def test_a_year_is_told_in_numbers_and_sentences(desktop: Page, member: Person, shows: list[Any]) -> None:
    year = shows[0]["start_date"][:4]
    same = [show for show in shows if show["start_date"].startswith(year)]
    for show in (same[0], same[0], same[1]):
        visit(member, show, cast_seen="이준, 한소이", rating=4)
    stats = member.call("GET", f"/me/stats?year={year}", access=member.access())
    sign_in(desktop, member)
    desktop.goto(f"/me/stats?year={year}")

    expect(desktop.get_by_text(f"{year}년에 2편을 3번 봤어요.")).to_be_visible()
    expect(desktop.get_by_role("list", name="자주 만난 배우")).to_contain_text("이준3번")
    for row in stats["by_venue"]:
        expect(desktop.get_by_role("list", name="자주 간 공연장")).to_contain_text(row["venue"]["name"])
    expect(desktop.get_by_role("list", name="많이 본 공연")).to_contain_text(same[0]["title"])


def test_the_profile_shows_who_one_is_what_one_saw_keeps_and_did(
    desktop: Page, member: Person, shows: list[Any]
) -> None:
    visit(member, shows[0])
    member.call("PUT", f"/performances/{shows[1]['id']}/favorite", access=member.access())
    body = {"rating": 4, "body": "좋았어요."}
    member.call("POST", f"/performances/{shows[2]['id']}/reviews", body, access=member.access())

    sign_in(desktop, member)

    facts = desktop.locator(".profile-facts")
    expect(facts).to_contain_text(member.email)
    expect(desktop.get_by_text("서연", exact=True)).to_be_visible()
    expect(facts).to_contain_text("여성")
    expect(facts).to_contain_text("1994.7.12")
    history = desktop.locator(".history")
    expect(history.get_by_role("link", name=shows[0]["title"], exact=True)).to_be_visible()
    expect(history.get_by_role("link", name=shows[2]["title"], exact=True)).to_be_visible()
    expect(desktop.get_by_role("list", name="찜").get_by_role("link", name=shows[1]["title"])).to_be_visible()
    expect(desktop.get_by_text(re.compile(r"년에 1편을 1번 봤어요\.|년에는 아직 본 공연이 없어요"))).to_be_visible()
    desktop.get_by_role("link", name="생일 수정").click()
    expect(desktop.get_by_role("heading", level=1, name="정보 수정")).to_be_visible()
    expect(desktop.get_by_label("생일")).to_have_value("1994-07-12")
    desktop.goto("/me/delete")
    expect(desktop.get_by_text("리뷰 1개, 찜 1개, 관람 기록 1개가 함께 지워지고 되돌릴 수 없어요.")).to_be_visible()


def test_notices_can_be_switched_off_and_a_failed_switch_goes_back(bare: Page, member: Person, trouble: Any) -> None:
    trouble.expected.append("net::ERR_FAILED")
    sign_in(bare, member, path="/signin?next=/me/notices")
    switch = bare.get_by_role("switch", name="마지막 주예요")
    expect(switch).to_be_checked()

    with bare.expect_response(re.compile("/api/v1/me$")):
        switch.press("Space")

    assert member.profile()["notifications"]["last_week"] is False
    bare.route("**/api/v1/me", lambda route: route.abort())
    switch.press("Space")
    expect(bare.get_by_text("바꾸지 못했어요.")).to_be_visible()
    expect(switch).not_to_be_checked()


def test_notices_are_read_one_by_one_and_all_at_once(
    desktop: Page, member: Person, site: Stack, shows: list[Any]
) -> None:
    made = (
        "from django.utils import timezone; from culturepedia.accounts.models import User; "
        "from culturepedia.notifications.models import Notification; "
        "from culturepedia.performances.models import Performance; "
        f"user = User.objects.get(email='{member.email}'); "
        f"shows = list(Performance.objects.filter(kopis_id__in={[show['id'] for show in shows[:3]]})); "
        "[Notification.objects.create(user=user, performance=show, kind='cast_changed', facts={}, occasion=str(number), "
        "created_at=timezone.now()) for number, show in enumerate(shows)]"
    )
    done = site.manage("shell", "-c", made)
    assert done.returncode == 0, done.stderr
    sign_in(desktop, member, path="/signin?next=/me/notices")
    expect(desktop.get_by_text("읽지 않은 알림 3개")).to_be_visible()
    with desktop.expect_response(re.compile("/notifications/read$")):
        desktop.locator(".notice").first.click()
    desktop.go_back()
    expect(desktop.get_by_text("읽지 않은 알림 2개")).to_be_visible()

    desktop.get_by_role("button", name="모두 읽음").click()

    expect(desktop.get_by_text("읽지 않은 알림")).to_have_count(0)
    expect(desktop.locator(".notice.is-unread")).to_have_count(0)


def test_the_calendar_address_works_is_renewed_and_ends(desktop: Page, member: Person, shows: list[Any]) -> None:
    member.call("PUT", f"/performances/{shows[0]['id']}/favorite", access=member.access())
    sign_in(desktop, member, path="/signin?next=/me/notices")
    expect(desktop.get_by_role("button", name="구독 주소 없애기")).to_be_hidden()
    desktop.get_by_role("button", name="구독 주소 만들기").click()
    field = desktop.get_by_label("구독 주소", exact=True)
    expect(field).to_have_value(re.compile("token="))
    first = field.input_value()
    assert b"BEGIN:VCALENDAR" in opened(first)

    desktop.get_by_role("button", name="구독 주소 새로 만들기").click()

    expect(field).not_to_have_value(first)
    assert opened(first) == b""
    second = field.input_value()
    assert shows[0]["id"].encode() in opened(second)
    desktop.reload()
    expect(desktop.get_by_text("만든 구독 주소가 있어요")).to_be_visible()
    desktop.get_by_role("button", name="구독 주소 없애기").click()
    expect(desktop.get_by_text("구독 주소를 없앴어요.")).to_be_visible()
    expect(desktop.get_by_role("button", name="구독 주소 없애기")).to_be_hidden()
    expect(desktop.get_by_role("button", name="구독 주소 만들기")).to_be_focused()
    assert opened(second) == b""


def opened(url: str) -> bytes:
    """Return what a calendar program gets; nothing from a dead address."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=20) as reply:
            return bytes(reply.read())
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        return b""


@pytest.mark.parametrize("tab", ["diary", "favorites", "reviews", "stats", "notices", ""])
def test_every_tab_is_reached_by_its_link_and_stands_alone(tab: str, desktop: Page, member: Person) -> None:
    sign_in(desktop, member)
    tabs = desktop.get_by_role("navigation", name="내 공연 메뉴")
    expect(tabs.get_by_role("link")).to_have_count(6)
    address = "/me" if tab == "" else f"/me/{tab}"
    if tab:
        tabs.locator(f"a[href='{address}']").click()

    expect(desktop).to_have_url(re.compile(f"{address}$"))
    expect(tabs.locator("[aria-current=page]")).to_have_attribute("href", address)
    desktop.reload()
    expect(tabs.locator("[aria-current=page]")).to_have_attribute("href", address)
    expect(desktop.locator("main [aria-busy=true]")).to_have_count(0)
    expect(desktop.get_by_text("불러오지 못했어요")).to_have_count(0)
