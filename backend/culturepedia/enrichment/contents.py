"""What taggers are told about a performance, and the key by which the same content is known again."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from culturepedia.performances.codes import CreditKind
from culturepedia.performances.models import Credit, Performance

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_SYNOPSIS = 1_200  # characters: what comes after adds cost, not meaning
MAX_TITLE = 200
MAX_PEOPLE = {CreditKind.CAST.value: 8, CreditKind.CREW.value: 4}
FLAGS = ("visiting", "child", "daehakro", "festival", "musical_licensed", "musical_original")
COLUMNS = (
    *("pk", "title", "genre", "synopsis", "age_min", "runtime_minutes", *FLAGS, "content_hash"),
    *("poster_key", "poster_widths", "hall__seats", "venue__seats"),
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a tagger is told. Texts are the source's: strangers wrote them."""

    title: str
    genre: str | None  # codes.Genre
    synopsis: str
    people: tuple[str, ...]
    facts: dict[str, Any] = field(default_factory=dict)  # what is known of: flags, age_min, seats
    poster_key: str = ""

    def key(self, tagger: str) -> str:
        """Return the hash of everything that an answer can depend on."""
        told = json.dumps(asdict(self), ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(f"{tagger}\n{told}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Job:
    """A performance that waits for tags."""

    performance_id: int
    content: Content
    content_hash: str  # the sync's
    poster_widths: tuple[int, ...]
    failures: int  # earlier tries of this content


def read_jobs(failures: dict[int, int], *, with_poster: bool) -> list[Job]:
    """Return the jobs of these performances in their order; two queries."""
    rows = {row["pk"]: row for row in Performance.objects.filter(pk__in=failures).values(*COLUMNS)}
    people = _people(rows)
    return [
        Job(
            performance_id=pk,
            content=_content(rows[pk], people[pk], with_poster=with_poster),
            content_hash=rows[pk]["content_hash"],
            poster_widths=tuple(rows[pk]["poster_widths"]),
            failures=failed,
        )
        for pk, failed in failures.items()
        if pk in rows  # it may have been deleted since
    ]


def _content(row: dict[str, Any], people: list[str], *, with_poster: bool) -> Content:
    facts = {name: row[name] for name in (*FLAGS, "age_min") if row[name] is not None}
    seats = row["hall__seats"] or row["venue__seats"]
    if seats:
        facts["seats"] = seats
    return Content(
        title=row["title"][:MAX_TITLE],
        genre=row["genre"],
        synopsis=(row["synopsis"] or "")[:MAX_SYNOPSIS],
        people=tuple(people),
        facts=facts,
        poster_key=(row["poster_key"] or "") if with_poster else "",
    )


def _people(keys: Collection[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    counts: defaultdict[tuple[int, str], int] = defaultdict(int)
    rows = Credit.objects.filter(performance__in=keys).order_by("performance", "kind", "position", "pk")
    for pk, kind, name in rows.values_list("performance", "kind", "person__name"):
        counts[pk, kind] += 1
        if counts[pk, kind] <= MAX_PEOPLE.get(kind, 0):
            found[pk].append(name)
    return found
