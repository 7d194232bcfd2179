"""The candidates of the hour, with all that does not depend on who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from culturepedia.recommendations.core.features import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.records import Bools, Doubles, Floats, Ints, Item

FOREVER = 10_000_000  # the last day of an open run
SUPPORT_SCALE = 5  # positives at which the collaborative score gets half of its say
MOST_RANK = 50  # places of the box office that say something


@dataclass(frozen=True, slots=True)
class Codes:
    """One name an item, as numbers; an item without has -1."""

    numbers: Ints
    index: Mapping[str, int]

    def among(self, names: Iterable[str]) -> Bools:
        """Tell which items have one of the names."""
        wanted = sorted(self.index[name] for name in names if name in self.index)
        return np.isin(self.numbers, np.array(wanted, np.int64))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Items side by side in columns, in the order of their ids."""

    items: Sequence[Item]
    ids: Ints
    families: Codes
    genres: Codes
    regions: Codes
    start_day: Ints
    end_day: Ints
    listed_day: Ints
    age_min: Ints
    price_min_krw: Ints
    cancelled: Bools
    warm: Ints  # row of the collaborative matrices, or -1
    rows: sparse.csr_matrix
    dense: Floats
    look: sparse.csr_matrix  # genre and tags only, for diversity
    support: Doubles  # how many like the item's family, all productions together
    trust: Doubles  # g: how far the collaborative score is trusted
    popularity: Doubles  # log(1 + recent positive weight)
    sales: Doubles  # 1 for the first place of the box office, falling to 0 for the last that counts, and without one
    draw: Doubles  # what an item like this usually draws

    def __len__(self) -> int:
        return len(self.ids)


def stock(model: Model, items: Sequence[Item]) -> Shelf:
    """Return the shelf of a model's candidates; an item without any interaction has its place like all."""
    ordered = sorted(items, key=lambda item: item.id)
    families = [item.family for item in ordered]
    rows = model.vocabulary.vectorise(ordered)
    support = model.family_values(families, model.families.support)
    looks = [column for token, column in model.vocabulary.columns.items() if token.startswith(("genre:", "tag:"))]
    return Shelf(
        items=ordered,
        ids=_column(item.id for item in ordered),
        families=_codes(families),
        genres=_codes([item.genre for item in ordered]),
        regions=_codes([item.region for item in ordered]),
        start_day=_column(item.start_day for item in ordered),
        end_day=_column(FOREVER if item.end_day is None else item.end_day for item in ordered),
        listed_day=_column(item.listed_day for item in ordered),
        age_min=_column(item.age_min or 0 for item in ordered),
        price_min_krw=_column(item.price_min_krw or 0 for item in ordered),
        cancelled=_column(item.cancelled for item in ordered).astype(np.bool_),
        warm=model.warm_columns(families),
        rows=rows,
        dense=np.asarray(rows @ model.projection, np.float32),
        look=normalise(sparse.csr_matrix(rows[:, looks])),
        support=support,
        trust=support / (support + SUPPORT_SCALE),
        popularity=np.log1p(model.family_values(families, model.families.popularity)),
        sales=_sales(ordered),
        draw=model.draw.of(rows, model.vocabulary),
    )


def _sales(items: Sequence[Item]) -> Doubles:
    ranks = np.array([min(item.sales_rank or MOST_RANK, MOST_RANK) for item in items], np.float64)
    return np.asarray(1 - np.log(ranks) / np.log(MOST_RANK))


def _column(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _codes(names: Sequence[str | None]) -> Codes:
    index = {name: number for number, name in enumerate(dict.fromkeys(name for name in names if name is not None))}
    return Codes(_column(-1 if name is None else index[name] for name in names), index)
