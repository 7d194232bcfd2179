"""Reviews as the API shows them: the author by name only, never anything else of the account."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import orjson

from culturepedia.performances.cards import json_value
from culturepedia.performances.sql import moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from culturepedia.reviews.models import Review


ROW_COLUMNS = (
    "u.username, r.public_id, r.rating, r.title, r.body, r.watched_on, r.spoiler, r.good_for, r.not_for, "
    "r.helpful_count, r.created_at, r.edited_at, r.version"
)
ROW_SOURCE = "reviews_review r JOIN accounts_user u ON u.id = r.author_id"


def build_review(row: Sequence[Any], kopis_id: str) -> dict[str, Any]:
    """Return what everyone may see of a row with `ROW_COLUMNS`; the same as `public_review`, for long lists."""
    (
        author_name, public_id, rating, title, body, watched_on, spoiler, good_for, not_for,
        helpful_count, created_at, edited_at, version,
    ) = row  # fmt: skip
    return {
        "performance": kopis_id,
        "author_name": author_name,
        "id": _dashed(public_id),
        "rating": float(rating),
        "title": title,
        "body": body,
        "watched_on": watched_on,
        "spoiler": spoiler,
        "good_for": json_value(good_for),
        "not_for": json_value(not_for),
        "helpful_count": helpful_count,
        "created_at": moment(created_at),
        "edited_at": moment(edited_at),
        "version": version,
    }


def _dashed(public_id: Any) -> str:
    """Return the id as it is written; SQLite keeps its digits alone."""
    text = str(public_id)
    return text if "-" in text else f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def public_review(review: Review) -> dict[str, Any]:
    """Return what everyone may see; author and performance are loaded."""
    return {"performance": review.performance.kopis_id, "author_name": review.author.username, **review_text(review)}


def own_review(review: Review) -> dict[str, Any]:
    """Return what its author sees, beside the performance's card."""
    return {**review_text(review), "hidden": review.hidden_at is not None}


def review_text(review: Review) -> dict[str, Any]:
    """Return what the author wrote, and what others think of it."""
    return {
        "id": str(review.public_id),
        "rating": float(review.rating),
        "title": review.title,
        "body": review.body,
        "watched_on": review.watched_on,
        "spoiler": review.spoiler,
        "good_for": review.good_for,
        "not_for": review.not_for,
        "helpful_count": review.helpful_count,
        "created_at": moment(review.created_at),
        "edited_at": moment(review.edited_at),
        "version": review.version,
    }


def tag_of(review: Review) -> str:
    """Return the ETag under which everyone reads the review now."""
    return make_tag(orjson.dumps(public_review(review)))


def make_tag(body: bytes) -> str:
    """Return the ETag of an answer, as public reads make it."""
    return f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
