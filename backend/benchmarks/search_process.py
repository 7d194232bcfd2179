"""One database's part of `benchmarks.search_scale`: fills, makes the index, measures, prints."""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Q  # noqa: E402

from benchmarks.search_beside import search_beside_writer, suggest_over_http  # noqa: E402
from benchmarks.search_rows import DECORATION, fill  # noqa: E402
from culturepedia.common import clock  # noqa: E402
from culturepedia.common.progress import SilentProgress  # noqa: E402
from culturepedia.performances.models import Company, Credit, Performance  # noqa: E402
from culturepedia.search import hangul, indexing, listing, service, suggestions  # noqa: E402
from culturepedia.search.backends.protocol import Scope  # noqa: E402
from culturepedia.search.rebuild import rebuild  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    Line = tuple[str, str, bool]  # what, how much, whether that is within its bar

PAGE = 20
P50_RATIO, P99_MS, P99_RATIO = 1 / 40, 120.0, 0.5
SUGGEST_P99_MS, UPDATE_P50_MS, REBUILD_SECONDS, KB_A_DOCUMENT, MEMORY_MB = 15.0, 10.0, 180.0, 3.0, 40.0
HTTP_P99_MS, BESIDE_WRITER_P99 = 50.0, 2.0
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
    """Return what people might type into this catalogue, and the kind of each, about as often as in labelled queries.

    Words are those that tell titles apart; what many titles share ("정기연주회", "뮤지컬") is a kind of its own.
    """
    rows = list(
        Credit.objects.filter(kind="cast", position=0, performance_id__lte=40 * count)
        .order_by("performance_id")
        .values_list("performance__title", "performance__venue_name", "person__name")[::40]
    )
    companies = list(Company.objects.order_by("id").values_list("name", flat=True)[:count])
    queries: list[tuple[str, str]] = []
    for number in range(count):
        title, venue, person = dice.choice(rows)
        words = _words(title) or [person]
        word = dice.choice(words)
        wrong = word[:-1] + chr(ord(word[-1]) + (1 if (ord(word[-1]) - 0xAC00) % 28 < 27 else -1))
        kinds = [
            ("title", title), ("title", " ".join(words)), ("word", word), ("word", word), ("two", word[:2]),
            ("one", word[:1]), ("initials", hangul.initials(word)), ("initials", hangul.initials(person)),
            ("half", hangul.compose(hangul.keystream(word)[:-1])),
            ("half", hangul.compose(hangul.keystream(person)[:-1])),
            ("layout", hangul.hangul_to_qwerty(word)), ("layout", hangul.hangul_to_qwerty(person)),
            ("typo", wrong), ("typo", wrong), ("typo", f"{words[0]} {person[:2]}랗"),
            ("person", person), ("person", person), ("person", person[:2]),
            ("venue", venue), ("company", dice.choice(companies)),
            ("several", f"{word} {person}"), ("several", f"{word} {venue.split()[0]}"),
            ("english", dice.choice(("night moon", "queen", "riv", "garden song"))),
            ("shared", dice.choice((*DECORATION, "서울", "부산"))), ("nothing", "뷁뷁뛟"),
        ]  # fmt: skip
        queries.append(kinds[number % len(kinds)])
    return queries


def _words(title: str) -> list[str]:
    """Return the Korean words of a title that tell it apart from others."""
    named = [word.strip("〈〉,:") for word in title.split() if word[0] != "[" and not any(map(str.isdecimal, word))]
    return [word for word in named if len(word) > 1 and word not in DECORATION]


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds of a call."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def middle_and_tail(values: list[float]) -> tuple[float, float]:
    """Return p50 and p99."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]


def search(text: str) -> object:
    """Search: how many performances a text finds, and which ones its first page has."""
    scope = Scope({}, clock.seoul_today())
    found = service.search(text, scope)
    return found.page(scope, PAGE, 0), found.total


def listed(text: str, values: dict[str, Any]) -> object:
    """Search as the list view does: with cards, highlights and what the values ask for."""
    asked = {"q": text, **values}
    return listing.list_performances(asked, today=clock.seoul_today(), language="ko", link=lambda **_: "")


def contains(text: str) -> object:
    """Search as one would without an index: the same of it, how many and which."""
    words = Q()
    for word in text.split():
        words &= (
            Q(title__icontains=word) | Q(title_en__icontains=word) | Q(venue__name__icontains=word)
            | Q(cast_text__icontains=word)
        )  # fmt: skip
    rows = Performance.objects.filter(words).order_by("sales_order", "-start_date", "-kopis_id")
    return list(rows.values_list("pk", flat=True)[:PAGE]), rows.count()


def update_one(keys: list[int]) -> float:
    """Return the milliseconds of work that search adds to a changed title."""
    key = keys.pop()
    with transaction.atomic():
        Performance.objects.filter(pk=key).update(title=f"바뀐 제목 {key}")
        return timed(lambda: indexing.index_performances([key], today=clock.seoul_today()))


def prepare(performances: int) -> float:
    """Fill an empty database, make the index, and return the seconds that the index took."""
    call_command("migrate", verbosity=0)
    _set_for_all("statement_timeout = 0")
    if not Performance.objects.exists():
        seconds = timed(lambda: fill(performances=performances, today=clock.seoul_today())) / 1000
        print(f"filled in {seconds:.0f} s", flush=True)
    built = timed(lambda: rebuild(today=clock.seoul_today(), now=clock.now(), progress=SilentProgress())) / 1000
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _set_for_all("statement_timeout = 3000")
    _set_for_all("max_parallel_workers_per_gather = 0")  # one process each, as on SQLite
    return built


def read(queries: list[tuple[str, str]]) -> list[Line]:
    """Measure searches, lists and suggestions; everything has been asked once, and so has what they are compared to."""
    texts = [text for _, text in queries]
    facets = listing.parameters.SEARCH_READERS["facets"]("facets", ["genre,region,state"])
    beginnings = [text[:end] for text in texts for end in (1, 2, 3)]
    memory_before = _megabytes()
    for text in texts:
        listed(text, {})
    by_kind: dict[str, list[float]] = {}
    for kind, text in queries:
        by_kind.setdefault(kind, []).append(timed(lambda text=text: search(text)))
    p50, p99 = middle_and_tail([ms for some in by_kind.values() for ms in some])
    with_cards = middle_and_tail([timed(lambda text=text: listed(text, {})) for text in texts])
    faceted = middle_and_tail(
        [timed(lambda text=text: listed(text, {"facets": facets})) for text in texts[: len(texts) // 4]]
    )
    today = clock.seoul_today()
    suggested = middle_and_tail(
        [timed(lambda text=text: suggestions.suggest(text, today=today)) for text in beginnings]
    )
    memory = _megabytes() - memory_before
    compared = texts[: max(len(texts) // 10, 20)]
    for text in compared[:2]:
        contains(text)
    plain50, plain99 = middle_and_tail([timed(lambda text=text: contains(text)) for text in compared])
    for kind, some in by_kind.items():
        print(f"  {kind:9} p50 {statistics.median(some):7.1f}  max {max(some):7.1f} ms")
    return [
        ("icontains p50 / p99", f"{plain50:.0f} / {plain99:.0f} ms", True),
        ("search p50", f"{p50:.2f} ms = 1/{plain50 / p50:.0f}", p50 <= plain50 * P50_RATIO),
        ("search p99", f"{p99:.1f} ms = {p99 / plain50:.2f}", p99 <= P99_MS and p99 <= plain50 * P99_RATIO),
        ("with cards p50 / p99", "{:.2f} / {:.1f} ms".format(*with_cards), True),
        ("with facets p50 / p99", "{:.1f} / {:.1f} ms".format(*faceted), True),
        ("suggest p50 / p99", "{:.2f} / {:.1f} ms".format(*suggested), suggested[1] <= SUGGEST_P99_MS),
        ("memory added", f"{memory:.0f} MB", memory <= MEMORY_MB),
    ]


def beside(texts: list[str]) -> list[Line]:
    """Measure suggestions over HTTP, and searches beside a process that writes all the while."""
    over_http = middle_and_tail(suggest_over_http([text[:2] for text in texts]))
    searches = [lambda text=text: search(text) for text in texts]
    _, alone = middle_and_tail([timed(one) for one in searches])
    taken, failed, rate = search_beside_writer(searches)
    _, together = middle_and_tail(taken)
    is_calm = not failed and together <= alone * BESIDE_WRITER_P99
    return [
        ("suggest over HTTP p50 / p99", "{:.1f} / {:.1f} ms".format(*over_http), over_http[1] <= HTTP_P99_MS),
        ("beside a writer, p99", f"{together:.1f} of {alone:.1f} ms, {failed} failed", is_calm),
        ("and its changes", f"{rate:.0f} a second", True),
    ]


def write(built: float) -> list[Line]:
    """Measure one change at a time, and tell what the index took to make and takes to keep."""
    keys = list(Performance.objects.order_by("?").values_list("pk", flat=True)[:100])
    updates = middle_and_tail([update_one(keys) for _ in range(100)])
    performances = Performance.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(TABLES[connection.vendor])
        sizes = {name: int(size) for name, size in cursor.fetchall()}
    terms = sum(size for name, size in sizes.items() if "term" in name or "grams" in name)
    synopses = sum(size for name, size in sizes.items() if "synopsis" in name)
    size = (sum(sizes.values()) - synopses - terms) / 1024 / performances
    print("   ", {name: f"{size / 1024 / performances:.2f}" for name, size in sizes.items()})
    return [
        ("one change p50 / p99", "{:.1f} / {:.1f} ms".format(*updates), updates[0] <= UPDATE_P50_MS),
        ("rebuild", f"{built:.0f} s", built <= REBUILD_SECONDS * max(performances / 200_000, 0.1)),
        ("index a document", f"{size:.2f} KB, and terms {terms / 1024 / performances:.2f}", size <= KB_A_DOCUMENT),
    ]


def _set_for_all(setting: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET {setting}")


def _megabytes() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1024**2


def main(performances: int, count: int) -> int:
    """Measure and print one line for each bar."""
    built = prepare(performances)
    queries = typed(random.Random(3), count)
    texts = [text for _, text in queries]
    lines: list[Line] = []
    for some in (lambda: read(queries), lambda: write(built), lambda: beside(texts)):
        for name, value, is_good in some():
            print(f"{name:28}{value:>32}  {'ok' if is_good else 'ABOVE THE BAR'}", flush=True)
            lines.append((name, value, is_good))
    return 0 if all(is_good for *_, is_good in lines) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
