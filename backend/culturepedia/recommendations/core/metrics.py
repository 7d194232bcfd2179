"""How good ranked lists are: nDCG with binary gain, recall, coverage, spread within lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from scipy import sparse

    from culturepedia.recommendations.core.records import Ints

TOP = 10
DISCOUNTS = 1 / np.log2(np.arange(2, TOP + 2))


def ndcg(ranked: Sequence[int] | Ints, relevant: Collection[int]) -> float:
    """Return nDCG@10 with binary gain; 0 where nothing is relevant."""
    if not relevant:
        return 0.0
    gains = np.fromiter((item in relevant for item in ranked[:TOP]), float)
    return float(gains @ DISCOUNTS[: len(gains)] / DISCOUNTS[: len(relevant)].sum())


def recall(ranked: Sequence[int] | Ints, relevant: Collection[int]) -> float:
    """Return the share of the relevant that the first ten hold; 0 where nothing is relevant."""
    return sum(item in relevant for item in ranked[:TOP]) / len(relevant) if relevant else 0.0


def spread(rows: sparse.csr_matrix) -> float:
    """Return the mean distance (1 - cosine) between the pairs of a list; rows have length one or none."""
    size = rows.shape[0]
    if size < 2:
        return 0.0
    cosines = (rows @ rows.T).toarray()
    return float(1 - (cosines.sum() - np.trace(cosines)) / (size * (size - 1)))
