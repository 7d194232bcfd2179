"""Addresses of reviews, below `/api/v1/`."""

from django.urls import path

from culturepedia.reviews import views

urlpatterns = [
    path("performances/<str:performance_id>/reviews", views.ReviewList.as_view(), name="review-list"),
    path("reviews/<str:review_id>", views.ReviewDetail.as_view(), name="review-detail"),
    path("reviews/<str:review_id>/helpful", views.HelpfulView.as_view(), name="review-helpful"),
    path("reviews/<str:review_id>/reports", views.ReportView.as_view(), name="review-reports"),
    path("me/reviews", views.OwnReviewList.as_view(), name="me-reviews"),
]
