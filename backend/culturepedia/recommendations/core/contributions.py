"""What each thing a person did brings to the score of a recommended item. Parts and sums are those of `score`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.score import FAMILY_WEIGHT, asked_tokens, picks_part, token_profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scipy import sparse

    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.records import Doubles, Floats, Ints
    from culturepedia.recommendations.core.score import Scores
    from culturepedia.recommendations.core.signals import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributions:
    """Columns are the explained items."""

    opinions: Doubles  # one row an opinion
    asked: Mapping[str, Doubles]  # searched tags and picks, by token
    personal: Doubles  # the sum of what is positive


@dataclass(frozen=True, slots=True)
class _Centred:
    """The rows of the explained items without the mean of all candidates; kept apart, so that both stay sparse."""

    picked: sparse.csr_matrix
    mean: Doubles

    def through(self, matrix: Floats) -> Doubles:
        """Return the rows times a dense matrix, tokens x anything."""
        return np.asarray(self.picked @ matrix - self.mean @ matrix)

    def seen_by(self, others: sparse.csr_matrix) -> Doubles:
        """Return other rows times these."""
        return np.asarray((others @ self.picked.T).toarray() - (others @ self.mean)[:, None])

    def column(self, token: int) -> Doubles:
        """Return what each of the items has of a token."""
        return np.asarray(self.picked[:, [token]].toarray()).ravel()


def _centred(scores: Scores, picked: Ints) -> _Centred:
    rows = scores.shelf.rows
    among = np.zeros(rows.shape[0], np.float32)
    among[scores.chosen] = 1 / len(scores.chosen)
    return _Centred(rows[picked], np.asarray(among @ rows, np.float32))


def find_contributions(scores: Scores, positions: Sequence[int]) -> Contributions:
    """Return the contributions to the items at some positions of the scores.

    Each is the distance from its mean over all candidates, as in a z-score: what someone likes of every candidate alike
    is no reason for one of them.
    """
    model, profile = scores.model, scores.profile
    at = np.asarray(positions, np.int64)
    picked = scores.chosen[at]
    sizes = _sizes(scores, at)
    rows = _centred(scores, picked)
    opinions = _likes(scores, picked) * sizes[0]
    taste = _taste(model, profile, rows)
    for part, size in zip(taste, sizes[1:4], strict=True):
        opinions = opinions + part * size
    _, length = token_profile(model, profile)
    cosine = rows.seen_by(profile.items) * profile.weights[:, None]
    cosine += _families(scores, picked)
    opinions = opinions + cosine / (length or 1) * sizes[4]
    asked = _asked(scores, at, rows, sizes[4] / (length or 1))
    positive = np.maximum(opinions, 0).sum(axis=0) + sum(
        (np.maximum(part, 0) for part in asked.values()), np.zeros(len(at))
    )
    return Contributions(opinions=opinions, asked=asked, personal=positive)


def _sizes(scores: Scores, at: Ints) -> list[Doubles]:
    """Return what a raw unit of likes, the three of taste, and cosine is worth in each item's score."""
    parts, settings = scores.parts, scores.model.settings
    trust = parts.trust[at]
    through_tokens = parts.known * (1 - trust * (1 - settings.known_token_share))
    weights = [parts.known * trust]
    weights += [through_tokens * (1 - settings.cosine_share) * share for share in settings.taste_mix]
    weights.append(through_tokens * settings.cosine_share)
    return [weight / spread if spread else weight * 0 for weight, spread in zip(weights, parts.spreads, strict=True)]


def _likes(scores: Scores, picked: Ints) -> Doubles:
    model, shelf, profile = scores.model, scores.shelf, scores.profile
    reach = np.zeros((len(profile.warm), len(model.ease) + 1))
    met = profile.warm >= 0
    reach[met, :-1] = model.ease[profile.warm[met]] * profile.fresh[met][:, None]
    # How often each column stands among the candidates: their mean without a value for each of them.
    often = np.bincount(shelf.warm[scores.chosen] % reach.shape[1], minlength=reach.shape[1]) / len(scores.chosen)
    everywhere = reach @ often
    return np.asarray(reach[:, shelf.warm[picked]] - everywhere[:, None])


def _taste(model: Model, profile: Profile, rows: _Centred) -> tuple[Doubles, Doubles, Doubles]:
    met = profile.warm >= 0
    liked = np.maximum(profile.weights, 0)[:, None]
    dense = (profile.items @ model.projection) @ model.taste @ rows.through(model.projection).T
    ridge, spectral = (np.zeros((len(profile.warm), rows.picked.shape[0])) for _ in range(2))
    ridge[met] = model.ease_ridge[profile.warm[met]] @ rows.seen_by(model.warm_rows)
    spectral[met] = model.spectral[profile.warm[met]] @ rows.through(model.spectral_tokens).T
    lasting = profile.lasting[:, None]
    return dense * liked, ridge * lasting, spectral * lasting


def _families(scores: Scores, picked: Ints) -> Doubles:
    shelf, profile = scores.shelf, scores.profile
    numbers = np.array([shelf.families.index.get(family, -2) for family in profile.families], np.int64)[:, None]
    everywhere = shelf.families.numbers[scores.chosen]
    share = np.array([np.mean(everywhere == number) for number in numbers.ravel()])
    same = (shelf.families.numbers[picked] == numbers) - share.reshape(-1, 1)
    return np.asarray(same * FAMILY_WEIGHT * profile.weights[:, None])


def _asked(scores: Scores, at: Ints, rows: _Centred, size: Doubles) -> dict[str, Doubles]:
    """Return what searched tags and picks bring: through the cosine, and the picks' own part in equal shares."""
    model, shelf, profile = scores.model, scores.shelf, scores.profile
    found = {}
    columns = model.vocabulary.columns
    picks = picks_part(model, shelf, profile, scores.chosen)[at]
    has = {token: rows.column(columns[token]) > 0 for token in profile.picks if token in columns}
    shares = sum(has.values(), np.zeros(len(at)))
    for token, weight in asked_tokens(profile).items():
        if token in columns:
            found[token] = (rows.column(columns[token]) - rows.mean[columns[token]]) * weight * size
            if token in has:
                found[token] = found[token] + np.where(has[token], picks / np.maximum(shares, 1), 0)
    return found
