"""Someone who uses all there is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from culturepedia.notifications import tasks
from tests.factories import PerformanceFactory
from tests.people import ReviewFactory

if TYPE_CHECKING:
    from culturepedia.reviews.models import Review
    from tests.people import Person


def write_everything(me: Person) -> Review:
    """Let someone use all there is; return a review of somebody else."""
    theirs = ReviewFactory.create(performance__kopis_id="PF2", rating=Decimal("2.0"))
    PerformanceFactory.create(kopis_id="PF1", start_date=date(2026, 11, 1), tags=["moving"])
    PerformanceFactory.create(kopis_id="PF3", start_date=date(2026, 11, 25))
    answers = [
        me.post("/api/v1/performances/PF1/reviews", {"rating": 5, "body": "내 리뷰"}),
        me.post("/api/v1/performances/PF2/reviews", {"rating": 5, "body": "또 내 리뷰"}),
        me.put(f"/api/v1/reviews/{theirs.public_id}/helpful"),
        me.post(f"/api/v1/reviews/{theirs.public_id}/reports", {"reason": "other", "text": "내 신고"}),
        me.post("/api/v1/performances/PF1/hashtags/moving/reports", {"text": "내 태그 신고"}),
        me.post("/api/v1/me/searches", {"q": "내 검색"}),
        me.put("/api/v1/performances/PF3/favorite"),
        me.put("/api/v1/performances/PF1/dismissal"),
        me.put("/api/v1/me/taste", {"categories": ["play"], "characteristics": [], "moods": [], "regions": ["jeju"]}),
        me.post(
            "/api/v1/me/visits", {"performance": "PF1", "watched_on": "2026-11-20", "memo": "내 메모", "rating": 4.5}
        ),
        me.post("/api/v1/me/calendar-token"),
        me.patch("/api/v1/me", {"notifications": {"opening": True}}),
    ]
    assert all(reply.status_code < 300 for reply in answers)
    tasks.make_notices()
    return theirs
