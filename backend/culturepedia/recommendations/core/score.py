"""One person's scores of the candidates: what likes bring, what tokens bring, what the many like just now.

Each part is a z-score over the candidates of the request, so that their weights mean the same everywhere; the personal
parts grow with what is known of the person, the collaborative one with what is known of the item.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from culturepedia.recommendations.core.signals import PICK_PATIENCE

if TYPE_CHECKING:
    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.records import Doubles, Floats, Ints, Settings
    from culturepedia.recommendations.core.shelf import Shelf
    from culturepedia.recommendations.core.signals import Profile

STRENGTH_SCALE = 30  # n at which the personal part gets half of its say
PICK_WEIGHT = 5.0  # while nothing else is known, picks decide
LEAST_PICK_WEIGHT = 0.25
FAMILY_WEIGHT = 1.2  # of another production beside the tokens that both have
SALES_WEIGHT = 1.0  # as much as one standard deviation of popularity, for the first place
DECIMALS = 6  # what is smaller is noise of the order of sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The z-scores of the chosen candidates, before they are weighed."""

    known: float  # how far the person is known, 0 to 1
    trust: Doubles  # how far likes of the item are trusted, 0 to 1
    likes: Doubles
    taste: tuple[Doubles, Doubles, Doubles]  # in the order of `Settings.taste_mix`
    cosine: Doubles
    popularity: Doubles
    sales: Doubles  # 0 to 1 and no z-score: with a few places among thousands those would drown all else
    draw: Doubles
    spreads: tuple[float, ...]  # standard deviations of likes, the three of taste, cosine


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The sums over the chosen candidates, and what of them is personal."""

    model: Model
    shelf: Shelf
    profile: Profile
    chosen: Ints  # rows of the shelf
    total: Doubles
    personal: Doubles
    parts: Parts


def score(model: Model, shelf: Shelf, profile: Profile, chosen: Ints) -> Scores:
    """Return the scores of the chosen rows of a shelf."""
    parts = find_parts(model, shelf, profile, chosen)
    personal, general = weigh(parts, model.settings)
    personal += picks_part(model, shelf, profile, chosen)
    total = np.round(personal + general, DECIMALS)
    return Scores(model=model, shelf=shelf, profile=profile, chosen=chosen, total=total, personal=personal, parts=parts)


def weigh(parts: Parts, settings: Settings) -> tuple[Doubles, Doubles]:
    """Return what the person and what the many bring to each score."""
    taste = sum(
        (share * part for share, part in zip(settings.taste_mix, parts.taste, strict=True) if share),
        np.zeros_like(parts.likes),
    )
    tokens = (1 - settings.cosine_share) * taste + settings.cosine_share * parts.cosine
    through_tokens = 1 - parts.trust * (1 - settings.known_token_share)
    personal = parts.known * (parts.trust * parts.likes + through_tokens * tokens)
    general = settings.popularity_weight * parts.popularity + settings.draw_weight * (1 - parts.trust) * parts.draw
    general += SALES_WEIGHT * parts.sales
    return personal, general


def find_parts(model: Model, shelf: Shelf, profile: Profile, chosen: Ints) -> Parts:
    """Return the parts of the scores of the chosen rows."""
    # Of most of the shelf all is computed and then chosen from: copying rows would take longer.
    whole = 2 * len(chosen) > len(shelf)
    rows, dense = (shelf.rows, shelf.dense) if whole else (shelf.rows[chosen], shelf.dense[chosen])
    picked = chosen if whole else slice(None)
    met = profile.warm >= 0
    sources, lasting = profile.warm[met], profile.lasting[met]
    wanted, length = token_profile(model, profile)
    raw = (
        _collaborative(model, sources, profile.fresh[met], shelf.warm[chosen]),
        (dense @ _dense_wish(model, profile))[picked],
        (rows @ ((lasting @ model.ease_ridge[sources]) @ model.warm_rows).astype(np.float32))[picked],
        (rows @ (model.spectral_tokens @ (lasting @ model.spectral[sources])))[picked],
        (rows @ wanted)[picked] + family_likes(shelf, profile)[chosen] / (length or 1),
    )
    likes, fs, er, ns, cosine = map(zscore, raw)
    # Who only said what they do not like is known by that.
    heard = max(profile.strength, int((profile.weights < 0).sum()))
    return Parts(
        known=heard / (heard + STRENGTH_SCALE),
        trust=shelf.trust[chosen],
        likes=likes,
        taste=(fs, er, ns),
        cosine=cosine,
        popularity=zscore(shelf.popularity[chosen]),
        sales=shelf.sales[chosen],
        draw=zscore(shelf.draw[chosen]),
        spreads=tuple(map(spread_of, raw)),
    )


def zscore(values: Doubles | Floats) -> Doubles:
    """Return the values in standard deviations from their mean; equal values give zeros."""
    wide = values.astype(np.float64)
    spread = spread_of(wide)
    return (wide - wide.mean()) / spread if spread else np.zeros_like(wide)


def spread_of(values: Doubles | Floats) -> float:
    """Return the standard deviation, 0 where it is no more than rounding."""
    if not len(values):
        return 0.0
    wide = values.astype(np.float64)
    spread = float(wide.std())
    return spread if spread > 1e-6 * float(np.abs(wide).max()) else 0.0


def best_first(scores: Scores) -> Ints:
    """Return positions in `scores`, the best first; ties fall to the smaller id."""
    ids = scores.shelf.ids[scores.chosen]
    if len(ids) < 2 or (ids[1:] > ids[:-1]).all():
        return np.argsort(-scores.total, kind="stable")
    return np.lexsort((ids, -scores.total))


def token_profile(model: Model, profile: Profile) -> tuple[Floats, float]:
    """Return the person's signed profile over tokens, at length one, and its length: likes pull, dislikes push."""
    vector = np.asarray(profile.weights @ profile.items, np.float32)
    vector += model.vocabulary.token_row(asked_tokens(profile)).toarray().ravel()
    length = float(np.sqrt(vector @ vector))
    return (vector / np.float32(length) if length else vector), length


def asked_tokens(profile: Profile) -> dict[str, float]:
    """Return the weights of tokens that the person named: searched tags and picks."""
    asked = {f"tag:{tag}": weight for tag, weight in profile.tags.items()}
    for token in profile.picks:
        asked[token] = asked.get(token, 0) + patience(profile)
    return asked


def patience(profile: Profile) -> float:
    """Return what picks still count, 1 while nothing else is known."""
    return PICK_PATIENCE / (PICK_PATIENCE + profile.strength)


def family_likes(shelf: Shelf, profile: Profile) -> Doubles:
    """Return what other productions of the same works bring to each item of the shelf."""
    found = np.zeros(len(shelf))
    for family, weight in zip(profile.families, profile.weights.tolist(), strict=True):
        if (number := shelf.families.index.get(family)) is not None:
            found[shelf.families.numbers == number] += FAMILY_WEIGHT * weight
    return found


def picks_part(model: Model, shelf: Shelf, profile: Profile, chosen: Ints) -> Doubles:
    """Return what the person's picks bring: much while nothing else is known, little later."""
    columns = [model.vocabulary.columns[token] for token in profile.picks if token in model.vocabulary.columns]
    if not columns:
        return np.zeros(len(chosen))
    has = sparse.csr_matrix(shelf.rows[chosen][:, columns] > 0)
    share = np.asarray(has.sum(axis=1), np.float64).ravel()
    most = share.max(initial=0)
    return share / most * max(LEAST_PICK_WEIGHT, PICK_WEIGHT * patience(profile)) if most else share


def _collaborative(model: Model, sources: Ints, weights: Floats, warm: Ints) -> Doubles:
    if not len(sources):
        return np.zeros(len(warm))
    reach = np.append(weights @ model.ease[sources], np.float32(0))
    return reach[warm].astype(np.float64)


def _dense_wish(model: Model, profile: Profile) -> Floats:
    liked = np.maximum(profile.weights, 0)
    # The few rows first: the other way the whole projection would be read.
    return np.asarray(liked @ (profile.items @ model.projection) @ model.taste, np.float32)
