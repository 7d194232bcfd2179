"""What is mine, from several apps: the state of performances that a page shows, and all that I have seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, DateField, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest, TruncDate

from culturepedia.common import errors
from culturepedia.common.parameters import integer
from culturepedia.diary.models import Visit
from culturepedia.diary.statistics import FIRST_YEAR, LAST_YEAR
from culturepedia.favorites.models import Favorite
from culturepedia.performances.filters import PAGE_READERS
from culturepedia.performances.models import Performance
from culturepedia.performances.rows import is_kopis_id
from culturepedia.performances.selectors import cards_by_key, paginate
from culturepedia.recommendations.models import Dismissal
from culturepedia.reviews.models import Review
from culturepedia.reviews.selectors import own_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from culturepedia.accounts.models import User
    from culturepedia.common.parameters import Reader

MAX_IDS = 100


def performance_ids(name: str, values: list[str]) -> tuple[str, ...]:
    """Read up to a hundred ids of performances, repeated or joined with commas.

    Raises:
        ValidationError: There are more, none, or one that cannot be an id.
    """
    ids = tuple(dict.fromkeys(item for value in values for item in value.split(",")))
    if len(ids) > MAX_IDS:
        raise errors.invalid_value(name, ko=f"{MAX_IDS}개까지 물을 수 있습니다.", en=f"At most {MAX_IDS} may be asked.")
    if not all(item and is_kopis_id(item) for item in ids):
        raise errors.invalid_value(name, ko="공연 번호의 형식이 아닙니다.", en="It is not the id of a performance.")
    return ids


STATE_READERS: Mapping[str, Reader] = {"performances": performance_ids}
HISTORY_READERS: Mapping[str, Reader] = {**PAGE_READERS, "year": integer(FIRST_YEAR, LAST_YEAR)}


def get_state(user: User, kopis_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return what each performance is to someone, also for ids that the catalogue lacks; three queries."""
    rows = _with_own(Performance.objects.filter(kopis_id__in=kopis_ids), user).annotate(
        favorite=Exists(Favorite.objects.filter(user=user, performance=OuterRef("pk"))),
        dismissed=Exists(Dismissal.objects.filter(user=user, performance=OuterRef("pk"))),
    )
    found = {row["kopis_id"]: row for row in rows.values("pk", "kopis_id", "favorite", "dismissed", *OWN)}
    helpful, reported = own_marks(user, [row["pk"] for row in found.values()])

    def state(row: dict[str, Any]) -> dict[str, Any]:
        key = row.get("pk")
        return {
            "favorite": row.get("favorite", False),
            **_own(row),
            "dismissed": row.get("dismissed", False),
            "helpful": [review for performance, review in helpful if performance == key],
            "reported": [review for performance, review in reported if performance == key],
        }

    return {kopis_id: state(found.get(kopis_id, {})) for kopis_id in kopis_ids}


def list_history(user: User, values: Mapping[str, Any], *, today: date, link: Callable[..., str]) -> dict[str, Any]:
    """Return a page with one line for each performance reviewed or visited, the latest first; three queries.

    Raises:
        NotFound: The page lies past the end.
    """
    visited = Visit.objects.filter(user=user).order_by().values("performance_id")
    reviewed = Review.objects.filter(author=user).order_by().values("performance_id")
    rows = _with_own(Performance.objects.filter(pk__in=visited.union(reviewed)), user).annotate(
        last_visit=Subquery(_visits(user).order_by("-watched_on").values("watched_on")[:1]),
        reviewed_on=Subquery(
            _reviews(user).values(day=Coalesce("watched_on", TruncDate("created_at")))[:1], output_field=DateField()
        ),
        last_on=Greatest(Coalesce("last_visit", "reviewed_on"), Coalesce("reviewed_on", "last_visit")),
    )
    if "year" in values:
        rows = rows.filter(last_on__year=values["year"])

    def page(limit: int, offset: int) -> list[dict[str, Any]]:
        found = list(rows.order_by("-last_on", "-pk").values("pk", "last_on", *OWN)[offset : offset + limit])
        cards = cards_by_key([row["pk"] for row in found], today, with_withdrawn=True)
        return [{"performance": cards[row["pk"]], "last_on": row["last_on"], **_own(row)} for row in found]

    return paginate(values, rows.count(), page, link)


OWN = ("review_id", "own_rating", "visits")


def _with_own(rows: QuerySet[Performance], user: User) -> QuerySet[Performance]:
    """Add someone's review, number of visits, and stars: the review's, else those of the latest visit that has some."""
    rated = _visits(user).exclude(rating=None).order_by("-watched_on", F("starts_at").desc(nulls_last=True), "-pk")
    number = _visits(user).order_by().values("user").annotate(number=Count("pk")).values("number")
    return rows.annotate(
        review_id=Subquery(_reviews(user).values("public_id")[:1]),
        own_rating=Coalesce(Subquery(_reviews(user).values("rating")[:1]), Subquery(rated.values("rating")[:1])),
        visits=Coalesce(Subquery(number), 0),
    )


def _own(row: Mapping[str, Any]) -> dict[str, Any]:
    rating, review_id = row.get("own_rating"), row.get("review_id")
    return {
        "rating": None if rating is None else float(rating),
        "review_id": None if review_id is None else str(review_id),
        "visits": row.get("visits", 0),
    }


def _reviews(user: User) -> QuerySet[Review]:
    return Review.objects.filter(author=user, performance=OuterRef("pk")).order_by()


def _visits(user: User) -> QuerySet[Visit]:
    return Visit.objects.filter(user=user, performance=OuterRef("pk"))
