"""Staff's word on works: it wins over titles, on the page and in recommendations, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from culturepedia.accounts.models import User
from culturepedia.performances.models import Performance
from culturepedia.recommendations import items
from tests.factories import PerformanceFactory

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
PAGE = "/admin/performances/performance/"


def staff(codename: str) -> Client:
    user = User.objects.create_user("eye@example.kr", "correct horse battery", username="eye", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_performance", codename]))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def editor() -> Client:
    return staff("change_performance")


@pytest.fixture(autouse=True)
def catalogue() -> None:
    for name, key in (("A", "레베카"), ("B", "레베카"), ("C", "리베카"), ("D", "리베카"), ("E", None)):
        PerformanceFactory.create(
            kopis_id=f"PF{name}", title=f"뮤지컬 {key or '어느 밤'}", work_key=key and f"musical:{key}", work_title=key
        )


def act(client: Client, action: str, *names: str) -> str:
    keys = list(Performance.objects.filter(kopis_id__in=names).values_list("pk", flat=True))
    reply = client.post(PAGE, {"action": action, "_selected_action": keys}, follow=True)
    assert reply.status_code == 200
    return reply.content.decode()


def others(api: APIClient, name: str) -> set[str]:
    work = api.get(f"/api/v1/performances/{name}").json()["work"]
    return {card["id"] for card in work["other_productions"]} if work else set()


def families() -> list[str]:
    found = items.read_some(list(Performance.objects.order_by("kopis_id").values_list("pk", flat=True)))
    return [item.family for item in found.values()]


def test_merged_works_are_one_with_all_their_productions(api: APIClient, editor: Client) -> None:
    assert others(api, "PFA") == {"PFB"}  # and kept

    assert "공연 3개를 한 작품으로 묶었습니다." in act(editor, "merge_works", "PFA", "PFB", "PFC", "PFE")

    assert others(api, "PFA") == {"PFB", "PFC", "PFD", "PFE"}
    assert api.get("/api/v1/performances/PFE").json()["work"]["title"] == "어느 밤"
    assert len(set(families())) == 1
    assert {item.family for item in items.read_bare()} == set(families())
    PerformanceFactory.create(kopis_id="PFF", work_key="musical:레베카", work_title="레베카")
    assert others(api, "PFF") == {"PFA", "PFB", "PFC", "PFD", "PFE"}


def test_what_names_no_work_can_be_one(api: APIClient, editor: Client) -> None:
    PerformanceFactory.create(kopis_id="PFF", title="어느 밤에", work_key=None, work_title=None)

    act(editor, "merge_works", "PFE", "PFF")

    assert others(api, "PFE") == {"PFF"}


def test_split_ones_are_works_of_their_own_whatever_a_sync_says_until_titles_count_again(
    api: APIClient, editor: Client
) -> None:
    act(editor, "split_works", "PFA")
    Performance.objects.filter(kopis_id="PFA").update(work_key="musical:레베카", work_title="레베카")

    assert others(api, "PFA") == others(api, "PFB") == set()
    assert len(set(families())) == 4
    assert "공연 1개를 제목대로 되돌렸습니다." in act(editor, "trust_titles", "PFA", "PFB")
    assert others(api, "PFA") == {"PFB"}


def test_who_may_only_look_changes_no_work() -> None:
    viewer = staff("view_venue")

    shown = act(viewer, "split_works", "PFA")

    assert "나누기" not in shown
    assert not Performance.objects.filter(staff_work__isnull=False).exists()
