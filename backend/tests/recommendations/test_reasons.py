"""Every reason that the API gives is a fact: read back from the rows, by code that shares nothing with what made it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.diary.models import Visit
from culturepedia.favorites.models import Favorite
from culturepedia.performances.codes import Characteristic, Genre, Mood
from culturepedia.performances.models import CompanyCredit, Credit, Performance, PerformanceHashtag
from culturepedia.recommendations import tasks
from culturepedia.recommendations.core.candidates import Reach
from culturepedia.recommendations.core.explain import ReasonCode
from culturepedia.recommendations.core.recommend import Basis
from culturepedia.recommendations.serializers import BASES, REACHES
from culturepedia.recommendations.texts import CODES
from culturepedia.reviews.models import Review
from culturepedia.search.models import SearchHistory
from tests.factories import PerformanceFactory
from tests.people import FavoriteFactory, PersonFactory, VisitFactory, client_of
from tests.recommendations.world import rate

if TYPE_CHECKING:
    from rest_framework.test import APIClient

    from tests.people import Person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
PICKS = {"categories": ["circus"], "characteristics": ["solo"], "moods": ["comic", "dark"], "regions": []}


def a_town(seed: int = 5, performances: int = 60, people: int = 40) -> list[Person]:
    """Return some people of a town of chance, which has met a bit of everything."""
    chance = random.Random(seed)
    names = [f"사람 {number}" for number in range(14)]
    shown = []
    for number in range(performances):
        over = number % 3 == 0
        shown.append(
            PerformanceFactory.create(
                kopis_id=f"PF{number}",
                genre=chance.choice(["musical", "play", "circus", None]),
                region=chance.choice(["seoul", "busan"]),
                work_key=chance.choice([None, f"w{number % 20}"]),
                start_date=date(2026, 10, 1) if over or number % 2 else date(2026, 12, 2),
                end_date=date(2026, 11, 20) if over else date(2026, 12, 24),
                open_run=not over and number % 7 == 0,
                sales_rank=number if 0 < number < 9 else None,
                created_at=f"2026-11-{chance.randint(1, 22):02}T03:00:00Z",
                venue_name=chance.choice([None, "큰 극장", "작은 극장"]),
                people={"cast": chance.sample(names, 3), "crew": chance.sample(names, 1)},
                companies={"production": [chance.choice(["극단 하나", "극단 둘", "극단 셋"])]},
                tags=chance.sample(["moving", "comic", "dark", "solo", "kids"], chance.randint(0, 3)),
            )
        )
    found = [client_of(PersonFactory.create()) for _ in range(people)]
    for person in found:
        for performance in chance.sample(shown, chance.randint(0, 12)):
            how = chance.random()
            if how < 0.5:
                rate(person.user, performance, chance.randint(1, 10) / 2)
            elif how < 0.8:
                FavoriteFactory.create(user=person.user, performance=performance)
            else:
                VisitFactory.create(user=person.user, performance=performance, rating=chance.choice([None, 2, 4.5]))
    for person in found[::3]:
        person.post("/api/v1/me/searches", {"q": "코믹한"})
        person.put("/api/v1/me/taste", PICKS)
    return found


class Rows:
    """What the tables say."""

    def __init__(self, person: Person | None) -> None:
        self.person = person

    def names(self, kopis_id: str, kind: str) -> set[str]:
        return set(
            Credit.objects.filter(performance__kopis_id=kopis_id, kind=kind).values_list("person__name", flat=True)
        )

    def has(self, kopis_id: str, kind: str, value: str) -> bool:
        row = Performance.objects.get(kopis_id=kopis_id)
        if kind == "genre":
            return row.genre == value
        if kind == "venue":
            return row.venue_name == value
        if kind == "tag":
            return PerformanceHashtag.objects.filter(performance=row, slug=value).exists()
        if kind == "prod":
            return CompanyCredit.objects.filter(performance=row, company__name=value).exists()
        return value in self.names(kopis_id, kind)

    def likers(self, work: Performance) -> set[int]:
        """Return who may like some production of a work."""
        rows = [work.pk] if work.work_key is None else Performance.objects.filter(work_key=work.work_key).values("pk")
        good = set(Review.objects.filter(performance__in=rows, rating__gte=3).values_list("author_id", flat=True))
        kept = set(Favorite.objects.filter(performance__in=rows).values_list("user_id", flat=True))
        seen = set(Visit.objects.filter(performance__in=rows).values_list("user_id", flat=True))
        return good | kept | seen

    def met(self, kopis_id: str, signal: str, rating: float | None) -> bool:
        assert self.person is not None
        user, performance = self.person.user, Performance.objects.get(kopis_id=kopis_id)
        if signal == "review":
            return Review.objects.filter(author=user, performance=performance, rating=rating, rating__gte=3).exists()
        if signal == "visit":
            return Visit.objects.filter(user=user, performance=performance, rating=rating).exists() and (
                rating is None or rating >= 3
            )
        return Favorite.objects.filter(user=user, performance=performance).exists() and rating is None


def problem(rows: Rows, shown: dict[str, Any], reason: dict[str, Any], regions: list[str]) -> str | None:  # noqa: C901, PLR0911, PLR0912
    """Return what is not true of a reason."""
    code, params, here = reason["code"], reason["params"], Performance.objects.get(kopis_id=shown["id"])
    about = reason["performance"]
    if (about is not None) != (code in {"new_production", "cast", "crew", "similar", "liked_together"}):
        return "compares with nothing, or need not"
    if about is not None:
        past = Performance.objects.get(kopis_id=about["id"])
        if past.title != about["title"] or past.title not in reason["text"]:
            return "another title"
        if rows.person and not rows.met(about["id"], params["signal"], params["rating"]):
            return "the person never did that"
        if code == "new_production":
            return None if past.work_key and past.work_key == here.work_key and past != here else "another work"
        if code in {"cast", "crew"}:
            both = rows.names(shown["id"], code) & rows.names(about["id"], code)
            return None if params["name"] in both and params["name"] in reason["text"] else "nobody of both"
        if code == "liked_together":
            both = rows.likers(past) & rows.likers(here)
            return None if 5 <= params["people"] <= len(both) else f"{params['people']} people, not {len(both)}"
    shared = [(token["kind"], token["value"]) for token in params["shared"]]
    if code in {"similar", "picked", "searched_tag"}:
        if not shared or not all(rows.has(shown["id"], *token) for token in shared):
            return "it has not what is named"
        if about is not None and not all(rows.has(about["id"], *token) for token in shared):
            return "the other has not what is named"
    if code == "picked":
        picks = {*PICKS["categories"], *PICKS["characteristics"], *PICKS["moods"]}
        return None if {value for _, value in shared} <= picks else "never picked"
    if code == "searched_tag":
        assert rows.person is not None
        searched = {tag for row in SearchHistory.objects.filter(user=rows.person.user) for tag in row.tags}
        return None if {value for _, value in shared} <= searched else "never searched"
    if code == "popular":
        return (
            None if 5 <= params["people"] <= len(rows.likers(here)) and params["regions"] == regions else "not so many"
        )
    if code == "box_office":
        return None if params["rank"] == here.sales_rank and str(here.sales_rank) in reason["text"] else "another rank"
    day = None if params["date"] is None else date.fromisoformat(params["date"])
    if code == "new_listing":
        listed = here.created_at.date()
        return None if abs((day - listed).days) <= 1 and (TODAY - listed).days <= 14 else "not new"  # type: ignore[operator]
    if code == "opening":
        return None if day == here.start_date > TODAY else "opens on another day"
    if code == "running":
        last = None if here.open_run else here.end_date
        return None if day == last and here.start_date <= TODAY else "ends on another day"
    return None


@pytest.mark.parametrize("seed", [5, 6])
def test_every_reason_is_a_fact(api: APIClient, seed: int) -> None:
    people = a_town(seed)
    tasks.train()
    told: Counter[str] = Counter()
    questions = ("", "?regions=seoul", "?tab=new", "?tab=closing")
    asked = [(person, query) for person in people[:8] for query in questions[: 1 + (person is people[0]) * 3]]
    asked += [(None, "?categories=circus&characteristics=solo&moods=comic,dark"), (None, ""), (None, "?regions=busan")]

    for person, query in asked:
        answer = (person or api).get(f"/api/v1/recommendations{query}").json()
        regions = answer["regions"] if answer["reach"] == "asked" else []
        for one in (*answer["results"], *answer["again"]):
            assert 1 <= len(one["reasons"]) <= 2
            for reason in one["reasons"]:
                assert problem(Rows(person), one["performance"], reason, regions) is None, (query, one, reason)
                told[reason["code"]] += 1

    assert {"cast", "crew", "similar", "picked", "popular", "box_office", "new_listing", "running", "opening"} <= set(
        told
    )


def test_every_reason_of_likeness_is_a_fact(api: APIClient) -> None:
    a_town()
    tasks.train()
    told: Counter[str] = Counter()

    for number in range(0, 60, 4):
        for one in api.get(f"/api/v1/performances/PF{number}/similar").json()["results"]:
            assert one["reasons"]
            for reason in one["reasons"]:
                assert reason["performance"]["id"] == f"PF{number}"
                assert problem(Rows(None), one["performance"], reason, []) is None, (number, one, reason)
                told[reason["code"]] += 1

    assert {"new_production", "cast", "crew", "similar"} <= set(told)


def test_the_api_knows_the_codes_of_the_core() -> None:
    assert set(CODES) == set(ReasonCode)
    assert set(BASES) == set(Basis)
    assert set(REACHES) == set(Reach)


def test_a_reason_names_its_tokens_in_words(api: APIClient) -> None:
    a_town()
    labels = {code.value: (code.ko, code.en) for kind in (Genre, Characteristic, Mood) for code in kind}

    for place, language in enumerate(("ko", "en")):
        headers = {"Accept-Language": language}
        for one in api.get("/api/v1/performances/PF3/similar", headers=headers).json()["results"]:
            for token in (token for reason in one["reasons"] for token in reason["params"]["shared"]):
                if token["kind"] in {"genre", "tag"}:
                    assert token["label"].lstrip("#") == labels[token["value"]][place]
