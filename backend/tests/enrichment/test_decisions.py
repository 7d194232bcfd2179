"""People have the last word: staff pin and remove hashtags, users report wrong ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rest_framework.test import APIClient

from culturepedia.accounts import sessions
from culturepedia.accounts.models import User
from culturepedia.common import clock
from culturepedia.enrichment import decisions
from culturepedia.enrichment.models import TagDecision, Tagging, TagReport
from culturepedia.performances.models import CatalogueVersion, Performance, PerformanceHashtag
from tests.enrichment.conftest import tag_at

if TYPE_CHECKING:
    from tests.enrichment.conftest import AddPerformance
    from tests.enrichment.stub_model import StubModel

Verdict = TagDecision.Verdict


def signed_in(email: str = "a@example.kr") -> APIClient:
    user = User.objects.create_user(email, "correct horse battery", username=email[0])
    tokens = sessions.start(user=user, kind="token", device="test", now=clock.now())
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.access}")
    return client


@pytest.fixture
def staff(db: None) -> User:
    return User.objects.create_user("s@example.kr", "correct horse battery", username="s", is_staff=True)


@pytest.fixture
def tagged(model: StubModel, add_performance: AddPerformance) -> Performance:
    """Return a performance that a model has tagged."""
    performance = add_performance(kopis_id="PF1", title="레베카")
    tag_at(clock.now())
    performance.refresh_from_db()
    return performance


def decide(performance: Performance, slug: str, verdict: Verdict, staff: User) -> TagDecision:
    made = decisions.decide(performance_id=performance.pk, slug=slug, verdict=verdict, by=staff, now=clock.now())
    performance.refresh_from_db()
    return made


def other_than(performance: Performance) -> str:
    return next(slug for slug in ("barrier-free", "calm", "solo", "dark", "kids") if slug not in performance.hashtags)


def test_a_removed_tag_never_comes_back(tagged: Performance, staff: User, model: StubModel, settings: Any) -> None:
    slug = tagged.hashtags[0]
    version = CatalogueVersion.current()
    decide(tagged, slug, Verdict.REMOVED, staff)
    moved = CatalogueVersion.current()
    settings.OPENAI_MODEL = "another-model"
    tag_at(clock.now())

    tagged.refresh_from_db()
    assert slug not in tagged.hashtags
    assert not PerformanceHashtag.objects.filter(slug=slug).exists()
    assert slug in [tag for tag, _ in Tagging.objects.get().tags]
    assert (moved, len(model.calls)) == (version + 1, 2)


def test_a_pinned_tag_comes_first_and_stays_whatever_a_machine_says(
    tagged: Performance, staff: User, settings: Any, api: APIClient
) -> None:
    slug = other_than(tagged)
    decide(tagged, slug, Verdict.PINNED, staff)
    settings.OPENAI_MODEL = "another-model"
    tag_at(clock.now())

    tagged.refresh_from_db()
    body: Any = api.get("/api/v1/performances/PF1").json()
    assert tagged.hashtags[0] == slug
    assert body["hashtag_facts"][0] == {"slug": slug, "source": "staff", "confidence": None}
    assert api.get(f"/api/v1/performances?hashtag={slug}").json()["count"] == 1


def test_a_pin_shows_on_a_performance_that_no_machine_has_seen(add_performance: AddPerformance, staff: User) -> None:
    performance = add_performance()

    decide(performance, "calm", Verdict.PINNED, staff)

    assert performance.hashtags == ["calm"]


def test_a_decision_taken_back_shows_what_the_machine_found(tagged: Performance, staff: User) -> None:
    before = list(tagged.hashtags)
    decision = decide(tagged, before[0], Verdict.REMOVED, staff)

    decisions.withdraw(decision, by=staff)

    tagged.refresh_from_db()
    assert tagged.hashtags == before


def test_a_later_decision_replaces_an_earlier_one(tagged: Performance, staff: User) -> None:
    slug = tagged.hashtags[0]
    decide(tagged, slug, Verdict.REMOVED, staff)
    decide(tagged, slug, Verdict.PINNED, staff)

    assert slug in tagged.hashtags
    assert TagDecision.objects.count() == 1


def url(slug: str, performance: str = "PF1") -> str:
    return f"/api/v1/performances/{performance}/hashtags/{slug}/reports"


def test_a_user_reports_a_tag_once(tagged: Performance) -> None:
    client, slug = signed_in(), tagged.hashtags[0]

    first: Any = client.post(url(slug), {"text": "  코믹하지\n않아요 "}, format="json")
    second: Any = client.post(url(slug), {}, format="json")
    by_another: Any = signed_in("b@example.kr").post(url(slug), {}, format="json")

    assert (first.status_code, first.json()["hashtag"], first["Cache-Control"]) == (201, slug, "private, no-store")
    assert TagReport.objects.order_by("pk").values_list("text", flat=True)[0] == "코믹하지 않아요"
    assert (second.status_code, second.json()["errors"][0]["code"]) == (409, "already_reported")
    assert by_another.status_code == 201
    assert TagReport.objects.count() == 2


def test_nobody_reports_without_signing_in_or_what_is_not_there(tagged: Performance, api: APIClient) -> None:
    client, slug = signed_in(), tagged.hashtags[0]

    statuses = [
        api.post(url(slug), {}, format="json").status_code,
        client.post(url(other_than(tagged)), {}, format="json").status_code,
        client.post(url("no-such-tag"), {}, format="json").status_code,
        client.post(url(slug, "PF9"), {}, format="json").status_code,
        client.post(url(slug), {"text": "a" * 301}, format="json").status_code,
        client.post(url(slug), {"user": 1}, format="json").status_code,
        client.post(url(slug) + "?x=1", {}, format="json").status_code,
        client.get(url(slug)).status_code,
    ]

    assert statuses == [401, 404, 404, 404, 400, 400, 400, 405]
    assert TagReport.objects.count() == 0


def test_reports_are_limited(
    tagged: Performance, add_performance: AddPerformance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decisions, "REPORTS_BY_USER", decisions.Limit("hashtag-reports", 2, 3600))
    client = signed_in()

    statuses = [client.post(url(slug), {}, format="json").status_code for slug in tagged.hashtags[:3]]

    assert statuses == [201, 201, 429]


def test_accepting_a_report_removes_the_tag_and_closes_every_report_of_it(tagged: Performance, staff: User) -> None:
    slug = tagged.hashtags[0]
    for email in ("a@example.kr", "b@example.kr"):
        signed_in(email).post(url(slug), {}, format="json")

    decisions.accept(TagReport.objects.order_by("pk")[0], by=staff, now=clock.now())

    tagged.refresh_from_db()
    assert slug not in tagged.hashtags
    assert set(TagReport.objects.values_list("outcome", flat=True)) == {"accepted"}


def test_reports_go_with_the_account_and_stand_in_its_export(tagged: Performance) -> None:
    client = signed_in()
    client.post(url(tagged.hashtags[0]), {"text": "아니에요"}, format="json")

    body: Any = client.get("/api/v1/me/export").json()
    exported = body["hashtag_reports"]
    User.objects.filter(email="a@example.kr").delete()

    assert [(one["performance"], one["text"]) for one in exported] == [("PF1", "아니에요")]
    assert TagReport.objects.count() == 0
