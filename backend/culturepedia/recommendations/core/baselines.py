"""What recommendations are measured beside: ALS for implicit feedback, and its factors mapped from tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from culturepedia.recommendations.core.linear import invert

if TYPE_CHECKING:
    from culturepedia.recommendations.core.records import Doubles, Floats


def als(
    weights: sparse.csr_matrix, *, factors: int = 64, confidence: float = 10, penalty: float = 5, rounds: int = 10
) -> tuple[Doubles, Doubles]:
    """Return the factors of people and of items (Hu, Koren, Volinsky 2008); a weight w counts 1 + confidence * w."""
    start = np.random.default_rng(7)
    items = start.standard_normal((weights.shape[1], factors)) * 0.1
    people = np.zeros((weights.shape[0], factors))
    across = sparse.csr_matrix(weights.T)
    for _ in range(rounds):
        _solve(weights, people, items, confidence, penalty)
        _solve(across, items, people, confidence, penalty)
    return people, items


def _solve(weights: sparse.csr_matrix, mine: Doubles, theirs: Doubles, confidence: float, penalty: float) -> None:
    base = theirs.T @ theirs + penalty * np.eye(theirs.shape[1])
    for row in range(weights.shape[0]):
        begin, end = weights.indptr[row], weights.indptr[row + 1]
        if begin == end:
            mine[row] = 0
            continue
        near = theirs[weights.indices[begin:end]]
        extra = confidence * weights.data[begin:end].astype(np.float64)
        mine[row] = np.linalg.solve(base + (near.T * extra) @ near, near.T @ (1 + extra))


def map_from_tokens(rows: sparse.csr_matrix, factors: Doubles, penalty: float = 3.0) -> Floats:
    """Return token factors (tokens x factors) by ridge regression from the rows of known items."""
    if rows.shape[1] <= rows.shape[0]:
        gram = (rows.T @ rows).toarray().astype(np.float64)
        gram[np.diag_indices_from(gram)] += penalty
        return np.asarray(invert(gram) @ (rows.T @ factors), np.float32)
    kernel = (rows @ rows.T).toarray().astype(np.float64)
    kernel[np.diag_indices_from(kernel)] += penalty
    return np.asarray(rows.T @ (invert(kernel) @ factors), np.float32)
