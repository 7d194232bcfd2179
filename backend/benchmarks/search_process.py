"""One database's part of `benchmarks.search_scale`: fills, makes the index, measures, prints."""

from __future__ import annotations

import os
import random
import resource
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Q  # noqa: E402

from benchmarks.search_rows import fill  # noqa: E402
from culturepedia.common import clock  # noqa: E402
from culturepedia.common.progress import SilentProgress  # noqa: E402
from culturepedia.performances.models import Performance  # noqa: E402
from culturepedia.search import hangul, indexing, listing, suggestions  # noqa: E402
from culturepedia.search.rebuild import rebuild  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

P50_RATIO, P99_MS, P99_RATIO = 1 / 40, 120.0, 0.5
SUGGEST_P99_MS, UPDATE_P50_MS, REBUILD_SECONDS, KB_A_DOCUMENT, MEMORY_MB = 15.0, 10.0, 180.0, 3.0, 40.0
FILTERS: list[dict[str, Any]] = [{}, {}, {}, {"facets": "facets"}, {"child": True}]
# PostgreSQL keeps the tokens of synopses in a column and an index of the entries; the bar leaves synopses out.
_PROSE = "SELECT COALESCE(SUM(pg_column_size(prose)), 0) FROM search_searchentry"
_SYNOPSES = f"(pg_relation_size('search_entry_prose') + ({_PROSE}))"
TABLES = {
    "sqlite": "SELECT name, SUM(pgsize) FROM dbstat WHERE name LIKE 'search%' GROUP BY name",
    "postgresql": "SELECT relname, pg_total_relation_size(oid) - CASE relname WHEN 'search_searchentry' "
    f"THEN {_SYNOPSES} ELSE 0 END FROM pg_class WHERE relname LIKE 'search%' AND relkind = 'r' "
    f"UNION ALL SELECT 'search_synopsis', {_SYNOPSES}",
}


def typed(dice: random.Random, count: int) -> list[tuple[str, str]]:
    """Return what people might type into this catalogue, and the kind of each."""
    rows = list(Performance.objects.order_by("id").values_list("title", "venue_name")[: 40 * count : 40])
    queries: list[tuple[str, str]] = []
    for number in range(count):
        title, venue = dice.choice(rows)
        words = [word for word in (word.strip("〈〉[],:.") for word in title.split()) if len(word) > 1]
        word = dice.choice(words)
        latin = hangul.hangul_to_qwerty(word)
        wrong = word[:-1] + chr(ord(word[-1]) + (1 if (ord(word[-1]) - 0xAC00) % 28 < 27 else -1))
        kinds = {
            "title": title, "word": word, "two": word[:2], "one": word[:1], "initials": hangul.initials(word),
            "half": hangul.compose(hangul.keystream(word)[:-1]), "layout": latin, "typo": wrong,
            "several": f"{word} {venue.split()[0]}",
            "genre": dice.choice(("뮤지컬", "연극", "콘서트", "서울", "리사이틀")),
            "english": dice.choice(("night moon", "queen", "riv", "sea")), "nothing": "뷁뷁뛟",
        }  # fmt: skip
        kind = list(kinds)[number % len(kinds)]
        queries.append((kind, kinds[kind]))
    return queries


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds of a call."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def middle_and_tail(values: list[float]) -> tuple[float, float]:
    """Return p50 and p99."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]


def search(text: str, values: dict[str, Any]) -> object:
    """Search as the list view does."""
    asked = {"q": text, **values}
    return listing.list_performances(asked, today=clock.seoul_today(), language="ko", link=lambda **_: "")


def contains(text: str) -> object:
    """Search as one would without an index."""
    words = Q()
    for word in text.split():
        words &= (
            Q(title__icontains=word) | Q(title_en__icontains=word) | Q(venue__name__icontains=word)
            | Q(cast_text__icontains=word)
        )  # fmt: skip
    rows = Performance.objects.filter(words).order_by("sales_order", "-start_date", "-kopis_id")
    return list(rows.values_list("kopis_id", "title")[:20]), rows.count()


def update_one(keys: list[int]) -> float:
    """Return the milliseconds of work that search adds to a changed title."""
    key = keys.pop()
    with transaction.atomic():
        Performance.objects.filter(pk=key).update(title=f"바뀐 제목 {key}")
        return timed(lambda: indexing.index_performances([key], today=clock.seoul_today()))


def main(performances: int, count: int) -> int:
    """Measure and print one line for each bar."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0")
    seconds = timed(lambda: fill(performances=performances, today=clock.seoul_today())) / 1000
    print(f"filled in {seconds:.0f} s", flush=True)
    built = timed(lambda: rebuild(today=clock.seoul_today(), now=clock.now(), progress=SilentProgress())) / 1000
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 3000")
            cursor.execute("SET max_parallel_workers_per_gather = 0")  # one process each, as on SQLite
    dice = random.Random(3)
    queries = typed(dice, count)
    facets = listing.parameters.SEARCH_READERS["facets"]("facets", ["genre,region,state"])
    for _, text in queries[:40]:
        search(text, {})
    memory_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    by_kind: dict[str, list[float]] = {}
    times = []
    for kind, text in queries:
        ms = timed(lambda text=text: search(text, {}))
        times.append(ms)
        by_kind.setdefault(kind, []).append(ms)
    faceted = [timed(lambda text=text: search(text, {"facets": facets})) for _, text in queries[: count // 4]]
    suggested = [
        timed(lambda text=text[:end]: suggestions.suggest(text, today=clock.seoul_today()))
        for _, text in queries
        for end in (1, 2, 3)
    ]
    plain = [timed(lambda text=text: contains(text)) for _, text in queries[: max(count // 10, 20)]]
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory_before) / 1024
    for kind, some in by_kind.items():
        print(f"  {kind:9} p50 {statistics.median(some):7.1f}  max {max(some):7.1f} ms")
    keys = list(Performance.objects.order_by("?").values_list("pk", flat=True)[:100])
    updates = [update_one(keys) for _ in range(100)]
    with connection.cursor() as cursor:
        cursor.execute(TABLES[connection.vendor])
        sizes = {name: int(size) for name, size in cursor.fetchall()}
    (p50, p99), (plain50, plain99) = middle_and_tail(times), middle_and_tail(plain)
    terms = sum(size for name, size in sizes.items() if "term" in name or "grams" in name)
    synopses = sum(size for name, size in sizes.items() if "synopsis" in name)
    size = (sum(sizes.values()) - synopses - terms) / 1024 / performances
    lines = [
        ("icontains p50 / p99", f"{plain50:.0f} / {plain99:.0f} ms", True),
        ("search p50", f"{p50:.2f} ms = 1/{plain50 / p50:.0f}", p50 <= plain50 * P50_RATIO),
        ("search p99", f"{p99:.1f} ms = {p99 / plain50:.2f}", p99 <= P99_MS and p99 <= plain50 * P99_RATIO),
        ("with facets p50 / p99", "{:.1f} / {:.1f} ms".format(*middle_and_tail(faceted)), True),
        (
            "suggest p50 / p99",
            "{:.2f} / {:.1f} ms".format(*middle_and_tail(suggested)),
            middle_and_tail(suggested)[1] <= SUGGEST_P99_MS,
        ),
        (
            "one change p50 / p99",
            "{:.1f} / {:.1f} ms".format(*middle_and_tail(updates)),
            middle_and_tail(updates)[0] <= UPDATE_P50_MS,
        ),
        ("rebuild", f"{built:.0f} s", built <= REBUILD_SECONDS * max(performances / 200_000, 0.1)),
        ("index a document", f"{size:.2f} KB, and terms {terms / 1024 / performances:.2f}", size <= KB_A_DOCUMENT),
        ("memory added", f"{memory:.0f} MB", memory <= MEMORY_MB),
    ]
    for name, value, is_good in lines:
        print(f"{name:24}{value:>32}  {'ok' if is_good else 'ABOVE THE BAR'}", flush=True)
    print("   ", {name: f"{size / 1024 / performances:.2f}" for name, size in sizes.items()})
    return 0 if all(is_good for *_, is_good in lines) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
