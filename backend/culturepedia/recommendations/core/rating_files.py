"""Rating sets for offline evaluation: `ratings.dat`, `movies.dat`, optional `tags.dat`, with `::` between fields.

The form of MovieLens 1M and of MovieTweetings: user::item::rating::unix time, item::title (year)::genre|genre, and, as
in MovieLens 10M, user::item::tag::unix time. `tokens.dat` may add item::kind:name|kind:name with the kinds of
`features`. Ratings above 5 in the set mean a scale of ten.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.records import Interactions, Item
from culturepedia.recommendations.core.signals import rating_weight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from culturepedia.recommendations.core.records import Doubles

MIN_TAGGINGS = 2  # people who gave an item the same tag
_YEAR = re.compile(r"\((\d{4})\)\s*$")
_FIELDS = {"genre": "tags", "tag": "tags", "cast": "cast", "crew": "crew", "prod": "producers", "word": "words"}


@dataclass(frozen=True, slots=True)
class RatingSet:
    """A set ready for evaluation: items, opinions, and the rating of each opinion on the scale of five."""

    name: str
    items: list[Item]
    opinions: Interactions
    rating: Doubles


def read_rating_set(folder: Path) -> RatingSet:
    """Return the rating set of a folder.

    Raises:
        FileNotFoundError: There is no `ratings.dat` or `movies.dat`.
        ValueError: A line of ratings is not as described.
    """
    rows = [(int(user), item, float(rating), int(moment)) for user, item, rating, moment in _lines(folder, "ratings")]
    scale = 2 if max((row[2] for row in rows), default=0) > 5 else 1
    described = _described(folder)
    for _, item, _, _ in rows:
        described.setdefault(item, defaultdict(list))
    names = sorted(described)
    number = {name: row for row, name in enumerate(names)}
    items = [
        Item(
            id=row,
            family=name,
            tags=tuple(described[name]["tags"]),
            cast=tuple(described[name]["cast"]),
            crew=tuple(described[name]["crew"]),
            producers=tuple(described[name]["producers"]),
            words=tuple(described[name]["words"]),
        )
        for row, name in enumerate(names)
    ]
    rating = np.array([row[2] / scale for row in rows])
    opinions = Interactions(
        person=np.array([row[0] for row in rows], np.int64),
        item=np.array([number[row[1]] for row in rows], np.int64),
        weight=np.array([rating_weight(value) for value in rating], np.float32),
        day=np.array([datetime.fromtimestamp(row[3], UTC).date().toordinal() for row in rows], np.int64),
    )
    return RatingSet(folder.name, items, opinions, rating)


def _described(folder: Path) -> dict[str, defaultdict[str, list[str]]]:
    found: dict[str, defaultdict[str, list[str]]] = {}
    for item, title, genres in _lines(folder, "movies"):
        year = _YEAR.search(title)
        found[item] = defaultdict(list, tags=[f"genre-{genre}" for genre in genres.split("|") if genre])
        found[item]["tags"] += [f"year-{year[1]}", f"decade-{year[1][:3]}"] if year else []
    if (folder / "tags.dat").exists():
        counts = Counter((item, tag.strip().casefold()) for _, item, tag, _ in _lines(folder, "tags"))
        for (item, tag), count in counts.items():
            if count >= MIN_TAGGINGS and item in found:
                found[item]["tags"].append(tag)
    if (folder / "tokens.dat").exists():
        for item, tokens in _lines(folder, "tokens"):
            for kind, _, name in (token.partition(":") for token in tokens.split("|") if token):
                found.setdefault(item, defaultdict(list))[_FIELDS[kind]].append(name)
    return found


def _lines(folder: Path, name: str) -> Iterator[list[str]]:
    # Old sets are Latin-1; a line that is no UTF-8 only loses letters of a title that nothing reads.
    with (folder / f"{name}.dat").open(encoding="utf-8", errors="replace") as file:
        for line in file:
            if text := line.rstrip("\r\n"):
                yield text.split("::")
