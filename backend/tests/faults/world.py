"""`python -m tests.faults.world prepare|recount|send`: people and performances for a running API, and a look at its rows.

A process of its own, with the environment of the stack: the test process knows another database.
"""

from __future__ import annotations

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from collections.abc import Callable

PASSWORD = "네 마리 고양이가 잔다"


def prepare(people: int, performances: int) -> dict[str, Any]:
    """Make them; return the people's tokens and the performances' ids."""
    from django.contrib.auth.hashers import make_password
    from django.db.models import Max

    from culturepedia.accounts import sessions
    from culturepedia.accounts.models import User
    from culturepedia.common import clock
    from culturepedia.performances.models import Performance
    from tests.factories import PerformanceFactory
    from tests.people import PersonFactory

    # A process begins its numbers anew; those of earlier ones are taken.
    PerformanceFactory.reset_sequence(Performance.objects.count() + 1)
    PersonFactory.reset_sequence((User.objects.aggregate(last=Max("pk"))["last"] or 0) + 1)
    today, now = clock.seoul_today(), clock.now()
    password = make_password(PASSWORD)
    rows = PerformanceFactory.create_batch(
        performances, start_date=today - timedelta(days=9), end_date=today + timedelta(days=9)
    )
    users = PersonFactory.create_batch(people, password=password)
    return {
        "tokens": [sessions.start(user=user, kind="token", device="test", now=now).access for user in users],
        "performances": [row.kopis_id for row in rows],
    }


def recount() -> dict[str, Any]:
    """Return every counter that differs from a count of the rows, and what there is."""
    from django.db.models import Avg, Count

    from culturepedia.accounts.models import User
    from culturepedia.diary.models import Visit
    from culturepedia.favorites.models import Favorite
    from culturepedia.performances.models import Performance
    from culturepedia.reviews.models import HelpfulVote, Review

    wrong = []
    for user in User.objects.all():
        counts = (
            Review.objects.filter(author=user).count(),
            Favorite.objects.filter(user=user).count(),
            Visit.objects.filter(user=user).count(),
        )
        if counts != (user.review_count, user.favorite_count, user.visit_count):
            wrong.append(f"user {user.username}: {counts}")
    for row in Performance.objects.all():
        reviews = Review.objects.filter(performance=row, hidden_at=None)
        found = reviews.aggregate(average=Avg("rating"), count=Count("pk"))
        shown = sum(row.rating_distribution.values())
        is_near = (found["average"] is None) == (row.rating_average is None) and abs(
            float(found["average"] or 0) - float(row.rating_average or 0)
        ) < 0.006
        if not is_near or not found["count"] == row.rating_count == shown:
            wrong.append(f"{row.kopis_id}: {found} {row.rating_average} {row.rating_count} {shown}")
    wrong += [
        f"review {review.pk}"
        for review in Review.objects.all()
        if review.helpful_count != HelpfulVote.objects.filter(review=review).count()
    ]
    return {
        "wrong": wrong,
        "users": User.objects.count(),
        "reviews": Review.objects.count(),
        "votes": HelpfulVote.objects.count(),
        "visits": Visit.objects.count(),
        "favorites": sorted(Favorite.objects.values_list("user__username", "performance__kopis_id")),
        "names": list(User.objects.order_by("pk").values_list("username", flat=True)),
    }


def send(workers: int) -> dict[str, Any]:
    """Let as many threads as workers send the mails that wait, all at once; return what each sent and what waits."""
    from django.db import connection

    from culturepedia.accounts import mails
    from culturepedia.accounts.models import OutgoingMail

    gate = threading.Barrier(workers)

    def work(_: int) -> int:
        gate.wait(10)
        try:
            return mails.send_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return {
            "sent": list(pool.map(work, range(workers))),
            "waiting": OutgoingMail.objects.filter(sent_at=None).count(),
        }


COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {"prepare": prepare, "recount": recount, "send": send}

if __name__ == "__main__":
    django.setup()
    command, *numbers = sys.argv[1:]
    sys.stdout.write("\n" + json.dumps(COMMANDS[command](*map(int, numbers))))
