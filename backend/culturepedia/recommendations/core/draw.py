"""What an item of a kind usually draws: a ridge from tokens, and from genre and tags that stand together.

A musical draws much and a new work little, but a new musical of a known romance is no sum of the three. So pairs and
triples of an item's genre and tags are told apart wherever enough items have them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from culturepedia.recommendations.core.features import ALWAYS, MIN_ITEMS
from culturepedia.recommendations.core.linear import ridge

if TYPE_CHECKING:
    from culturepedia.recommendations.core.features import Vocabulary
    from culturepedia.recommendations.core.records import Doubles, Floats, Ints

PENALTY = 10.0
SIZES = (2, 3)
MOST_TOKENS = 10  # of an item; the commonest, of which most is known


@dataclass(frozen=True, slots=True)
class Draw:
    """The coefficients for log(1 + demand)."""

    tokens: Floats
    sets: Ints  # what stands together, as numbers in ascending order
    of_sets: Floats

    def of(self, rows: sparse.csr_matrix, vocabulary: Vocabulary) -> Doubles:
        """Return what items draw by their rows of tokens."""
        return np.asarray(rows @ self.tokens + _indicators(_sets(rows, vocabulary), self.sets) @ self.of_sets)


def no_draw(width: int) -> Draw:
    """Return the draw of a catalogue nobody has liked anything of."""
    return Draw(np.zeros(width, np.float32), np.zeros(0, np.int64), np.zeros(0, np.float32))


def learn_draw(rows: sparse.csr_matrix, demand: Doubles, vocabulary: Vocabulary) -> Draw:
    """Return the draw learned from items, as rows of tokens, and the sum of positive weights of each."""
    found = _sets(rows, vocabulary)
    names, counts = np.unique(found, return_counts=True)
    kept = names[(counts >= MIN_ITEMS) & (names > 0)]
    together = sparse.csr_matrix(sparse.hstack([rows, _indicators(found, kept)]))
    values = ridge(together, np.log1p(demand), PENALTY)
    return Draw(values[: rows.shape[1]], kept, values[rows.shape[1] :])


def _sets(rows: sparse.csr_matrix, vocabulary: Vocabulary) -> Ints:
    """Return one number for each set of each item (items x sets), 0 where there is none."""
    columns = [column for token, column in vocabulary.columns.items() if token.startswith(ALWAYS)]
    columns.sort(key=lambda column: (float(vocabulary.values[column]), column))  # the rarer, the higher the value
    told = sparse.csr_matrix(rows[:, columns])
    told.sort_indices()
    place = np.arange(told.nnz) - np.repeat(told.indptr[:-1], np.diff(told.indptr))
    first = place < MOST_TOKENS
    item = np.repeat(np.arange(told.shape[0]), np.diff(told.indptr))
    table = np.zeros((told.shape[0], MOST_TOKENS), np.int64)
    table[item[first], place[first]] = told.indices[first] + 1
    width = int(place[first].max(initial=-1)) + 1
    base = len(columns) + 1
    numbers = [_number(table[:, positions], base) for size in SIZES for positions in combinations(range(width), size)]
    return np.stack(numbers, axis=1) if numbers else np.zeros((rows.shape[0], 0), np.int64)


def _number(tokens: Ints, base: int) -> Ints:
    """Return tokens as digits of one number; 0 where one of them is missing."""
    number = tokens @ base ** np.arange(tokens.shape[1], dtype=np.int64)
    return np.where(tokens.min(axis=1) > 0, number, 0)


def _indicators(found: Ints, kept: Ints) -> sparse.csr_matrix:
    """Return items x kept sets, 1 where an item has the set."""
    place = np.searchsorted(kept, found)
    has = np.append(kept, -1)[place] == found
    item, position = np.nonzero(has)
    shape = (len(found), len(kept))
    return sparse.csr_matrix((np.ones(len(item), np.float32), (item, place[item, position])), shape=shape)
