"""Linear algebra for training: a seeded randomised SVD, EASE in closed form, ridge regression on sparse rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg, sparse
from scipy.sparse.linalg import LinearOperator, cg, eigsh

if TYPE_CHECKING:
    from culturepedia.recommendations.core.records import Doubles, Floats

OVERSAMPLE = 16
POWER_ROUNDS = 3


def right_factors(matrix: sparse.csr_matrix, dimensions: int, seed: int) -> Floats:
    """Return V (columns x dimensions), the leading right singular vectors; fewer when the matrix has no more."""
    wanted = min(dimensions, *matrix.shape)
    if wanted == 0 or matrix.nnz == 0:
        return np.zeros((matrix.shape[1], 0), np.float32)
    if matrix.shape[1] <= dimensions + OVERSAMPLE:
        values, vectors = linalg.eigh((matrix.T @ matrix).toarray().astype(np.float64))
        kept = values > values[-1] * 1e-9
        return np.ascontiguousarray(vectors[:, kept][:, ::-1][:, :wanted], np.float32)
    width = min(wanted + OVERSAMPLE, *matrix.shape)
    start = np.random.default_rng(seed).standard_normal((matrix.shape[1], width)).astype(np.float32)
    basis = linalg.qr(matrix @ start, mode="economic", check_finite=False)[0]
    for _ in range(POWER_ROUNDS):
        back = linalg.qr(matrix.T @ basis, mode="economic", check_finite=False)[0]
        basis = linalg.qr(matrix @ back, mode="economic", check_finite=False)[0]
    _, values, rows = linalg.svd((matrix.T @ basis).T, full_matrices=False, check_finite=False)
    kept = values[:wanted] > values[0] * 1e-6
    return np.ascontiguousarray(rows[:wanted][kept].T, np.float32)


def ease(weights: sparse.csr_matrix, penalty: float) -> Floats:
    """Return the item-to-item matrix of EASE (Steck 2019) for people x items."""
    gram = (weights.T @ weights).toarray().astype(np.float64)
    gram[np.diag_indices_from(gram)] += penalty
    inverse = invert(gram)
    result = inverse / -np.diag(inverse)
    np.fill_diagonal(result, 0)
    return np.asarray(result, np.float32)


def leading_tastes(weights: sparse.csr_matrix, count: int) -> Floats:
    """Return the map from people's weights (items x count) to the leading tastes, each item's fame taken out."""
    gram = (weights.T @ weights).toarray().astype(np.float64)
    fame = np.diag(gram)
    scale = np.divide(1, np.sqrt(fame), out=np.zeros_like(fame), where=fame > 0)
    gram *= scale[:, None] * scale
    size = len(gram)
    if not size:
        return np.zeros((0, 0), np.float32)
    if size > 2 * count:
        vectors = eigsh(gram, k=count, v0=np.ones(size))[1]  # a fixed start: equal input, equal output
    else:
        vectors = linalg.eigh(gram, check_finite=False)[1][:, -count:]
    return np.asarray(scale[:, None] * vectors, np.float32)


def invert(matrix: Doubles) -> Doubles:
    """Return the inverse of a symmetric positive definite matrix, by its Cholesky factor."""
    if not len(matrix):
        return matrix
    factor = linalg.cholesky(matrix, lower=True, check_finite=False)
    lower, info = linalg.lapack.dpotri(factor, lower=True)
    if info:
        raise linalg.LinAlgError(f"dpotri: {info}")
    return np.asarray(np.tril(lower) + np.tril(lower, -1).T)


def ridge(rows: sparse.csr_matrix, target: Doubles, penalty: float) -> Floats:
    """Return the coefficients of a ridge regression from sparse rows to a centred target."""
    width = rows.shape[1]
    if not width or not len(target):
        return np.zeros(width, np.float32)

    def apply(vector: Doubles) -> Doubles:
        return np.asarray(rows.T @ (rows @ vector) + penalty * vector)

    operator = LinearOperator((width, width), matvec=apply, dtype=np.float64)
    found, _ = cg(operator, rows.T @ (target - target.mean()), rtol=1e-6, maxiter=200)
    return np.asarray(found, np.float32)
