"""Three hundred reviews of one performance beside the page as it is written without a thought: a query for each row.

The naive side is a REST framework view with a model serializer that looks up each author, all 300 at once and without
any middleware; ours answers three pages of a hundred through the whole WSGI application, computed anew each time and as
it is kept. CPU time in one process on a SQLite file, so database and framework count on both sides.
Run it as `python -m benchmarks.review_page [--rounds N]`; it exits with 1 below the bar.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command

if TYPE_CHECKING:
    from collections.abc import Callable

REVIEWS = 300
PAGE = 100
URL = "/api/v1/performances/PF1/reviews"
COMPUTED_BAR, KEPT_BAR = 10.0, 100.0  # times the naive page's throughput
MOST_QUERIES = 6


def fill() -> None:
    """Write a performance with its reviews."""
    from culturepedia.accounts.models import User  # noqa: PLC0415 - models only after the set-up
    from culturepedia.common import clock  # noqa: PLC0415
    from culturepedia.performances.models import Performance  # noqa: PLC0415
    from culturepedia.reviews import counters  # noqa: PLC0415
    from culturepedia.reviews.models import Review  # noqa: PLC0415

    now, today = clock.now(), clock.seoul_today()
    performance = Performance.objects.create(
        kopis_id="PF1", title="햄릿", start_date=today, end_date=today, created_at=now, synced_at=now
    )
    authors = User.objects.bulk_create(
        User(email=f"{number}@example.com", username=f"관객 {number}", password="!") for number in range(REVIEWS)
    )
    Review.objects.bulk_create(
        Review(
            author=author, performance=performance, rating=(number % 10 + 1) / 2, body="좋았다. " * 20,
            created_at=now - timedelta(minutes=number),
        )
        for number, author in enumerate(authors)
    )  # fmt: skip
    counters.refresh_performances([performance.pk])


def naive_page() -> Callable[[], Any]:
    """Return what answers all reviews at once, looking up each author."""
    from rest_framework import generics, serializers  # noqa: PLC0415
    from rest_framework.test import APIRequestFactory  # noqa: PLC0415

    from culturepedia.reviews.models import Review  # noqa: PLC0415

    class NaiveSerializer(serializers.ModelSerializer[Review]):
        author_name = serializers.CharField(source="author.username")

        class Meta:
            model = Review
            exclude = ["author", "hidden_at"]

    class NaiveView(generics.ListAPIView[Review]):
        serializer_class = NaiveSerializer
        pagination_class = None
        authentication_classes = permission_classes = throttle_classes = []
        queryset = Review.objects.filter(performance__kopis_id="PF1").order_by("-created_at")

    view, request = NaiveView.as_view(), APIRequestFactory().get(URL)
    return lambda: view(request).render().content


def pages(application: Any) -> Callable[[], Any]:
    """Return what asks a WSGI application for all pages."""
    from django.test import RequestFactory  # noqa: PLC0415

    def ask() -> None:
        for number in range(1, REVIEWS // PAGE + 1):
            environ = (
                RequestFactory(headers={"host": "127.0.0.1"}).get(URL, {"page": number, "page_size": PAGE}).environ
            )
            list(application(environ, lambda *_: None))

    return ask


def cpu_ms(work: Callable[[], Any], rounds: int) -> float:
    """Return the least CPU time of some rounds: other work on the machine only adds."""
    work()
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append((time.process_time() - began) * 1e3)
    return min(times)


def count_queries(work: Callable[[], Any]) -> int:
    """Return how many statements it runs."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as statements:
        work()
    return len(statements)


def main() -> int:
    """Measure; 0 when every bar holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DATABASE_URL=f"sqlite:///{folder}/bench.sqlite3",
            LOCAL_DIR=folder,
            READ_DOT_ENV="false",
            DJANGO_SETTINGS_MODULE="benchmarks.read_settings",
            LOG_LEVEL="WARNING",
        )
        Path(folder, "static").mkdir()
        django.setup()
        from culturepedia.common.kept import KeptAnswers  # noqa: PLC0415
        from culturepedia.common.lean import LeanHandler  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        fill()
        sides = {
            "naive": naive_page(),
            "computed": pages(LeanHandler()),
            "kept": pages(KeptAnswers(LeanHandler())),
        }
        cost = {name: cpu_ms(work, rounds) for name, work in sides.items()}
        queries = {name: count_queries(work) for name, work in sides.items()}
    per_page = {name: queries[name] / (1 if name == "naive" else REVIEWS // PAGE) for name in sides}
    print(f"{REVIEWS} reviews{'CPU':>12}{'throughput':>14}{'queries':>10}{'a page':>8}")
    for name in sides:
        ratio = cost["naive"] / cost[name]
        print(f"{name:11}{cost[name]:9.2f} ms{'×':>7}{ratio:6.1f}{queries[name]:10}{per_page[name]:8.0f}")
    is_good = (
        cost["naive"] / cost["computed"] >= COMPUTED_BAR
        and cost["naive"] / cost["kept"] >= KEPT_BAR
        and max(per_page["computed"], per_page["kept"]) <= MOST_QUERIES
    )
    print(
        f"Bars: computed ≥ ×{COMPUTED_BAR}, kept ≥ ×{KEPT_BAR}, ≤ {MOST_QUERIES} queries a page:"
        f" {'all hold' if is_good else 'NOT all hold'}."
    )
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
