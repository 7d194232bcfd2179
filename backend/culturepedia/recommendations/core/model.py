"""What training leaves and answers need; small arrays only, whatever the size of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scipy import sparse

    from culturepedia.recommendations.core.draw import Draw
    from culturepedia.recommendations.core.features import Vocabulary
    from culturepedia.recommendations.core.records import Doubles, Floats, Ints, Settings


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """What is known of each title family with at least one interaction; below the privacy floor all is zero."""

    rows: Mapping[str, int]
    people: Ints  # distinct people with a positive opinion
    support: Floats  # number of positives
    popularity: Floats  # sum of positive weights, decayed to the model's day


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A trained model; `version` names its content."""

    version: str
    day: int
    settings: Settings
    vocabulary: Vocabulary
    families: FamilyFacts
    warm: Mapping[str, int]  # family → row of the collaborative matrices
    ease: Floats  # warm x warm
    ease_ridge: Floats  # warm x warm: from a person's weights to the dual of the ridge onto tokens
    spectral: Floats  # warm x few: the leading tastes of all people, fame taken out
    spectral_tokens: Floats  # tokens x few: the same told from tokens
    warm_rows: sparse.csr_matrix  # warm x tokens
    together: sparse.csr_matrix  # warm x warm: people who like both, where they are enough to be told
    projection: Floats  # tokens x dimensions
    taste: Floats  # dimensions x dimensions
    draw: Draw

    def family_values(self, families: list[str], values: Floats) -> Doubles:
        """Return one value a family from a column of `families`; zero for those never met."""
        rows = np.fromiter((self.families.rows.get(name, -1) for name in families), np.int64, len(families))
        padded = np.append(values, np.float32(0))
        return padded[rows].astype(np.float64)

    def warm_columns(self, families: list[str]) -> Ints:
        """Return each family's row in the collaborative matrices, -1 for those without."""
        return np.fromiter((self.warm.get(name, -1) for name in families), np.int64, len(families))
