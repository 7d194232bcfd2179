"""Operators see failures, spend and reports in the admin, decide there, and start work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from culturepedia.accounts.models import User
from culturepedia.common import clock
from culturepedia.enrichment import tasks
from culturepedia.enrichment.models import TagDecision, TagReport, TagRun
from culturepedia.kopis import tasks as kopis_tasks
from culturepedia.performances.models import Performance
from tests.enrichment.conftest import tag_at
from tests.enrichment.test_posters import run_at

if TYPE_CHECKING:
    from pathlib import Path

    from tests.enrichment.conftest import AddPerformance
    from tests.enrichment.hostile_server import HostileServer
    from tests.enrichment.stub_model import StubModel

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    user = User.objects.create_superuser("boss@example.kr", "correct horse battery", username="boss")
    return client_of(user)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """Return what is handed to the worker."""
    found: list[tuple[str, dict[str, Any]]] = []
    for module in (tasks, kopis_tasks):
        for task in vars(module).values():
            if hasattr(task, "apply_async"):
                monkeypatch.setattr(
                    task, "apply_async", lambda name=task.name, kwargs=None: found.append((name, kwargs or {}))
                )
    return found


STARTS = [
    ("enrichment/tagrun", 0, "enrichment.tag_performances"),
    ("enrichment/posterfailure", 0, "enrichment.process_posters"),
    ("kopis/syncrun", 0, "kopis.start_performances"),
    ("kopis/syncrun", 1, "kopis.sync_rankings"),
    ("kopis/syncrun", 2, "kopis.start_venues"),
]


@pytest.mark.parametrize(("page", "number", "task"), STARTS)
def test_a_button_hands_the_work_to_the_worker(
    page: str, number: int, task: str, boss: Client, sent: list[tuple[str, dict[str, Any]]]
) -> None:
    shown = boss.get(f"/admin/{page}/").content.decode()
    reply = boss.post(f"/admin/{page}/start/{number}")

    assert f'action="start/{number}"' in shown
    assert reply.status_code == 302
    assert [name for name, _ in sent] == [task]
    assert "곧 시작합니다" in boss.get(f"/admin/{page}/").content.decode()


@pytest.mark.parametrize("page", ["enrichment/tagrun", "kopis/syncrun"])
def test_who_may_only_look_starts_nothing(page: str, sent: list[tuple[str, dict[str, Any]]]) -> None:
    user = User.objects.create_user("eye@example.kr", "correct horse battery", username="eye", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_" + page.rpartition("/")[2]))
    client = client_of(user)

    shown = client.get(f"/admin/{page}/")
    statuses = [
        client.post(f"/admin/{page}/start/0").status_code,
        client.get(f"/admin/{page}/start/0").status_code,
        Client().post(f"/admin/{page}/start/0").status_code,
    ]

    assert shown.status_code == 200
    assert "start/0" not in shown.content.decode()
    assert statuses == [403, 403, 302]  # the last one is sent to the sign-in
    assert sent == []


def test_a_broker_that_is_away_is_told(boss: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from kombu.exceptions import OperationalError

    def fail(**_: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(tasks.tag_performances, "apply_async", fail)

    boss.post("/admin/enrichment/tagrun/start/0")

    assert "응답하지 않습니다" in boss.get("/admin/enrichment/tagrun/").content.decode()


def test_poster_failures_are_listed_and_tried_again(
    boss: Client, poster_host: HostileServer, media: Path, add_performance: AddPerformance
) -> None:
    performance = add_performance(poster_host.base_url + "/missing.jpg", title="포스터 없는 공연")
    add_performance(None, title="다른 공연")
    run_at(clock.now())
    page = boss.get("/admin/enrichment/posterfailure/").content.decode()

    boss.post("/admin/enrichment/posterfailure/", {"action": "try_again", "_selected_action": [performance.pk]})
    run_at(clock.now())

    assert "포스터 없는 공연" in page
    assert "HTTP 404" in page
    assert "다른 공연" not in page
    assert poster_host.requests["/missing.jpg"] == 2


def test_the_ledger_shows_spend_beside_the_caps(
    boss: Client, model: StubModel, add_performance: AddPerformance
) -> None:
    for _ in range(9):
        add_performance()
    tag_at(clock.now())

    calls = boss.get("/admin/enrichment/modelcall/").content.decode()
    runs = boss.get("/admin/enrichment/tagrun/").content.decode()

    assert "$0.0014 / $2.0000" in calls
    assert "$0.0014 / $20.0000" in calls
    assert "$0.0014" in runs


@pytest.mark.parametrize(
    "page", ["tagging", "tagdecision", "tagreport", "modelcall", "tagrun", "posterfailure", "introfailure"]
)
def test_every_list_opens(page: str, boss: Client, model: StubModel, add_performance: AddPerformance) -> None:
    add_performance()
    tag_at(clock.now())

    assert boss.get(f"/admin/enrichment/{page}/").status_code == 200


def test_staff_pin_and_release_a_tag(boss: Client, add_performance: AddPerformance) -> None:
    performance = add_performance()
    form = {"performance": performance.pk, "slug": "calm", "verdict": "pinned"}

    made = boss.post("/admin/enrichment/tagdecision/add/", form)
    performance.refresh_from_db()
    pinned = list(performance.hashtags)
    decision = TagDecision.objects.get()
    boss.post(f"/admin/enrichment/tagdecision/{decision.pk}/delete/", {"post": "yes"})

    performance.refresh_from_db()
    assert made.status_code == 302
    assert (decision.decided_by.email if decision.decided_by else None) == "boss@example.kr"
    assert (pinned, performance.hashtags) == (["calm"], [])


@pytest.mark.parametrize(("action", "left"), [("remove_hashtags", []), ("keep_hashtags", ["calm"])])
def test_staff_judge_reports(action: str, left: list[str], boss: Client, add_performance: AddPerformance) -> None:
    performance = add_performance()
    boss.post(
        "/admin/enrichment/tagdecision/add/", {"performance": performance.pk, "slug": "calm", "verdict": "pinned"}
    )
    user = User.objects.create_user("u@example.kr", "correct horse battery", username="u")
    report = TagReport.objects.create(performance=performance, slug="calm", user=user, created_at=clock.now())

    boss.post("/admin/enrichment/tagreport/", {"action": action, "_selected_action": [report.pk]})

    report.refresh_from_db()
    assert Performance.objects.get().hashtags == left
    assert report.outcome == ("accepted" if left == [] else "dismissed")
    assert TagRun.objects.count() == 0
