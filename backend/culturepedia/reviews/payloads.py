"""Reviews as the API shows them: the author by name only, never anything else of the account."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import orjson

from culturepedia.performances.sql import moment

if TYPE_CHECKING:
    from culturepedia.reviews.models import Review


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
