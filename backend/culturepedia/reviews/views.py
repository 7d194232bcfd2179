"""Reviews over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from culturepedia.accounts.authentication import current_user
from culturepedia.common import clock
from culturepedia.common.asking import ask
from culturepedia.common.private import PrivateView, read_body
from culturepedia.common.resources import PublicResource
from culturepedia.common.schema import PAGE_PARAMETERS, listed, one, operation, read_schema
from culturepedia.performances.details import RATINGS
from culturepedia.performances.filters import PAGE_READERS
from culturepedia.performances.sql import moment
from culturepedia.reviews import payloads, selectors, services, votes
from culturepedia.reviews.serializers import (
    OwnReviewPageShape,
    ReportSerializer,
    ReportShape,
    ReviewPageShape,
    ReviewSerializer,
    ReviewShape,
)

if TYPE_CHECKING:
    from rest_framework.request import Request

    from culturepedia.common.reads import Asked
    from culturepedia.reviews.models import Review

TAG = "reviews"
TAGS = (TAG,)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="Only if the review still is this one: an ETag or a version."
)


@read_schema(
    ReviewPageShape,
    operation_id="reviews_list",
    parameters=[
        one("ordering", selectors.ORDERINGS, default="newest"),
        one("spoilers", ["show", "hide"], "`hide` leaves reviews with spoilers out.", default="show"),
        listed("rating", RATINGS, "Only reviews with these stars.", excluding=False),
        *PAGE_PARAMETERS,
    ],
    not_found=True,
    tag=TAG,
)
class ReviewList(PublicResource):
    """Reviews of a performance, with average, number and distribution of its ratings."""

    readers = selectors.LIST_READERS

    @staticmethod
    def read_version() -> str:
        """Return the version of the reviews; one query."""
        return selectors.read_version()

    def has_links(self) -> bool:
        """Pages link to each other."""
        return True

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return a page."""
        return selectors.list_reviews(path["performance_id"], asked.values, link=asked.link)

    @operation("reviews_create", ReviewSerializer, {201: ReviewShape}, also=(401, 404, 409), tags=TAGS)
    def post(self, request: Request, performance_id: str) -> Response:
        """Review a performance that has started; once."""
        review = services.create_review(
            author=current_user(request),
            kopis_id=performance_id,
            fields=read_body(ReviewSerializer, request),
            today=clock.seoul_today(),
            now=clock.now(),
        )
        return _shown(review, status=201)


@read_schema(ReviewShape, operation_id="reviews_retrieve", not_found=True, tag=TAG)
class ReviewDetail(PublicResource):
    """One review."""

    @staticmethod
    def read_version() -> str:
        """Return the version of the reviews; one query."""
        return selectors.read_version()

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return the review."""
        return selectors.get_public(path["review_id"])

    @operation(
        "reviews_update", ReviewSerializer, {200: ReviewShape}, also=(401, 404, 409),
        tags=TAGS, parameters=[IF_MATCH], partial=True,
    )  # fmt: skip
    def patch(self, request: Request, review_id: str) -> Response:
        """Change one's own review; what is not given stays."""
        review = services.edit_review(
            author=current_user(request),
            public_id=review_id,
            changes=read_body(ReviewSerializer, request, partial=True),
            expected=_expected(request),
            today=clock.seoul_today(),
            now=clock.now(),
        )
        return _shown(review, status=200)

    @operation("reviews_destroy", None, {204: None}, also=(401, 404, 409), tags=TAGS, parameters=[IF_MATCH])
    def delete(self, request: Request, review_id: str) -> Response:
        """Delete one's own review."""
        services.delete_review(author=current_user(request), public_id=review_id, expected=_expected(request))
        return Response(status=204)


class HelpfulView(PrivateView):
    """One's vote for a review."""

    @operation("reviews_helpful_set", None, {204: None}, also=(401, 403, 404), tags=TAGS)
    def put(self, request: Request, review_id: str) -> Response:
        """Find a review of someone else helpful."""
        votes.mark_helpful(user=current_user(request), public_id=review_id, now=clock.now())
        return Response(status=204)

    @operation("reviews_helpful_unset", None, {204: None}, also=(401, 403, 404), tags=TAGS)
    def delete(self, request: Request, review_id: str) -> Response:
        """Take one's vote back."""
        votes.unmark_helpful(user=current_user(request), public_id=review_id)
        return Response(status=204)


class ReportView(PrivateView):
    """A report of a review to the staff."""

    @operation("reviews_report", ReportSerializer, {201: ReportShape}, also=(401, 403, 404, 409), tags=TAGS)
    def post(self, request: Request, review_id: str) -> Response:
        """Report a review of someone else; once."""
        given = read_body(ReportSerializer, request)
        made = votes.report(
            user=current_user(request),
            public_id=review_id,
            reason=given["reason"],
            text=given.get("text"),
            now=clock.now(),
        )
        shown = {"reason": made.reason, "text": made.text, "created_at": moment(made.created_at)}
        return Response(shown, status=201)


class OwnReviewList(PrivateView):
    """One's own reviews."""

    query_names = frozenset(PAGE_READERS)

    @operation(
        "me_reviews_list", None, {200: OwnReviewPageShape}, also=(401, 404), tags=TAGS, parameters=PAGE_PARAMETERS
    )
    def get(self, request: Request) -> Response:
        """List one's own reviews with their performances, the newest first; hidden ones too."""
        asked = ask(request, PAGE_READERS)
        return Response(selectors.list_own(current_user(request), asked.values, today=asked.today, link=asked.link))


def _shown(review: Review, *, status: int) -> Response:
    return Response(payloads.public_review(review), status=status, headers={"ETag": payloads.tag_of(review)})


def _expected(request: Request) -> list[str] | None:
    """Return the tags of If-Match; a proxy may have marked them weak."""
    header = request.META.get("HTTP_IF_MATCH")
    return None if header is None else [tag.strip().removeprefix("W/") for tag in header.split(",")]
