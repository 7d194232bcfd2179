"""Title families: which performances are productions of one work.

Two rows are one work when title key and genre are equal and either the key is long enough to be no coincidence or they
share a producer, a name of the crew or of the cast. What staff merged or split by hand wins.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SAFE_LENGTH = 4  # letters of a key that may stand alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What tells of a performance's work; `key` is None for titles that name none, `manual` is what staff said."""

    id: int
    key: str | None
    genre: str | None = None
    names: frozenset[str] = frozenset()  # producers, crew, cast
    manual: str | None = None


def group_families(titles: Sequence[Title]) -> dict[int, str]:
    """Return each performance's family; a family of its own where nothing joins it to another."""
    found = {title.id: f"one:{title.id}" for title in titles}
    found |= {title.id: f"manual:{title.manual}" for title in titles if title.manual is not None}
    alike: defaultdict[tuple[str, str], list[Title]] = defaultdict(list)
    for title in sorted(titles, key=lambda title: title.id):
        if title.manual is None and title.key:
            alike[title.genre or "", title.key].append(title)
    for (genre, key), members in alike.items():
        if len(key) >= SAFE_LENGTH:
            found |= {title.id: f"{genre}:{key}" for title in members}
        else:
            found |= _joined_by_names(f"{genre}:{key}", members)
    return found


def _joined_by_names(name: str, members: Iterable[Title]) -> dict[int, str]:
    """Return the families of members with one short key: those that names connect, also by way of others."""
    groups: list[tuple[set[int], set[str]]] = []
    for title in members:
        ids, names = {title.id}, set(title.names)
        apart = []
        for group in groups:
            if group[1] & names:
                ids |= group[0]
                names |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (ids, names)]
    return {one: f"{name}:{min(ids)}" for ids, _ in groups for one in ids}
