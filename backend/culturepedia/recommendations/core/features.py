"""Items as vectors of tokens: `genre: tag: crew: cast: prod: venue: age: price: word:`.

A value is the weight of the token's kind times its smoothed inverse document frequency; rows have length one. A region
is a filter, no taste, and so no token. A family is none either: most have one production, whose row it would drown;
what is known of a family is added where scores are (`score`).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from culturepedia.recommendations.core.records import Floats, Item

KIND_WEIGHTS = {
    "genre": 1.0,
    "tag": 1.0,
    "crew": 0.8,
    "cast": 0.6,
    "prod": 0.5,
    "venue": 0.3,
    "age": 0.4,
    "price": 0.3,
    "word": 0.3,
}
MIN_ITEMS = 3  # a token of fewer says nothing about others
ALWAYS = ("genre:", "tag:")  # few in all, and what people pick
AGE_STEPS = (7, 12, 15, 19)
PRICE_STEPS_KRW = (1, 20_000, 40_000, 70_000, 110_000)


def tokens_of(item: Item) -> Iterator[str]:
    """Yield the tokens of an item, each once."""
    if item.genre:
        yield f"genre:{item.genre}"
    for kind, names in (
        ("tag", item.tags),
        ("crew", item.crew),
        ("cast", item.cast),
        ("prod", item.producers),
        ("word", item.words),
    ):
        for name in dict.fromkeys(names):
            yield f"{kind}:{name}"
    if item.venue:
        yield f"venue:{item.venue}"
    if item.age_min is not None:
        yield f"age:{sum(item.age_min >= step for step in AGE_STEPS)}"
    if item.price_min_krw is not None:
        yield f"price:{sum(item.price_min_krw >= step for step in PRICE_STEPS_KRW)}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens a model knows, each with its column and its value before rows are normalised."""

    columns: Mapping[str, int]
    values: Floats

    def vectorise(self, items: Sequence[Item]) -> sparse.csr_matrix:
        """Return one row a item; what the vocabulary does not know is left out."""
        found = [[self.columns[token] for token in tokens_of(item) if token in self.columns] for item in items]
        return self._rows(found)

    def token_row(self, weights: Mapping[str, float]) -> sparse.csr_matrix:
        """Return one row that holds the given weights of tokens, not normalised."""
        known = {self.columns[token]: weight for token, weight in weights.items() if token in self.columns}
        columns = np.fromiter(known.keys(), np.int32, len(known))
        data = np.fromiter(known.values(), np.float32, len(known))
        pointers = np.array([0, len(known)], np.int32)
        return sparse.csr_matrix((data, columns, pointers), shape=(1, len(self.columns)))

    def _rows(self, found: Sequence[Sequence[int]]) -> sparse.csr_matrix:
        lengths = np.fromiter(map(len, found), np.int32, len(found))
        columns = np.fromiter(chain.from_iterable(found), np.int32, int(lengths.sum()))
        pointers = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        matrix = sparse.csr_matrix((self.values[columns], columns, pointers), shape=(len(found), len(self.columns)))
        return normalise(matrix)


def learn_vocabulary(items: Sequence[Item]) -> Vocabulary:
    """Return the vocabulary of a catalogue, in an order that depends on its tokens alone."""
    counts = Counter(chain.from_iterable(map(tokens_of, items)))
    kept = sorted(token for token, count in counts.items() if count >= MIN_ITEMS or token.startswith(ALWAYS))
    values = np.fromiter((_value(token, counts[token], len(items)) for token in kept), np.float32, len(kept))
    return Vocabulary({token: column for column, token in enumerate(kept)}, values)


def _value(token: str, count: int, items: int) -> float:
    return KIND_WEIGHTS[token.partition(":")[0]] * (math.log((1 + items) / (1 + count)) + 1)


def normalise(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the rows divided by their lengths; empty rows stay empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    scale = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0).astype(np.float32)
    return sparse.csr_matrix(sparse.diags_array(scale) @ matrix, dtype=np.float32)
