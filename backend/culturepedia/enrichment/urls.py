"""Addresses of what users say about hashtags, below `/api/v1/`."""

from django.urls import path

from culturepedia.enrichment import views

urlpatterns = [
    path(
        "performances/<str:performance_id>/hashtags/<str:slug>/reports",
        views.HashtagReportView.as_view(),
        name="hashtag-reports",
    ),
]
