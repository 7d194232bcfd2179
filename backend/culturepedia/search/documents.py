"""Performances as the index keeps them, read in bulk: entry, folded fields, tokens and the terms that hang on them."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from culturepedia.performances.codes import Characteristic, CreditKind, Genre, Mood, Region
from culturepedia.performances.models.performance import UNRANKED
from culturepedia.performances.sql import fetch, numbers
from culturepedia.performances.work import core_title
from culturepedia.search.hangul import squash
from culturepedia.search.models import MAX_KEY
from culturepedia.search.ranking import SEPARATOR, Fields, prior_on
from culturepedia.search.terms import Kind, TermRow, make_rows
from culturepedia.search.tokens import prose_tokens, tag_tokens, value_tokens
from culturepedia.search.words import fold_stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

ENTRY_COLUMNS = (
    "genre", "region", "start_date", "end_date", "open_run", "price_min_krw", "price_max_krw", "is_free", "age_min",
    "child", "visiting", "festival", "daehakro", "venue_id",
)  # fmt: skip
MAX_NAMES = 60  # of one kind that a performance is found by
MAX_FIELD = 2_000
ENGLISH = "="  # before the key of an English title
_TAGS: dict[str, Characteristic | Mood] = {tag.value: tag for kind in (Characteristic, Mood) for tag in kind}
# How much before popularity decides: a title before a name, the beginning of either before its middle.
BONUS = {Kind.PERFORMANCE: 12.0, Kind.HASHTAG: 9.0, Kind.PERSON: 8.0, Kind.VENUE: 7.0, Kind.COMPANY: 4.0}
INNER_MALUS = 10.0


class Lead(NamedTuple):
    """The performance that a label leads to first."""

    prior: float
    pk: int

    def is_before(self, other: Lead) -> bool:
        """Return whether this one is the better of two: the higher prior, then the lower key."""
        return (-self.prior, self.pk) < (-other.prior, other.pk)


@dataclass(frozen=True, slots=True)
class Label:
    """Something that a performance's terms name."""

    kind: Kind
    target: str
    text: str

    @property
    def link(self) -> str:
        """Return the label's kind and target as one word."""
        return f"{self.kind}:{self.target}"

    def rows(self, lead: Lead) -> Iterable[TermRow]:
        """Yield the rows of the label for the performance that it leads to."""
        for row in make_rows(self.kind, self.target, self.text, lead.prior + BONUS[self.kind], lead.pk):
            yield row if row.start == 0 else replace(row, weight=row.weight - INNER_MALUS)


@dataclass(frozen=True, slots=True)
class Document:
    """One performance as the index keeps it."""

    pk: int
    entry: tuple[Any, ...]  # in the order of ENTRY_COLUMNS
    popularity: float
    prior: float
    fields: Fields
    core_key: str
    english_key: str
    title_tokens: set[str]
    other_tokens: set[str]  # without those of the title
    prose: set[str]
    labels: tuple[Label, ...]


@dataclass(slots=True)
class _Linked:
    """Names around performances, by primary key."""

    cast: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    crew: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    companies: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    tags: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def popularity_points(sales_order: int, rating_count: int) -> float:
    """Return what being sold and talked about is worth: 24 for the first place of the national board, 0 for nothing."""
    if sales_order >= UNRANKED:
        sold = 0.0
    else:
        board, place = divmod(sales_order, 1000)  # the national board, then those of genres, then of regions
        sold = (1000.0, 300.0, 150.0)[min(board, 2)] / math.sqrt(max(place, 1))
    return 8 * math.log10(1 + sold + 2 * rating_count)


def read_documents(keys: Sequence[int], *, today: date) -> list[Document]:
    """Return the documents of performances by primary key; withdrawn ones have none. Four queries."""
    columns = ", ".join(f"p.{name}" for name in ENTRY_COLUMNS)
    rows = fetch(
        f"SELECT p.id, p.title, p.title_en, p.synopsis, p.genre_text, p.region_text, p.sales_order, p.rating_count, "  # noqa: S608
        f"v.name, p.venue_name, h.name, p.hall_name, v.district_text, {columns} FROM performances_performance p "
        "LEFT JOIN performances_venue v ON v.id = p.venue_id LEFT JOIN performances_hall h ON h.id = p.hall_id "
        f"WHERE p.withdrawn_at IS NULL AND p.id IN ({numbers(keys)}) ORDER BY p.id",
    )
    linked = _read_linked(keys)
    return [_make_document(row, linked, today) for row in rows]


def _read_linked(keys: Sequence[int]) -> _Linked:
    linked = _Linked()
    people = fetch(
        "SELECT c.performance_id, c.kind, x.id, x.name FROM performances_credit c "  # noqa: S608
        f"JOIN performances_person x ON x.id = c.person_id WHERE c.performance_id IN ({numbers(keys)}) "
        "ORDER BY c.performance_id, c.position, c.id",
    )
    for pk, kind, person, name in people:
        (linked.cast if kind == CreditKind.CAST else linked.crew)[pk].append((str(person), name))
    companies = fetch(
        "SELECT c.performance_id, x.id, x.name FROM performances_companycredit c "  # noqa: S608
        f"JOIN performances_company x ON x.id = c.company_id WHERE c.performance_id IN ({numbers(keys)}) "
        "ORDER BY c.performance_id, c.position, c.id",
    )
    for pk, company, name in companies:
        if (str(company), name) not in linked.companies[pk]:
            linked.companies[pk].append((str(company), name))
    tags = fetch(
        "SELECT performance_id, slug FROM performances_performancehashtag "  # noqa: S608
        f"WHERE performance_id IN ({numbers(keys)}) ORDER BY performance_id, slug",
    )
    for pk, slug in tags:
        linked.tags[pk].append(slug)
    return linked


def _make_document(row: tuple[Any, ...], linked: _Linked, today: date) -> Document:
    pk, title, title_en, synopsis, genre_text, region_text, sales_order, rating_count, *rest = row
    venue_name, named_venue, hall_name, named_hall, district, *entry = rest
    genre, region, start_date, end_date, open_run, *_, venue_id = entry
    core = core_title(title)
    cast, crew, companies = (group[pk][:MAX_NAMES] for group in (linked.cast, linked.crew, linked.companies))
    venue = [name for name in (venue_name or named_venue, hall_name or named_hall) if name]
    tags = _tag_texts(linked.tags[pk], genre, region) + [text for text in (genre_text, region_text, district) if text]
    popularity = popularity_points(sales_order, rating_count)
    title_tokens = value_tokens([core, title_en])
    names = [name for group in (cast, crew, companies) for _, name in group]
    core_key, english_key = squash(core)[:MAX_KEY], squash(title_en or "")[: MAX_KEY - 1]
    return Document(
        pk=pk,
        entry=tuple(entry),
        popularity=popularity,
        prior=popularity + prior_on(today, start_date, end_date, open_run=open_run),
        fields=Fields(
            core=_fold(core),
            title=_fold(title),
            english=_fold(title_en or ""),
            cast=_fold_names(name for _, name in cast),
            crew=_fold_names(name for _, name in crew),
            venue=_fold_names(venue),
            companies=_fold_names(name for _, name in companies),
            tags=_fold_names(tags),
        ),
        core_key=core_key,
        english_key=english_key,
        title_tokens=title_tokens,
        other_tokens=(value_tokens([title, *names, *venue]) | tag_tokens(tags)) - title_tokens,
        prose=prose_tokens(synopsis),
        labels=(
            *_title_labels(core_key, core, english_key, title_en),
            *([Label(Kind.VENUE, str(venue_id), venue_name)] if venue_id is not None and venue_name else []),
            *(Label(Kind.PERSON, *person) for person in dict.fromkeys(cast + crew)),
            *(Label(Kind.COMPANY, *company) for company in companies),
            *(
                Label(Kind.HASHTAG, slug, _TAGS[slug].ko if slug in _TAGS else slug)
                for slug in linked.tags[pk]
                if " " not in slug
            ),
        ),
    )


def _title_labels(core_key: str, core: str, english_key: str, title_en: str | None) -> Iterable[Label]:
    if core_key:
        yield Label(Kind.PERFORMANCE, core_key, core)
    if english_key and english_key != core_key:
        yield Label(Kind.PERFORMANCE, f"{ENGLISH}{english_key}", title_en or "")


def _tag_texts(slugs: Sequence[str], genre: str | None, region: str | None) -> list[str]:
    texts: list[str] = []
    for code in [*_code(Genre, genre), *_code(Region, region)]:
        texts += [code.ko, code.en]
    return texts + [_TAGS[slug].ko if slug in _TAGS else slug for slug in slugs]


def _code(kind: type[Genre | Region], value: str | None) -> list[Genre | Region]:
    return [kind(value)] if value in set(kind) else []


def _fold(text: str) -> str:
    return fold_stored(text)[:MAX_FIELD]


def _fold_names(names: Iterable[str]) -> str:
    """Return names between bars, so that each has a beginning and an end."""
    folded = [text for name in dict.fromkeys(names) if (text := fold_stored(name))]
    joined = SEPARATOR.join(folded)[:MAX_FIELD]
    return f"{SEPARATOR}{joined}{SEPARATOR}" if joined else ""
