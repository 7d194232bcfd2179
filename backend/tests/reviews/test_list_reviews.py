"""The public list of a performance's reviews."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.reviews.models import Review
from tests.factories import PerformanceFactory
from tests.people import SOME_MOMENT, ReviewFactory, client_of, someone

if TYPE_CHECKING:
    from culturepedia.performances.models import Performance

pytestmark = pytest.mark.django_db
URL = "/api/v1/performances/PF1/reviews"


@pytest.fixture(autouse=True)
def performance() -> Performance:
    return PerformanceFactory.create(kopis_id="PF1")


def add(performance: Performance, name: str, **fields: Any) -> Review:
    return ReviewFactory.create(performance=performance, body=name, **fields)


def names(api: Any, query: str = "") -> list[str]:
    return [one["body"] for one in api.get(URL + query).json()["results"]]


def test_is_empty_at_first(api: Any) -> None:
    body = api.get(URL).json()

    assert (body["count"], body["results"]) == (0, [])
    assert body["summary"]["average"] is None
    assert body["summary"]["count"] == 0
    assert list(body["summary"]["distribution"]) == [f"{halves / 2:.1f}" for halves in range(1, 11)]


def test_sums_all_reviews_up(api: Any, performance: Performance) -> None:
    for rating in ("5.0", "4.5", "4.5", "0.5"):
        add(performance, rating, rating=Decimal(rating))
    ReviewFactory.create(rating=Decimal(1))

    summary = api.get(f"{URL}?page_size=1").json()["summary"]

    assert (summary["average"], summary["count"]) == (3.63, 4)
    assert {stars: count for stars, count in summary["distribution"].items() if count} == {"0.5": 1, "4.5": 2, "5.0": 1}
    assert api.get("/api/v1/performances/PF1").json()["rating"] == summary
    listed = api.get("/api/v1/performances?ordering=rating").json()["results"][0]
    assert (listed["id"], listed["rating"]) == ("PF1", {"average": 3.63, "count": 4})


def test_shows_the_same_as_the_review_itself(api: Any, performance: Performance) -> None:
    bare = add(performance, "가")
    rich = add(
        performance, "나", title="제목", spoiler=True, good_for=["solo"], not_for=["tears", "music"], version=3,
        watched_on=SOME_MOMENT.date(), edited_at=SOME_MOMENT, rating=Decimal("0.5"), helpful_count=2,
    )  # fmt: skip

    listed = {one["id"]: one for one in api.get(URL).json()["results"]}

    for review in (bare, rich):
        assert listed[str(review.public_id)] == api.get(f"/api/v1/reviews/{review.public_id}").json()


def test_has_three_orders_each_total(api: Any, performance: Performance) -> None:
    for number, (rating, votes) in enumerate([(3, 5), (5, 0), (3, 9), (5, 0)]):
        add(
            performance, str(number), rating=Decimal(rating), helpful_count=votes,
            created_at=SOME_MOMENT + timedelta(hours=number // 2),
        )  # fmt: skip

    assert names(api) == names(api, "?ordering=newest") == ["3", "2", "1", "0"]
    assert names(api, "?ordering=helpful") == ["2", "0", "3", "1"]
    assert names(api, "?ordering=rating") == ["3", "1", "2", "0"]
    assert names(api, "?ordering=-rating") == ["2", "0", "3", "1"]


def test_leaves_spoilers_out_when_asked(api: Any, performance: Performance) -> None:
    add(performance, "반전은 범인", spoiler=True)
    add(performance, "좋다")

    assert len(names(api)) == len(names(api, "?spoilers=show")) == 2
    hidden = api.get(f"{URL}?spoilers=hide").json()
    assert (hidden["count"], [one["body"] for one in hidden["results"]]) == (1, ["좋다"])
    assert hidden["summary"]["count"] == 2


def test_can_show_some_stars_only(api: Any, performance: Performance) -> None:
    for rating in ("1.0", "4.5", "5.0"):
        add(performance, rating, rating=Decimal(rating))

    assert names(api, "?rating=4.5,5.0&ordering=-rating") == ["4.5", "5.0"]


@pytest.mark.parametrize(
    "query", ["?ordering=best", "?spoilers=1", "?x=1", "?page=0", "?page_size=101", "?rating=6", "?ordering=%00"]
)
def test_refuses_what_it_does_not_know(api: Any, query: str) -> None:
    assert api.get(URL + query).status_code == 400


@pytest.mark.parametrize("path", ["PF2/reviews", "PF1/reviews?page=2", "%00/reviews", "PF1/reviews/"])
def test_is_not_there(api: Any, path: str) -> None:
    assert api.get(f"/api/v1/performances/{path}").status_code == 404


def test_is_the_same_for_every_caller(api: Any, performance: Performance) -> None:
    review = add(performance, "나")

    mine = client_of(review.author).get(URL)
    others = api.get(URL)

    assert mine.content == others.content
    assert mine["ETag"] == others["ETag"]
    assert api.get(URL, headers={"if-none-match": others["ETag"]}).status_code == 304
    assert api.get(URL, headers={"authorization": "Bearer nonsense"}).status_code == 200


def test_shows_every_change_at_once(api: Any) -> None:
    tags = [api.get(URL)["ETag"]]
    me, other = someone(username="처음"), someone()

    def changed() -> bool:
        reply = api.get(URL, headers={"if-none-match": tags[-1]})
        tags.append(reply["ETag"])
        return reply.status_code == 200

    review = me.post(URL, {"rating": 4, "body": "가"}).json()
    assert changed()
    me.patch(f"/api/v1/reviews/{review['id']}", {"body": "나"})
    assert changed()
    other.put(f"/api/v1/reviews/{review['id']}/helpful")
    assert changed()
    me.patch("/api/v1/me", {"username": "나중"})
    assert changed()
    assert api.get(URL).json()["results"][0]["author_name"] == "나중"
    me.delete(f"/api/v1/reviews/{review['id']}")
    assert changed()


def test_a_vote_leaves_the_catalogues_answers_kept(
    api: Any, performance: Performance, django_assert_num_queries: Any
) -> None:
    review = add(performance, "가")
    api.get("/api/v1/performances")

    someone().put(f"/api/v1/reviews/{review.public_id}/helpful")

    with django_assert_num_queries(1):
        api.get("/api/v1/performances")


def test_pages_link_to_each_other(api: Any, performance: Performance) -> None:
    for number in range(5):
        add(performance, str(number))

    first = api.get(f"{URL}?page_size=2&ordering=helpful").json()

    assert first["next"] == f"http://testserver{URL}?ordering=helpful&page=2&page_size=2"
    assert len(api.get(first["next"]).json()["results"]) == 2


@pytest.mark.parametrize("rows", [3, 300])
def test_asks_four_queries_and_one_when_kept(
    api: Any, performance: Performance, django_assert_num_queries: Any, rows: int
) -> None:
    authors = [ReviewFactory.build(performance=performance).author for _ in range(rows)]
    type(authors[0]).objects.bulk_create(authors)
    Review.objects.bulk_create(
        ReviewFactory.build(performance=performance, author=author) for author in type(authors[0]).objects.all()
    )

    with django_assert_num_queries(4):
        assert len(api.get(f"{URL}?page_size=100").json()["results"]) == min(rows, 100)
    with django_assert_num_queries(1):
        api.get(f"{URL}?page_size=100")
